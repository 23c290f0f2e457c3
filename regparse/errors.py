"""What regparse raises when it cannot do what was asked.

Every message is one sentence for a person: it says what could not be done and, where that is known, what to do
instead. The command line prints it as it stands and exits with 2.
"""

from __future__ import annotations


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
