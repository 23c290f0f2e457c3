"""The command that sets notices side by side: two of them, or a lineage."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from regparse.cli import source as source_argument
from regparse.cli.language import Speech, tell
from regparse.cli.order import doubtful
from regparse.cli.source import Corpus, Edition, Type
from regparse.cli.terminal import columns, say
from regparse.errors import ReadError, RegparseError

if TYPE_CHECKING:
    from regparse.model import Language, Notice
    from regparse.model.comparison import Comparison, Remark

Printed = Literal["table", "json", "md", "html", "pdf", "docx", "csv", "xlsx", "parquet"]
_SUFFIXES: dict[str, Printed] = {
    ".csv": "csv",
    ".docx": "docx",
    ".htm": "html",
    ".html": "html",
    ".json": "json",
    ".md": "md",
    ".parquet": "parquet",
    ".pdf": "pdf",
    ".xlsx": "xlsx",
}
DEFAULT_TABLES = ("destinations", "law", "agencies")
TABLES = "destinations, derivations, law, gone, agencies, sentences"
CHANGES = (
    "added, removed, widened, narrowed, altered, kept, "
    "amended, renumbered, moved, merged, split, new, dropped, unchanged"
)


def compare(
    notices: Annotated[
        list[str],
        typer.Argument(
            metavar="NOTICE",
            help="The older notice and the newer one: ids, files, or - for standard input. Given three or more, or "
            "one that repeals others in the corpus, the lineage is shown.",
        ),
    ],
    *,
    view: Annotated[
        Literal["side", "old", "new"] | None,
        typer.Option(
            "--view",
            show_default=False,
            help="Print the texts: side by side, the old annotated, or the new with marks.",
        ),
    ] = None,
    pair: Annotated[
        tuple[str, str] | None,
        typer.Option("--pair", metavar="OLD NEW", help="Print the redline of one pair of clauses, given by number."),
    ] = None,
    redline: Annotated[bool, typer.Option("--redline", help="Print the redlines of all linked clauses.")] = False,
    table: Annotated[
        list[str] | None,
        typer.Option("--table", metavar="NAME", show_default=False, help=f"Print only this table: {TABLES}."),
    ] = None,
    gone: Annotated[
        bool, typer.Option("--gone", help="Print what the older notice said that the newer one no longer says.")
    ] = False,
    change: Annotated[
        list[str] | None,
        typer.Option("--change", metavar="WHAT", show_default=False, help=f"Only these changes: {CHANGES}."),
    ] = None,
    agency: Annotated[
        list[str] | None,
        typer.Option("--agency", metavar="NAME", show_default=False, help="Only what concerns this agency."),
    ] = None,
    addressee: Annotated[
        list[str] | None,
        typer.Option(
            "--addressee", metavar="CODE", show_default=False, help="Only what binds these addressees, such as bank."
        ),
    ] = None,
    format: Annotated[
        Printed | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="table, json, md, html, pdf, docx, csv, xlsx or parquet. [default: by -o, else table]",
        ),
    ] = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help="Output file. [default: standard output]")
    ] = None,
    exit_code: Annotated[
        bool,
        typer.Option(
            "--exit-code",
            help="Exit with 0 if nothing but punctuation or page furniture differs, with 1 if something else does.",
        ),
    ] = False,
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
    lang: Speech = "en",
    _type: Type = None,
    _corpus: Corpus = None,
) -> None:
    """Compare two notices, or follow several.

    Prints which clause became which, what changed in law, and which agencies' roles changed. A Word file (-o x.docx)
    has the new text over the old one with every change tracked; HTML and PDF have all tables and both texts.

    \b
    Examples:
      regparse compare yinfa-2021-237 yinfa-2026-42
      regparse compare yinfa-2021-237 yinfa-2026-42 --pair 9 6
      regparse compare a.txt b.txt --agency CSRC
      regparse compare a.txt b.txt --addressee bank -o c.pdf
      regparse compare a.txt b.txt -o tracked.docx
      regparse compare a.txt b.txt --gone
      regparse compare a.txt b.txt -o changes.xlsx
      regparse compare a.txt b.pdf --exit-code
      regparse compare yinfa-2026-42
    """
    from regparse.cli import lineage
    from regparse.comparison import compare as compare_notices
    from regparse.corpus import sources
    from regparse.store.narrowing import narrow

    form = _format(format, output)
    asked = bool(view or pair or redline or table or gone or change or agency or addressee or exit_code or remarks)
    named = tuple(source_argument.read(one, edition) for one in notices)
    if len(named) == 1:
        named = sources.chain(named[0])
    if len(notices) != 2 and not (asked and len(named) == 2):
        _deliver(lineage.show(named, form, lang, narrowed=asked), output, lang)
        return
    old, new = named
    if doubt := doubtful(old, new, lang):
        say(doubt)
    nearer = (*sources.originals(old), *sources.originals(new))
    whole = compare_notices(old, new, originals=nearer, remarks=_remarks(notices[-1], new, remarks))
    if whole.amending:
        tell(lang, "amending", old=old.title, new=new.title)
    conditions = {"changes": change or (), "agencies": agency or (), "addressees": addressee or ()}
    result = narrow(whole, old, new, **conditions)
    chosen = "; ".join(f"{name}: {', '.join(values)}" for name, values in conditions.items() if values)
    if form in ("html", "pdf", "docx"):
        from regparse.documents.synopsis import render_comparison

        if form == "docx" and result is not whole:
            tell(lang, "word-holds-all")
        _deliver(
            render_comparison(
                whole if form == "docx" else result,
                old,
                new,
                way=view or "side",
                format=form,
                originals=nearer,
                chosen=f"Only {chosen}." if chosen else "",
                language=lang,
            ),
            output,
            lang,
        )
    elif form in ("csv", "xlsx", "parquet"):
        from regparse.exports import changes as tabular

        _deliver(tabular.write(result, form, lang), output, lang)
    else:
        which = table or (("gone",) if gone else () if form == "json" else DEFAULT_TABLES)
        _deliver(
            _text(result, (old, new), form, pair, view, which, redline=redline, narrowed=bool(chosen)), output, lang
        )
    if exit_code and (_differs(result) or (not chosen and _words(old) != _words(new))):
        raise typer.Exit(1)


def _text(  # noqa: PLR0917
    result: Comparison,
    sides: tuple[Notice, Notice],
    form: Printed,
    pair: tuple[str, str] | None,
    view: str | None,
    tables: Sequence[str],
    *,
    redline: bool,
    narrowed: bool,
) -> str:
    """Give what is printed: JSON, redlines, the texts in a way to read them, or tables."""
    from regparse.cli import comparison as shown

    width = columns() if form == "table" else None
    if form == "json":
        return shown.as_json(result, tables) if tables else result.to_json()
    if pair or redline:
        return shown.redlines(result, *sides, None if form == "md" else columns(), only=pair)
    if view:
        return shown.texts(result, *sides, view, width)
    return shown.tables(result, *sides, width, tables, narrowed=narrowed)


def _format(format: Printed | None, output: str | None) -> Printed:
    """Choose the format: as asked, else by the name of the file, else tables."""
    suffix = Path(output).suffix.lower() if output and output != "-" else ""
    if format is None and suffix and suffix not in _SUFFIXES:
        raise RegparseError(
            "no-format-in-name", output=output, suffixes=tuple(dict.fromkeys(_SUFFIXES)), option="--format"
        )
    return format or _SUFFIXES.get(suffix, "table")


def _deliver(data: str | bytes, output: str | None, language: Language) -> None:
    """Print a text or write a file, whole; binary data goes to a terminal only when that is asked for."""
    if output and output != "-":
        from regparse.files import atomic

        atomic.write(Path(output), data if isinstance(data, bytes) else data.encode() + b"\n")
        tell(language, "wrote-comparison")
        print(output)
    elif isinstance(data, str):
        print(data)
    elif output is None and sys.stdout.isatty():
        raise RegparseError("not-for-terminal", format="")
    else:
        sys.stdout.buffer.write(data)


def _differs(result: Comparison) -> bool:
    return (
        any(one.change != "kept" for one in result.changes)
        or any(
            not {"unchanged", "amended"}.issuperset(pair.labels) for pair in result.pairs if pair.state != "possible"
        )
        or bool(result.agencies or result.terms)
    )


def _words(notice: Notice) -> str:
    """Give all that a notice says, without blanks, marks and what is printed on every page: dates are law too."""
    text = list(notice.text)
    for block in notice.blocks:
        if block.kind in ("furniture", "colophon"):
            text[slice(*block.span)] = " " * (block.span[1] - block.span[0])
    return "".join(char for char in text if char.isalnum() or char in "%％‰")


def _remarks(source: str, notice: Notice, given: Path | None) -> tuple[Remark, ...]:
    """Read the remarks on a notice: those of the file that is named, else those beside it."""
    from regparse.corpus import remarks, sources

    if given:
        if not given.exists():
            raise ReadError("no-file", path=given)
        return remarks.load(given)
    path = Path(source)
    if source in sources.library():
        path = sources.library().get(source).path
    elif source == "-" or "\n" in source or not path.name:
        return ()
    return remarks.beside(path, notice.id)
