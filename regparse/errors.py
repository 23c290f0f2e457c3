"""What regparse raises when it cannot do what was asked.

Every message is one sentence for a person: it says what could not be done and, where that is known, what to do
instead. The command line prints it as it stands and exits with 2.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches


class RegparseError(Exception):
    """Base of all errors that are a user's to mend: nothing in regparse is broken when one is raised."""


class ReadError(RegparseError):
    """A source cannot be read: missing, a folder, empty, no text, in an encoding that cannot be told."""


class NoNoticeError(RegparseError):
    """A text was read and holds no notice."""


class CorpusError(RegparseError):
    """The corpus has no such entry, or an entry is not what the manifest says it is."""


class RenderError(RegparseError):
    """A brief cannot be rendered: a system library is missing, or the format is unknown."""


class WriteError(RegparseError):
    """A file cannot be written."""


class BatchError(RegparseError):
    """A batch cannot be begun or gone on with: other inputs, another run in its folder, no worker."""


class QueryError(RegparseError):
    """The words of a query cannot be understood, or a value of it is none: a date, a number of hits."""


class StoreError(RegparseError):
    """A store cannot be opened: it is not there, is none, or was made by a newer regparse."""


class ExportError(RegparseError):
    """A notice cannot be written in a format, or what was exported cannot be read back."""


class ServeError(RegparseError):
    """The pages cannot be served: no package for it, no such address or port, no token where one is needed."""


_SHOWN = 120
"""How much of a value that is none is told, in characters."""


class UnknownValueError(RegparseError):
    """A value that is not one of a closed list: an agency, a role, a kind, a format."""

    def __init__(
        self, what: str, value: str, *, known: Sequence[str] = (), nearest: Sequence[str] = (), listed: bool = True
    ) -> None:
        """Word the sentence: ``what`` names the list, ``known`` are all its values, ``nearest`` those to suggest.

        Not ``listed``: there are too many to tell them all where none is near.
        """
        near = nearest or get_close_matches(value, known, n=2, cutoff=0.5)
        all_of_them = f"one of: {', '.join(known)}." if known and listed else ""
        hint = f"did you mean {' or '.join(near)}?" if near else all_of_them
        value = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"
        super().__init__(f"no {what} {value!r}" + (f"; {hint}" if hint else ""))
