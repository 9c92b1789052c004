"""`dondoc up`: opens, answers, survives a kill -9, stops without a trace."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import psutil
import pytest

from deploy.processes import free_port
from deploy.settings import Settings
from deploy.timetable import CLOSE, REMIND
from deploy.world import World
from flows.prefect_api import prefect_api

UP = [sys.executable, "-c", "from portal.cli import main; main()", "up"]
SHOWN = "Các kỳ hạn sắp tới đã có trong lịch"


@pytest.fixture
def settings(tmp_path):
    return Settings(
        home=tmp_path / "var", portal_port=free_port(), prefect_port=free_port(), catcher_port=free_port(), demo=True
    )


def environment(settings):
    return {name: value for name, value in os.environ.items() if not name.startswith(("DONDOC_", "PREFECT_"))} | {
        "DONDOC_HOME": str(settings.home),
        "DONDOC_PORTAL_PORT": str(settings.portal_port),
        "DONDOC_PREFECT_PORT": str(settings.prefect_port),
        "DONDOC_CATCHER_PORT": str(settings.catcher_port),
    }


class Up:
    """A running `dondoc up --demo`, its output in a file."""

    def __init__(self, settings, output: Path):
        self.output = output
        with output.open("wb") as file:
            self.process = subprocess.Popen(
                [*UP, "--demo"], env=environment(settings), stdout=file, stderr=subprocess.STDOUT
            )

    def await_words(self, words, *, limit_s=120.0):
        deadline = time.monotonic() + limit_s
        while words not in (said := self.output.read_text()):
            assert self.process.poll() is None, said
            assert time.monotonic() < deadline, said
            time.sleep(0.1)

    def end(self, number):
        self.process.send_signal(number)
        return self.process.wait(timeout=60)


def processes_of(home: Path):
    """The live processes whose command line or data folder is in `home`."""
    found = []
    for process in psutil.process_iter():
        try:
            words = [*process.cmdline(), process.environ().get("DONDOC_HOME", "")]
        except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
            continue
        if any(str(home) in word for word in words) and process.pid != os.getpid():
            found.append(process)
    return found


@pytest.fixture
def started(settings, tmp_path):
    """Start `up` any number of times; whatever is left at the end is killed."""
    runs: list[Up] = []

    def start():
        runs.append(Up(settings, tmp_path / f"out-{len(runs)}"))
        return runs[-1]

    yield start
    for run in runs:
        if run.process.poll() is None:
            run.end(signal.SIGTERM)
    for process in processes_of(settings.home):
        process.kill()


def coming(settings, name):
    now = World(settings=settings, database_url="").now()
    with prefect_api(settings) as api:
        return api.runs_after(api.deployments()[name], now)


def await_true(true, *, limit_s=90.0):
    deadline = time.monotonic() + limit_s
    while not true():
        assert time.monotonic() < deadline
        time.sleep(1)


def get(settings, path):
    return httpx.get(f"{settings.portal_url}{path}", trust_env=False, timeout=10)


@pytest.mark.slow
@pytest.mark.prefect
def test_the_office_opens_survives_a_kill_and_stops_without_a_trace(settings, started):
    up = started()
    up.await_words(settings.portal_url)
    up.await_words(SHOWN)

    assert [get(settings, path).status_code for path in ("/", "/thu", "/bang", "/health")] == [200] * 4
    runs = coming(settings, CLOSE.name)
    assert 0 < len(runs) <= 400
    assert all(" · hạn " in run.name for run in runs)
    await_true(lambda: all(run.name.startswith("Đôn đốc buổi sáng · ") for run in coming(settings, REMIND.name)))
    assert list((settings.home / "thu").glob("*.eml"))

    second = subprocess.run(UP, env=environment(settings), capture_output=True, text=True, timeout=60, check=False)
    assert (second.returncode, second.stderr.count("\n")) == (2, 1)
    assert str(up.process.pid) in second.stderr

    postmaster = int((settings.home / "postgres" / "postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGKILL)
    up.await_words("Cơ sở dữ liệu dừng bất ngờ và đã được chạy lại")
    assert get(settings, "/bang").status_code == 200

    up.end(signal.SIGKILL)
    again = started()
    again.await_words(SHOWN)

    assert {run.key for run in coming(settings, CLOSE.name)} == {run.key for run in runs}
    assert again.end(signal.SIGTERM) == 0
    assert processes_of(settings.home) == []


@pytest.mark.slow
@pytest.mark.parametrize("setting", ["portal_port", "prefect_port", "catcher_port"])
def test_a_busy_port_is_one_line_and_nothing_is_written(settings, setting):
    port = getattr(settings, setting)
    with socket.create_server(("127.0.0.1", port)):
        done = subprocess.run(UP, env=environment(settings), capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert f"Cổng 127.0.0.1:{port} đang bị chương trình khác dùng" in done.stderr
    assert f"DONDOC_{setting.upper()}" in done.stderr
    assert not settings.home.exists()
