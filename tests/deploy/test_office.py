"""What the processes of `dondoc up` are given, and what they leave for others of this machine to read."""

import os
import stat
import sys
from pathlib import Path

import pytest

from deploy import office
from deploy.catcher import FOLDER, Catcher
from deploy.processes import LOOPBACK, Account, free_port
from deploy.services import Service, end, session_of, spawn
from deploy.settings import Settings
from tests.builders import at

SECRETS = {"DONDOC_SMTP_PASSWORD": "mật khẩu thư", "DONDOC_SECRET": "b" * 40, "DONDOC_SMTP_USER": "snv"}


@pytest.fixture
def settings(tmp_path, monkeypatch):
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    return Settings(home=tmp_path, database_url="postgresql://a:ngoai@127.0.0.1/x")


def test_the_prefect_server_is_told_none_of_our_secrets(settings):
    given = office.prefect(settings, "postgresql+asyncpg://b:c@127.0.0.1/prefect").environment

    assert not [name for name in given if name.startswith("DONDOC_")]
    assert not set(given.values()) & set(SECRETS.values())


def test_the_flows_are_told_our_settings(settings):
    given = office.serve(settings).environment

    assert set(SECRETS.items()) <= set(given.items())


def test_no_command_line_shows_a_secret(settings):
    commands = [
        office.prefect(settings, "postgresql+asyncpg://b:c@127.0.0.1/prefect").command,
        *(make(settings).command for make in (office.portal, office.catcher, office.serve, office.pulse)),
    ]

    assert not [word for command in commands for word in command if word in SECRETS.values() or "ngoai" in word]


def test_the_portal_keeps_no_log_of_the_links_that_were_opened(settings):
    assert "--no-access-log" in office.portal(settings).command


@pytest.mark.slow
def test_a_database_server_is_told_none_of_our_settings(settings, tmp_path):
    command = [sys.executable, "-c", "import os; print(sorted(os.environ))"]
    with (tmp_path / "out").open("wb") as output:
        Account().popen(command, output=output).wait()

    assert "PATH" in (tmp_path / "out").read_text()
    assert "DONDOC_" not in (tmp_path / "out").read_text()


def is_private(folder: Path) -> bool:
    return stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.slow
def test_caught_mails_and_logs_are_for_their_owner_alone(tmp_path):
    service = Service(
        name="thử",
        title="thử",
        command=(sys.executable, "-c", "pass"),
        environment=dict(os.environ),
        answers=lambda: True,
    )
    process = spawn(service, tmp_path / "logs" / "thử.log")
    process.wait()
    end(session_of(process.pid))
    (tmp_path / FOLDER).mkdir(mode=0o755)
    with Catcher(tmp_path, port=free_port(), clock=lambda: at("2026-09-14 08:00")):
        assert is_private(tmp_path / FOLDER)
    office.prefect(Settings(home=tmp_path), f"postgresql+asyncpg://x@{LOOPBACK}/p")

    assert is_private(tmp_path / "logs")
    assert is_private(tmp_path / "prefect")
