"""The five things to take away, computed from the tables of the brief.

Each topic looks at the tables and either has something to say or keeps silent. What it says is put together from
names and from counts of rows, so that a reader who counts finds the same. Its score is its weight times
``n / (n + 1)``, where ``n`` is how many facts stand behind it: many facts on a lesser topic outrank a single one on a
greater. The five best are printed in the order of the topics.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from regparse.documents.parts.bans import BanRow, Group, all_rows
from regparse.documents.parts.changes import Changes
from regparse.documents.parts.law import CHANGES
from regparse.documents.parts.norms import Item
from regparse.documents.parts.refs import Norms, Ref, norm_refs, number_of
from regparse.model import AgencyMention, Kind, Notice, Provision, Role
from regparse.wording import labels, phrasing
from regparse.wording.titles import are_repealed, repealed
from regparse.wording.tongue import chinese, say

HOW_MANY = 5
_FEW = 3
"""How many bodies are named before they are counted."""

_SHOWN = 4
"""How many names a sentence lists before it counts the rest."""


@dataclass(frozen=True, slots=True)
class Takeaway:
    """One thing to take away, the section whose rows it counts, the norms it rests on, its weight."""

    topic: str
    headline: str
    detail: str
    section: str
    refs: tuple[Ref, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Case:
    """What the topics look at: the notice, the tables of the brief, the earlier notice where there is a comparison."""

    notice: Notice
    norms: Norms
    bans: tuple[Group[BanRow], ...]
    liability: tuple[Group[Item], ...]
    duties: tuple[Item, ...]
    changes: Changes | None = None
    against: Notice | None = None


def takeaways(case: Case) -> tuple[Takeaway, ...]:
    """Give at most five, the best by score, in the order of the topics."""
    found = [one for topic in _TOPICS if (one := topic(case))]
    best = sorted(found, key=lambda one: -one.score)[:HOW_MANY]
    return tuple(one for one in found if one in best)


def _make(
    where: tuple[str, str],
    worth: tuple[float, int],
    headline: str,
    detail: Iterable[str],
    norms: Iterable[Provision] = (),
) -> Takeaway:
    """Make a takeaway; ``where`` are its topic and its section, ``worth`` its weight and how many facts it has."""
    (topic, section), (weight, count) = where, worth
    text = ("" if chinese() else " ").join(phrasing.stop(part) for part in detail if part)
    return Takeaway(topic, phrasing.sentence(headline), text, section, norm_refs(norms), weight * count / (count + 1))


def _norms(rows: Iterable[BanRow] | Iterable[Item]) -> list[Provision]:
    return [norm for row in rows for norm in row.norms]


def in_force(case: Case) -> Takeaway | None:
    """When it takes effect, what it repeals, who stands behind it."""
    notice = case.notice
    start = notice.effective.date or (notice.issued_on.date if notice.issued_on else None)
    head = []
    if notice.effective.kind != "unstated":
        head.append(
            say("in force from {day}", day=phrasing.day(start)) if start else say("in force on the day of issue")
        )
    if notice.repeals:
        gone = phrasing.at_most((repealed(one, notice) for one in notice.repeals), 2)
        head.append(say(f"{{gone}} {are_repealed(notice.repeals)}", gone=gone))
    if not head:
        return None
    behind = []
    if notice.issuers:
        names = _names(notice.issuers)
        some = phrasing.listing(names) if len(names) <= _FEW else phrasing.counted(len(names), "body", "bodies")
        behind.append(say("issued by {bodies}", bodies=some))
    if notice.consulted:
        behind.append(say("in consensus with {bodies}", bodies=phrasing.listing(_names(notice.consulted))))
    if notice.approved_by:
        behind.append(say("with the consent of {bodies}", bodies=phrasing.listing(_names(notice.approved_by))))
    norms = [norm for _, norm in case.norms if norm.kind in {Kind.COMMENCEMENT, Kind.REPEAL}]
    count = len(head) + len(notice.issuers) + len(notice.consulted)
    return _make(("in-force", "facts"), (1.0, count), phrasing.joined(head, ";"), [phrasing.joined(behind, ",")], norms)


def _names(mentions: Iterable[AgencyMention]) -> list[str]:
    return list(dict.fromkeys(labels.agency(one.id, one.text).running for one in mentions))


def news(case: Case) -> Takeaway | None:
    """What is new in law against the earlier notice: things it did not regulate, bans added and lifted."""
    if case.against is None or case.changes is None:
        return None
    before = {asset for _, norm in case.against.provisions() for asset in norm.assets}
    now = [asset for _, norm in case.norms for asset in norm.assets]
    fresh = [asset for asset in dict.fromkeys(now) if before and asset not in before]
    moved = _moved_bans(case.changes)
    told = say("changes in law that concern bans: {counts}", counts=_counts(moved)) if moved else ""
    if not fresh:
        return _make(("news", "changes"), (0.95, sum(moved.values())), told, []) if moved else None
    banned = [row for row in all_rows(case.bans) if set(row.assets) & set(fresh)]
    about = [norm for _, norm in case.norms if set(norm.assets) & set(fresh)]
    it = phrasing.them(len(fresh))
    earlier = say(f"{{old}} has no norm on {it}", old=number_of(case.against))
    acts = phrasing.counted(len(banned), "banned act")
    closed = say(f"{{acts}} here {'concerns' if len(banned) == 1 else 'concern'} {it}", acts=acts)
    closed = closed if banned else say(f"no ban here concerns {it}")
    return _make(
        ("news", "changes"),
        (0.95, len(about)),
        say("newly regulated: {things}", things=phrasing.listing(map(labels.label, fresh))),
        [phrasing.joined((earlier, closed), ";"), told],
        _norms(banned) or about,
    )


def _moved_bans(changes: Changes) -> dict[str, int]:
    """Count the rows of the table of changes in law that concern a ban, by what happened."""
    rows = {group.heading: sum(Kind.PROHIBITION in row.kinds for row in group.rows) for group in changes.law}
    return {name: count for name in CHANGES if (count := rows.get(phrasing.sentence(say(name)), 0))}


def _counts(counted: dict[str, int]) -> str:
    return phrasing.listing(say(f"{{count}} {name}", count=phrasing.number(count)) for name, count in counted.items())


def who_may_not(case: Case) -> Takeaway | None:
    """How many acts are banned, how far the bans go, whom they bind."""
    rows = all_rows(case.bans)
    if not rows:
        return None
    ways = {way: sum(row.way == way for row in rows) for way in ("none", "open", "lacking", "illegal", "limited")}
    if ways["none"] == len(rows):
        headline = say("{banned} without exception", banned=_banned(len(rows)))
    elif len(rows) == 1:
        headline = _banned(1)
    else:
        firm = phrasing.number(ways["none"])
        headline = say("{banned}, {some} of them without exception", banned=_banned(len(rows)), some=firm)
    if len(rows) > 1 and not ways["none"]:
        headline = say("{banned}, none of them without exception", banned=_banned(len(rows)))
    opened = say("{count} may be permitted by consent, filing or an exception", count=phrasing.number(ways["open"]))
    rest = [opened] if ways["open"] else []
    if ways["lacking"]:
        rest.append(say("{banned} only where consent or licence is lacking", banned=_banned(ways["lacking"], "")))
    if ways["limited"]:
        rest.append(say("{banned} only in the circumstances quoted", banned=_banned(ways["limited"], "")))
    if ways["illegal"]:
        rest.append(say("{banned} only as far as other law makes it illegal", banned=_banned(ways["illegal"], "")))
    bound = [phrasing.noted(_lower(group.heading), _acts(group)) for group in case.bans]
    binds = "the ban binds" if len(rows) == 1 else "the bans bind"
    whom = say(f"{binds} {{persons}}", persons=phrasing.at_most(bound, _SHOWN, "more groups", "#group"))
    also = [ref for row in rows for ref in row.also]
    lists = (
        say("the list in {places} is not exhaustive: other such acts are banned too", places=_places(also))
        if also
        else ""
    )
    return _make(
        ("bans", "bans"),
        (1.0, len(rows)),
        headline,
        [phrasing.joined(rest, ";") if chinese() else phrasing.listing(rest), whom, lists],
        _norms(rows),
    )


def _banned(count: int, noun: str = "act") -> str:
    what = phrasing.counted(count, noun) if noun or chinese() else phrasing.number(count)
    return say(f"{{what}} {phrasing.be(count)} banned", what=what)


def _acts(group: Group[BanRow]) -> str:
    return phrasing.counted(len(group.rows), "act")


def _places(refs: Iterable[Ref]) -> str:
    names = list(dict.fromkeys(ref.label for ref in refs))
    if len(names) == 1:
        return say("clause {places}", places=names[0])
    return say("each of clauses {places}", places=phrasing.listing(names))


def gates(case: Case) -> Takeaway | None:
    """Which banned acts can be opened, by whom."""
    found = [row for row in all_rows(case.bans) if row.way == "open"]
    if not found:
        return None
    named = sum(row.is_named for row in found)
    if named == len(found):
        whose = ""
    elif not named:
        whose = say("the authority that decides is not named" + (" for any of them" if len(found) > 1 else ""))
    else:
        whose = say("the authority that decides is named for {count} of them only", count=phrasing.number(named))
    acts = phrasing.counted(len(found), "banned act")
    headline = f"{{acts}} {'has' if len(found) == 1 else 'have'} a way through: consent, filing or an exception"
    return _make(
        ("gates", "gates"),
        (0.95, len(found)),
        say(headline, acts=acts),
        [phrasing.at_most(map(_gate, found), _SHOWN + 1), whose],
        _norms(found),
    )


def _gate(row: BanRow) -> str:
    place = labels.territory(row.territory) if row.territory else ""
    where = place if place and not row.name.endswith(place) else ""
    said = [f"{row.unless[:1].lower()}{row.unless[1:]}"]
    said += [say("from {bodies}", bodies=phrasing.listing(row.authorities))] if row.authorities else []
    act = say("{act} {where}", act=row.name, where=where) if where else row.name
    return say("{act} ({how})", act=act, how=phrasing.joined(said, ";"))


def liability(case: Case) -> Takeaway | None:
    """What a breach brings."""
    rows = all_rows(case.liability)
    if not rows:
        return None
    headline = say("a breach brings {kinds}", kinds=phrasing.listing(_lower(group.heading) for group in case.liability))
    parts = [phrasing.noted(_lower(group.heading), phrasing.number(len(group.rows))) for group in case.liability]
    count = phrasing.counted(len(rows), "consequence")
    detail = [say("{count} by kind: {parts}", count=count, parts=phrasing.listing(parts))]
    return _make(("liability", "liability"), (0.9, len(rows)), headline, detail if len(parts) > 1 else [], _norms(rows))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def leads(case: Case) -> Takeaway | None:
    """Which bodies lead, with how many others, on what."""
    found = [norm for _, norm in case.norms if any(one.role is Role.LEAD for one in norm.agencies)]
    if not found:
        return None
    by_lead: dict[str, list[Provision]] = {}
    for norm in found:
        for one in norm.agencies:
            if one.role is Role.LEAD:
                by_lead.setdefault(labels.agency(one.id, one.text).running, []).append(norm)
    ranked = sorted(by_lead.items(), key=lambda item: -max(len(norm.agencies) for norm in item[1]))
    head = phrasing.at_most((name for name, _ in ranked), 2, of="#body")
    detail = [_led(name, norms) for name, norms in ranked[:3]]
    return _make(("leads", "agencies"), (0.8, len(found)), say("in the lead: {bodies}", bodies=head), detail, found)


def _led(name: str, norms: list[Provision]) -> str:
    largest = max(norms, key=lambda norm: len(norm.agencies))
    others = len({one.id for one in largest.agencies}) - 1
    subject = phrasing.listing(map(labels.label, largest.assets))
    bodies = phrasing.counted(others, "other body", "other bodies")
    said = say("{lead} with {bodies}", lead=name, bodies=bodies) if others else name
    return say("{lead}, on {subject}", lead=said, subject=subject) if subject else said


def reach(case: Case) -> Takeaway | None:
    """Which bans cross the border."""
    found = [row for row in all_rows(case.bans) if row.territory in {"inbound", "outbound", "overseas"}]
    if not found:
        return None
    detail = [
        say("{where}: {acts}", where=labels.territory(place), acts=_acts_of(rows))
        for place in ("inbound", "outbound", "overseas")
        if (rows := [row for row in found if row.territory == place])
    ]
    acts = phrasing.counted(len(found), "banned act")
    some = say(f"{{acts}} {'reaches' if len(found) == 1 else 'reach'} across the border", acts=acts)
    return _make(("reach", "border"), (0.75, len(found)), some, detail, _norms(found))


def _acts_of(rows: Iterable[BanRow]) -> str:
    return phrasing.at_most(dict.fromkeys(row.name for row in rows), _SHOWN)


def duties(case: Case) -> Takeaway | None:
    """Who has to act."""
    found = case.duties
    if not found:
        return None
    bound = phrasing.at_most(dict.fromkeys(_lower(row.who) for row in found), _SHOWN, "more groups", "#group")
    binds = "it binds" if len(found) == 1 else "they bind"
    headline = phrasing.counted(len(found), "duty", "duties")
    return _make(
        ("duties", "duties"), (0.6, len(found)), headline, [say(f"{binds} {{persons}}", persons=bound)], _norms(found)
    )


def rewritten(case: Case) -> Takeaway | None:
    """How much of the earlier notice lives on."""
    if case.changes is None:
        return None
    rows = case.changes.clauses
    new = sum("new" in row.labels for row in rows)
    gone = sum("dropped" in row.labels for row in rows)
    total = sum(bool(row.new) for row in rows)
    if not total or not (new or gone):
        return None
    headline = say("{share} new", share=phrasing.share(new, total, "clause"))
    old = case.changes.old_name
    lost = say("{clauses} of {old} have no successor", clauses=phrasing.counted(gone, "clause"), old=old)
    detail = [lost if gone else ""]
    return _make(("rewritten", "changes"), (0.65, new + gone), headline, detail)


_TOPICS = (in_force, news, who_may_not, gates, liability, leads, reach, duties, rewritten)
