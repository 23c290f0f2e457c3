"""What holds of the project as a whole: sizes, documents, the wheel, what a command imports."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import typer

from regparse.cli import application

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = sorted(
    command.name or str(command.callback.__name__) for command in application().registered_commands if command.callback
)
_PAGES = [ROOT / "README.md", ROOT / "README.zh.md", *sorted((ROOT / "docs").rglob("*.md"))]
SHELL = [
    block
    for page in _PAGES
    if page.parent.name != "reference"
    for block in re.findall(
        r"^```(?:sh|console)\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
]
"""What readers are told to type, and what it prints."""


def python(code: str, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, check=False, cwd=ROOT)


@pytest.mark.parametrize("path", sorted((ROOT / "regparse").rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_no_file_is_longer_than_a_newcomer_can_hold(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 420  # "about 400"


def test_there_are_commands() -> None:
    assert {"parse", "brief", "compare", "query", "agencies", "editions", "check", "score", "schema"} <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example_and_a_line_in_the_documentation(name: str) -> None:
    command = typer.main.get_command(application()).commands[name]  # type: ignore[attr-defined]
    assert re.search(rf"Examples?:\n\s+.*regparse {name}\b", command.help or "")
    assert any(f"regparse {name} " in block for block in SHELL) or any(
        f"`regparse {name}`" in page.read_text(encoding="utf-8") for page in _PAGES
    )


def test_every_command_and_option_in_the_documentation_exists() -> None:
    named = re.findall(
        r"(?<![\w/.-])regparse (?:--lang zh )?(\w+)((?: --?[a-z-]+| (?!--)[^\s`|>&]+)*)", "\n".join(SHELL)
    )
    assert named
    commands = typer.main.get_command(application()).commands  # type: ignore[attr-defined]
    for name, rest in named:
        command = commands[name]
        if hasattr(command, "commands"):  # a group: `corpus add`
            command = command.commands[rest.split()[0]]
        options = {option for parameter in command.params for option in parameter.opts}
        assert set(re.findall(r"(?<!\S)--?[a-z-]+", rest)) <= options | {"--help", "-"}


def test_the_readme_sets_up_and_runs_the_main_job_and_the_tests_in_one_command_each() -> None:
    for mark, ending in (("main job", ".venv/bin/regparse brief yinfa-2026-42"), ("tests", ".venv/bin/pytest")):
        found = re.search(rf"<!-- {mark} -->\n+```sh\n(.+?)\n```", README, re.DOTALL)
        assert found
        command = found[1].replace("\\\n", " ")
        assert "\n" not in command
        assert command.endswith(ending)
        for name in re.findall(r"-r (\S+)", command):
            assert (ROOT / name).is_file()


@pytest.mark.parametrize("name", ["lock.txt", "dev.txt"])
def test_the_lock_pins_with_hashes_and_names_no_host(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    assert not re.search(r"://|--index|--extra-index|--find-links|--trusted-host", text)
    pins = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(pins) > 20
    assert all(re.match(r"[\w.-]+==\S+ .*\\$", pin) for pin in pins)
    assert len(re.findall(r"\\\n +--hash=sha256:[0-9a-f]{64}", text)) >= len(pins)


def test_the_wheel_carries_templates_and_corpus(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    there = {
        f"regparse/_data/{path.relative_to(ROOT).as_posix()}"
        for folder in ("templates", "corpus")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    assert there
    assert there <= names
    assert "regparse/py.typed" in names
    assert {path.relative_to(ROOT).as_posix() for path in (ROOT / "regparse").rglob("*.toml")} <= names


HEAVY = {"weasyprint", "jinja2", "yaml", "rapidfuzz", "fontTools", "rich"}


def modules(code: str) -> set[str]:
    done = python(f"{code}\nimport sys; print('\\n' + ' '.join(sys.modules), file=sys.stderr)")
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


def test_importing_regparse_costs_nothing() -> None:
    assert not modules("import regparse") & (HEAVY | {"pydantic", "typer", "lxml"})


def test_help_imports_no_models() -> None:
    run = "import contextlib, regparse.cli\nwith contextlib.suppress(SystemExit): regparse.cli.main(['--help'])"
    assert not modules(run) & (HEAVY | {"pydantic", "lxml"})


def test_parse_imports_no_pdf_engine_and_no_differ() -> None:
    run = (
        "import contextlib, regparse.cli\n"
        "with contextlib.suppress(SystemExit): regparse.cli.main(['parse', 'yinfa-2026-42'])"
    )
    assert not modules(run) & HEAVY


def test_every_public_verb_is_there_and_documented() -> None:
    code = "import regparse\nfor n in regparse.__all__: assert getattr(regparse, n).__doc__, n"
    done = python(code)
    assert done.returncode == 0, done.stderr


def test_verbs_stay_callable_after_their_modules_are_imported() -> None:
    code = "import regparse.comparison, regparse.store, regparse.documents.brief; print(callable(regparse.compare))"
    assert python(code).stdout == "True\n"


def test_a_command_is_declared_alone_and_the_same_as_among_all() -> None:
    every = typer.main.get_command(application()).commands  # type: ignore[attr-defined]
    for name, command in every.items():
        (alone,) = typer.main.get_command(application(name)).commands.values()  # type: ignore[attr-defined]
        assert [param.opts for param in alone.params] == [param.opts for param in command.params], name
