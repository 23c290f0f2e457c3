"""The command explain."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from regparse.cli import source
from regparse.cli.language import Speech, comma
from regparse.cli.source import Corpus, Edition, Type
from regparse.cli.terminal import columns, paint, paragraph

if TYPE_CHECKING:
    from regparse.analysis.explain import Reading
    from regparse.grammar.frames.explain import Frame
    from regparse.model import Language


def explain(
    ref: Annotated[str, typer.Argument(metavar="SOURCE/CLAUSE", help="A clause of a corpus notice or of a file.")],
    *,
    edition: Edition = None,
    lang: Speech = "en",
    format: Annotated[Literal["text", "json"], typer.Option("--format", help="Output format.")] = "text",
    _type: Type = None,
    _corpus: Corpus = None,
) -> None:
    """Show how a clause was read.

    Part by part: the word that binds, who is bound and how that was found, what speaks against relying on it, and, for
    Chinese, the phrases with the roles they give and the pieces with the classes of the tables that cut them.

    \b
    Examples:
      regparse explain yinfa-2026-42/6
      regparse explain notice.txt/3 --format json
    """
    from regparse.analysis.explain import explained
    from regparse.corpus import sources

    named, _, clause = ref.rpartition("/")
    notice = sources.parse_content(source.content(named or ref, edition))
    found = explained(notice, clause)
    if format == "json":
        print(json.dumps([_plain(one) for one in found], ensure_ascii=False, indent=2))
    else:
        print("\n".join(line for one in found for line in _lines(one, columns(), lang)))


def _plain(one: Reading) -> dict[str, Any]:
    provisions = [provision.model_dump(mode="json", by_alias=True) for provision in one.provisions]
    return dataclasses.asdict(dataclasses.replace(one, provisions=())) | {"provisions": provisions}


def _lines(one: Reading, wide: int, language: Language) -> Iterator[str]:
    yield paint(f"{one.id} {one.label or ''}".rstrip(), "bold")
    for frame in one.frames:
        yield paragraph(f"“{frame.text}”", wide, "  ")
        for key, said in _facts(frame, one, language):
            yield paragraph(f"{_word(key, language)}  {said}", wide, "    ")
        yield ""


def _facts(frame: Frame, one: Reading, language: Language) -> Iterator[tuple[str, str]]:
    from regparse.wording import text
    from regparse.wording.labels import doubt

    start, end = frame.span
    rules = dict.fromkeys(norm.rule for norm in one.provisions if start <= norm.span[0] < end)
    if rules:
        yield "rule", comma(language).join(rules)
    if frame.cue:
        yield "cue", frame.cue
    if frame.bound:
        how = text(f"cli.explain.{frame.basis}", language)
        yield "bound", f"{comma(language).join(frame.bound)} ({how}{', ' + frame.rule if frame.rule else ''})"
    for code in frame.doubts:
        yield "doubt", f"{code}: {doubt(code, language)}"
    for phrase in frame.phrases:
        slot = " ".join(filter(None, (phrase.before, phrase.verb and f"… {phrase.verb}")))
        role = f" → {phrase.role}" if phrase.role else ""
        yield "phrase", f"{comma(language).join(phrase.names)} [{phrase.slot}{': ' + slot if slot else ''}]{role}"
    if frame.pieces:
        cut = (f"{piece.text}/{'+'.join(piece.classes)}" if piece.classes else piece.text for piece in frame.pieces)
        yield "pieces", " ".join(cut)


def _word(key: str, language: Language) -> str:
    from regparse.wording import text

    return text(f"cli.explain.{key}", language)
