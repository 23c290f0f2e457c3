"""The server for agents, as the reference client sees it: on stdio, as a process of its own."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

mcp = pytest.importorskip("mcp")

NOTICE = """Notice on the Administration of Prepaid Cards
Yinfa [2019] No. 7

To all banks:

In accordance with the "Law of the People's Republic of China on the People's Bank of China," and other provisions, \
the relevant matters are notified as follows:

(1) Issuing. Banks shall not issue bearer cards.

(3) Reporting. Banks shall report losses to the People's Bank of China.

March 4, 2019
"""


def ask(tmp_path: Path, talk: Callable[[Any], Awaitable[Any]]) -> Any:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "REGPARSE_CORPUS": str(tmp_path)}
    server = mcp.StdioServerParameters(command=sys.executable, args=["-m", "regparse", "mcp"], env=environment)

    async def session() -> Any:
        async with mcp.Client(mcp.stdio_client(server)) as client:
            return await talk(client)

    return asyncio.run(session())


def test_a_client_finds_the_tools_and_they_answer(tmp_path: Path) -> None:
    async def talk(client: Any) -> dict[str, Any]:
        said: dict[str, Any] = {"tools": {tool.name: tool for tool in (await client.list_tools()).tools}}
        said["query"] = await client.call_tool(
            "query", {"agency": ["证监会"], "role": ["lead"], "status": ["in-force"]}
        )
        said["all"] = await client.call_tool("query", {"limit": 1_000})
        said["none"] = await client.call_tool("query", {"limit": -5})
        said["show"] = await client.call_tool("show", {"id": "yinfa-2021-237/5"})
        said["compare"] = await client.call_tool(
            "compare", {"old": "yinfa-2021-237", "new": "yinfa-2026-42", "agency": ["NDRC"]}
        )
        said["check"] = await client.call_tool("check", {"notice": NOTICE})
        said["path"] = await client.call_tool("check", {"notice": "/etc/passwd"})
        said["wrong"] = await client.call_tool("query", {"kind": ["ban"]})
        return said

    said = ask(tmp_path, talk)
    assert set(said["tools"]) == {"query", "show", "compare", "check"}
    assert all(tool.annotations.read_only_hint for tool in said["tools"].values())
    hits = said["query"].structured_content["results"]
    assert {hit["clause"] for hit in hits} == {"yinfa-2026-42/3", "yinfa-2026-42/14"}
    every = said["all"].structured_content
    assert every["total"] > len(every["results"]) == 100  # the most that one answer holds
    assert len(said["none"].structured_content["results"]) == 1
    assert said["show"].structured_content["force"]["repealed_by"] == "yinfa-2026-42"
    changed = said["compare"].structured_content
    assert [row["id"] for row in changed["agencies"]] == ["NDRC"]
    assert "redline" not in changed["pairs"][0]
    codes = {problem["code"] for problem in said["check"].structured_content["problems"]}
    assert "numbering-gap" in codes
    for name, why in (("path", "the corpus has no notice “/etc/passwd”"), ("wrong", "one of: prohibition")):
        assert said[name].is_error
        assert why in said[name].content[0].text
    assert "root:" not in said["path"].content[0].text
