"""The options by which provisions are asked for: of a query, of the matrix, of what is exported.

A command names the options that it takes (:func:`asks`) and is given what was asked as one object (:class:`Asked`).
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

import typer

from regparse.cli.source import Edition

if TYPE_CHECKING:
    from regparse.model.query import Conditions, Query

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


_OPTIONS: dict[str, tuple[Any, Any]] = {
    "agency": (Agency, None),
    "role": (Role, None),
    "kind": (Kind, None),
    "addressee": (Addressee, None),
    "activity": (Activity, None),
    "asset": (Asset, None),
    "condition": (Condition, None),
    "territory": (Territory, None),
    "exact": (Exact, False),
    "notice": (Notices, None),
    "issuer": (Issuer, None),
    "status": (Status, None),
    "on": (On, None),
    "since": (Since, None),
    "until": (Until, None),
    "text_language": (TextLanguage, None),
    "edition": (Edition, None),
    "sort": (Sort, "newest"),
}
"""Each option of a query with its default, in the order of the help."""
_OF_TEXT = ("text_language", "edition")
"""Options that choose a text of a notice; all others narrow what is found."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked besides words, as the command line says it: the options that were given, with their values."""

    values: Mapping[str, Any]

    @property
    def notices(self) -> tuple[str, ...]:
        """The notices that are named."""
        return tuple(self.values.get("notice", ()))

    @property
    def edition(self) -> str | None:
        """The edition that is asked for."""
        return self.values.get("edition")

    @property
    def language(self) -> Literal["en", "zh"] | None:
        """The language of the texts that are asked for."""
        return self.values.get("text_language")

    @property
    def of_text(self) -> bool:
        """Whether a text of a notice is asked for that its default may not be."""
        return any(name in self.values for name in _OF_TEXT)

    @property
    def narrows(self) -> bool:
        """Whether anything narrows what is found, besides the notices named, their texts and the order."""
        return bool(self.values.keys() - {*_OF_TEXT, "notice", "sort", "exact"})

    def conditions(self, notices: tuple[str, ...] = ()) -> Conditions:
        """Return the conditions of a query, for notices as the store names them."""
        renamed = {"language" if name == "text_language" else name: value for name, value in self.values.items()}
        return cast("Conditions", {**renamed, "notice": notices})

    def query(self, words: str, notices: tuple[str, ...]) -> Query:
        """Return the query as understood; errors as for :func:`regparse.store.asking.understand`."""
        from regparse.store.asking import understand

        return understand(words, **self.conditions(notices))

    def options(self, changed: Mapping[str, str]) -> Iterator[str]:
        """Yield the parts of a command line that asks the same, but for the options that are changed."""
        values = {**self.values, **changed}
        for name in (name for name in _OPTIONS if name in values):
            option = "--text" if name == "text_language" else f"--{name}"
            for one in values[name] if isinstance(values[name], list) else [values[name]]:
                yield from (option,) if one is True else (option, str(one))


def asks(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return what gives a command these options of a query, in place of its parameter ``asked``."""

    def made(command: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(command)
        def run(*args: Any, **given: Any) -> None:
            values = {name: given.pop(name) for name in names}
            said = {name: value for name, value in values.items() if value and value != _OPTIONS[name][1]}
            command(*args, asked=Asked(said), **given)

        signature = inspect.signature(command, eval_str=True)
        params: list[inspect.Parameter] = []
        for param in signature.parameters.values():
            if param.name != "asked":
                params.append(param)
                continue
            for name in names:
                annotation, default = _OPTIONS[name]
                params.append(
                    inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
                )
        run.__signature__ = signature.replace(parameters=params)  # type: ignore[attr-defined]
        run.__annotations__ = {}
        return run

    return made
