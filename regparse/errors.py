"""What regparse raises when it cannot do what was asked.

An error is a code and the values that go with it. The catalogue of words says it in English and in Chinese, in one
sentence: what could not be done and, where that is known, what to do instead. The command line prints that and exits
with 2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any, ClassVar


class RegparseError(Exception):
    """Base of all errors that are a user's to fix: nothing in regparse is broken when one is raised.

    ``section`` is where the catalogue says such codes.
    """

    section: ClassVar[str] = "error"

    def __init__(self, code: str, /, **params: object) -> None:
        """Take the code, and the values that its sentence needs."""
        super().__init__(code)
        self.code = code
        self.params: Mapping[str, object] = {
            name: value if isinstance(value, (int, tuple)) else str(value or "") for name, value in params.items()
        }

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how the error is made again in another process."""
        return _again, (type(self), self.code, dict(self.params))

    def __str__(self) -> str:
        """Return the sentence in English, as Python prints an error that nobody caught."""
        from regparse.wording import say  # noqa: PLC0415 - who is not printed is not worded

        return say(self)


def _again(kind: type[RegparseError], code: str, params: Mapping[str, object]) -> RegparseError:
    error = kind.__new__(kind)
    RegparseError.__init__(error, code, **params)
    return error


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


class UnknownValueError(RegparseError):
    """A value that is not one of a closed list: an agency, a role, a kind, a format."""

    def __init__(
        self,
        what: str,
        value: str,
        *,
        of: str = "",
        known: Sequence[str] = (),
        nearest: Sequence[str] = (),
        listed: bool = True,
    ) -> None:
        """``what`` names the list as the catalogue does (``name.sort``), ``of`` what has it.

        ``known`` are all its values, ``nearest`` those to suggest. Not ``listed``: there are too many to tell them all
        where none is near.
        """
        near = tuple(nearest) or tuple(get_close_matches(value, known, n=2, cutoff=0.5))
        told = tuple(known) if listed and not near else ()
        super().__init__("unknown-value", what=what, value=value, of=of, near=near, known=told)
