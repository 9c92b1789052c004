"""Documentation cannot fall behind: what a person can set, start or receive is described, or a test fails."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from deploy.settings import PREFIX, Settings
from deploy.timetable import TIMETABLE
from notifications.render import Template
from notifications.rungs import LADDER
from portal.cli import app
from tests.test_architecture import LINE, MODULES, ROOT, name_of, room_of

DOCS = ROOT / "docs"
DESCRIBED = ("law", "models", "reports", "notifications", "deploy", "tasks", "flows")
MOST_LINES_OF_A_DECISION = 40


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def libraries() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    return [re.split(r"[^\w-]", each)[0] for each in wanted]


def commands(group: typer.Typer, before: str) -> Iterator[str]:
    for command in group.registered_commands:
        assert command.callback is not None
        yield f"{before} {command.name or command.callback.__name__}"
    for below in group.registered_groups:
        assert below.typer_instance is not None
        yield from commands(below.typer_instance, f"{before} {below.name}")


def public_parts(path: Path) -> Iterator[tuple[str, str | None]]:
    """Yield the name and docstring of a module's public functions and classes, and of the classes' public methods."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            yield node.name, ast.get_docstring(node)
            for part in node.body if isinstance(node, ast.ClassDef) else ():
                if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef)) and not part.name.startswith("_"):
                    yield f"{node.name}.{part.name}", ast.get_docstring(part)


@pytest.mark.parametrize("field", tuple(Settings.model_fields))
def test_every_setting_is_described(field):
    assert f"| `{PREFIX}{field.upper()}` |" in page("settings.md")


def test_no_setting_is_described_that_does_not_exist():
    described = set(re.findall(rf"^\| `({PREFIX}\w+)` \|", page("settings.md"), re.MULTILINE))

    assert described == {f"{PREFIX}{field.upper()}" for field in Settings.model_fields}


@pytest.mark.parametrize("template", tuple(Template))
def test_every_notice_is_described(template):
    assert re.search(rf"^\| {template.value} \|", page("mail.md"), re.MULTILINE)


def test_every_folder_of_templates_is_a_notice():
    folders = {path.name for path in (ROOT / "notifications" / "templates").iterdir() if path.is_dir()}

    assert folders - {"_base"} == set(Template)


@pytest.mark.parametrize("rung", LADDER, ids=lambda rung: rung.name)
def test_every_rung_is_described(rung):
    rows = re.findall(r"^\| ([a-z0-9, -]+) \|", page("mail.md"), re.MULTILINE)

    assert rung.name in {name for row in rows for name in row.split(", ")}


@pytest.mark.parametrize("process", TIMETABLE, ids=lambda process: process.flow)
def test_every_flow_is_described(process):
    assert f"| `{process.flow}` | {process.name} |" in page("prefect.md")


@pytest.mark.parametrize("command", tuple(commands(app, "dondoc")))
def test_every_command_is_described(command):
    *words, last = command.split()
    in_one_row = rf"`{' '.join(words)} \w+` · `{last}`"  # "`dondoc mail hold` · `on`"

    assert re.search(rf"^\| `{command}\b|^\| {in_one_row}", page("commands.md"), re.MULTILINE)


@pytest.mark.parametrize("path", [p for p in MODULES if p.name != "__init__.py"], ids=name_of)
def test_every_module_stands_in_the_map(path):
    row = re.search(rf"^\| `{re.escape(name_of(path))}` \| (.+) \|$", page("architecture.md"), re.MULTILINE)

    assert row, f"{name_of(path)}: say in docs/architecture.md what it answers"


def test_the_map_names_no_module_that_is_gone():
    named = re.findall(rf"^\| `((?:{'|'.join(LINE)})/\S+\.py)` \|", page("architecture.md"), re.MULTILINE)

    assert [name for name in named if not (ROOT / name).is_file()] == []
    assert len(named) == len(set(named))


@pytest.mark.parametrize("library", libraries())
def test_every_library_has_its_reason(library):
    rows = page("architecture.md").split("## Libraries", 1)[1]

    assert re.search(rf"^\| [^|]*(?<![\w-]){re.escape(library)}(?![\w-])[^|]* \|", rows, re.MULTILINE)


@pytest.mark.parametrize("path", [p for p in MODULES if room_of(p) in DESCRIBED], ids=name_of)
def test_what_is_public_has_a_docstring_that_ends_with_a_full_stop(path):
    silent = [name for name, words in public_parts(path) if not (words or "").split("\n")[0].endswith((".", ":"))]

    assert silent == []


@pytest.mark.parametrize("path", sorted((DOCS / "adr").glob("*.md")), ids=lambda path: path.name)
def test_a_decision_is_numbered_and_short(path):
    lines = path.read_text(encoding="utf-8").splitlines()

    assert re.fullmatch(r"\d{4}-[a-z-]+\.md", path.name)
    assert lines[0].startswith(f"# {int(path.name[:4])}. ")
    assert len(lines) <= MOST_LINES_OF_A_DECISION


@pytest.mark.parametrize("path", [*ROOT.glob("*.md"), *DOCS.rglob("*.md")], ids=lambda path: path.name)
def test_a_link_between_our_pages_leads_somewhere(path):
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", path.read_text(encoding="utf-8"))

    assert [link for link in links if not (path.parent / link).exists()] == []
