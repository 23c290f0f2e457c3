"""The command that measures the parse."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from regparse.cli.language import Speech, tell
from regparse.cli.terminal import columns, paragraph, say, table


def score(
    *,
    write: Annotated[bool, typer.Option("--write", help="Rewrite the scoreboard with these scores.")] = False,
    board: Annotated[Path, typer.Option("--board", metavar="FILE", help="The scoreboard to compare with.")] = Path(
        "reports/scoreboard.md"
    ),
    format: Annotated[Literal["table", "md"], typer.Option("--format", help="Output format.")] = "table",
    lang: Speech = "en",
) -> None:
    """Measure the parse against gold.

    Compares with the readers' annotations in the corpus and with the last scoreboard. Exits with 1 if something that
    was right is now wrong.

    \b
    Examples:
      regparse score
      regparse score --write
      regparse score --format md
    """
    from regparse.quality import scoreboard
    from regparse.quality.score import score_corpus

    scores = score_corpus()
    change = scoreboard.compare(board, scores)
    if format == "md":
        print(scoreboard.render(scores), end="")
    else:
        rows = [
            (s.subject, name, f"{r.precision:.3f}", f"{r.recall:.3f}", f"{r.f1:.3f}", str(r.miss), str(r.extra))
            for s in scores
            for name, r in s.fields.items()
        ]
        print(table(("gold", "field", "P", "R", "F1", "missed", "extra"), rows, columns()))
        for s in scores:
            if s.facts:
                print(paragraph(f"{s.subject}: {scoreboard.told(s)}", columns(), "  ", "\n"))
    if change is None:
        tell(lang, "no-scoreboard", path=board)
    else:
        for key, faults in (("faults-gone", change.gained), ("faults-new", change.lost)):
            tell(lang, key, path=board, n=len(faults))
            for fault in faults:
                say(f"  {fault}")
    if write:
        scoreboard.write(board, scores)
        tell(lang, "wrote", path=board)
    elif change and change.lost:
        raise typer.Exit(1)
