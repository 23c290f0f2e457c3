"""Query: which norms say something about a body, an addressee, an act, or in certain words."""

from __future__ import annotations

from regparse.search.answer import Answer as Answer
from regparse.search.answer import Asked as Asked
from regparse.search.answer import Hint as Hint
from regparse.search.answer import Hit as Hit
from regparse.search.answer import Via as Via
from regparse.search.find import query as query
from regparse.search.force import repealers as repealers
