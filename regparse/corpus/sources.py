"""From what a user names to a parsed notice.

A source is one of these, tried in this order:

- ``bytes``: the content of a file;
- a string with a line break that is no file's name: the text itself;
- ``ID`` or ``ID@EDITION``: an entry of the corpus;
- a path; a string that no path can be, being too long, is a text.

A file whose name is also an id of the corpus is read when a folder is given with it (``./yinfa-2026-42``). Who knows
which of them it is goes by a door of its own, where nothing is guessed: :func:`parse_text`, :func:`parse_file`.
"""

from __future__ import annotations

import datetime as dt
import errno
import os
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from regparse.analysis import pipeline
from regparse.corpus import catalogue, collection
from regparse.errors import CorpusError, ReadError, RegparseError
from regparse.files import limits
from regparse.intake.documents import printable
from regparse.model import Language, Notice, ids


class Content(NamedTuple):
    """The bytes of a source, its name for messages and its edition.

    ``media_type`` and ``language`` are given where the source states them; the file may hold others.
    """

    data: bytes
    name: str
    edition: str | None
    media_type: str | None = None
    language: Language | None = None


@cache
def shipped() -> catalogue.Corpus:
    """Give the corpus that ships with regparse, read once a process."""
    return catalogue.load()


def library() -> catalogue.Corpus:
    """Give the corpus that ships with regparse with the user's own over it; see :func:`.catalogue.folder`.

    Raises CorpusError when the user's manifest is damaged.
    """
    root = catalogue.folder()
    try:
        stat = (root / catalogue.MANIFEST).stat()
    except OSError:
        return shipped()
    return _library(root, stat.st_mtime_ns, stat.st_size, stat.st_ino)


@lru_cache(4)
def _library(root: Path, *_stamp: int) -> catalogue.Corpus:
    return catalogue.load(root).over(shipped())


def parse(
    source: str | os.PathLike[str] | bytes,
    *,
    edition: str | None = None,
    name: str | None = None,
    media_type: str | None = None,
) -> Notice:
    """Parse a notice.

    ``source`` is a corpus id, a path, a text or bytes, as told above. ``edition`` picks the edition of a corpus id and
    labels any other source. ``name`` is how a text or bytes is called in messages and in ``Notice.source``;
    ``media_type`` is what a file is, where its bytes and its name do not say.

    Raises CorpusError for an unknown id or edition, ReadError when a file cannot be read, NoNoticeError when it holds
    no notice.
    """
    return parse_content(content(source, edition=edition, name=name, media_type=media_type))


def parse_text(
    text: str, *, edition: str | None = None, name: str | None = None, media_type: str | None = None
) -> Notice:
    """Parse a notice from its text, of whatever length: it is never taken for an id or a path.

    The arguments are those of :func:`parse`. Raises ReadError when the text is empty or no notice's text can be,
    NoNoticeError when it holds no notice.
    """
    return parse_content(content_of_text(text, edition=edition, name=name, media_type=media_type))


def parse_file(
    path: str | os.PathLike[str], *, edition: str | None = None, name: str | None = None, media_type: str | None = None
) -> Notice:
    """Parse a notice from a file, whatever its name looks like; arguments and errors as of :func:`parse`."""
    return parse_content(content_of_file(path, edition=edition, name=name, media_type=media_type))


def parse_all(given: Content) -> tuple[Notice, ...]:
    """Parse every notice that a source holds, each once, in their order; errors as for :func:`parse`.

    An entry of the corpus is one notice of its file: the others have no edition.
    """
    return tuple(one.notice for one in read_all(given))


def read_all(given: Content) -> tuple[pipeline.Reading, ...]:
    """Parse as :func:`parse_all` does, and return where the lines of each notice stand, too."""
    found = pipeline.read_all(given.data, given.name, media_type=given.media_type, lookup=_cited)
    mine = {"edition": given.edition}
    return tuple(
        one._replace(notice=one.notice.model_copy(update=mine))
        if given.language in (None, one.notice.language)
        else one
        for one in found
    )


def parse_content(given: Content) -> Notice:
    """Parse what :func:`content` gave."""
    return read_content(given).notice


def read_content(given: Content) -> pipeline.Reading:
    """Parse what :func:`content` gave, and return where the lines of the notice stand, too."""
    return pipeline.read(
        given.data,
        given.name,
        edition=given.edition,
        media_type=given.media_type,
        language=given.language,
        lookup=_cited,
    )


def content(
    source: str | os.PathLike[str] | bytes,
    *,
    edition: str | None = None,
    name: str | None = None,
    media_type: str | None = None,
) -> Content:
    """Give the bytes of what a user names, what they are called and their edition; arguments as for :func:`parse`.

    Raises CorpusError for an unknown id or edition, ReadError when a file cannot be read.
    """
    if isinstance(source, bytes):
        return Content(source, name or "bytes", edition, media_type)
    if isinstance(source, str):
        if _is_text(source):
            return content_of_text(source, edition=edition, name=name, media_type=media_type)
        found = _in_corpus(source, edition)
        if found:
            return _content(found)
    return content_of_file(source, edition=edition, name=name, media_type=media_type)


def content_of_text(
    text: str, *, edition: str | None = None, name: str | None = None, media_type: str | None = None
) -> Content:
    """Return a text as :func:`content` does. Halves of characters, which no encoding has, stand as U+FFFD."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")  # two halves are one character
    return Content(whole.encode(), name or "text", edition, f"{media_type or ''}; charset=utf-8")


def content_of_file(
    path: str | os.PathLike[str], *, edition: str | None = None, name: str | None = None, media_type: str | None = None
) -> Content:
    """Return what a file holds as :func:`content` does; its name as it can be written, where it is not in UTF-8."""
    file = Path(os.fsdecode(path))
    return Content(_read(file), name or printable(file.name), edition, media_type)


def _content(edition: catalogue.Edition) -> Content:
    try:
        data = edition.read()
    except CorpusError:
        now = library().entries.get(edition.notice)
        fresh = now.editions.get(edition.name) if now else None
        if fresh is None or fresh == edition:
            raise
        edition, data = fresh, fresh.read()  # another process has just put another text in its place
    language: Language = "zh" if edition.language == "zh" else "en"
    name = edition.origin or edition.path.name
    return Content(data, name, edition.name, edition.media_type, language)


def parse_edition(edition: catalogue.Edition) -> Notice:
    """Parse one edition of the corpus.

    Raises CorpusError when its file has changed.
    """
    return parse_content(_content(edition))


def parse_entry(edition: catalogue.Edition) -> tuple[Notice, ...]:
    """Parse one edition of the corpus and the instruments that it annexes; errors as for :func:`parse_edition`."""
    given = _content(edition)
    notice = parse_content(given)
    if not any(problem.code == "further-notice" for problem in notice.problems):
        return (notice,)
    # Read apart, so that no article stands in two notices of a store.
    apart = [one for one in parse_all(given) if notice.id in (one.id, ids.host(one.id))]
    return tuple(one.model_copy(update={"edition": given.edition}) for one in apart) or (notice,)


def parse_defaults() -> tuple[Notice, ...]:
    """Parse every notice of the corpus in its default edition."""
    return tuple(map(parse_edition, library().defaults()))


def add(
    source: str | os.PathLike[str] | bytes,
    *,
    name: str | None = None,
    media_type: str | None = None,
    language: Language | None = None,
    edition: str | None = None,
    url: str | None = None,
    retrieved: dt.date | None = None,
    note: str = "",
    replace: bool = False,
) -> catalogue.Edition:
    """Store a file in the user's corpus as an edition of the notice in it; give that edition.

    The notice's id is read from the file. Where the file holds several notices, ``language`` says which; ``edition``
    is what this text of it is called, its language unless said otherwise. ``url`` and ``retrieved`` say where the file
    came from and when. An edition that is there with another text stays, unless ``replace`` is true.

    Raises CorpusError when the corpus already has such an edition or the file holds no notice in that language, and
    what :func:`parse` and :func:`regparse.corpus.collection.add` raise.
    """
    if isinstance(source, bytes):
        data = source
        name = name or "stdin"
    else:
        data, name = _read(Path(source)), name or printable(Path(source).name)
    notice = pipeline.survey(data, name, media_type=media_type, language=language)
    if language and notice.language != language:
        raise CorpusError("no-such-language", name=name, wanted=language, notice=notice.id, language=notice.language)
    new = collection.New(
        notice=notice.id,
        name=edition or notice.language,
        language=notice.language,
        media_type=notice.source.media_type,
        origin=name.encode(errors="replace").decode(),
        note=note,
        url=url,
        retrieved=retrieved,
    )
    if new.name in getattr(shipped().entries.get(new.notice), "editions", ()):
        raise CorpusError("ref-shipped", ref=f"{new.notice}@{new.name}")
    return collection.add(catalogue.folder(), new, data, replace=replace)


def remove(ref: str) -> tuple[str, ...]:
    """Remove ``ID@EDITION``, or every own edition of ``ID``, from the user's corpus; give what was removed.

    Raises CorpusError when it ships with regparse or is not there.
    """
    root = catalogue.folder()
    if ref not in library() or not _own(ref):
        if ref in shipped():
            raise CorpusError("shipped-kept", ref=ref)
        library().get(ref)  # says what is unknown, and the nearest
    return collection.remove(root, ref)


def _own(ref: str) -> bool:
    notice, at, name = ref.partition("@")
    editions = library().entries[notice].editions.values()
    return any(not e.shipped and (not at or e.name == name) for e in editions)


def replaced(notice: Notice) -> Notice | None:
    """Give the notice that ``notice`` repeals, where the corpus has it: the first one printed, in its default edition.

    A notice that repeals only parts of another does not replace it.
    """
    for citation in notice.repeals:
        number = citation.number
        if number is None or number.code is None or citation.article:
            continue
        old = ids.notice_id(number.code, number.year, number.serial)
        if old in library():
            return parse_edition(library().get(old))
    return None


def chain(notice: Notice) -> tuple[Notice, ...]:
    """Give a notice with those that it replaced, one by one as the corpus has them, the oldest first."""
    found = [notice]
    while (older := replaced(found[0])) and older.id not in {one.id for one in found}:
        found.insert(0, older)
    return tuple(found)


def other_editions(notice: Notice) -> tuple[Notice, ...]:
    """Give the other editions of the same notice that the corpus has, the Chinese ones first: they are the law.

    ``notice`` may come from a file: it is then set beside every edition but one of the very same bytes.
    """
    return tuple(map(parse_edition, sorted(_others(notice), key=lambda e: e.language != "zh")))


def originals(notice: Notice) -> tuple[Notice, ...]:
    """Give the editions by which a translation is judged: the Chinese ones, else the default one of the corpus.

    Empty for a Chinese text, which is the law, and for the default edition where there is no Chinese one.
    """
    if notice.language == "zh":
        return ()
    others = _others(notice)
    chosen = [e for e in others if e.language == "zh"]
    return tuple(map(parse_edition, chosen or [e for e in others if e.name == library().entries[notice.id].default]))


def _others(notice: Notice) -> list[catalogue.Edition]:
    entry = library().entries.get(notice.id)
    if entry is None:
        return []
    return [
        e
        for e in entry.editions.values()
        if e.name != notice.edition and (e.sha256, e.language) != (notice.source.sha256, notice.language)
    ]


def _cited(notice: str) -> Notice | None:
    """Give a notice that another one cites, where the corpus has it; what it cites itself is left unresolved."""
    found = library()
    return _surveyed(found.get(notice)) if notice in found else None


@lru_cache(64)
def _surveyed(edition: catalogue.Edition) -> Notice | None:
    try:
        given = _content(edition)
        return pipeline.survey(
            given.data, given.name, edition=given.edition, media_type=given.media_type, language=given.language
        )
    except RegparseError:  # a damaged file is told by whoever reads it, not by everybody who cites it
        return None


def _in_corpus(source: str, edition: str | None) -> catalogue.Edition | None:
    ref = f"{source}@{edition}" if edition and "@" not in source else source
    found = library()
    if ref in found:
        return found.get(ref)
    if source in found or not _is_path(source):
        return found.get(ref)  # says what is unknown, and the nearest
    return None


def _is_text(source: str) -> bool:
    """Tell a text from an id or a path: it has a line break and is no file's name, or it is longer than any name.

    Decided by what exists, so a file is read whatever its name holds.
    """
    if not source.strip():
        return True
    try:
        Path(source).stat()
    except OSError as error:
        return "\n" in source or error.errno == errno.ENAMETOOLONG
    except ValueError:  # a null, or half a character
        return "\n" in source or len(source) > _NAME_CHARS
    return False


_NAME_CHARS = 255
"""Most characters of a file's name on any system."""


def _is_path(source: str) -> bool:
    """Tell a path from a mistyped id: it exists, or has a folder or a suffix in it."""
    path = Path(source)
    return os.path.exists(source) or bool(path.suffix) or path.name != source  # noqa: PTH110  raises nothing


def _read(path: Path) -> bytes:
    told = printable(str(path))
    told = told if len(told) <= _TOLD else f"{told[:_TOLD]}…"
    try:
        with path.open("rb") as stream:
            return limits.read(stream, told)
    except FileNotFoundError as error:
        raise ReadError("no-file", path=told) from error
    except IsADirectoryError as error:
        raise ReadError("is-folder", path=told) from error
    except (OSError, ValueError) as error:
        if isinstance(error, PermissionError) and path.is_dir():  # what Windows answers for a folder
            raise ReadError("is-folder", path=told) from error
        why = error.strerror if isinstance(error, OSError) else error
        raise ReadError("unreadable", path=told, why=why) from error


_TOLD = 200
"""Most characters of a path in a message."""
