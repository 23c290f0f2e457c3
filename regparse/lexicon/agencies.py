"""The bodies a notice names: their names in both languages, when they existed, who came after them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache, cached_property
from typing import Any, NamedTuple

from regparse.lexicon import tables
from regparse.lexicon.matching import Match as Mention
from regparse.lexicon.matching import Matcher, expand
from regparse.notation.expressions import expression

__all__ = ["Agencies", "Agency", "Mention", "load"]

_LIST_ONLY = "?"
"""Opens the id of a short form that only counts in a list, inside the matcher."""

_NOBODY = "-"
"""The id, inside the matcher, of a name that contains a body's name and is none."""

_BETWEEN = ("，", "、", "和", "及", "以及", "或", "或者", "，及", "、及")
_JOIN = expression(r"(?:\s|[、，,;；]|和|与|及|以及|或者?|and|or|as well as|the|local|relevant)*\Z")
_LIST_END = expression(
    r"\s*(?:等(?:相关|有关)?)?(?:主管|管理)?(?:部门|机关|机构)"
    r"|[,\s]+(?:and|or) other (?:\w+ )?(?:departments|authorities|bodies|organs|agencies)"
    r"|\s*(?:departments|authorities|organs|agencies)\b"
)
_LIST_START = expression(r"(?:departments|authorities|organs|agencies) (?:of|for|in charge of) (?:the )?\Z")
_PLACE = r"[^\W\da-zA-Z批准允许设立要求通知同意向由对的将并及和与或者各其在为各]{2,4}"
_SAME = expression(r"[\W_]+")
_LEVELS = "(?:的|省一级|省级|地市级?|县级|各级|各|当地|所在地|相关|有关|所属|所辖|及?以上)*"
_OFFICES = "(?:分支机构|派出机构|分支行|分支局)"
_OWN_OFFICES = expression(_LEVELS + _OFFICES)
"""Right behind a body's name: its branches, not the body (中国人民银行当地分支机构)."""
_ITS_OFFICES = expression(
    r"(?:（[^（）\n]{1,40}）)?(?:以及|及|和|与|或者|或)"
    rf"(?P<who>其(?!他){_LEVELS}(?:{_OFFICES}|中心支行|分行|支行|分局|支局)"
    rf"|(?:省一级|省级|地市级?){_LEVELS}(?:{_OFFICES}|中心支行|分行)|{_OFFICES})"
    r"|(?: \([^()\n]{1,40}\))?,? (?:and|or) (?P<whose>(?:its|their) (?:\w+ ){0,2}?"
    r"(?:branches|dispatched (?:offices|institutions|agencies)|local offices|branch)"
    r"(?: (?:and|or) (?:sub-branches|dispatched (?:offices|institutions|agencies)|local offices))?)\b"
)
"""Joined to a body's name: its branches beside it (中国人民银行及其分支机构)."""


class Agency(NamedTuple):
    """A body, or a sort of bodies named by kind.

    ``names`` are all printed forms, the official ones first. ``since`` and ``until`` are the days the body
    was set up and gone, None when it is older than our texts or still there. ``includes`` are the codes, or the
    kinds, of those who belong to a body named by kind; ``branches`` is the code of the body's local branches.
    """

    code: str
    kind: str
    en: str
    zh: str
    short: tuple[str, ...]
    aliases: tuple[str, ...]
    since: dt.date | None
    until: dt.date | None
    predecessors: tuple[str, ...]
    successor: str | None
    includes: tuple[str, ...] = ()
    branches: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Give every printed form but those that count in a list only."""
        return tuple(name for name in (self.en, self.zh, *self.short, *self.aliases) if name)


class Agencies:
    """The table of bodies."""

    def __init__(self, table: dict[str, Any]) -> None:
        """Take the parsed ``agencies.toml``.

        Raises ValueError when a name is claimed by two bodies, or a successor or a member is unknown.
        """
        bodies = {code: row for code, row in table.items() if code != "not_bodies"}
        self._all: dict[str, Agency] = {}
        phrases: list[tuple[str, str]] = [
            (form, _NOBODY) for name in table.get("not_bodies", ()) for form in expand(name)
        ]
        self._tails: dict[str, re.Pattern[str]] = {}
        for code, row in bodies.items():
            if "branch_words" in row:
                self._tails[code] = re.compile(_PLACE + f"(?:{'|'.join(row['branch_words'])})")
            agency = _agency(code, row)
            self._all[code] = agency
            phrases += [(name, code) for name in agency.names]
            phrases += [(form, _LIST_ONLY + code) for name in row.get("list_only", ()) for form in expand(name)]
        for agency in self._all.values():
            related = {agency.successor or agency.code, *agency.predecessors, agency.branches or agency.code}
            unknown = related - self._all.keys()
            if unknown:
                raise ValueError(f"{agency.code} has an unknown body before, behind or below it: {sorted(unknown)}")
            strangers = set(agency.includes) - self._all.keys() - {one.kind for one in self._all.values()}
            if strangers:
                raise ValueError(f"{agency.code} includes an unknown body or kind: {sorted(strangers)}")
        self._matcher = Matcher(phrases)

    def __iter__(self) -> Iterator[Agency]:
        """Give every body, ordered by code."""
        return iter(self._all.values())

    def get(self, code: str) -> Agency:
        """Give the body with a code.

        Raises KeyError when there is none.
        """
        return self._all[code]

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Mention]:
        """Give every mention in ``text[start:end]`` in order; ids are agency codes, spans leave out "the".

        Branches that are joined to a body ("and its branches", 及其分支机构) are a mention of their own; where several
        bodies have them together there is one for each, all at one place. Mentions inside the title of an instrument
        are given too: the caller knows where the titles are.
        """
        end = len(text) if end is None else min(end, len(text))
        found = [
            self._branch(text, match, end) for match in self._matcher.find(text, start, end) if match.id != _NOBODY
        ]
        if any(match.id.startswith(_LIST_ONLY) for match in found):
            found = self._firm(text, found, start, end)
        return self._whole_lists(text, self._with_offices(text, found, end))

    def _firm(self, text: str, found: list[Mention], start: int, end: int) -> list[Mention]:
        """Leave out the short forms that stand in no list of bodies."""
        out: list[Mention] = []
        for chain in _chains(text, found):
            firm = (
                any(not match.id.startswith(_LIST_ONLY) for match in chain)
                or _LIST_END.match(text, chain[-1].end, end)
                or _LIST_START.search(text[max(start, chain[0].start - 40) : chain[0].start])
            )
            if firm:
                out += [match._replace(id=match.id.removeprefix(_LIST_ONLY)) for match in chain]
        return out

    def _branch(self, text: str, match: Mention, end: int) -> Mention:
        """Turn a body into its branches where a place and a word for a branch follow: 中国人民银行 + 珠海市中心支行."""
        branches = self._all[match.id].branches if match.id in self._all else None
        if branches is None:
            return match
        tail = self._tails.get(match.id)
        found = (tail.match(text, match.end, end) if tail else None) or _OWN_OFFICES.match(text, match.end, end)
        return Mention(branches, match.start, found.end()) if found else match

    def _with_offices(self, text: str, found: list[Mention], end: int) -> list[Mention]:
        """Add the branches that are joined to a body, or to a list of bodies (甲、乙及其派出机构: those of both)."""
        out: list[Mention] = []
        for i, match in enumerate(found):
            out.append(match)
            offices = self._all[match.id].branches and _ITS_OFFICES.match(text, match.end, end)
            if not offices:
                continue
            span = offices.span("who" if offices["who"] else "whose")
            if i + 1 < len(found) and found[i + 1].start < span[1]:
                continue
            whose = [match]
            for before in reversed(found[:i]):
                if text[before.end : whose[0].start] not in ("、", "和", "与", ", ", " and "):
                    break
                whose.insert(0, before)
            codes = dict.fromkeys(code for one in whose if (code := self._all[one.id].branches))
            out += [Mention(code, *span) for code in codes]
        return out

    def _whole_lists(self, text: str, found: list[Mention]) -> list[Mention]:
        """Join mentions of the branches of one body that stand in a list (上海总部，各分行、营业管理部)."""
        out: list[Mention] = []
        for match in found:
            last = out[-1] if out else None
            same = last is not None and last.id == match.id and self._all[match.id].kind == "branch"
            if last is not None and same and text[last.end : match.start] in _BETWEEN:
                out[-1] = Mention(match.id, last.start, match.end)
            else:
                out.append(match)
        return out

    def lookup(self, name: str) -> str | None:
        """Give the code for a code, a name or an abbreviation in either language, whatever its case."""
        return self._by_name.get(_key(name))

    def named(self, name: str) -> list[str]:
        """Give every code that a code, a name or an abbreviation stands for: :meth:`lookup`'s first, then by code."""
        first, key = self.lookup(name), _key(name)
        also = [one.code for one in self if one.code != first and key in map(_key, (one.code, *one.names))]
        return [first, *also] if first else []

    def before(self, code: str) -> list[str]:
        """Give the bodies whose powers passed to ``code``, theirs before them too, the latest first."""
        agency = self._all.get(code)
        direct = agency.predecessors if agency else ()
        return list(dict.fromkeys([*direct, *(older for one in direct for older in self.before(one))]))

    def groups(self, code: str) -> list[str]:
        """Give the bodies named by kind to which ``code`` belongs, or to which its successors do, by code."""
        own = {code, *(one.code for one in self if code in self.before(one.code))}
        kinds = {self._all[one].kind for one in own if one in self._all}
        return [one.code for one in self if one.code not in own and (own | kinds) & set(one.includes)]

    def suggest(self, name: str, count: int = 3) -> list[str]:
        """Give the codes whose code or names are nearest to ``name``, nearest first."""
        near = get_close_matches(_key(name), list(self._by_name), n=count * 3, cutoff=0.6)
        return list(dict.fromkeys(self._by_name[key] for key in near))[:count]

    def succession(self, code: str, on: dt.date | None = None) -> str | None:
        """Give the body that held the powers of ``code`` on a day (None: today's), if ``code`` was gone by then.

        None when the body was still there, when nobody came after it, or when the code is unknown.
        """
        agency = self._all.get(code)
        while agency and agency.successor and agency.until and (on is None or on >= agency.until):
            agency = self._all[agency.successor]
        return agency.code if agency and agency.code != code else None

    @cached_property
    def _by_name(self) -> dict[str, str]:
        names: dict[str, str] = {_key(code): code for code in self._all}
        for agency in self._all.values():
            for name in agency.names:
                names.setdefault(_key(name), agency.code)
        return names


@cache
def load() -> Agencies:
    """Read the table of bodies that ships with regparse (once a process)."""
    return Agencies(tables.load("agencies"))


def _agency(code: str, row: dict[str, Any]) -> Agency:
    def forms(field: str) -> tuple[str, ...]:
        return tuple(form for name in row.get(field, ()) for form in expand(name))

    return Agency(
        code,
        row["kind"],
        row.get("en", ""),
        row.get("zh", ""),
        forms("short"),
        forms("aliases"),
        row.get("since"),
        row.get("until"),
        tuple(row.get("predecessors", ())),
        row.get("successor"),
        tuple(row.get("includes", ())),
        row.get("branches"),
    )


def _chains(text: str, found: list[Mention]) -> Iterator[list[Mention]]:
    """Part mentions into runs that only list marks and conjunctions hold together."""
    chain: list[Mention] = []
    for match in found:
        if chain and not _JOIN.match(text[chain[-1].end : match.start]):
            yield chain
            chain = []
        chain.append(match)
    if chain:
        yield chain


def _key(name: str) -> str:
    """Give a name as it is compared: no case, no article, no blanks or punctuation."""
    return _SAME.sub("", name.lower().removeprefix("the "))
