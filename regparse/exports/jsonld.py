"""Notices as linked data: schema.org Legislation and ELI for the documents, ODRL for the rules.

The context stands in the file, so that nothing is fetched to read it. Terms of schema.org, ELI 1.4 and ODRL 2.2 are
used as they are defined there. A ban is an ``odrl:Prohibition``, a duty an ``odrl:Duty`` under ``odrl:obligation``, a
permission an ``odrl:Permission``, each with its assignees, actions and targets, in one ``odrl:Set`` a text of a notice.
ODRL wants a target of every rule: where the text names no asset that we know, it is ``urn:regparse:asset:unspecified``.

Terms of our own, under ``urn:regparse:term:``, are what those vocabularies lack: the classes ``Mandate``, ``Sanction``,
``Definition``, ``Status``, ``Commencement``, ``Repeal`` (norms that are no rule of ODRL) with ``addressee``,
``activity``, ``asset`` and ``constraint``; ``norm``, ``statedIn``, ``quotation``, ``start``, ``end``, ``readBy`` (the
evidence), ``exception``, ``openEnded``, ``sanctionKind``, ``part`` with ``agency`` and ``role`` (who acts); and
``condition`` as a left operand of a constraint, for which the policy names the profile ``urn:regparse:odrl``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from regparse.exports import akn_names, kinds
from regparse.exports.selection import Selection
from regparse.model import Citation, Clause, Notice, Provision, Section
from regparse.model.ids import notice_id
from regparse.wording import labels

Node = dict[str, Any]

BASE = "urn:regparse:"
CONTEXT: Node = {
    "schema": "https://schema.org/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rp": f"{BASE}term:",
}
_RULES = {
    "prohibition": ("odrl:Prohibition", "odrl:prohibition"),
    "obligation": ("odrl:Duty", "odrl:obligation"),
    "permission": ("odrl:Permission", "odrl:permission"),
}
"""Kinds of norms that are rules of ODRL: their class, and what a policy calls them."""
_CHANGES = {
    "legal-basis": ("eli:based_on", "schema:isBasedOn"),
    "implements": ("eli:implements", "schema:isBasedOn"),
    "amends": ("eli:amends", "schema:legislationAmends"),
    "refers": ("eli:cites", "schema:citation"),
}
_SHARED = frozenset({"odrl:PartyCollection", "odrl:Action", "odrl:Asset", "schema:GovernmentOrganization"})
"""Classes of things that several notices name: each is written once."""


def write(found: Iterable[Selection], out: BinaryIO) -> None:
    """Write a graph with the notices and their wanted norms, one notice in memory at a time."""
    out.write(f'{{"@context": {json.dumps(CONTEXT)},\n"@graph": ['.encode())
    named: set[str] = set()
    before = "\n"
    for selection in found:
        for node in _nodes(selection):
            if node["@id"] in named:
                continue
            if str(node["@type"]) in _SHARED:
                named.add(node["@id"])
            line = json.dumps(node, ensure_ascii=False).encode("utf-8", "replace")
            out.write(before.encode() + line)
            before = ",\n"
    out.write(b"\n]}\n")


def iri(kind: str, name: str) -> str:
    """Give the IRI of a thing that is named here: a notice, a clause, a body, an addressee …"""
    return f"{BASE}{kind}:{akn_names.safe(name)}"


def _nodes(selection: Selection) -> Iterator[Node]:
    notice = selection.notice
    work, text = iri("notice", notice.id), _text(notice)
    document = _work(notice, work, text)
    if selection.repealed_by:
        document["eli:repealed_by"] = _ref(iri("notice", selection.repealed_by.id))
        document["eli:date_no_longer_in_force"] = _day(akn_names.ends(selection.repealed_by))
        document["schema:legislationLegalForce"] = _ref("schema:NotInForce")
    yield document
    yield _expression(notice, work, text)
    for section in notice.sections:
        yield _section(notice, section)
    for clause in notice.clauses:
        above = clause.section or notice.id
        yield from _clauses(notice, clause, iri("notice", above))
    policy: Node = {"@id": f"{text}/policy", "@type": "odrl:Set", "odrl:profile": _ref(f"{BASE}odrl")}
    policy |= {"odrl:uid": _ref(f"{text}/policy")}
    others: list[Node] = []
    named: dict[str, Node] = {}
    for holder, norm in selection.chosen():
        node = _norm(notice, holder, norm, text, named)
        if norm.kind.value in _RULES:
            policy.setdefault(_RULES[norm.kind.value][1], []).append(_ref(node["@id"]))
        else:
            others.append(_ref(node["@id"]))
        yield node
    if len(policy) > 4:
        yield policy
    if others:
        yield {"@id": text, "@type": "eli:LegalExpression", "rp:norm": others}
    for mention in (*notice.issuers, *notice.consulted, *notice.approved_by):
        _body(mention.id, mention.text, named)
    yield from named.values()


def _text(notice: Notice) -> str:
    return iri("text", f"{notice.id}@{notice.edition or notice.language}")


def _work(notice: Notice, work: str, text: str) -> Node:
    node: Node = {
        "@id": work,
        "@type": ["schema:Legislation", "eli:LegalResource"],
        "schema:name": _said(notice, notice.title),
        "schema:legislationType": kinds.kind(notice),
        "schema:legislationJurisdiction": _ref(f"{BASE}place:CN"),
        "eli:jurisdiction": _ref(f"{BASE}place:CN"),
        "schema:identifier": akn_names.work_of(notice),
        "eli:id_local": notice.id,
        "eli:is_realized_by": _ref(text),
    }
    if notice.number:
        node["schema:legislationIdentifier"] = notice.number.text
        node["eli:number"] = str(notice.number.serial)
    if notice.issued_on:
        node["schema:legislationDate"] = node["eli:date_document"] = _day(notice.issued_on.date.isoformat())
    if notice.effective.date:
        node["eli:first_date_entry_in_force"] = _day(notice.effective.date.isoformat())
    if notice.issuers:
        passed = [_ref(iri("body", code)) for code in dict.fromkeys(one.id for one in notice.issuers)]
        node["schema:legislationPassedBy"] = node["eli:passed_by"] = passed
    parts = [_ref(iri("notice", one.id)) for one in notice.sections if one.parent is None]
    parts += [_ref(iri("notice", one.id)) for one in notice.clauses if one.section is None]
    if parts:
        node["schema:hasPart"] = node["eli:has_part"] = parts
    _link(node, (*notice.legal_basis, *notice.repeals))
    if notice.closing:
        _link(node, notice.closing.citations)
    return node


def _expression(notice: Notice, work: str, text: str) -> Node:
    source = notice.source
    return {
        "@id": text,
        "@type": "eli:LegalExpression",
        "eli:realizes": _ref(work),
        "eli:title": _said(notice, notice.title),
        "schema:inLanguage": notice.language,
        "schema:encoding": {
            "@type": "schema:MediaObject",
            "schema:name": source.name,
            "schema:encodingFormat": source.media_type,
            "schema:sha256": source.sha256,
        },
    }


def _section(notice: Notice, section: Section) -> Node:
    above = _ref(iri("notice", section.parent or notice.id))
    below = [_ref(iri("notice", one.id)) for one in notice.sections if one.parent == section.id]
    below += [_ref(iri("notice", one.id)) for one in notice.clauses if one.section == section.id]
    node = _part(section.id, above, below)
    node["schema:name"] = _said(notice, f"{section.label} {section.heading}".strip())
    node["eli:number"] = section.label
    return node


def _clauses(notice: Notice, clause: Clause, above: str) -> Iterator[Node]:
    own = iri("notice", clause.id)
    node = _part(clause.id, _ref(above), [_ref(iri("notice", one.id)) for one in clause.children])
    if clause.heading:
        node["schema:name"] = _said(notice, clause.heading)
    if clause.label:
        node["eli:number"] = clause.label
    node["schema:text"] = _said(notice, "\n".join(notice.text[a:b] for a, b in clause.paragraphs))
    _link(node, clause.citations)
    yield node
    for child in clause.children:
        yield from _clauses(notice, child, own)


def _part(id: str, above: Node, below: list[Node]) -> Node:
    node: Node = {
        "@id": iri("notice", id),
        "@type": ["schema:Legislation", "eli:LegalResourceSubdivision"],
        "eli:id_local": id,
        "schema:isPartOf": above,
        "eli:is_part_of": above,
    }
    if below:
        node["schema:hasPart"] = node["eli:has_part"] = below
    return node


def _link(node: Node, cites: Iterable[Citation]) -> None:
    """Say what a document or clause cites, changes and repeals; a repeal of some articles is a change."""
    for cite in cites:
        whole = cite.kind == "repeals" and not cite.article
        terms = ("eli:repeals", "schema:legislationRepeals") if whole else ("eli:changes", "schema:legislationChanges")
        for term in _CHANGES.get(cite.kind, terms):
            held = node.setdefault(term, [])
            if (named := _cited(cite)) not in held:
                held.append(named)


def _cited(cite: Citation) -> Node:
    number = cite.number
    if number and number.code and number.year:
        return _ref(iri("notice", notice_id(number.code, number.year, number.serial)))
    if cite.target:
        return _ref(iri("notice", cite.target))
    return {"@type": "schema:Legislation", "schema:name": cite.title or cite.text}


def _norm(notice: Notice, clause: Clause | None, norm: Provision, text: str, named: dict[str, Node]) -> Node:
    rule = _RULES.get(norm.kind.value)
    node: Node = {
        "@id": text + akn_names.safe(norm.id.removeprefix(notice.id)),
        "@type": rule[0] if rule else f"rp:{norm.kind.value.capitalize()}",
        "rp:statedIn": _ref(iri("notice", clause.id if clause else notice.id)),
        "rp:quotation": _said(notice, norm.text),
        "rp:start": norm.span[0],
        "rp:end": norm.span[1],
        "rp:readBy": norm.rule,
    }
    if norm.addressees:
        node["odrl:assignee" if rule else "rp:addressee"] = [
            _named("addressee", one.code, "odrl:PartyCollection", labels.label(one.code), named)
            for one in {one.code: one for one in norm.addressees}.values()
        ]
    acts = [
        _named("activity", one.code, "odrl:Action", labels.label(one.code), named)
        if one.code
        else {"@type": "odrl:Action", "schema:name": _said(notice, one.phrase)}
        for one in norm.activities
    ]
    if acts:
        node["odrl:action" if rule else "rp:activity"] = [one for i, one in enumerate(acts) if one not in acts[:i]]
    assets = [_named("asset", code, "odrl:Asset", labels.label(code), named) for code in norm.assets]
    if rule:
        node["odrl:target"] = assets or [_named("asset", "unspecified", "odrl:Asset", "not specified", named)]
    elif assets:
        node["rp:asset"] = assets
    limits = [_limit("odrl:spatial", "territory", norm.territory), _limit("rp:condition", "condition", norm.condition)]
    if any(limits):
        node["odrl:constraint" if rule else "rp:constraint"] = [one for one in limits if one]
    if norm.agencies:
        node["rp:part"] = [
            {"rp:agency": _body(one.id, one.text, named), "rp:role": one.role.value} for one in norm.agencies
        ]
    if norm.exceptions:
        node["rp:exception"] = [_said(notice, one.text) for one in norm.exceptions]
    if norm.open_ended:
        node["rp:openEnded"] = True
    if norm.sanction:
        node["rp:sanctionKind"] = norm.sanction.kind
    return node


def _limit(left: str, kind: str, code: str | None) -> Node | None:
    if code is None:
        return None
    return {
        "@type": "odrl:Constraint",
        "odrl:leftOperand": _ref(left),
        "odrl:operator": _ref("odrl:eq"),
        "odrl:rightOperand": _ref(iri(kind, code)),
    }


def _body(code: str, printed: str, named: dict[str, Node]) -> Node:
    name = labels.agency(code, printed)
    node = _named("body", code, "schema:GovernmentOrganization", name.en, named)
    if name.zh:
        named[node["@id"]]["schema:alternateName"] = {"@value": name.zh, "@language": "zh"}
    return node


def _named(kind: str, code: str, type: str, label: str, named: dict[str, Node]) -> Node:
    """Refer to a thing by its code, and keep it to be named once."""
    id = iri(kind, code)
    named.setdefault(id, {"@id": id, "@type": type, "schema:name": {"@value": label, "@language": "en"}})
    return _ref(id)


def _ref(id: str) -> Node:
    return {"@id": id}


def _said(notice: Notice, words: str) -> Node:
    return {"@value": words, "@language": notice.language}


def _day(date: str) -> Node:
    return {"@value": date, "@type": "xsd:date"}
