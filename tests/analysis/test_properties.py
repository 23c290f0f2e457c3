"""The laws of the parse, on any text: it never raises, quotes exactly, names in order, and repeats itself."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from generated_texts import MODEST, TEXT, analysed
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from regparse.corpus import sources
from regparse.model import Clause, Notice, Provision, Quote, ids


def quotes(value: Any) -> Iterator[Quote]:
    """Give every quotation anywhere below a model, found by type and not by name."""
    if isinstance(value, Quote):
        yield value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from quotes(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from quotes(item)


def assert_lawful(notice: Notice) -> None:
    text = notice.text
    for quote in quotes(notice):
        start, end = quote.span
        assert 0 <= start <= end <= len(text)
        assert text[start:end] == quote.text, type(quote)
    for problem in notice.problems:
        assert problem.span is None or 0 <= problem.span[0] <= problem.span[1] <= len(text)
    _ids(notice)
    _blocks(notice)
    for clause in notice.clauses:
        _inside(clause, text)
    for _, provision in notice.provisions():
        _facts(provision)


def _ids(notice: Notice) -> None:
    units = [clause.id for clause in notice.walk()]
    norms = [provision.id for _, provision in notice.provisions()]
    sections = [section.id for section in notice.sections]
    for group in (units, norms, sections):
        assert len(set(group)) == len(group)
    for text in (*units, *norms, *sections):
        assert str(ids.parse(text)) == text
        assert ids.parse(text).notice == notice.id
    for clause, provision in notice.provisions():
        unit = clause.id if clause else f"{notice.id}/closing"
        assert provision.id.rpartition("#")[0] == unit
    for clause in notice.walk():
        counted = [ids.parse(p.id).norm for p in clause.provisions]
        assert counted == list(range(1, len(counted) + 1))
        assert {child.id.rpartition(".")[0] for child in clause.children} <= {clause.id}


def _blocks(notice: Notice) -> None:
    """Blocks tile the lines: each line that is not blank stands in one block, in order."""
    at = 0
    for block in notice.blocks:
        assert not notice.text[at : block.span[0]].strip()
        assert block.span[0] >= at
        at = block.span[1]
    assert not notice.text[at:].strip()


def _inside(clause: Clause, text: str) -> None:
    start, end = clause.span
    spans = [*clause.paragraphs, *(p.span for p in clause.provisions), *(c.span for c in clause.citations)]
    spans += [child.span for child in clause.children]
    if clause.heading_span:
        assert text[slice(*clause.heading_span)] == clause.heading
        spans.append(clause.heading_span)
    assert all(start <= a <= b <= end for a, b in spans)
    assert list(clause.paragraphs) == sorted(clause.paragraphs)
    for child in clause.children:
        _inside(child, text)


def _facts(provision: Provision) -> None:
    assert provision.text == provision.text.strip()
    assert (provision.sanction is not None) is (provision.kind == "sanction")
    assert provision.rule
    assert len({a.code for a in provision.addressees}) == len(provision.addressees)
    if provision.kind in ("prohibition", "obligation", "permission"):
        assert provision.cue
        assert provision.addressees


# --- any text -------------------------------------------------------------------------------------------------


@MODEST
@given(TEXT)
def test_any_lines_give_a_lawful_notice(text: str) -> None:
    assert_lawful(analysed(text))


@MODEST
@given(st.text(max_size=120))
def test_any_text_gives_a_lawful_notice(text: str) -> None:
    assert_lawful(analysed(text))


@MODEST
@given(TEXT)
def test_a_parse_repeats_itself(text: str) -> None:
    assert analysed(text).to_json() == analysed(text).to_json()


@MODEST
@given(TEXT)
def test_json_reads_back_as_the_same_notice(text: str) -> None:
    notice = analysed(text)
    assert Notice.model_validate_json(notice.to_json()) == notice


@pytest.mark.parametrize(
    "text", ["", "\n", "。", "一、", "（一）\n（一）\n（一）", "I.", "第条", "：", "“\n”", "附件", "To a:"]
)
def test_the_smallest_texts(text: str) -> None:
    assert_lawful(analysed(text))


@pytest.mark.parametrize(
    "piece", ["（一）", "不得", "，并", "“", "（", "一、银行不得", "shall not, ", "中国人民银行、", "除", "Article 1\n"]
)
def test_a_text_of_one_piece_without_end(piece: str) -> None:
    assert_lawful(analysed(piece * 400))


# --- a real structure, bent -------------------------------------------------------------------------------------

REFS = [edition.ref for edition in sources.shipped().editions()]


def bodied(ref: str) -> list[str]:
    return sources.shipped().get(ref).read().decode("utf-8").split("\n")


@pytest.mark.parametrize("ref", REFS)
def test_the_shipped_notices_are_lawful(ref: str) -> None:
    notice = sources.parse(ref)
    assert_lawful(notice)
    order = [clause.id for clause in notice.walk()]
    assert order == sorted(order, key=ids.sort_key)


@pytest.mark.parametrize("ref", REFS)
@pytest.mark.parametrize("bend", ["drop", "swap", "glue", "cut", "twice"])
def test_a_bent_notice_is_lawful(ref: str, bend: str) -> None:
    chance = random.Random(f"{ref}{bend}")
    for _ in range(3):
        lines = bodied(ref)
        i = chance.randrange(len(lines) - 1)
        if bend == "drop":
            del lines[i]
        elif bend == "swap":
            lines[i], lines[i + 1] = lines[i + 1], lines[i]
        elif bend == "glue":
            lines[i : i + 2] = [lines[i] + lines[i + 1]]
        elif bend == "cut":
            at = chance.randrange(len(lines[i]) + 1)
            lines[i : i + 1] = [lines[i][:at], lines[i][at:]]
        else:
            lines.insert(i, lines[i])
        assert_lawful(analysed("\n".join(lines)))


# --- another process ----------------------------------------------------------------------------------------------

_PRINT = "import sys, regparse; sys.stdout.buffer.write(regparse.parse(sys.argv[1]).to_json().encode())"


@pytest.mark.parametrize("seed", ["1", "4242"])
def test_another_process_gives_the_same_bytes(seed: str) -> None:
    ref = "yinfa-2026-42@en-press"
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run([sys.executable, "-c", _PRINT, ref], capture_output=True, check=True, env=environment)
    assert done.stdout == sources.parse(ref).to_json().encode()
