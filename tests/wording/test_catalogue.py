"""The catalogue of words: both languages, every value filled in, every code that is raised known."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import regparse
from regparse.errors import ReadError, RegparseError, UnknownValueError
from regparse.model import Language, Message, Params
from regparse.wording import say, text
from regparse.wording.catalogue import Row, rows, sections
from regparse.wording.catalogue.filling import fill, slots

ROOT = Path(regparse.__file__).parent
HAN = re.compile("[\u3400-\u9fff、，。；：（）［］“”]")
SAME = {"tag", "colon", "at_place", "own_name"}
"""Rows of pages that are alike in both languages, or are no words."""
LATIN = {"brief"}
"""Its English is what the documents ask for; a count word opens with #."""
ERRORS = {cls.__name__ for cls in vars(import_module("regparse.errors")).values() if isinstance(cls, type)} - {
    "Any",
    "ClassVar",
    "Mapping",
    "Sequence",
}


@pytest.mark.parametrize("section", sections())
def test_a_row_is_in_both_languages_and_english_is_english(section: str) -> None:
    for key, row in rows(section).items():
        if key not in SAME and re.search("[A-Za-z]", re.sub(r"\{[^{}]*\}", "", row.en)):
            _in_both(section, row)


def _in_both(section: str, row: Row) -> None:
    words = re.sub(r"\{\w+:(?:rows|parts) [\w.-]+\}|\{\w+\}", "", row.zh)
    assert HAN.search(words) or not re.search("[A-Za-z]{4}", words), row
    if section not in LATIN:
        assert not re.search("[\u3400-\u9fff]", row.en.replace("中文", "").replace("号", "")), row


@pytest.mark.parametrize("section", [one for one in sections() if one != "brief"])
def test_chinese_asks_for_no_value_that_english_does_not_know(section: str) -> None:
    for row in rows(section).values():
        assert slots(row.zh) <= slots(row.en) | {"first", "last", "second", "rest"}, row


def test_a_row_without_one_of_the_languages_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = import_module("regparse.wording.catalogue.rows")
    (tmp_path / "odd.toml").write_text('[one]\nen = "alone"\n', encoding="utf-8")
    monkeypatch.setattr(reading, "_FOLDER", tmp_path)
    with pytest.raises(ValueError, match="not in both languages"):
        reading.rows.__wrapped__("odd")


# --- what stands in braces ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "params", "english", "chinese"),
    [
        ("{n}", {"n": 12081}, "12,081", "12,081"),
        ("{n:digits}", {"n": 12081}, "12081", "12081"),
        ("{n:day|days}", {"n": 1}, "day", "day"),
        ("{n:none|one|many}", {"n": 0}, "none", "none"),
        ("{n:|, {n} times}", {"n": 3}, ", 3 times", ", 3 times"),
        ("{x}", {"x": ("a", "b", "c")}, "a, b, c", "a、b、c"),
        ("{x:and}", {"x": ("a", "b", "c")}, "a, b and c", "a、b和c"),
        ("{x:or}", {"x": ("a",)}, "a", "a"),
        ("{x:?, in {x}}", {"x": ""}, "", ""),
        ("{x:?, in {x}}", {"x": "a|b"}, ", in a|b", ", in a|b"),
        ("{x:?yes}{x:!no}", {}, "no", "no"),
        ("{d:day}", {"d": "2026-02-06"}, "6 February 2026", "2026年2月6日"),
        ("{a:agency}", {"a": "CSRC"}, "China Securities Regulatory Commission", "中国证券监督管理委员会"),
        ("{a:agency or}", {"a": ("CSRC", "NOBODY")}, "China Securities Regulatory Commission or NOBODY", None),
        ("{k:name.kind}", {"k": "repeal"}, "repeal", "废止"),
        ("{k:nothing.at-all}", {"k": "repeal"}, "repeal", "repeal"),
    ],
)
def test_braces_are_filled_in(form: str, params: dict[str, Any], english: str, chinese: str | None) -> None:
    assert fill(form, "en", params) == english
    if chinese is not None:
        assert fill(form, "zh", params) == chinese


def test_a_missing_value_is_an_error_of_the_caller() -> None:
    with pytest.raises(KeyError):
        fill("{lamp}", "en", {})


def test_rows_of_words_are_said_each_by_a_row() -> None:
    said = text("hint.alone", "en", conditions=(("agency", "3", "PBOC", "CSRC"), ("words", "1")))
    assert said == "agency PBOC or CSRC alone: 3; the words alone: 1"
    assert text("hint.alone", "zh", conditions=(("words", "1"),)) == "仅检索词：1项"
    assert (
        text("cli.matrix-roles", "en", roles=("lead 3, 14", "joint 5"), now="NFRA") == "now NFRA; lead 3, 14; joint 5"
    )


# --- messages -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_message_of_an_older_file_says_what_its_code_means(language: Language) -> None:
    class Old(Message):
        section = "problem"

    assert say(Old(code="mixed-numbering"), language) == text("problem.mixed-numbering.means", language)
    assert say(Old(code="gone"), language) == "gone"


def test_the_values_of_a_message_cannot_be_changed_and_hash() -> None:
    params = Params(lamp="lit")
    assert hash(params) == hash(Params(lamp="lit"))
    with pytest.raises(TypeError):
        params["lamp"] = "out"
    with pytest.raises(TypeError):
        del params["lamp"]


def test_an_error_says_itself_in_english_and_crosses_processes() -> None:
    import pickle

    error = UnknownValueError("agency", "CSRX", nearest=("CSRC",))
    assert str(error) == "unknown agency “CSRX”; did you mean CSRC?"
    assert say(error, "zh") == "没有机构“CSRX”；是否指CSRC？"
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again)) == (UnknownValueError, str(error))
    assert say(ReadError("no-file", path=Path("a.txt")), "zh") == "a.txt：没有该文件"


# --- what the program raises ----------------------------------------------------------------------------------------


def _raised() -> Iterator[tuple[Path, ast.Call]]:
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS:
                yield path, node


def test_every_error_is_a_code_of_the_catalogue_with_all_its_values() -> None:
    seen = set()
    for path, call in _raised():
        if isinstance(call.func, ast.Name) and call.func.id == "UnknownValueError":
            assert isinstance(call.args[0], ast.Constant | ast.Name), (path, call.lineno)
            continue
        where = f"{path.relative_to(ROOT)}:{call.lineno}"
        first = call.args[0] if len(call.args) == 1 else None
        if isinstance(first, ast.JoinedStr):  # one of a family of codes
            assert re.fullmatch(r"[a-z-]+", ast.unparse(first)[2:-1].partition("{")[0]), where
            continue
        assert isinstance(first, ast.Constant), f"{where}: an error takes one code, and no sentence"
        code, given = first.value, {keyword.arg for keyword in call.keywords}
        assert code in rows("error"), f"{where}: {code}"
        if None not in given:
            row = rows("error")[code]
            assert slots(row.en) | slots(row.zh) <= given | _optional(row), f"{where}: {code}"
        seen.add(code)
    families = ("style-",)
    told = {"unknown-value"}
    idle = {code for code in rows("error") if code not in seen | told and not code.startswith(families)}
    assert idle == set()


def _optional(row: Row) -> set[str]:
    """Return the values of which a row only asks whether they are there."""
    return {name for form in row for name in re.findall(r"\{(\w+):[?!]", form)}


def test_problems_and_hints_take_no_sentences() -> None:
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"Problem", "Hint"}:
                given = {keyword.arg for keyword in node.keywords}
                assert "message" not in given, f"{path.relative_to(ROOT)}:{node.lineno}"


def test_every_error_class_is_one_of_the_catalogue() -> None:
    assert RegparseError.section == "error"
    assert {"RegparseError", "ReadError", "UnknownValueError"} <= ERRORS
