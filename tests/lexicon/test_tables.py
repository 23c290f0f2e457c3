"""Every row of every pattern table claims its own examples under the whole table, and no counter-example."""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path
from typing import Any

import pytest

from regparse import lexicon
from regparse.grammar import acts, cues, roles
from regparse.grammar.enumeration import Item
from regparse.grammar.reading import Reading
from regparse.lexicon import patterns, phrases
from regparse.model import Kind, Role
from regparse.structure import elements

FOLDER = Path(lexicon.__file__).parent
HAN = re.compile("[\u4e00-\u9fff]")

WHOLE = ("activities", "addressees", "assets", "cues", "declarations", "sanctions")
"""Tables whose rows compete: the longest match wins."""
BY_ROW = ("bans", "deadlines", "figures", "formulas", "scope", "scope_en")
FORMED = (*WHOLE, *BY_ROW, "phrases")
"""Tables whose rows are looked for one by one."""


def table(name: str) -> dict[str, Any]:
    # The program's own loader leaves the examples out.
    loaded: dict[str, Any] = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    return loaded


def is_chinese(text: str) -> bool:
    return bool(HAN.search(text))


def rows(*names: str) -> list[Any]:
    return [pytest.param(name, row, id=f"{name}-{row}") for name in names for row in table(name)]


# --- form -----------------------------------------------------------------------------------------------


def test_no_table_of_patterns_escapes_these_tests() -> None:
    names = {path.stem for path in FOLDER.glob("*.toml")}
    known = {*FORMED, "roles", "agencies", "instruments"}
    assert known <= names
    for name in names - known:
        held = [row for row in table(name).values() if isinstance(row, dict) and isinstance(row.get("zh"), list)]
        assert not held, name


@pytest.mark.parametrize(("name", "row"), rows(*FORMED))
def test_a_row_has_labels_patterns_and_an_example_for_each_language(name: str, row: str) -> None:
    entry = table(name)[row]
    if name != "cues":
        assert entry["label"]["en"].strip()
        assert is_chinese(entry["label"]["zh"])
    assert entry["en"] or entry["zh"]
    assert entry["examples"]
    for language, chinese in (("en", False), ("zh", True)):
        if entry[language]:
            assert any(is_chinese(example) is chinese for example in entry["examples"]), language


@pytest.mark.parametrize(("name", "row"), rows(*FORMED))
def test_the_fields_of_a_row_are_known(name: str, row: str) -> None:
    allowed = {"label", "en", "zh", "examples", "counter_examples"}
    extra = {
        "cues": {"kind", "acts"},
        "addressees": {"codes", "is"},
        "activities": {"assets", "territory", "verbs"},
        "deadlines": {"kind"},
        "figures": {"bound"},
    }
    assert not set(table(name)[row]) - allowed - extra.get(name, set())


@pytest.mark.parametrize("name", ["activities", "assets", "bans", "declarations", "formulas", "sanctions", "scope"])
def test_rows_stand_in_alphabetical_order(name: str) -> None:
    assert list(table(name)) == sorted(table(name))


def test_a_chinese_pattern_holds_no_english_words_and_the_other_way_round() -> None:
    for name in FORMED:
        for row, entry in table(name).items():
            assert not [p for p in entry["en"] if HAN.search(p)], (name, row)
            assert not [p for p in entry["zh"] if re.search(r"[a-z]{4}", p)], (name, row)


# --- rows under the whole table ----------------------------------------------------------------------------


def ids(name: str, text: str) -> list[str]:
    return [hit.id for hit in patterns.load(name, is_chinese(text)).find(text)]


@pytest.mark.parametrize(("name", "row"), rows("addressees", "assets", "declarations", "sanctions"))
def test_a_row_is_found_in_its_examples_and_in_no_counter_example(name: str, row: str) -> None:
    entry = table(name)[row]
    for example in entry["examples"]:
        assert row in ids(name, example), example
    for example in entry.get("counter_examples", ()):
        assert row not in ids(name, example), example


@pytest.mark.parametrize("row", table("assets"))
def test_an_example_is_about_one_asset_only(row: str) -> None:
    for example in table("assets")[row]["examples"]:
        assert set(ids("assets", example)) == {row}, example


@pytest.mark.parametrize(("name", "row"), rows(*BY_ROW))
def test_a_row_by_itself_stands_in_its_examples_and_in_no_counter_example(name: str, row: str) -> None:
    entry = table(name)[row]
    for example in entry["examples"]:
        assert patterns.load_row(name, row, is_chinese(example)).stands(example), example
    for example in entry.get("counter_examples", ()):
        assert not patterns.load_row(name, row, is_chinese(example)).stands(example), example


def found_cues(text: str) -> list[str]:
    return [cue.id for cue in cues.find(Reading(text, is_chinese(text)), 0, len(text))]


@pytest.mark.parametrize("row", table("cues"))
def test_the_first_cue_of_an_example_is_its_rows(row: str) -> None:
    entry = table("cues")[row]
    assert entry["kind"] in list(Kind)
    assert entry["acts"] in ("before", "after")
    for example in entry["examples"]:
        assert found_cues(example)[:1] == [row], example
    for example in entry.get("counter_examples", ()):
        assert row not in found_cues(example), example


def act(text: str, entry: dict[str, Any]) -> list[str | None]:
    context = acts.Context(tuple(entry.get("assets", ())), next(iter(entry.get("territory", ())), None))
    found = acts.code([Item(0, len(text), len(text), text, 0)], text, context, is_chinese(text))
    return [activity.code for activity in found]


@pytest.mark.parametrize("row", table("activities"))
def test_an_act_gets_the_code_of_its_row(row: str) -> None:
    entry = table("activities")[row]
    for example in entry["examples"]:
        assert act(example, entry) == [row], example
    for example in entry.get("counter_examples", ()):
        assert act(example, entry) != [row], example


@pytest.mark.parametrize(
    "row", [name for name, entry in table("activities").items() if entry.get("assets") or entry.get("territory")]
)
def test_a_row_bound_to_an_asset_or_a_territory_is_silent_elsewhere(row: str) -> None:
    for example in table("activities")[row]["examples"]:
        assert act(example, {}) != [row], example


def test_the_bounds_of_an_activity_are_codes_of_their_own_tables() -> None:
    for row, entry in table("activities").items():
        assert not set(entry.get("assets", ())) - set(table("assets")), row
        assert not set(entry.get("territory", ())) - {"domestic", "overseas", "inbound", "outbound"}, row


def test_the_codes_of_a_composed_addressee_have_a_row_of_their_own() -> None:
    singles = {row for row, entry in table("addressees").items() if "codes" not in entry} | {"other"}
    for row, entry in table("addressees").items():
        assert not set(entry.get("codes", ())) - singles, row


ROLE_ROWS = [
    pytest.param(row, example, id=f"{name}-{row['role']}-{n}")
    for name in ("roles", "parts_zh")
    for n, row in enumerate(table(name)["row"])
    for example in row["examples"]
]


@pytest.mark.parametrize(("row", "example"), ROLE_ROWS)
def test_the_marked_body_gets_its_rows_role(row: dict[str, Any], example: str) -> None:
    assert row["role"] in [*Role, "none"]
    assert is_chinese(example) is ("slot" in row)
    start, end = example.index("{"), example.index("}") - 1
    text = example.replace("{", "").replace("}", "")
    found = roles.find(Reading(text, is_chinese(text)), 0, len(text))
    here = [str(role.role) for role in found if role.span == (start, end)]
    assert here == ([] if row["role"] == "none" else [row["role"]])


def test_every_role_has_a_row_in_each_language() -> None:
    assert {row["role"] for row in table("roles")["row"]} | {Role.FILE} == {*Role, "none"}
    assert {row["role"] for row in table("parts_zh")["row"]} == {*Role, "none"}


# --- lists ----------------------------------------------------------------------------------------------


def test_no_verb_is_listed_twice_in_one_role() -> None:
    verbs = table("verbs")
    for name in ("enumerating_en", "verbs_en"):
        assert not [verb for verb in verbs[name] if verb != verb.strip()], name
        twice = sorted({verb for verb in verbs[name] if verbs[name].count(verb) > 1})
        assert not twice, name


def test_a_chinese_verb_is_of_one_class() -> None:
    words = table("predicates")["words"]
    verbs = [word for name in ("enumerating", "nominal", "verb") for word in words[name]]
    assert not sorted({verb for verb in verbs if verbs.count(verb) > 1})
    for name in ("clause", "means", "refusing"):
        assert not set(words[name]) - set(verbs), name
    assert not set(table("predicates")["not-before"]) - set(verbs)


@pytest.mark.parametrize("row", list(table("phrases")))
def test_a_phrase_is_found_where_its_examples_say(row: str) -> None:
    entry = table("phrases")[row]
    pattern = phrases.row(row)
    assert all(phrases.row(row, "en").search(e) for e in entry["examples"] if not is_chinese(e))
    for example in filter(is_chinese, entry["examples"]):
        assert pattern.search(example) or pattern.search(f"{example}，") or pattern.search(f"，{example}"), example
    for example in entry["counter_examples"]:
        assert not pattern.search(example), example


@pytest.mark.parametrize("line", table("furniture")["line"])
def test_a_furniture_line_is_furniture_in_any_case_and_with_a_colon(line: str) -> None:
    assert elements.furniture(line)
    assert elements.furniture(line.upper() + ":")
    assert not elements.furniture(f"银行应当{line}账户。" if is_chinese(line) else f"Banks shall not {line}.")


@pytest.mark.parametrize("start", table("furniture")["start"])
def test_a_furniture_start_counts_at_the_start_only(start: str) -> None:
    assert elements.furniture(f"{start} something")
    assert not elements.furniture(f"第一条 {start}" if is_chinese(start) else f"A bank: {start}")


# --- no pattern may hang -----------------------------------------------------------------------------------

_WORST = textwrap.dedent(
    '''
    """Run every pattern over long runs of what it begins with; print how many were run."""
    import faulthandler, re, sys, tomllib
    from pathlib import Path
    from re import _constants as op, _parser

    faulthandler.dump_traceback_later(float(sys.argv[2]), exit=True)
    SIZE = int(sys.argv[3])

    def shown(items, fold):
        """Give characters that an element matches, and one string that the whole matches."""
        out = ""
        for code, arg in items:
            if code is op.LITERAL:
                out += chr(arg)
            elif code is op.NOT_LITERAL or code is op.ANY:
                out += "x" if fold else "\u7684"
            elif code is op.IN:
                out += one(arg, fold)
            elif code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
                low, high, inner = arg
                out += shown(inner, fold) * min(max(low, 1), 3)
            elif code is op.SUBPATTERN:
                out += shown(arg[-1], fold)
            elif code is op.BRANCH:
                out += shown(arg[1][0], fold)
        return out

    def one(arg, fold):
        if arg[0][0] is op.NEGATE:
            return "x" if fold else "\u7684"
        kind, value = arg[0]
        if kind is op.LITERAL:
            return chr(value)
        if kind is op.RANGE:
            return chr(value[0])
        return "a" if "WORD" in str(value) else "1" if "DIGIT" in str(value) else " "

    run = 0
    for path in sorted(Path(sys.argv[1]).glob("*.toml")):
        if path.stem in ("agencies", "instruments", "verbs", "furniture", "doubts") or path.stem.endswith("_zh"):
            continue
        table = tomllib.loads(path.read_text("utf-8"))
        entries = table["row"] if path.stem == "roles" else table.values()
        for entry in entries:
            found = [(entry[key], entry["lang"] == "en") for key in ("before", "after") if key in entry]
            found += [(body, key == "en") for key in ("en", "zh") for body in entry.get(key, ())]
            for body, fold in found:
                edge = ("(?<![A-Za-z0-9])", "(?![A-Za-z0-9])") if fold else ("", "")
                pattern = re.compile(f"{edge[0]}(?:{body}){edge[1]}", re.IGNORECASE if fold else 0)
                whole = shown(_parser.parse(body), fold)
                joint = " " if fold else ""
                piece = whole[:-1] + joint  # all but the last character, again and again
                if piece.strip():
                    for _ in pattern.finditer((piece * (SIZE // len(piece) + 1))[:SIZE]):
                        pass
                run += 1
    print(run)
    '''
)


@pytest.mark.slow
def test_no_pattern_hangs_on_its_worst_input() -> None:
    # A pattern that reads on from each place to the end needs minutes for one of these half megabytes, a worse one
    # years; all together take ten seconds.
    arguments = [sys.executable, "-c", _WORST, str(FOLDER), "300", "500000"]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) > 300
