"""A notice as Akoma Ntoso 3.0 (OASIS LegalDocML), valid under the strict schema; its text once, its facts by reference.

The document is an ``act``: the type for legislation, and the one that Laws.Africa and others give to what a government
issues under its powers; its kind is the ``name``. The text stands in preface, preamble, body, conclusions and
attachments, and nowhere else. Facts stand in the meta section and point into it:

- ``identification``, ``publication``, ``lifecycle``, ``references``: number, dates, bodies, what is cited and repealed;
- ``analysis``: repeals as ``textualMod``; norms and citations, clause by clause, in ``otherAnalysis`` in our namespace;
- ``proprietary``: what Akoma Ntoso has no place for: the source with its hash, problems, which mentions are issuers,
  consulted or addressed, the words of dates.

What structure cannot say is in attributes of our namespace: ``line`` where a piece of text goes on the line before, and
a field (``paragraphs``, ``label`` …) where it is not what the structure says. Reading it back gives the same notice
(:mod:`regparse.exports.akn_read`).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import BinaryIO, NamedTuple

from lxml import etree

from regparse.errors import ExportError
from regparse.exports import akn_marks, akn_names, kinds, layout, units
from regparse.exports.akn_body import Body, clause_eids, identification
from regparse.exports.facts import NOTICE_LISTS, UNIT_LISTS, Facts, literal
from regparse.exports.selection import Selection, whole
from regparse.exports.xml import _Element, akn, digest, indent, opened, ours
from regparse.lexicon import agencies
from regparse.model import Clause, Closing, Notice
from regparse.version import __version__


def write(found: Iterable[Selection], out: BinaryIO) -> None:
    """Write one notice as Akoma Ntoso.

    Raises ExportError when there is not exactly one, when a part of one is asked for, or when its units overlap.
    """
    given = list(islice(whole(found, "akn"), 2))
    if len(given) != 1:
        raise ExportError("akn-of-one", several=len(given))
    out.write(document(given[0].notice, given[0].repealed_by))


def document(notice: Notice, repealed_by: Notice | None = None) -> bytes:
    """Give a notice as a file of Akoma Ntoso, with the notice that repeals it; errors as for :func:`write`."""
    tree = layout.lay_out(notice)
    units.name(tree, notice.id)
    eids = dict(clause_eids(tree))
    instruments = _instruments(notice, eids)
    root = opened()
    act = akn(root, "act", name=kinds.kind(notice), contains="originalVersion")
    meta = akn(act, "meta")
    body = Body(notice, tree, akn_marks.marks(notice, eids, instruments))
    body.write(act)
    facts = Facts(notice.id, notice.text, body.places)
    identification(meta, notice)
    hrefs = _Hrefs(eids, instruments)
    _events(meta, notice, repealed_by)
    _analysis(meta, notice, repealed_by, hrefs, facts)
    _references(meta, notice, repealed_by, hrefs)
    _proprietary(meta, notice, facts, tiled=units.blocks(tree, notice.text) == notice.blocks)
    indent(root)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True)) + b"\n"


def _instruments(notice: Notice, eids: dict[str, str]) -> dict[str, str]:
    """Give an eId to each instrument that is cited and has no IRI, in the order in which they first appear."""
    found: dict[str, str] = {}
    for citation in akn_marks.citations(notice):
        if citation.target not in eids and akn_names.cited(citation) is None:
            name = akn_marks.key(citation)
            found.setdefault(name, f"instrument_{len(found) + 1}")
    return found


class _Hrefs(NamedTuple):
    """The eIds of units by their ids, and of instruments by their titles."""

    eids: dict[str, str]
    instruments: dict[str, str]


def _events(meta: _Element, notice: Notice, repealed_by: Notice | None) -> None:
    day = akn_names.issued(notice)
    if day and notice.number:
        number = notice.number
        akn(meta, "publication", date=day, name="issue", number=str(number.serial), showAs=number.text)
    lifecycle = akn(meta, "lifecycle", source="#regparse")
    event = {"date": akn_names.dated(notice)[0], "source": "#original", "type": "generation"}
    akn(lifecycle, "eventRef", eId="event_1", **event)
    if repealed_by:
        event = {"date": akn_names.ends(repealed_by), "source": "#passiveRef_1", "type": "repeal"}
        akn(lifecycle, "eventRef", eId="event_2", **event)


def _analysis(meta: _Element, notice: Notice, repealed_by: Notice | None, hrefs: _Hrefs, facts: Facts) -> None:
    analysis = akn(meta, "analysis", source="#regparse")
    if notice.repeals:
        held = akn(analysis, "activeModifications")
        for number, citation in enumerate(notice.repeals, 1):
            change = akn(held, "textualMod", type="repeal", eId=f"textualMod_{number}")
            akn(change, "source", href=facts.places.point(citation.span)["at"])
            akn(change, "destination", href=akn_marks.href(citation, *hrefs))
    if repealed_by:
        change = akn(akn(analysis, "passiveModifications"), "textualMod", type="repeal", eId="textualMod_0")
        akn(change, "source", href=akn_names.work_of(repealed_by))
        akn(change, "destination", href=akn_names.work_of(notice))
    other = akn(analysis, "otherAnalysis", source="#regparse")
    holders: list[Clause | Closing] = [*notice.walk(), *([notice.closing] if notice.closing else [])]
    for holder in holders:
        if not any(getattr(holder, name) for name in UNIT_LISTS):
            continue
        place = {"href": f"#{hrefs.eids[holder.id]}"} if isinstance(holder, Clause) else {"part": "closing"}
        held = ours(other, "in", **place)
        for name, (tag, _) in UNIT_LISTS.items():
            for fact in getattr(holder, name):
                facts.write(held, tag, fact)


def _references(meta: _Element, notice: Notice, repealed_by: Notice | None, hrefs: _Hrefs) -> None:
    held = akn(meta, "references", source="#regparse")
    akn(held, "original", eId="original", href=akn_names.expression_of(notice), showAs="Original")
    if repealed_by:
        name = repealed_by.number.text if repealed_by.number else repealed_by.title
        akn(held, "passiveRef", eId="passiveRef_1", href=akn_names.work_of(repealed_by), showAs=name)
    changed = {akn_marks.href(one, *hrefs): one for one in reversed(notice.repeals)}
    works = {iri: one for iri, one in reversed(changed.items()) if iri.startswith("/")}
    for number, (iri, citation) in enumerate(works.items(), 1):
        akn(held, "activeRef", eId=f"activeRef_{number}", href=iri, showAs=akn_marks.key(citation))
    table = agencies.load()
    known = {body.code: body for body in table}
    for code in sorted({mention.id for mention in akn_marks.mentions(notice)}):
        body = known.get(code)
        name = (body.zh if notice.language == "zh" else body.en) if body else ""
        iri = f"/akn/ontology/organization/cn/{akn_names.tlc('', code)[1:].lower()}"
        akn(held, "TLCOrganization", eId=akn_names.tlc("org", code), href=iri, showAs=name or code)
    if not notice.issuers:
        iri = "/akn/ontology/organization/cn/unknown"
        akn(held, "TLCOrganization", eId="org-unknown", href=iri, showAs="not printed")
    iri = "/akn/ontology/organization/regparse"
    akn(held, "TLCOrganization", eId="regparse", href=iri, showAs=f"regparse {__version__}")
    for role, name in (("author", "Issuing body"), ("editor", "Editor of this file")):
        akn(held, "TLCRole", eId=role, href=f"/akn/ontology/role/{role}", showAs=name)
    for name, eid in hrefs.instruments.items():
        iri = f"/akn/ontology/reference/{eid}"
        akn(held, "TLCReference", eId=eid, href=iri, name="instrument", showAs=name)


def _proprietary(meta: _Element, notice: Notice, facts: Facts, *, tiled: bool) -> None:
    proprietary = akn(meta, "proprietary", source="#regparse")
    held = ours(proprietary, "notice", schema=notice.schema_, language=notice.language, text=digest(notice.text))
    if notice.title_span:
        facts.place(held, notice.title_span)
    if notice.title_span is None or notice.text[slice(*notice.title_span)] != notice.title:
        held.set("title", literal(notice.title))
    if not tiled:
        held.set("blocks", literal([(block.kind, *block.span) for block in notice.blocks]))
    for tag, fact in (
        ("number", notice.number),
        ("issued-on", notice.issued_on),
        ("promulgated-on", notice.promulgated_on),
        ("adopted-on", notice.adopted_on),
        ("amended-on", notice.amended_on),
        ("printed-on", notice.printed_on),
        ("effective", notice.effective),
        ("valid-until", notice.valid_until),
        ("cover", notice.cover),
        ("preamble", notice.preamble),
        ("signature", notice.signature),
        ("source", notice.source),
    ):
        if fact is not None:
            facts.write(held, tag, fact)
    if notice.closing:
        facts.place(ours(held, "closing"), notice.closing.span)
    for field, (tag, _) in NOTICE_LISTS.items():
        for fact in getattr(notice, field):
            facts.write(held, tag, fact)
