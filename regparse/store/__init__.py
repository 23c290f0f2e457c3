"""The store: notices in one SQLite file, and the queries that lawyers ask of it."""

from __future__ import annotations

from regparse.store.answer import Answer as Answer
from regparse.store.answer import Hint as Hint
from regparse.store.answer import Hit as Hit
from regparse.store.answer import Via as Via
from regparse.store.current import current as current
from regparse.store.database import Store as Store
from regparse.store.database import default_path as default_path
from regparse.store.database import identity as identity
from regparse.store.database import in_memory as in_memory
from regparse.store.database import open_store as open_store
from regparse.store.force import Force as Force
from regparse.store.results import Results as Results
