"""What stands in braces in a row of the catalogue, and how it is filled in.

===============================  =======================================================================
``{name}``                       the value as it is; several joined by commas; a number from 1,000 with them
``{name:and}`` ``{name:or}``     a list as the language writes it: a, b and c; a、b和c
``{name:norm|norms}``            the first for one, the second for any other number; of three, the first is for none
``{name:?, in {name}}``          what follows the question mark, unless the value is empty or none
``{name:!nowhere}``              what follows the exclamation mark, if the value is empty or none
``{name:day}``                   a date: 6 February 2026; 2026年2月6日
``{name:short}``                 the value without its end, where it is long
``{name:agency}``                the name of a body; so too addressee, activity, asset
``{name:rows KEY}``              rows of words, each by the row KEY of the catalogue with {first}, {second}, {after}
                                 (the first) and {rest} (the second), joined
                                 by commas; ``{name:parts KEY}`` joined by semicolons
``{name:fact}``                  a fact of an edition in codes, its codes named where the language is Chinese
``{name:SECTION}``               a code as that section of the catalogue says it; SECTION.part, from part of it
===============================  =======================================================================
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from string import Formatter
from typing import Any

from regparse.model import Language
from regparse.wording.catalogue.names import fact, named
from regparse.wording.catalogue.rows import rows

_SHOWN = 120
"""How much is shown of a value that somebody typed, in characters."""
_COMMA = {"en": ", ", "zh": "、"}
_MARKS = {"rows": _COMMA, "parts": {"en": "; ", "zh": "；"}}
_LAST = {"and": {"en": " and ", "zh": "和"}, "or": {"en": " or ", "zh": "或"}}
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def fill(form: str, language: Language, params: Mapping[str, object]) -> str:
    """Return a row with its braces filled in.

    Raises KeyError when a value is missing.
    """
    if "{" not in form:
        return form
    said = list[str]()
    for literal, name, rule, _ in Formatter().parse(form):
        said.append(literal)
        if name is not None:
            value = params.get(name) if rule and rule[0] in "?!" else params[name]
            said.append(_filled(value, rule or "", language, params))
    return "".join(said)


def slots(form: str) -> frozenset[str]:
    """Return the names of the values that a row needs."""
    found = set[str]()
    for _, name, rule, _ in Formatter().parse(form):
        if name is not None:
            found |= {name, *slots(rule or "")}
    return frozenset(found)


def _filled(value: Any, rule: str, language: Language, params: Mapping[str, object]) -> str:
    """Return a value as its rule says it; a rule that chooses words has braces of its own in them."""
    if rule[:1] in {"?", "!"}:
        return fill(rule[1:], language, params) if bool(value) is (rule[0] == "?") else ""
    if forms := _forms(rule):
        return fill(_choice(forms, int(value)), language, params)
    if isinstance(value, (tuple, list)):
        return _list(value, rule, language)
    if rule in _RULES:
        return _RULES[rule](value, language)
    return named(rule, str(value), language) if rule and rule not in _LAST else _plain(value)


def _forms(rule: str) -> list[str]:
    """Return the words between which a number chooses: parted by strokes that stand in no braces of their own."""
    forms, depth = [""], 0
    for letter in rule:
        depth += (letter == "{") - (letter == "}")
        if letter == "|" and not depth:
            forms.append("")
        else:
            forms[-1] += letter
    return forms if len(forms) > 1 else []


def _list(values: Sequence[Any], rule: str, language: Language) -> str:
    kind, _, last = rule.partition(" ")
    if kind in _MARKS:
        return _MARKS[kind][language].join(_row(one, last, language) for one in values)
    if kind in _LAST:
        kind, last = "", kind
    said = [_filled(one, kind, language, {}) for one in values]
    if last and len(said) > 1:
        said[-2:] = [f"{said[-2]}{_LAST[last][language]}{said[-1]}"]
    return _COMMA[language].join(said)


def _row(row: Sequence[str], key: str, language: Language) -> str:
    section, _, name = key.partition(".")
    row = (row,) if isinstance(row, str) else row
    first, second, *_ = (*row, "", "")
    params = {"first": first, "second": second, "after": tuple(row[1:]), "rest": tuple(row[2:])}
    return fill(rows(section)[name].said(language), language, params)


def _choice(forms: Sequence[str], number: int) -> str:
    if len(forms) > 2 and not number:
        return forms[0]
    one, many = forms[-2:]
    return one if number == 1 else many


def _plain(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def _day(value: object, language: Language) -> str:
    if not value:
        return ""
    day = value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _short(value: object, _language: Language) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


_RULES: dict[str, Callable[[object, Language], str]] = {
    "day": _day,
    "short": _short,
    "digits": lambda value, _: str(value),
    "fact": lambda value, language: fact(str(value), language),
}
