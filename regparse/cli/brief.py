"""The command that writes the brief."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from regparse.cli import source as source_argument
from regparse.cli.language import spoken, tell, teller
from regparse.cli.order import doubtful
from regparse.cli.progress import stages
from regparse.cli.source import Corpus, Edition, Source, Type
from regparse.cli.terminal import say
from regparse.errors import ReadError, RegparseError, RenderError

if TYPE_CHECKING:
    from regparse.documents.brief import Extent
    from regparse.documents.typeset import Style
    from regparse.model import Language, Notice
    from regparse.model.comparison import Comparison, Remark


Format = Literal["pdf", "html", "docx", "md", "txt"]
_SUFFIXES: dict[str, Format] = {
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".md": "md",
    ".txt": "txt",
}


def brief(
    source: Source,
    against: Annotated[
        str | None,
        typer.Option("--against", metavar="SOURCE", help="The older notice. [default: the one that SOURCE repeals]"),
    ] = None,
    format: Annotated[
        Format | None, typer.Option("--format", help="File format. [default: by the file name, else pdf]")
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "-o", "--output", metavar="FILE", help="Output file, or - for standard output. [default: reports/ID.FORMAT]"
        ),
    ] = None,
    audience: Annotated[
        str | None,
        typer.Option(
            "--audience", metavar="CODE", help="Write the brief for one reader: bank, intermediary … (see below)."
        ),
    ] = None,
    *,
    full: Annotated[
        bool, typer.Option("--full", help="With the annexes: matrices, redlines, the full text, method and sources.")
    ] = False,
    one_page: Annotated[bool, typer.Option("--one-page", help="Page one alone.")] = False,
    lang: Annotated[
        Literal["en", "zh", "both"],
        typer.Option("--lang", help="Language of the brief; both: with quotations in English and Chinese."),
    ] = "en",
    remarks: Annotated[
        Path | None,
        typer.Option("--remarks", metavar="FILE", help="Your own signed remarks (TOML, see below), shown as opinion."),
    ] = None,
    notes: Annotated[Path | None, typer.Option("--notes", metavar="FILE", hidden=True)] = None,
    style: Annotated[
        Path | None,
        typer.Option("--style", metavar="FILE", help="House style (TOML): colours, logo, fonts, footer."),
    ] = None,
    edition: Edition = None,
    _type: Type = None,
    _corpus: Corpus = None,
) -> None:
    """Write the compliance brief of a notice.

    Page one decides: what has to be known first, who must do what, what changed, how far to rely on it. The pages
    after it quote each ban and duty once, with deadlines, approvals, who enforces and consequences. Reports what was
    read and compared; the path of the brief is printed to standard output.

    \b
    Examples:
      regparse brief yinfa-2026-42
      regparse brief new.txt --against old.txt -o brief.pdf
      regparse brief yinfa-2026-42 -o brief.docx
      regparse brief yinfa-2026-42 --audience bank --lang zh
      regparse brief yinfa-2026-42 --full
      regparse brief yinfa-2026-42 --format txt -o -
      regparse brief yinfa-2026-42 --remarks ours.toml

    \b
    A file of remarks, each on a clause or an id:
      [[remark]]
      on = "6"
      author = "A. Example"
      date = 2026-02-10
      text = "We read this narrowly."

    \b
    Readers, by code or name, in English or Chinese:
      account-holder, bank, controlled-foreign-entity,
      data-processor,
      domestic-entity, domestic-individual, enterprise,
      financial-infrastructure, financial-institution,
      government, individual, individual-business,
      industry-association, intermediary,
      internet-enterprise, it-service-provider,
      market-participant, member-unit, merchant,
      mining-machine-producer,
      overseas-branch-of-financial-institution,
      overseas-entity, overseas-individual,
      payment-institution, responsible-person.
    """
    from regparse.documents.publish import publish, text_in

    extent = _extent(full=full, one_page=one_page)
    chosen = _format(format, output)
    speech = spoken(lang)
    opinions, house = _remarks(remarks or notes), _style(style, chosen, speech)
    notice = source_argument.read(source, edition)
    if lang == "zh" and notice.edition and edition is None and "@" not in source:
        notice = text_in(notice, "zh")
    older = source_argument.read(against) if against else None
    if older and older.id == notice.id:
        raise RegparseError("against-itself", notice=older.id)
    if older and (doubt := doubtful(older, notice, speech)):
        say(doubt)
    folder = Path(output or "reports/brief").parent
    made_folder = output != "-" and not folder.exists()
    with stages() as stage:
        made = publish(
            notice,
            against=older,
            format=chosen,
            audience=audience,
            extent=extent,
            lang=lang,
            notes=opinions,
            style=house,
            stage=stage,
            output=output,
        )
    norms = sum(1 for _ in notice.provisions())
    tell(
        speech,
        "read-notice",
        notice=_name(notice),
        clauses=len(notice.clauses),
        provisions=norms,
        problems=len(notice.problems),
    )
    if made.against and made.comparison:
        tell(speech, "compared-with", notice=_name(made.against), **_links(made.comparison))
    else:
        tell(speech, "compared-with-nothing")
    if made.other_edition:
        for other, facts in ((made.other_edition, made.editions), *made.further):
            tell(speech, "set-beside", notice=_name(other), facts=len(facts))
    others = [one for one in (made.other_edition, *(one for one, _ in made.further)) if one]
    languages = {notice.language, *(one.language for one in others)}
    if lang == "both" and len(languages) < 2:
        tell(speech, "one-language")
    if lang == "zh" and notice.language != "zh":
        tell(speech, "quoted-in-english")
    if made.path is None:
        sys.stdout.buffer.write(made.data)
    else:
        if made_folder:
            tell(speech, "made-folder", folder=folder)
        tell(speech, "wrote-brief", size=f"{len(made.data) / 1000:,.0f}")
        print(made.path)


def _extent(*, full: bool, one_page: bool) -> Extent:
    """Give how much is written. Raises RenderError when two extents are asked for."""
    if full and one_page:
        raise RenderError("brief-two-extents")
    return "full" if full else "page" if one_page else "short"


def _format(format: Format | None, output: str | None) -> Format:
    """Give the format that ``--format`` or the name of the file says; pdf where neither does.

    Raises RenderError when they disagree, or when the name is that of another sort of file.
    """
    suffix = Path(output or "-").suffix.lower()
    named = _SUFFIXES.get(suffix)
    if suffix and named is None:
        raise RenderError("brief-name", output=output)
    if format and named and format != named:
        raise RenderError("name-contradicts", output=output, named=named, option="--format", given=format)
    return format or named or "pdf"


def _remarks(path: Path | None) -> tuple[Remark, ...]:
    """Read the firm's own remarks.

    Raises ReadError when there is no such file, or a remark in it is wrong.
    """
    from regparse.corpus import remarks as verb

    if path and not path.exists():
        raise ReadError("no-file", path=path)
    return verb.load(path) if path else ()


def _style(path: Path | None, format: Format, language: Language) -> Style:
    """Read the house style, and say what in it is hard to read or not here.

    Raises RenderError when it cannot be read or says what it cannot say.
    """
    from regparse.documents.typeset import PLAIN, load_style, missing_fonts

    house = load_style(path) if path else PLAIN
    for warning in house.warnings:
        teller(language)(warning)
    for family in missing_fonts(house) if format == "pdf" else ():
        tell(language, "font-missing", font=family)
    return house


def _name(notice: Notice) -> str:
    return f"{notice.id}@{notice.edition}" if notice.edition else f"{notice.id} ({notice.source.name})"


def _links(comparison: Comparison) -> dict[str, int]:
    """Return the counts that the sentence about a comparison needs."""
    linked = sum(pair.state == "linked" for pair in comparison.pairs)
    new = sum("new" in pair.labels for pair in comparison.pairs)
    dropped = sum("dropped" in pair.labels for pair in comparison.pairs)
    changed = sum(norm.change != "kept" for norm in comparison.changes)
    return {"linked": linked, "new": new, "dropped": dropped, "changed": changed}
