"""The command line: parse arguments, call one verb, print.

Data goes to stdout, talk to stderr. Exit code 0 is good, 1 is "found" or "different" where a command says so, 2 is
"could not". Each command imports its verb when it runs, so that ``--help`` costs nothing.
"""

from __future__ import annotations

import contextvars
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer

from regparse.cli.help import Command, Group, usage_fault
from regparse.cli.language import Speech, of_arguments
from regparse.cli.screen import shielded
from regparse.errors import RegparseError
from regparse.notation.expressions import expression
from regparse.version import __version__

if TYPE_CHECKING:
    from regparse.model import Language

_MODULES = {
    "brief": "brief",
    "parse": "notice",
    "check": "check",
    "compare": "compare",
    "editions": "editions",
    "query": "query",
    "agencies": "query",
    "show": "show",
    "explain": "explain",
    "export": "export",
    "index": "store",
    "batch": "batch",
    "mcp": "store",
    "site": "site",
    "serve": "site",
    "score": "score",
    "schema": "notice",
    "corpus": "corpus",
}
"""Each command with the module that declares it, in the order of the help."""


def application(wanted: str | None = None) -> typer.Typer:
    """Return the command line with the one command ``wanted``, or with all: to declare a command takes its time."""
    made = typer.Typer(
        name="regparse",
        cls=Group,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    made.callback()(regparse)
    for name in [wanted] if wanted in _MODULES else _MODULES:
        module = import_module(f"regparse.cli.{_MODULES[name]}")
        if name == "corpus":
            for info in module.app.registered_commands:
                info.cls = Command
            made.add_typer(module.app, cls=Group)
        else:
            made.command(cls=Command)(getattr(module, name))
    return made


def _wanted(arguments: Sequence[str]) -> str | None:
    """Return the command that arguments begin with, after a language; None where they begin with anything else."""
    words = arguments[2:] if arguments[:1] == ["--lang"] else arguments
    return words[0] if words and words[0] in _MODULES else None


# Typer carries its own click, and of its errors exports this one only.
_UsageError: type[Exception] = typer.BadParameter.__mro__[1]
_PREFIX = expression(r"Value error, ")


def _print_version(asked: bool) -> None:
    if asked:
        print(f"regparse {__version__}")
        raise typer.Exit


def regparse(
    context: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    _lang: Speech = "en",
) -> None:
    """Turn a Chinese financial regulator's notice into structured provisions, a comparison and a brief.

    A SOURCE is an id of the corpus (yinfa-2026-42), an id with an edition (yinfa-2026-42@en-press), a file, or - for
    standard input.
    """
    if context.obj == "zh":  # asked for before the command, or by the environment
        speaking = {"lang": "zh"}
        context.default_map = {
            **dict.fromkeys(getattr(context.command, "commands", {}), speaking),
            "corpus": dict.fromkeys(("list", "show", "verify"), speaking),
        }


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    arguments = sys.argv[1:] if argv is None else [*argv]
    language = of_arguments(arguments)
    # Of the many objects of a parse hardly any dies, and none stands in a cycle: to look for those takes a sixth of it.
    gc.set_threshold(200_000, *gc.get_threshold()[1:])
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # it looks for them in every package installed
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:  # a captured stream has none
            reconfigure(encoding="utf-8")
    with shielded():
        _run(arguments, language)


def _run(arguments: Sequence[str], language: Language) -> None:
    try:
        try:
            code = contextvars.copy_context().run(
                application(_wanted(arguments)),
                args=arguments,
                prog_name="regparse",
                standalone_mode=False,
                obj=language,
            )
        finally:
            sys.stdout.flush()  # a full disk shows here, not when the interpreter has gone
        sys.exit(code if isinstance(code, int) else 0)
    except RegparseError as error:
        from regparse.wording import say

        print(f"regparse: {say(error, language)}", file=sys.stderr)
        sys.exit(2)
    except _UsageError as error:
        print(_sentence(error, language), file=sys.stderr)
        sys.exit(2)
    except typer.Abort:
        sys.exit(130)
    except SystemExit as error:
        if isinstance(error.__context__, BrokenPipeError):  # as click leaves when the reader has gone
            _leave_quietly()
        raise
    except BrokenPipeError:
        _leave_quietly()
    except _damage() as error:
        _leave(language, "store-damaged", why=error)
        sys.exit(2)
    except OSError as error:
        _leave(language, "output-failed", why=error.strerror or "")
        sys.stdout = None  # what could not be written is not tried again
        sys.exit(2)


def _leave(language: Language, key: str, **params: object) -> None:
    from regparse.wording import text

    print(f"regparse: {text(f'cli.{key}', language, **params)}", file=sys.stderr)


def _sentence(error: Exception, language: Language) -> str:
    """Return what is wrong in a command line as one sentence; the help as it stands, where no command is given."""
    said = str(error.format_message()) if hasattr(error, "format_message") else str(error)
    if said.startswith("Usage:"):
        return said
    command = getattr(getattr(error, "ctx", None), "command_path", "regparse")
    said = _PREFIX.sub("", said[:1].lower() + said[1:]).rstrip(".")
    from regparse.wording import text

    why = usage_fault(error, said, language)
    return f"regparse: {text('cli.see-help', language, why=why, command=command)}"


def _damage() -> tuple[type[Exception], ...]:
    """Give what SQLite raises, where it was loaded: an import for an error that cannot come would cost each command."""
    sqlite = sys.modules.get("sqlite3")
    return (sqlite.Error,) if sqlite else ()


def _leave_quietly() -> None:
    """Leave when the reader of a pipe has gone: it has what it wanted."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the interpreter flushes once more at the end
    sys.exit(0)
