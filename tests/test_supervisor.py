"""Child processes: tied to their parent, started again when they fall, found again after a kill -9, all stopped."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from deploy import services
from deploy.errors import ServiceFailed
from deploy.services import Service
from deploy.supervisor import Supervisor

pytestmark = pytest.mark.slow
SLEEP = "import time; time.sleep(600)"
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(600)"
)
WITH_CHILD = (
    "import subprocess, sys, time; "
    f"subprocess.Popen([sys.executable, '-c', {SLEEP!r}]); print('up', flush=True); time.sleep(600)"
)


def a_service(code, *, answers=lambda: True, limit_s=20.0):
    return Service(
        name="thử",
        title="Dịch vụ thử",
        command=(sys.executable, "-c", code),
        environment=dict(os.environ),
        answers=answers,
        limit_s=limit_s,
    )


def written(home: Path):
    log = home / "logs" / "thử.log"
    return log.read_text() if log.exists() else ""


def until(true, limit_s=20.0):
    deadline = time.monotonic() + limit_s
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture
def supervisor(tmp_path):
    said: list[str] = []
    made = Supervisor(tmp_path, say=said.append, patience_s=0.5)
    made.said = said
    yield made
    made.stop()


def pid_of(home: Path) -> int:
    (row,) = json.loads((home / "processes.json").read_text())
    return row["pid"]


def test_a_service_that_ends_before_it_answers_is_an_error_that_names_its_log(supervisor, tmp_path):
    service = a_service("raise SystemExit(3)", answers=lambda: False)
    supervisor.start(service)

    with pytest.raises(ServiceFailed, match=r"Dịch vụ thử không khởi động được; xem .*thử\.log"):
        supervisor.await_answer([service], stopping=lambda: False)


def test_a_service_that_never_answers_is_an_error_after_its_limit(supervisor):
    service = a_service(SLEEP, answers=lambda: False, limit_s=0.3)
    supervisor.start(service)

    with pytest.raises(ServiceFailed):
        supervisor.await_answer([service], stopping=lambda: False)


def test_a_service_that_falls_is_started_again_and_the_operator_is_told(supervisor, tmp_path):
    supervisor.start(a_service("print('up', flush=True)"))

    supervisor.watch(stopping=lambda: written(tmp_path).count("up") >= 2)

    assert supervisor.said[0].startswith("Dịch vụ thử dừng bất ngờ (mã 0); chạy lại sau 1 giây.")
    assert supervisor.said[1] == "Dịch vụ thử đã chạy lại."


@pytest.mark.parametrize("code", [STUBBORN, WITH_CHILD], ids=["ignores SIGTERM", "has a child of its own"])
def test_stopping_leaves_no_process(supervisor, tmp_path, code):
    supervisor.start(a_service(code))
    until(lambda: "up" in written(tmp_path))
    pid = pid_of(tmp_path)

    supervisor.stop()

    assert services.session_of(pid) == []
    assert services.recorded(tmp_path) == []


def test_what_a_killed_owner_left_is_found_and_stopped(tmp_path):
    """As if the kernel had not told the child: the record alone finds it."""
    left = subprocess.Popen([sys.executable, "-c", WITH_CHILD], start_new_session=True, stdout=subprocess.DEVNULL)
    services.record(tmp_path, {"thử": left.pid})
    until(lambda: len(services.session_of(left.pid)) == 2)

    stopped = services.stop_leftovers(tmp_path)

    assert left.pid in stopped
    left.wait(timeout=5)
    assert services.session_of(left.pid) == []


def test_a_stranger_who_got_a_recorded_pid_is_left_alone(tmp_path):
    stranger = subprocess.Popen([sys.executable, "-c", SLEEP], start_new_session=True)
    try:
        row = {"name": "thử", "pid": stranger.pid, "created": psutil.Process(stranger.pid).create_time() - 100}
        (tmp_path / "processes.json").write_text(json.dumps([row]))

        assert services.stop_leftovers(tmp_path) == []
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_torn_record_is_no_record(tmp_path):
    (tmp_path / "processes.json").write_text('[{"name": "thử", "pi')

    assert services.recorded(tmp_path) == []


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel tells of a dead parent on Linux only")
def test_a_child_ends_when_its_parent_is_killed(tmp_path):
    start = (
        "import os, sys, time; from pathlib import Path; from deploy import services; from tests.test_supervisor "
        "import a_service, SLEEP; "
        f"print(services.spawn(a_service(SLEEP), Path({str(tmp_path)!r}) / 'log').pid, flush=True); time.sleep(600)"
    )
    root = Path(__file__).parent.parent
    with subprocess.Popen([sys.executable, "-c", start], stdout=subprocess.PIPE, text=True, cwd=root) as parent:
        child = int(parent.stdout.readline())
        until(lambda: psutil.Process(child).cmdline()[-1] == SLEEP)
        parent.kill()

    until(lambda: services.session_of(child) == [])
