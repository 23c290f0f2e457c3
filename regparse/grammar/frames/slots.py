"""Where the name of a Chinese body stands, and which part that gives it: the table ``parts_zh.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from regparse.grammar.frames.phrases import NounPhrase
from regparse.grammar.frames.words import Piece
from regparse.lexicon import tables

FAR = 60
"""How many pieces before and behind a name are looked at."""


@dataclass(frozen=True, slots=True)
class _Row:
    slots: frozenset[str]
    before: frozenset[str]
    then: frozenset[str]
    within: frozenset[str]
    owns: frozenset[str]
    several: bool
    role: str
    sure: bool
    """Whether the part can be relied on where the body is known (measured on annotated texts)."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a name stands: the kind of its phrase, the word before it, and the words behind it up to the next stop."""

    kind: str
    before: str
    behind: tuple[str, ...]
    then: str
    owned: str | None
    """The word behind 的, where the name stands before one."""
    topic: bool = False
    """Whether a stop, or a word that ends a place (试点地区内), stands right behind the name in subject position."""
    several: bool = False
    """Whether the name is one of a list."""
    paper: bool = True
    """Of a licence told in an attribute: whether what it says is a paper (颁发的许可证), not another thing."""


@cache
def _rows() -> tuple[_Row, ...]:
    def some(row: dict[str, list[str]], field: str) -> frozenset[str]:
        return frozenset(row.get(field, ()))

    return tuple(
        _Row(
            some(r, "slot"),
            some(r, "before"),
            some(r, "then"),
            some(r, "within"),
            some(r, "owns"),
            r.get("several", False),
            r["role"],
            r.get("sure", False),
        )
        for r in tables.load("parts_zh")["row"]
    )


@cache
def _rows_of(kind: str) -> tuple[_Row, ...]:
    return tuple(row for row in _rows() if kind in row.slots)


def role(slot: Slot) -> str | None:
    """Give the role of a name in a slot, None where it has none."""
    row = _row(slot)
    return None if row is None or row.role == "none" else row.role


def _row(slot: Slot) -> _Row | None:
    """Give the row of the table that decides about a slot, None where none does."""
    for row in _rows_of(slot.kind):
        if row.before and slot.before not in row.before:
            continue
        if row.owns != frozenset() and (slot.owned is None or not any(slot.owned.startswith(w) for w in row.owns)):
            continue
        if (slot.owned is not None and not row.owns) or (row.several and not slot.several):
            continue
        if row.then and slot.then not in row.then:
            continue
        if row.within and row.within.isdisjoint(slot.behind):
            continue
        return row
    return None


def relied(pieces: list[Piece], i: int, phrase: NounPhrase, slot: Slot) -> bool:
    """Say whether what gives a part to the bodies of a phrase can be relied on.

    A subject can where its list opens its clause and a cue, or a verb that assigns work, stands behind it.
    """
    row = _row(slot)
    if row is None or not slot.paper:
        return False
    if slot.kind != "subject" or slot.before:
        return row.sure
    opens = i == 0 or pieces[i - 1].of("stop")
    behind = pieces[phrase.after : phrase.after + FAR]
    ends = next((k for k, piece in enumerate(behind) if piece.of("stop")), len(behind))
    bound = any(piece.of("cue") for piece in behind[:ends])
    near = bool(behind) and behind[0].of("adverb", "prep", "cue")
    return row.sure and opens and ((bound and near) or slot.then in _assigning())


@cache
def _assigning() -> frozenset[str]:
    return frozenset(tables.load("parts_zh")["assigning"])


def told(behind: list[Piece], text: str) -> bool:
    """Say whether a subject is only told about (财政部已委托公司评估): what it has done is no task."""
    if not behind:
        return False
    done = behind[0].of("past")
    for piece in behind:
        if piece.of("cue", "de"):
            return False
        if text.startswith(_since(), piece.start):
            return True  # 国务院召开会议以来: told as what has been
        if piece.of("stop"):
            break
        done = done or (piece.of("strong") and text.startswith(_done(), piece.end))
    return done


@cache
def _since() -> tuple[str, ...]:
    return tuple(tables.load("parts_zh")["since"])


@cache
def _done() -> tuple[str, ...]:
    return tuple(tables.load("parts_zh")["done"])


def slot_of(pieces: list[Piece], i: int, phrase: NounPhrase, text: str) -> Slot:
    """Give the slot of the noun phrase that begins at piece ``i``."""

    def said(piece: Piece) -> str:
        return text[piece.start : piece.end]

    behind: list[Piece] = []
    then = ""
    for k, piece in enumerate(pieces[phrase.after : phrase.after + FAR], phrase.after + 1):
        if piece.of("stop") and (then or not behind or behind[0].of("de")):
            break
        attributed = k < len(pieces) and pieces[k].of("de")  # 根据乙移送的线索
        if (
            not then
            and not attributed
            and (piece.of("strong", "causing", "nominal") or (said(piece) in _TOGETHER and _leads(pieces, k)))
        ):
            then = said(piece)
        behind.append(piece)
    owned = None
    if not phrase.items:
        owned = text[phrase.owners[-1].end + 1 :][:4]
    elif behind and behind[0].of("de"):
        owned = text[behind[0].end :][:4]
    first = (phrase.items or phrase.owners)[0]
    if any(piece.of("defining") for piece in pieces[i : phrase.after]):
        return Slot("none", "", (), "", None)  # 前款所称财政部
    if (label := _label(pieces, i, text)) is not None:
        return Slot("label", label, (), "", None)
    kind, before = _kind(pieces, i, relative=first.start > pieces[i].start and first.owner is None)
    if kind in ("verb", "none") and behind and behind[0].of("cue"):
        kind, before = "subject", ""  # 加强管理|财政部应当: a caption that no stop closes
    within = tuple(said(p) for k, p in enumerate(behind) if not _names_paper(behind, k, text))
    attribute = _attribute(behind) if kind not in ("with", "target") else None
    if attribute is not None and kind == "verb" and before in _helping():
        return Slot(kind, before, within, then, None)  # 配合甲依法进行的调查
    if attribute is not None:
        return _attributed(attribute, behind, text)
    topic = kind == "subject" and (_stops(pieces, phrase.after) or (bool(behind) and behind[0].of("closer")))
    several = len(phrase.items) > 1
    return Slot(kind, before, within, then, owned, topic=topic, several=several)


_TOGETHER = ("会同", "联合")


def _leads(pieces: list[Piece], i: int) -> bool:
    """Say whether 会同 or 联合 before index ``i`` is followed by a name (联合公安部), not by a verb (联合抽查)."""
    return not (i < len(pieces) and pieces[i].of("strong", "causing", "nominal", "adverb") and not pieces[i].of("head"))


def _label(pieces: list[Piece], i: int, text: str) -> str | None:
    """Give the word before a colon that says which part those behind it have (成员：公安部、财政部), or None."""
    at = pieces[i].start - 1
    if at < 0 or text[at] not in "：:":
        return None
    return next((word for word in _labels() if text.endswith(word, 0, at)), None)


@cache
def _labels() -> tuple[str, ...]:
    rows = tables.load("parts_zh")["row"]
    return tuple(sorted((w for r in rows if "label" in r["slot"] for w in r["before"]), key=len, reverse=True))


def _apart(pieces: list[Piece], k: int) -> bool:
    """Say whether 会同 or 联合 at ``k`` opens no phrase, being part of what is done (联合抽查)."""
    word = pieces[k].word
    return word is not None and word.text in (*_TOGETHER, "和") and not _leads(pieces, k + 1)


def _stops(pieces: list[Piece], i: int) -> bool:
    """Say whether a stop stands at ``i``."""
    return i < len(pieces) and pieces[i].of("stop")


def _attributed(verb: str, behind: list[Piece], text: str) -> Slot:
    """Give the slot of a name that opens an attribute with this verb."""
    if verb in _licensing():
        return Slot("by", "经", ("批准",), "批准", None, paper=_paper(behind, text))
    if verb in ("移送", "移交", "转送"):
        return Slot("agent", "由", (), verb, None)
    if verb in ("牵头", "参与", "参加"):
        return Slot("subject", "", (), verb, None)
    return Slot("none", "", (), "", None)


def _names_paper(behind: list[Piece], k: int, text: str) -> bool:
    """Say whether a verb only names a paper or a system (报送备案|文件), and says nothing of what is done."""
    if text[behind[k].start : behind[k].end] not in ("备案", "报备") or k + 1 >= len(behind):
        return False
    after = behind[k + 1]
    formalities = tuple(tables.load("parts_zh")["formalities"])
    return after.word is None and not text.startswith(formalities, after.start)


def _kind(pieces: list[Piece], i: int, *, relative: bool) -> tuple[str, str]:
    """Give the kind of slot of the phrase at ``i`` and the word that makes it.

    ``relative`` says that the phrase opens with an attribute (向|有管辖权的机关), whose verb is not the one looked for.
    """
    through = relative
    for k in range(i - 1, max(-1, i - 1 - FAR), -1):
        piece = pieces[k]
        if piece.of("stop"):
            return "subject", ""
        if piece.of("de"):
            through = True
        elif piece.of("defining"):
            return "none", ""
        elif piece.of("prep") and piece.slot != "if" and not _apart(pieces, k):
            return _of_preposition(pieces, k)
        elif piece.of("strong", "causing"):
            word = piece.word.text if piece.word else ""
            if not through or word in _sending() or piece.of("copula"):
                return "verb", word
        elif not through and not piece.of("adverb", "opener", "cue", "closer", "norm", "article"):
            return "none", ""
    return "subject", ""


def _of_preposition(pieces: list[Piece], k: int) -> tuple[str, str]:
    """Give the slot that the preposition at ``k`` makes, that of the verb before it where it only leads to a goal."""
    word = pieces[k].word
    sent = pieces[k - 1].word if k and word and word.text in ("到", "至", "给") else None
    if sent is not None and sent.text in _sending():
        return "verb", sent.text  # 解缴到当地支行
    return pieces[k].slot or "none", word.text if word else ""


@cache
def _helping() -> frozenset[str]:
    return frozenset(tables.load("parts_zh")["helping"])


@cache
def _licensing() -> frozenset[str]:
    return frozenset(tables.load("parts_zh")["licensing"])


@cache
def _sending() -> frozenset[str]:
    rows = tables.load("parts_zh")["row"]
    return frozenset(w for r in rows if r["role"] == "recipient" and "verb" in r["slot"] for w in r["before"])


def _attribute(behind: list[Piece]) -> str | None:
    """Give the verb of the relative clause that a name opens (X颁发的证书, X确定并公布的名单), or None.

    Nothing but verbs stands between the name and 的: X负责维护场所的秩序 opens none.
    """
    verb = None
    for k, piece in enumerate(behind):
        if piece.of("de"):
            if behind[k - 1].of("adverb"):
                return None  # 制定统一的格式
            last = behind[k - 1].word
            if verb in _assigning() and (last is None or last.text != verb):
                return None  # 财政部负责应急工作的协调
            return None if verb is None or k + 1 >= len(behind) or behind[k + 1].of("stop") else verb
        if piece.of("cue", "stop", "prep"):
            return None
        if piece.of("strong", "causing", "nominal"):
            verb = verb or (piece.word.text if piece.word else None)
        elif not piece.of("join", "adverb", "opener", "article"):
            return verb if verb is not None and _of_staff(behind, k) else None
    return None


def _paper(behind: list[Piece], text: str) -> bool:
    """Say whether what a body has licensed is the paper that says so (X颁发的许可证, X同意的文件)."""
    de = next((piece for piece in behind if piece.of("de")), None)
    return de is not None and any(word in text[de.end : de.end + NOUN] for word in tables.load("parts_zh")["papers"])


NOUN = 10
"""How far behind 的 the noun is looked for, in code points."""


def _of_staff(behind: list[Piece], k: int) -> bool:
    """Say whether the clause that goes on at ``k`` ends in 的 and a word for staff (X从事统计工作的|人员)."""
    for j in range(k, len(behind) - 1):
        if behind[j].of("de"):
            word = behind[j + 1].word
            return word is not None and word.text in tables.load("parts_zh")["staff"]
        if behind[j].of("cue", "stop", "prep"):
            return False
    return False
