"""Every type that crosses a door between two rooms of regparse. Imports nothing else of it.

:mod:`regparse.model.notice` has a notice as parsed, :mod:`regparse.model.comparison` what became of one in another,
:mod:`regparse.model.query` what is asked of them, :mod:`regparse.model.messages` what is told without a sentence,
:mod:`regparse.model.ids` the ids of notices, clauses and provisions.
"""

from regparse.model.base import Model as Model
from regparse.model.messages import (
    Message as Message,
)
from regparse.model.messages import (
    Params as Params,
)
from regparse.model.messages import (
    Value as Value,
)
from regparse.model.messages import (
    Voice as Voice,
)
from regparse.model.notice import (
    SCHEMA as SCHEMA,
)
from regparse.model.notice import (
    Activity as Activity,
)
from regparse.model.notice import (
    Addressee as Addressee,
)
from regparse.model.notice import (
    AgencyMention as AgencyMention,
)
from regparse.model.notice import (
    AgencyRole as AgencyRole,
)
from regparse.model.notice import (
    Basis as Basis,
)
from regparse.model.notice import (
    Block as Block,
)
from regparse.model.notice import (
    BlockKind as BlockKind,
)
from regparse.model.notice import (
    Bound as Bound,
)
from regparse.model.notice import (
    Certainty as Certainty,
)
from regparse.model.notice import (
    Citation as Citation,
)
from regparse.model.notice import (
    CitationKind as CitationKind,
)
from regparse.model.notice import (
    Clause as Clause,
)
from regparse.model.notice import (
    ClauseKind as ClauseKind,
)
from regparse.model.notice import (
    Closing as Closing,
)
from regparse.model.notice import (
    Condition as Condition,
)
from regparse.model.notice import (
    Cover as Cover,
)
from regparse.model.notice import (
    Dated as Dated,
)
from regparse.model.notice import (
    Deadline as Deadline,
)
from regparse.model.notice import (
    DeadlineKind as DeadlineKind,
)
from regparse.model.notice import (
    DocumentNumber as DocumentNumber,
)
from regparse.model.notice import (
    Effective as Effective,
)
from regparse.model.notice import (
    Figure as Figure,
)
from regparse.model.notice import (
    IssuedOn as IssuedOn,
)
from regparse.model.notice import (
    Kind as Kind,
)
from regparse.model.notice import (
    Language as Language,
)
from regparse.model.notice import (
    Limit as Limit,
)
from regparse.model.notice import (
    LimitKind as LimitKind,
)
from regparse.model.notice import (
    Notice as Notice,
)
from regparse.model.notice import (
    Problem as Problem,
)
from regparse.model.notice import (
    Provision as Provision,
)
from regparse.model.notice import (
    Quote as Quote,
)
from regparse.model.notice import (
    Role as Role,
)
from regparse.model.notice import (
    Sanction as Sanction,
)
from regparse.model.notice import (
    SanctionKind as SanctionKind,
)
from regparse.model.notice import (
    Section as Section,
)
from regparse.model.notice import (
    Severity as Severity,
)
from regparse.model.notice import (
    Source as Source,
)
from regparse.model.notice import (
    Span as Span,
)
from regparse.model.notice import (
    Territory as Territory,
)
