"""The command show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from regparse.cli import source
from regparse.cli.asking import Lang
from regparse.cli.source import Corpus, Edition, Type
from regparse.cli.store import Store, opened
from regparse.cli.terminal import columns, opening, paint, paragraph

if TYPE_CHECKING:
    from regparse.model import Citation
    from regparse.store.dossier import Cited, Dossier, Kin


def show(
    ref: Annotated[str, typer.Argument(metavar="ID", help="A clause (yinfa-2026-42/9), a norm of it, or a notice.")],
    *,
    edition: Edition = None,
    lang: Lang = None,
    format: Annotated[Literal["text", "json"], typer.Option("--format", help="How to print it.")] = "text",
    store: Store = None,
    _type: Type = None,
    _corpus: Corpus = None,
) -> None:
    """Print a clause with all that belongs to it.

    Its words, its norms, what it cites, who cites it, what it was in the notice that was repealed, what it became in
    the one that repeals this, and whether it is in force. Of a notice: its facts and who cites it.

    \b
    Examples:
      regparse show yinfa-2026-42/9
      regparse show yinfa-2026-42@en-press/6
      regparse show yinfa-2021-237
    """
    with opened(store, whole=bool(lang or edition or "@" in ref))[0] as found:
        head, slash, unit = ref.partition("/")
        dossier = found.show(source.reference(head) + slash + unit, edition, lang)
    if format == "json":
        print(dossier.model_dump_json(indent=2, by_alias=True))
    else:
        print("\n".join(_lines(dossier, columns())))


def _lines(one: Dossier, wide: int) -> Iterator[str]:
    label = f" {one.clause.label}" if one.clause and one.clause.label else ""
    heading = f" {one.clause.heading}" if one.clause and one.clause.heading else ""
    yield paint(f"{one.id}{label}{heading}", "bold")
    number = f", {one.number}" if one.number else ""
    edition = f" ({one.edition})" if one.edition else ""
    yield paragraph(f"{one.title}{number}{edition}", wide, "  ")
    yield paragraph(_force(one), wide, "  ")
    if one.section:
        yield paragraph(one.section, wide, "  ")
    if one.clause or one.id != one.notice:
        yield ""
        for line in one.text.splitlines():
            yield paragraph(line, wide, "  ")
    if one.provisions:
        from regparse.cli.outline import norm

        yield from ("", paint("Norms", "bold"))
        for provision in one.provisions:
            yield norm(provision, wide, "  ")
    yield from _part("Cites", (_cites(citation) for citation in one.citations), wide)
    yield from _part("Cited by", (_cited(cited) for cited in one.cited_by), wide)
    yield from _part("Was", (_kin(kin) for kin in one.before), wide)
    yield from _part("Became", (_kin(kin) for kin in one.after), wide)


def _force(one: Dossier) -> str:
    since = f" since {one.force.since}" if one.force.since else ""
    if one.force.status == "repealed":
        return f"repealed{since} by {one.force.clause or one.force.repealed_by}"
    return f"{one.force.status}{since}, as far as the store tells: nothing in it repeals this notice"


def _cites(citation: Citation) -> str:
    target = f" → {citation.target}" if citation.target else ""
    return f"{citation.kind}: {citation.text}{target}"


def _cited(cited: Cited) -> str:
    sentence = f": “{opening(cited.sentence, 200)}”" if cited.sentence else f": {cited.text}"
    return f"{cited.clause or cited.notice} ({cited.kind}){sentence}"


def _kin(kin: Kin) -> str:
    labels = ", ".join(kin.labels) + (" (possibly)" if kin.state == "possible" else "")
    return f"{kin.clause}, {labels}: “{opening(kin.text, 160)}”"


def _part(title: str, lines: Iterator[str], wide: int) -> Iterator[str]:
    found = list(lines)
    if found:
        yield from ("", paint(title, "bold"))
        yield from (paragraph(line, wide, "    ", "  ") for line in found)
