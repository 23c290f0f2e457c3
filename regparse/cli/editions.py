"""The command that sets the editions of a notice beside each other."""

from __future__ import annotations

import json
from typing import Annotated, Literal

import typer

from regparse.cli import source as source_argument
from regparse.cli.language import Speech, tell
from regparse.cli.source import Corpus, Edition
from regparse.cli.terminal import columns

Format = Annotated[Literal["table", "json", "md"], typer.Option("--format", help="Output format.")]


def editions(
    notice: Annotated[str, typer.Argument(metavar="ID", help="A corpus id, or ID@EDITION to put that edition first.")],
    format: Format = "table",
    edition: Edition = None,
    lang: Speech = "en",
    _corpus: Corpus = None,
) -> None:
    """Compare the editions of a notice.

    Prints what is in one edition but not in another. The Chinese text is the law: if there is one, the others are
    compared with it, unless another edition is named.

    \b
    Examples:
      regparse editions yinfa-2026-42
      regparse editions yinfa-2026-42@en --format json
    """
    from regparse.cli import comparison as view
    from regparse.comparison import compare_editions
    from regparse.comparison.editions import original
    from regparse.corpus import sources

    first = source_argument.read(notice, edition)
    others = sources.other_editions(first)
    law = original((first, *others))
    if law and first.edition and not edition and "@" not in notice:
        others = tuple(other for other in (first, *others) if other is not law)
        first = law
    if not others:
        tell(lang, "one-edition", notice=first.id)
    if law:
        tell(lang, "original", edition=law.edition or law.source.name)
    found = [(other, compare_editions(first, other)) for other in others]
    if format == "json":
        facts = [fact.model_dump(mode="json") for _, facts in found for fact in facts]
        names = {"first": first.edition, "original": law.edition if law else None}
        print(json.dumps({"notice": first.id, **names, "facts": facts}, indent=2, ensure_ascii=False))
        return
    width = None if format == "md" else columns()
    if found:
        print("\n\n".join(view.editions(facts, first, other, width) for other, facts in found))
