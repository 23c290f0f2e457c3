"""The five things to take away, computed from the norms.

Each topic looks at the norms and either has something to say or keeps silent. What it says is put together from
counts and names. Its score is its weight times ``n / (n + 1)``, where ``n`` is how many facts stand behind it: many
facts on a lesser topic outrank a single one on a greater. The five best are printed in the order of the topics.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from regparse.brief import labels, wording
from regparse.brief.norms import acts, authorities, of_kind, who
from regparse.brief.refs import Norms, Ref, norm_refs, number_of
from regparse.comparison import Comparison
from regparse.model import AgencyMention, Kind, Notice, Provision, Role

HOW_MANY = 5
_FEW = 3
"""How many bodies are named before they are counted."""

_SHOWN = 4
"""How many names a sentence lists before it counts the rest."""


@dataclass(frozen=True, slots=True)
class Takeaway:
    """One thing to take away, the norms it rests on, and what it weighs against the others."""

    topic: str
    headline: str
    detail: str
    refs: tuple[Ref, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Case:
    """What the topics look at."""

    notice: Notice
    norms: Norms
    against: Notice | None
    comparison: Comparison | None

    @property
    def bans(self) -> list[Provision]:
        """Give the prohibitions."""
        return of_kind(self.norms, Kind.PROHIBITION)


def takeaways(case: Case) -> tuple[Takeaway, ...]:
    """Give at most five, the best by score, in the order of the topics."""
    found = [one for topic in _TOPICS if (one := topic(case))]
    best = sorted(found, key=lambda one: -one.score)[:HOW_MANY]
    return tuple(one for one in found if one in best)


def _make(
    topic: str, worth: tuple[float, int], headline: str, detail: Iterable[str], norms: Iterable[Provision] = ()
) -> Takeaway:
    weight, count = worth
    text = " ".join(f"{wording.sentence(part)}." for part in detail if part)
    return Takeaway(topic, wording.sentence(headline), text, norm_refs(norms), weight * count / (count + 1))


def _names(mentions: Iterable[AgencyMention]) -> list[str]:
    return list(dict.fromkeys(labels.agency(one.id, one.text).running for one in mentions))


def in_force(case: Case) -> Takeaway | None:
    """When it takes effect, what it repeals, who stands behind it."""
    notice = case.notice
    start = notice.effective.date or (notice.issued_on.date if notice.issued_on else None)
    gone = [cite.number.text if cite.number else cite.title or cite.text for cite in notice.repeals]
    head = []
    if notice.effective.kind != "unstated":
        head.append(f"in force from {wording.day(start)}" if start else "in force on the day of its issue")
    if gone:
        head.append(f"{wording.at_most(gone, 2)} {'is' if len(gone) == 1 else 'are'} repealed")
    if not head:
        return None
    behind = []
    if notice.issuers:
        names = _names(notice.issuers)
        some = wording.listing(names) if len(names) <= _FEW else wording.counted(len(names), "body", "bodies")
        behind.append(f"issued by {some}")
    if notice.consulted:
        behind.append(f"in consensus with {wording.listing(_names(notice.consulted))}")
    if notice.approved_by:
        behind.append(f"with the consent of {wording.listing(_names(notice.approved_by))}")
    norms = of_kind(case.norms, Kind.COMMENCEMENT, Kind.REPEAL)
    count = len(head) + len(notice.issuers) + len(notice.consulted)
    return _make("in-force", (1.0, count), "; ".join(head), [", ".join(behind)], norms)


def news(case: Case) -> Takeaway | None:
    """What is new in law against the earlier notice: things it did not regulate, bans added and lifted."""
    if case.against is None:
        return None
    before = {asset for _, norm in case.against.provisions() for asset in norm.assets}
    now = [asset for _, norm in case.norms for asset in norm.assets]
    fresh = [asset for asset in dict.fromkeys(now) if before and asset not in before]
    about = [norm for _, norm in case.norms if set(norm.assets) & set(fresh)]
    earlier = number_of(case.against)
    changes = dict.fromkeys(("added", "widened", "narrowed", "removed"), 0)
    for change in case.comparison.norms if case.comparison else ():
        if change.kind == Kind.PROHIBITION and change.change in changes:
            changes[change.change] += 1
    moved = [f"{wording.number(count)} {name}" for name, count in changes.items() if count]
    bans = f"against {earlier}, bans: {wording.listing(moved)}" if moved else ""
    if fresh:
        closed = [norm for norm in about if norm.kind is Kind.PROHIBITION]
        detail = [
            f"{earlier} has no norm on {'it' if len(fresh) == 1 else 'them'}; here {_are(about)}, {_ban(closed)}",
            bans,
        ]
        headline = f"newly regulated: {wording.listing(map(labels.label, fresh))}"
        return _make("news", (0.95, len(about)), headline, detail, closed or about)
    if not moved:
        return None
    return _make("news", (0.95, sum(changes.values())), bans, [])


def _are(norms: list[Provision]) -> str:
    return f"{wording.counted(len(norms), 'norm')} {'is' if len(norms) == 1 else 'are'} on the subject"


def _ban(norms: list[Provision]) -> str:
    return "none of them a ban" if not norms else f"{wording.counted(len(norms), 'ban')} among them"


def who_may_not(case: Case) -> Takeaway | None:
    """How many bans there are, how many hold without exception, and whom they bind most."""
    found = case.bans
    if not found:
        return None
    firm = [norm for norm in found if not norm.condition and not norm.exceptions]
    if len(firm) == len(found):
        how = "without exception" if len(found) > 1 else "and it has no exception"
    else:
        how = f"{wording.number(len(firm)) if firm else 'none'} of them without exception"
    bound: dict[str, dict[str, None]] = {}
    for norm in found:
        bound.setdefault(who(norm), {}).update(dict.fromkeys(acts(norm)))
    most = sorted(bound.items(), key=lambda item: -len(item[1]))
    name, closed = most[0]
    detail = [f"they bind {wording.at_most(bound, _SHOWN)}" if len(bound) > 1 else f"they bind {name}"]
    if closed:
        longest = "the longest list is that of" if len(bound) > 1 else "the list for"
        detail.append(f"{longest} {name}, {wording.counted(len(closed), 'act')}: {wording.at_most(closed, _SHOWN)}")
    comma = "" if how.startswith("without") else ","
    return _make("bans", (1.0, len(found)), f"{wording.counted(len(found), 'ban')}{comma} {how}", detail, found)


def gates(case: Case) -> Takeaway | None:
    """Which bans can be lifted by whom."""
    found = [norm for norm in case.bans if norm.exceptions or (norm.condition and norm.condition != "unauthorized")]
    if not found:
        return None
    nameless = [norm for norm in found if not _named(norm)]
    detail = [wording.at_most((_gate(norm) for norm in found), _SHOWN)]
    if nameless:
        share = "in none" if len(nameless) == len(found) else f"in {wording.number(len(found) - len(nameless))}"
        detail.append(f"{share} of them is the authority named")
    many = f"{wording.counted(len(found), 'ban')} {'has' if len(found) == 1 else 'have'} a way through"
    return _make("gates", (0.95, len(found)), f"{many}: consent, filing or an exception", detail, found)


def _named(norm: Provision) -> bool:
    return any(one.role is Role.APPROVE and one.id not in labels.UNNAMED for one in norm.agencies)


def _gate(norm: Provision) -> str:
    what = wording.at_most(acts(norm), 2) or "the act"
    place = labels.TERRITORIES[norm.territory] if norm.territory else ""
    where = f" {place}" if place and not what.endswith(place) else ""
    how = labels.CONDITIONS[norm.condition] if norm.condition else "by way of exception"
    by = wording.listing(authorities(norm)) if norm.condition else ""
    return f"{what}{where} ({how}{f', by {by}' if by else ''})"


def liability(case: Case) -> Takeaway | None:
    """What a breach brings."""
    found = [norm for norm in of_kind(case.norms, Kind.SANCTION) if norm.sanction]
    if not found:
        return None
    kinds = [kind for kind in labels.SANCTIONS if any(norm.sanction and norm.sanction.kind == kind for norm in found)]
    names = wording.listing(labels.SANCTIONS[kind] for kind in kinds)
    headline = f"a breach brings {names}"
    counts = Counter[str](norm.sanction.kind for norm in found if norm.sanction)
    parts = [f"{labels.SANCTIONS[kind]} in {wording.counted(counts[kind], 'norm')}" for kind in kinds]
    detail = [wording.listing(parts)] if len(kinds) > 1 else []
    return _make("liability", (0.9, len(found)), headline, detail, found)


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
    head = wording.at_most((name for name, _ in ranked), 2)
    return _make(
        "leads", (0.8, len(found)), f"in the lead: {head}", [_led(name, norms) for name, norms in ranked[:3]], found
    )


def _led(name: str, norms: list[Provision]) -> str:
    largest = max(norms, key=lambda norm: len(norm.agencies))
    others = len({one.id for one in largest.agencies}) - 1
    subject = wording.listing(map(labels.label, largest.assets))
    with_whom = f" with {wording.counted(others, 'other body', 'other bodies')}" if others else ""
    return f"{name}{with_whom}{f', on {subject}' if subject else ''}"


def reach(case: Case) -> Takeaway | None:
    """Which bans cross the border."""
    found = [norm for norm in case.bans if norm.territory in {"inbound", "outbound", "overseas"}]
    if not found:
        return None
    detail = [
        f"{labels.TERRITORIES[place]}: {wording.at_most(dict.fromkeys(a for n in norms for a in acts(n)), _SHOWN)}"
        for place in ("inbound", "outbound", "overseas")
        if (norms := [norm for norm in found if norm.territory == place])
    ]
    some = f"{wording.counted(len(found), 'ban')} {'reaches' if len(found) == 1 else 'reach'} across the border"
    return _make("reach", (0.75, len(found)), some, detail, found)


def duties(case: Case) -> Takeaway | None:
    """Who has to act."""
    found = of_kind(case.norms, Kind.OBLIGATION)
    if not found:
        return None
    bound = wording.at_most(dict.fromkeys(who(norm) for norm in found), _SHOWN)
    headline = wording.counted(len(found), "duty", "duties")
    return _make("duties", (0.6, len(found)), headline, [f"they bind {bound}"], found)


def rewritten(case: Case) -> Takeaway | None:
    """How much of the earlier notice lives on."""
    if case.comparison is None or case.against is None:
        return None
    new = {id_ for pair in case.comparison.pairs if "new" in pair.labels for id_ in pair.new}
    gone = {id_ for pair in case.comparison.pairs if "dropped" in pair.labels for id_ in pair.old}
    total = len(case.notice.clauses)
    if not total or not (new or gone):
        return None
    headline = f"{wording.number(len(new))} of {total} clauses are new; the others rest on {number_of(case.against)}"
    detail = [f"{wording.counted(len(gone), 'clause')} of it went without a successor"] if gone else []
    return _make("rewritten", (0.65, len(new) + len(gone)), headline, detail)


_TOPICS = (in_force, news, who_may_not, gates, liability, leads, reach, duties, rewritten)
