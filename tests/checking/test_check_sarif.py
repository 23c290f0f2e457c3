"""`regparse check --format sarif`: what its schema asks for, and every problem at its place of the file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from notices_with_faults import GAP

Run = Callable[..., Any]

# The parts of the SARIF 2.1.0 schema that are used here: what an object must have and may have, with the type of each.
_MESSAGE = {"text!": str}
_REGION = {
    "startLine": int, "startColumn": int, "endLine": int, "endColumn": int, "charOffset": int, "charLength": int,
    "snippet": {"text": str},
}  # fmt: skip
_ARTIFACT_LOCATION = {"uri": str, "index": int}
_LOCATION = {
    "message": _MESSAGE,
    "physicalLocation": {"artifactLocation": _ARTIFACT_LOCATION, "region": _REGION},
    "logicalLocations": [{"fullyQualifiedName": str}],
}
_RULE = {
    "id!": str, "shortDescription": _MESSAGE, "help": _MESSAGE, "defaultConfiguration": {"level": str},
}  # fmt: skip
_ARTIFACT = {
    "location": _ARTIFACT_LOCATION, "parentIndex": int, "roles": [str], "mimeType": str, "contents": {"text": str},
    "hashes": {"sha-256": str}, "description": _MESSAGE,
}  # fmt: skip
_RESULT = {
    "ruleId": str, "ruleIndex": int, "level": str, "message!": _MESSAGE, "locations": [_LOCATION],
    "relatedLocations": [_LOCATION],
}  # fmt: skip
SARIF = {
    "$schema": str,
    "version!": str,
    "runs!": [
        {
            "tool!": {"driver!": {"name!": str, "version": str, "rules": [_RULE]}},
            "columnKind": str,
            "artifacts": [_ARTIFACT],
            "results": [_RESULT],
        }
    ],
}


def conforms(value: Any, shape: Any, path: str = "$") -> None:
    if isinstance(shape, list):
        assert isinstance(value, list), path
        for i, item in enumerate(value):
            conforms(item, shape[0], f"{path}[{i}]")
    elif isinstance(shape, dict):
        assert isinstance(value, dict), path
        known = {key.rstrip("!"): inner for key, inner in shape.items()}
        assert set(value) <= set(known), path
        assert {key[:-1] for key in shape if key.endswith("!")} <= set(value), path
        for key, inner in value.items():
            conforms(inner, known[key], f"{path}.{key}")
    else:
        assert type(value) is shape, path


def sarif(run: Run, *args: str) -> dict[str, Any]:
    log = json.loads(run("check", *args, "--format", "sarif").out)
    conforms(log, SARIF)
    (found,) = log["runs"]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("name", ["yinfa-2026-42@en-press", "yinfa-2021-237", "n m.txt", "p.html"])
def test_sarif_has_the_structure_that_its_schema_asks_for(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "n m.txt").write_text("\u3000首页\n\n" + GAP + "中国人民银行\n2019年3月4日\n相关阅读\n面包店开业。\n")
    lines = "".join(f"<p>{line}</p>" for line in GAP.splitlines())
    (tmp_path / "p.html").write_text(f"<html><body>{lines}</body></html>")
    found = sarif(run, name)
    assert found["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    rules = found["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    levels = {"none", "note", "warning", "error"}
    assert {rule["defaultConfiguration"]["level"] for rule in rules} <= levels
    file, body = found["artifacts"]
    assert body["parentIndex"] == 0
    assert re.fullmatch(r"[0-9a-f]{64}", file["hashes"]["sha-256"])
    assert not re.search(r"[\s\\\u0080-\uffff]", file["location"]["uri"])
    for result in found["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in levels
        places = [p["physicalLocation"] for p in (*result["locations"], *result.get("relatedLocations", ()))]
        assert len(result["locations"]) == 1
        for place in places:
            assert 0 <= place["artifactLocation"]["index"] < len(found["artifacts"])
            region = place.get("region")
            if region:
                assert region["startLine"] >= 1
                assert region["startColumn"] >= 1
                start, end = (region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"])
                assert start <= end
            if place["artifactLocation"]["index"] == 1:
                text = body["contents"]["text"]
                words = text[region["charOffset"] : region["charOffset"] + region["charLength"]]
                assert words == region["snippet"]["text"]
                line = text.split("\n")[region["startLine"] - 1]
                assert line[region["startColumn"] - 1 :].startswith(words[:1])


def test_sarif_holds_every_problem_at_its_place_of_the_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "n.txt").write_text("\n" + GAP)
    (result,) = sarif(run, "n.txt")["results"]
    assert (result["ruleId"], result["level"]) == ("numbering-gap", "warning")
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "n.txt"
    assert place["region"] == {"startLine": 8, "startColumn": 1, "endLine": 8, "endColumn": 3}
    assert result["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "yinfa-2019-7/4"}]


def test_sarif_gives_no_line_of_a_page_whose_text_has_other_lines(run: Run, tmp_path: Path) -> None:
    (tmp_path / "p.html").write_text("<html><body>" + "".join(f"<p>{line}</p>" for line in GAP.splitlines()))
    (result,) = sarif(run, "p.html")["results"]
    assert "region" not in result["locations"][0]["physicalLocation"]
    assert result["relatedLocations"][0]["physicalLocation"]["region"]["snippet"]["text"] == "四、"


def test_a_path_outside_the_folder_is_named_by_its_last_part_alone() -> None:
    from regparse.exports.sarif import uri

    assert uri("/a b/c d.txt") == "c%20d.txt"
    assert uri("账户 1.txt").isascii()
