"""What speaks against relying on a norm as read: codes of the table ``doubts.toml``."""

from __future__ import annotations

from regparse.grammar.frames import bodies
from regparse.grammar.frames.bind import Binding
from regparse.grammar.reading import Reading
from regparse.grammar.segments import Segment
from regparse.model import AgencyRole, Kind, Role

FAR = 80
"""How far before the cue a subject ends that can be relied on, in code points."""
_ASIDE = {"relative": "subject-in-attribute", "condition": "subject-of-condition"}
"""Rules that find a subject in an attribute or a condition, with the doubt that this is."""
_SHARED = (Role.JOINT, Role.COORDINATE, Role.PARTICIPATE, Role.REFER)
"""Parts that a body has beside another."""

CODES = (
    "subject-far",
    "subject-runs-on",
    "subject-in-attribute",
    "subject-of-condition",
    "nobody-named",
    "nested-cue",
    "unknown-body",
    "part-of-several",
    "part-inferred",
)
"""The doubts that are told here; those of :class:`Binding` come with it."""


def doubts(reading: Reading, segment: Segment, binding: Binding, agencies: tuple[AgencyRole, ...]) -> tuple[str, ...]:
    """Give the doubts about a norm, none where it can be relied on."""
    found = dict.fromkeys(binding.doubts)
    cue = segment.cue
    if cue is not None:
        found |= dict.fromkeys(_about_subject(binding, segment))
        if cue.kind is Kind.PROHIBITION and segment.also:
            found["nested-cue"] = None
    return tuple(found | dict.fromkeys(_about_parts(reading, agencies)))


def _about_subject(binding: Binding, segment: Segment) -> list[str]:
    """Give what speaks against the subject of a segment with a cue."""
    ban = segment.cue is not None and segment.cue.kind is Kind.PROHIBITION
    if binding.basis == "none":
        return [] if ban and binding.rule == "topic" else ["nobody-named"]
    if binding.basis == "inherited":
        return []  # of 48 such norms of the annotated texts 45 are right
    if binding.basis == "runs-on":
        near = binding.rule in ("sentence", "next-of-body") or (ban and binding.rule in ("next", "bare"))
        return [] if near else ["subject-runs-on"]
    if binding.rule in _ASIDE:
        return [_ASIDE[binding.rule]]
    who, cue = binding.addressees, segment.cue
    return ["subject-far"] if who and cue is not None and cue.start - who[-1].span[1] > FAR else []


def _about_parts(reading: Reading, agencies: tuple[AgencyRole, ...]) -> list[str]:
    """Give what speaks against the parts of the bodies that a norm names."""
    result = []
    if any(one.id == "OTHER-BODY" and one.role is not Role.RECIPIENT for one in agencies):
        result.append("unknown-body")
    open_to_reading = [one for one in agencies if bodies.doubted(reading, one)]
    if any(one.role in _SHARED for one in open_to_reading):
        result.append("part-of-several")
    if any(one.role not in _SHARED for one in open_to_reading):
        result.append("part-inferred")
    return result
