"""The command that writes the brief."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from regparse.cli import source as source_argument
from regparse.cli.order import doubtful
from regparse.cli.progress import stages
from regparse.cli.source import Corpus, Edition, Source, Type
from regparse.cli.terminal import say
from regparse.errors import ReadError, RegparseError, RenderError

if TYPE_CHECKING:
    from regparse.documents.typeset import Style
    from regparse.model import Notice
    from regparse.model.comparison import Comparison, Remark


Format = Literal["pdf", "html", "docx", "md"]
_SUFFIXES: dict[str, Format] = {".pdf": "pdf", ".html": "html", ".htm": "html", ".docx": "docx", ".md": "md"}


def brief(  # noqa: PLR0917
    source: Source,
    against: Annotated[
        str | None,
        typer.Option("--against", metavar="SOURCE", help="The older notice. [default: the one it repeals]"),
    ] = None,
    format: Annotated[
        Format | None, typer.Option("--format", help="[default: by the name of the file, else pdf]")
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="Where to. [default: reports/ID.FORMAT; - is stdout]"),
    ] = None,
    audience: Annotated[
        str | None,
        typer.Option(
            "--audience", metavar="CODE", help="The short brief of one reader: bank, intermediary … (see below)."
        ),
    ] = None,
    lang: Annotated[
        Literal["en", "zh", "both"],
        typer.Option("--lang", help="Language of what the brief says; both: quotations in English and Chinese."),
    ] = "en",
    notes: Annotated[
        Path | None,
        typer.Option("--notes", metavar="FILE", help="Your own remarks (TOML, see below), signed: framed as opinion."),
    ] = None,
    style: Annotated[
        Path | None,
        typer.Option("--style", metavar="FILE", help="House style (TOML): colours, logo, fonts, footer."),
    ] = None,
    edition: Edition = None,
    _type: Type = None,
    _corpus: Corpus = None,
) -> None:
    """Write the compliance brief of a notice.

    Says what was read and compared; the path of the brief is printed to stdout.

    \b
    Examples:
      regparse brief yinfa-2026-42
      regparse brief new.txt --against old.txt -o brief.pdf
      regparse brief yinfa-2026-42 -o brief.docx
      regparse brief yinfa-2026-42 --audience bank --lang zh
      regparse brief yinfa-2026-42 --notes ours.toml

    \b
    A file of remarks, each on a clause or an id:
      [[remark]]
      on = "6"
      author = "A. Example"
      date = 2026-02-10
      text = "We read this narrowly."

    \b
    Readers, by code or by name, English or Chinese:
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

    chosen = _format(format, output)
    remarks, house = _notes(notes), _style(style, chosen)
    notice = source_argument.read(source, edition)
    if lang == "zh" and notice.edition and edition is None and "@" not in source:
        notice = text_in(notice, "zh")
    older = source_argument.read(against) if against else None
    if older and older.id == notice.id:
        raise RegparseError(f"--against is {older.id} too: a brief tells what changed since another, older notice")
    if older and (doubt := doubtful(older, notice)):
        say(doubt)
    folder = Path(output or "reports/brief").parent
    made_folder = output != "-" and not folder.exists()
    with stages() as stage:
        made = publish(
            notice,
            against=older,
            format=chosen,
            audience=audience,
            lang=lang,
            notes=remarks,
            style=house,
            stage=stage,
            output=output,
        )
    norms = sum(1 for _ in notice.provisions())
    say(f"read {_name(notice)}: {len(notice.clauses)} clauses, {norms} norms, {len(notice.problems)} problems")
    if made.against and made.comparison:
        say(f"compared with {_name(made.against)}: {_links(made.comparison)}")
    else:
        say("compared with nothing: the corpus has no notice that this one repeals (give one with --against)")
    if made.other_edition:
        for other, facts in ((made.other_edition, made.editions), *made.further):
            say(f"set beside {_name(other)}: {len(facts)} facts stand in one edition only")
    others = [one for one in (made.other_edition, *(one for one, _ in made.further)) if one]
    languages = {notice.language, *(one.language for one in others)}
    if lang == "both" and len(languages) < 2:
        say("quotations stand in one language: the corpus has no text of this notice in another")
    if lang == "zh" and notice.language != "zh":
        say("quotations stand in English: the corpus has no Chinese text of this notice")
    if made.path is None:
        sys.stdout.buffer.write(made.data)
    else:
        if made_folder:
            say(f"made the folder {folder}")
        say(f"wrote the brief, {len(made.data) / 1000:,.0f} kB, to")
        print(made.path)


def _format(format: Format | None, output: str | None) -> Format:
    """Give the format that ``--format`` or the name of the file says; pdf where neither does.

    Raises RenderError when they disagree, or when the name is that of another sort of file.
    """
    suffix = Path(output or "-").suffix.lower()
    named = _SUFFIXES.get(suffix)
    if suffix and named is None:
        raise RenderError(
            f"{output}: a brief is written as pdf, html, docx or md; let the name end in .pdf, .html, .docx or .md"
        )
    if format and named and format != named:
        raise RenderError(f"{output} is the name of a file in {named}, and --format says {format}")
    return format or named or "pdf"


def _notes(path: Path | None) -> tuple[Remark, ...]:
    """Read the firm's own remarks.

    Raises ReadError when there is no such file, or a remark in it is wrong.
    """
    from regparse.corpus import remarks

    if path and not path.exists():
        raise ReadError(f"{path}: there is no such file")
    return remarks.load(path) if path else ()


def _style(path: Path | None, format: Format) -> Style:
    """Read the house style, and say what in it is hard to read or not here.

    Raises RenderError when it cannot be read or says what it cannot say.
    """
    from regparse.documents.typeset import PLAIN, load_style, missing_fonts

    house = load_style(path) if path else PLAIN
    for warning in house.warnings:
        say(f"warning: {warning}")
    for family in missing_fonts(house) if format == "pdf" else ():
        say(f"warning: the font {family!r} is not on this machine: the PDF is set in those that come with regparse")
    return house


def _name(notice: Notice) -> str:
    return f"{notice.id}@{notice.edition}" if notice.edition else f"{notice.id} ({notice.source.name})"


def _links(comparison: Comparison) -> str:
    linked = sum(pair.state == "linked" for pair in comparison.pairs)
    new = sum("new" in pair.labels for pair in comparison.pairs)
    dropped = sum("dropped" in pair.labels for pair in comparison.pairs)
    changed = sum(norm.change != "kept" for norm in comparison.changes)
    return f"{linked} links between clauses, {new} clauses new, {dropped} dropped; {changed} changes in law"
