"""The options by which norms are asked for: of a query, of the matrix, of what is exported."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

# Written out, since the help costs nothing and the model does; a test holds them to it.
ROLES = "lead, joint, coordinate, participate, responsible, recipient, refer, approve, file"
KINDS = "prohibition, obligation, permission, mandate, sanction, definition, status, commencement, repeal"
CONDITIONS = "approval, filing, approval-and-filing, approval-or-filing, consent, unauthorized"
TERRITORIES = "domestic, overseas, inbound, outbound"
ASSETS = "mining, rwa, stablecoin, virtual-currency"
STATUSES = "in-force, repealed, not-yet-in-force"
SORTS = "newest, oldest, notice, relevance"


Notices = Annotated[
    list[str] | None,
    typer.Option(
        "--notice", metavar="SOURCE", show_default=False, help="Search only this notice. [default: the whole corpus]"
    ),
]


def _codes(option: str, help: str) -> typer.models.OptionInfo:
    info: typer.models.OptionInfo = typer.Option(option, metavar="CODE", show_default=False, help=help)
    return info


def _day(option: str, help: str) -> typer.models.OptionInfo:
    info: typer.models.OptionInfo = typer.Option(option, metavar="DATE", show_default=False, help=help)
    return info


Agency = Annotated[
    list[str] | None,
    typer.Option("--agency", metavar="NAME", show_default=False, help="An agency: code, name or short name."),
]
Kind = Annotated[list[str] | None, _codes("--kind", f"What the provision does: {KINDS}.")]
Addressee = Annotated[list[str] | None, _codes("--addressee", "Who is bound, such as bank or enterprise.")]
Issuer = Annotated[
    list[str] | None,
    typer.Option("--issuer", metavar="NAME", show_default=False, help="Only notices issued by this agency."),
]
Status = Annotated[list[str] | None, _codes("--status", f"Only notices that are: {STATUSES}.")]
On = Annotated[str | None, _day("--on", "The date for --status. [default: as of the latest notice in the store]")]
Since = Annotated[
    str | None, _day("--since", "Only notices issued on or after this date: 2026-02-06, 2026-02 or 2026.")
]
Until = Annotated[str | None, _day("--until", "Only notices issued on or before this date.")]
TextLanguage = Annotated[
    Literal["en", "zh"] | None,
    typer.Option(
        "--text", show_default=False, help="Only texts in this language. [default: the authoritative text of each]"
    ),
]


Role = Annotated[list[str] | None, _codes("--role", f"The role of the agency: {ROLES}.")]
Activity = Annotated[list[str] | None, _codes("--activity", "The act, such as custody or insurance.")]
Asset = Annotated[list[str] | None, _codes("--asset", f"The subject matter: {ASSETS}.")]
Condition = Annotated[list[str] | None, _codes("--condition", f"The condition: {CONDITIONS}.")]
Territory = Annotated[list[str] | None, _codes("--territory", f"Where the act takes place: {TERRITORIES}.")]
Exact = Annotated[bool, typer.Option("--exact", help="These codes only: no predecessors, no wider groups, not anyone.")]
Sort = Annotated[str, typer.Option("--sort", metavar="ORDER", help=f"Sort order: {SORTS}.")]
