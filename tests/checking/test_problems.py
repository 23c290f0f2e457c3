"""The table that says what each problem means: it holds what the program raises, and its examples raise it.

What a problem looks like in a text, and where it stands there: test_check.py.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import regparse
from regparse.checking import check, disagreements
from regparse.corpus import sources
from regparse.lexicon import problems
from regparse.wording.catalogue import rows

TABLE = problems.load()
_CODE = re.compile(r"[a-z]+(?:-[a-z]+)+")
ONE_LANGUAGE = {
    "count-contradiction": "two counts in one Chinese notice are not met: there the title names the issuers",
    "editions-differ": "a text in Chinese is the original",
    "mixed-numbering": "in Chinese another style is another level",
    **dict.fromkeys(
        ("translation-adds", "translation-departs", "translation-differs", "translation-lacks"),
        "an example holds the notice in both languages",
    ),
    "unread-ban": "no English sentence is known in which a word that bans is missed",
}


def _raised() -> set[str]:
    """Give the codes that the program raises, read off its source.

    A code is written where a problem is made, or comes through a name ``code``: then it is what is assigned to that
    name, passed for it or its default; or a flag put on a list ``flags``, or a code that a function returns.
    """
    found: set[str] = set()
    for path in sorted(Path(regparse.__file__).parent.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        here = {value for node in ast.walk(tree) for value in _codes_of(node) if _CODE.fullmatch(value)}
        makes = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node.func) == "Problem"]
        assert not makes or here or path.name == "problems.py", (
            f"{path.name} makes problems whose codes cannot be read off"
        )
        found |= here
    return found


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _strings(node: ast.AST | None) -> Iterator[str]:
    for inner in ast.walk(node) if node else ():
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value


def _flagged(node: ast.AST) -> bool:
    added = isinstance(node, ast.AugAssign) and _name(node.target) == "flags"
    return added or (isinstance(node, ast.Call) and _name(node.func) == "_Verdict")


def _codes_of(node: ast.AST) -> Iterator[str]:  # noqa: PLR0912
    named = isinstance(node, ast.keyword) and node.arg == "code"
    kept = isinstance(node, ast.Assign) and any(_name(target) in ("code", "flags") for target in node.targets)
    if isinstance(node, ast.keyword | ast.Assign) and (named or kept):
        yield from (value for value in _strings(node.value) if kept or value in TABLE)
    elif _flagged(node):
        yield from (value for value in _strings(node) if value in TABLE)
    elif isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if "code" in _strings(key):
                yield from _strings(value)
    elif isinstance(node, ast.Call) and _name(node.func) == "problem":
        for argument in node.args:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value
    elif isinstance(node, ast.Return):
        yield from (value for value in _strings(node.value) if value in TABLE)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _name(node.func.value) == "flags":
        yield from _strings(node)
    elif isinstance(node, ast.FunctionDef):
        arguments = [*node.args.posonlyargs, *node.args.args]
        for argument, default in zip(reversed(arguments), reversed(node.args.defaults), strict=False):
            if argument.arg == "code":
                yield from _strings(default)


def test_every_code_that_is_raised_is_in_the_table_and_the_other_way_round() -> None:
    assert _raised() == set(TABLE)


def test_the_table_is_in_order_and_whole() -> None:
    assert list(TABLE) == sorted(TABLE)
    assert all(map(_CODE.fullmatch, TABLE))
    assert {key for key in rows("problem") if "." not in key} - {"fact"} == set(TABLE)
    for code in TABLE:
        assert {f"{code}.means", f"{code}.fix"} <= rows("problem").keys()


@pytest.mark.parametrize("code", TABLE)
def test_a_code_has_examples_in_both_languages_and_they_raise_it(code: str) -> None:
    entry = problems.explain(code)
    for text in entry.examples:
        severities = {
            f.problem.severity for f in disagreements.run(sources.content(text)).findings if f.problem.code == code
        }
        assert severities == {entry.severity}, text
    for text in entry.counter_examples:
        assert code not in {f.problem.code for f in disagreements.run(sources.content(text)).findings}, text
    chinese = {bool(re.search("[\u4e00-\u9fff]", text)) for text in entry.examples}
    assert len(chinese) == (1 if code in ONE_LANGUAGE else 2)


def test_the_severities_that_the_parse_gives_are_those_of_the_table() -> None:
    for entry in sources.shipped().editions():
        for finding in check.run(entry.ref).findings:
            assert finding.problem.severity is TABLE[finding.problem.code].severity
