"""The command show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from regparse.cli import source
from regparse.cli.asking import TextLanguage
from regparse.cli.language import Speech, comma, name
from regparse.cli.source import Corpus, Edition, Type
from regparse.cli.store import Store, opened
from regparse.cli.terminal import columns, opening, paint, paragraph

if TYPE_CHECKING:
    from regparse.model import Citation, Language
    from regparse.store.dossier import Cited, Dossier, Kin


def show(
    ref: Annotated[
        str, typer.Argument(metavar="ID", help="A clause (yinfa-2026-42/9), one of its provisions, or a notice.")
    ],
    *,
    edition: Edition = None,
    text_language: TextLanguage = None,
    lang: Speech = "en",
    format: Annotated[Literal["text", "json"], typer.Option("--format", help="Output format.")] = "text",
    store: Store = None,
    _type: Type = None,
    _corpus: Corpus = None,
) -> None:
    """Print a clause with everything that belongs to it.

    Its words, its provisions, what it cites and what cites it, what it was in the repealed notice, what it became in
    the repealing one, and whether it is in force. For a notice: its facts and what cites it.

    \b
    Examples:
      regparse show yinfa-2026-42/9
      regparse show yinfa-2026-42@en-press/6
      regparse show yinfa-2021-237
    """
    from regparse.wording import voice

    with opened(store, None, lang, whole=bool(text_language or edition or "@" in ref))[0] as found:
        head, slash, unit = ref.partition("/")
        dossier = found.show(source.reference(head) + slash + unit, edition, text_language)
    if format == "json":
        print(dossier.model_dump_json(indent=2, by_alias=True, context=voice(lang)))
    else:
        print("\n".join(_lines(dossier, columns(), lang)))


def _lines(one: Dossier, wide: int, language: Language) -> Iterator[str]:
    label = f" {one.clause.label}" if one.clause and one.clause.label else ""
    heading = f" {one.clause.heading}" if one.clause and one.clause.heading else ""
    yield paint(f"{one.id}{label}{heading}", "bold")
    number = f", {one.number}" if one.number else ""
    edition = f" ({one.edition})" if one.edition else ""
    yield paragraph(f"{one.title}{number}{edition}", wide, "  ")
    yield paragraph(_force(one, language), wide, "  ")
    if one.section:
        yield paragraph(one.section, wide, "  ")
    if one.clause or one.id != one.notice:
        yield ""
        for line in one.text.splitlines():
            yield paragraph(line, wide, "  ")
    if one.provisions:
        from regparse.cli.outline import norm
        from regparse.wording import text

        yield from ("", paint(text("cli.show.provisions", language), "bold"))
        for provision in one.provisions:
            yield norm(provision, wide, "  ", language)
    yield from _part("cites", (_cites(citation, language) for citation in one.citations), wide, language)
    yield from _part("cited-by", (_cited(cited, language) for cited in one.cited_by), wide, language)
    yield from _part("before", (_kin(kin, language) for kin in one.before), wide, language)
    yield from _part("after", (_kin(kin, language) for kin in one.after), wide, language)


def _force(one: Dossier, language: Language) -> str:
    from regparse.wording import text

    by = one.force.clause or one.force.repealed_by or ""
    since = str(one.force.since or "")
    return text(f"cli.show.{one.force.status}", language, since=since, by=by)


def _cites(citation: Citation, language: Language) -> str:
    target = f" → {citation.target}" if citation.target else ""
    mark = "：" if language == "zh" else ": "
    return f"{name(language, 'citation', citation.kind)}{mark}{citation.text}{target}"


def _cited(cited: Cited, language: Language) -> str:
    sentence = f": “{opening(cited.sentence, 200)}”" if cited.sentence else f": {cited.text}"
    return f"{cited.clause or cited.notice} ({name(language, 'citation', cited.kind)}){sentence}"


def _kin(kin: Kin, language: Language) -> str:
    from regparse.wording import text

    labels = comma(language).join(name(language, "change", label) for label in kin.labels)
    labels += text("cli.show.possibly", language) if kin.state == "possible" else ""
    return f"{kin.clause}, {labels}: “{opening(kin.text, 160)}”"


def _part(part: str, lines: Iterator[str], wide: int, language: Language) -> Iterator[str]:
    from regparse.wording import text

    found = list(lines)
    if found:
        yield from ("", paint(text(f"cli.show.{part}", language), "bold"))
        yield from (paragraph(line, wide, "    ", "  ") for line in found)
