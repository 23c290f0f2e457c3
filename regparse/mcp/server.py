"""The verbs for agents and editors: query, show, compare and check over the Model Context Protocol, on stdio.

Every tool only reads. A notice is named by its id, or given as a text; no path that a client names reaches the file
system. Each call opens the store anew, so that it sees what `regparse index` has done meanwhile; it is answered in a
process of its own, which is ended when it takes longer than a document may.

Source: the Model Context Protocol, https://modelcontextprotocol.io (tools with structured content).
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regparse.corpus import catalogue
from regparse.errors import RegparseError, StoreError
from regparse.mcp.verbs import Setup
from regparse.processes.worker import DiedError, Helper
from regparse.processes.worker import told as told_of
from regparse.version import __version__

if TYPE_CHECKING:
    from mcp.server import MCPServer

_INSTRUCTIONS = (
    "regparse reads notices of Chinese financial regulators. `query` finds provisions by agency, addressee, kind and "
    "words; `show` gives a clause with its provisions, references and forerunner; `compare` says what changed between "
    "two notices; `check` says what a careful reader would flag. Every fact is quoted: cite the clause id beside the "
    "quotation. The Chinese text is the law, English is a translation."
)


def server(path: Path | None = None) -> MCPServer:
    """Give the server over the store at ``path``, else over the user's own, else over the corpus.

    Raises StoreError when the package ``mcp`` is not installed.
    """
    try:
        from mcp.server import MCPServer  # noqa: PLC0415  an extra
        from mcp.server.mcpserver.exceptions import ToolError  # noqa: PLC0415
        from mcp.types import ToolAnnotations  # noqa: PLC0415
    except ImportError as error:
        raise StoreError("needs-mcp") from error

    made = MCPServer("regparse", version=__version__, instructions=_INSTRUCTIONS, log_level="ERROR")
    reads = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
    helper = Helper("regparse.mcp.verbs:answer", Setup(path, catalogue.folder()))

    def ask(verb: str, **given: Any) -> dict[str, Any]:
        """Have a verb answered in the helper process, which is ended when it takes too long."""
        found: dict[str, Any] = helper.call((verb, given))
        return found

    def tool(verb: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
        """Make a verb a tool: what a client can mend is told to it as one sentence."""

        @functools.wraps(verb)
        def told(*args: Any, **given: Any) -> dict[str, Any]:
            try:
                return verb(*args, **given)
            except RegparseError as error:
                raise ToolError(str(error)) from error
            except DiedError as error:
                raise ToolError(str(told_of(error, "the text"))) from error

        return made.tool(annotations=reads)(told)

    @tool
    def query(  # noqa: PLR0917
        words: str = "",
        agency: list[str] | None = None,
        role: list[str] | None = None,
        kind: list[str] | None = None,
        addressee: list[str] | None = None,
        activity: list[str] | None = None,
        asset: list[str] | None = None,
        condition: list[str] | None = None,
        territory: list[str] | None = None,
        issuer: list[str] | None = None,
        status: list[str] | None = None,
        on: str | None = None,
        since: str | None = None,
        until: str | None = None,
        notice: list[str] | None = None,
        language: str | None = None,
        sort: str = "newest",
        limit: int = 20,
        offset: int = 0,
    ) -> dict[str, Any]:
        """Find provisions and clauses; every hit is quoted, with its clause id.

        words: all must occur; AND, OR, NOT, "a phrase", prefix* are understood, in English or Chinese.
        agency, issuer: codes or names (CSRC, 证监会). kind: prohibition, obligation, permission, mandate, sanction,
        definition, status, commencement, repeal. addressee: who is bound, as bank or anyone. status: in-force,
        repealed, not-yet-in-force, for the day `on`. since, until: days of issue. Values of one list are alternatives,
        different lists hold together. `total` counts all hits, `facets` say what would narrow them.
        """
        lists = {"agency": agency, "role": role, "kind": kind, "addressee": addressee, "activity": activity}
        lists |= {"asset": asset, "condition": condition, "territory": territory, "issuer": issuer, "status": status}
        given: dict[str, Any] = {name: values or [] for name, values in (lists | {"notice": notice}).items()}
        given |= {"on": on, "since": since, "until": until, "language": language, "sort": sort}
        return ask("query", words=words, limit=limit, offset=offset, **given)

    @tool
    def show(id: str, edition: str | None = None) -> dict[str, Any]:
        """Give a clause (yinfa-2026-42/9) or a notice (yinfa-2026-42): words, provisions, what it cites, who cites it.

        Also whether it is in force and what that follows from, what it was in the notice that it replaces, and what it
        became in the one that replaces it.
        """
        return ask("show", id=id, edition=edition)

    @tool
    def compare(
        old: str,
        new: str,
        *,
        change: list[str] | None = None,
        agency: list[str] | None = None,
        addressee: list[str] | None = None,
        redlines: bool = False,
    ) -> dict[str, Any]:
        """Say what became of an old notice in a new one: changes in law, which clause became which, agencies.

        old, new: ids, or the texts themselves. change: added, removed, widened, narrowed, kept, or a label of clauses
        (new, dropped, amended, merged, split, moved, renumbered). Without `change` what was kept is left out. redlines:
        with the changed words of each clause.
        """
        return ask("compare", old=old, new=new, change=change, agency=agency, addressee=addressee, redlines=redlines)

    @tool
    def check(notice: str) -> dict[str, Any]:
        """Say what a careful reader would flag in a notice: an id of the corpus, ID@EDITION, or the text itself.

        Where other editions of the notice are there, also what stands in one of them only.
        """
        return ask("check", notice=notice)

    return made


def run(path: Path | None = None) -> None:
    """Serve on stdin and stdout until the client leaves."""
    made = server(path)
    import anyio  # noqa: PLC0415  an extra

    from regparse.mcp.wire import serve  # noqa: PLC0415

    anyio.run(serve, made._lowlevel_server)
