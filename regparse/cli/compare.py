"""The commands that set two texts side by side: compare, editions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from regparse.cli import source as source_argument
from regparse.cli.order import doubtful
from regparse.cli.source import Corpus, Edition, Type
from regparse.cli.terminal import columns, say
from regparse.errors import ReadError

if TYPE_CHECKING:
    from regparse.comparison import Remark
    from regparse.model import Notice

Format = Annotated[Literal["table", "json", "md"], typer.Option("--format", help="How to print it.")]


def compare(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The older notice: an id, a file, or - for stdin.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The newer notice.")],
    format: Format = "table",
    pair: Annotated[
        tuple[str, str] | None,
        typer.Option("--pair", metavar="OLD NEW", help="Print the redline of one pair of clauses, by their numbers."),
    ] = None,
    *,
    redline: Annotated[bool, typer.Option("--redline", help="Print the redlines of all linked clauses.")] = False,
    remarks: Annotated[
        Path | None,
        typer.Option(
            "--remarks",
            metavar="FILE",
            show_default=False,
            help="A lawyer's remarks, in TOML. [default: NAME.remarks.toml beside the newer notice]",
        ),
    ] = None,
    edition: Edition = None,
    _type: Type = None,
    _corpus: Corpus = None,
) -> None:
    """Compare two notices.

    Prints which clause became which, what changed in law, and whose part changed.

    \b
    Examples:
      regparse compare yinfa-2021-237 yinfa-2026-42
      regparse compare yinfa-2021-237 yinfa-2026-42 --pair 9 6
      regparse compare old.txt new.txt --redline
      regparse compare old.txt new.txt --format json
    """
    from regparse import sources
    from regparse.cli import comparison as view
    from regparse.compare import compare as compare_notices

    before, after = source_argument.read(old, edition), source_argument.read(new, edition)
    if doubt := doubtful(before, after):
        say(doubt)
    nearer = (*sources.originals(before), *sources.originals(after))
    result = compare_notices(before, after, originals=nearer, remarks=_remarks(new, after, remarks))
    if pair:
        print(view.redlines(result, before, after, columns(), only=pair))
    elif redline:
        print(view.redlines(result, before, after, columns()))
    elif format == "json":
        print(result.to_json())
    else:
        print(view.tables(result, before, after, None if format == "md" else columns()))


def _remarks(source: str, notice: Notice, given: Path | None) -> tuple[Remark, ...]:
    """Read the remarks on a notice: those of the file that is named, else those beside it."""
    from regparse import remarks, sources

    if given:
        if not given.exists():
            raise ReadError(f"cannot read {given}: no such file")
        return remarks.load(given)
    path = Path(source)
    if source in sources.library():
        path = sources.library().get(source).path
    elif source == "-" or "\n" in source or not path.name:
        return ()
    return remarks.beside(path, notice.id)


def editions(
    notice: Annotated[str, typer.Argument(metavar="ID", help="A corpus id, or ID@EDITION to set that one first.")],
    format: Format = "table",
    edition: Edition = None,
    _corpus: Corpus = None,
) -> None:
    """Compare the editions of a notice.

    Prints what stands in one edition and not in another. The Chinese one is the law: where it is there, the others
    are set beside it, unless another is named.

    \b
    Examples:
      regparse editions yinfa-2026-42
      regparse editions yinfa-2026-42@en --format json
    """
    from regparse import sources
    from regparse.cli import comparison as view
    from regparse.compare import compare_editions
    from regparse.compare.editions import original

    first = source_argument.read(notice, edition)
    others = sources.other_editions(first)
    law = original((first, *others))
    if law and first.edition and not edition and "@" not in notice:
        others = tuple(other for other in (first, *others) if other is not law)
        first = law
    if not others:
        say(f"the corpus has one edition of {first.id}; nothing to set beside it")
    if law:
        say(f"{law.edition or law.source.name} is the original: what another edition lacks or adds is no law")
    found = [(other, compare_editions(first, other)) for other in others]
    if format == "json":
        facts = [fact.model_dump(mode="json") for _, facts in found for fact in facts]
        names = {"first": first.edition, "original": law.edition if law else None}
        print(json.dumps({"notice": first.id, **names, "facts": facts}, indent=2, ensure_ascii=False))
        return
    width = None if format == "md" else columns()
    if found:
        print("\n\n".join(view.editions(facts, first, other, width) for other, facts in found))
