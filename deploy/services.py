"""One child process of `dondoc up`: started in a session of its own, recorded, found again, stopped."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

RECORD = "processes.json"
LOG_BYTES_KEPT = 5_000_000
TERM_LIMIT_S = 15.0
KILL_LIMIT_S = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What to run and how to see that it works. `title` is its Vietnamese name; `limit_s` bounds its start."""

    name: str
    title: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    answers: Callable[[], bool]
    limit_s: float = 90.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A process as the record keeps it: the pid alone could be a stranger's by now."""

    name: str
    pid: int
    created: float


def spawn(service: Service, log: Path) -> subprocess.Popen[bytes]:
    """Start a service as leader of a session of its own, tied to this process, its output appended to `log`."""
    log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LOG_BYTES_KEPT:
        log.replace(log.with_suffix(".old"))
    with log.open("ab") as output:
        return subprocess.Popen(  # noqa: S603 - our own argument list, no shell
            [sys.executable, "-m", "deploy.tether", str(os.getpid()), *service.command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(service.environment),
            cwd=log.parent,
            start_new_session=True,
        )


def record(home: Path, running: Mapping[str, int]) -> None:
    """Write down the pids that run, by name of service, with their start times; whole or not at all."""
    kept = []
    for name, pid in running.items():
        with contextlib.suppress(psutil.NoSuchProcess):
            kept.append(asdict(Recorded(name=name, pid=pid, created=psutil.Process(pid).create_time())))
    draft = home / f".{RECORD}"
    draft.write_text(json.dumps(kept))
    draft.replace(home / RECORD)


def recorded(home: Path) -> list[Recorded]:
    """Return the processes that the last `dondoc up` left written down; none where the record is missing or torn."""
    try:
        return [Recorded(**row) for row in json.loads((home / RECORD).read_text())]
    except (FileNotFoundError, NotADirectoryError, ValueError, TypeError):
        return []


def stop_leftovers(home: Path) -> list[int]:
    """End what an `up` that was killed left behind, and return what was alive. Needs the owner's lock."""
    left = [process for each in recorded(home) for process in _session(each)]
    end(left)
    (home / RECORD).unlink(missing_ok=True)
    return [process.pid for process in left]


def end(processes: Iterable[psutil.Process], *, limit_s: float = TERM_LIMIT_S) -> None:
    """Ask processes to end, wait up to `limit_s` seconds, then kill those that did not."""
    asked = list(processes)
    for process in asked:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGTERM)
    _, alive = psutil.wait_procs(asked, timeout=limit_s)
    for process in alive:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(alive, timeout=KILL_LIMIT_S)


def session_of(pid: int) -> list[psutil.Process]:
    """Return the live processes of the session that `pid` leads or led, its leader first.

    A pid is not given out again while a session bears it, so members without a leader are still ours.
    """
    members = []
    for process in psutil.process_iter():
        with contextlib.suppress(ProcessLookupError, PermissionError, psutil.NoSuchProcess):
            if os.getsid(process.pid) == pid and process.status() != psutil.STATUS_ZOMBIE:
                members.append(process)
    return sorted(members, key=lambda process: process.pid != pid)


def _session(each: Recorded) -> list[psutil.Process]:
    with contextlib.suppress(psutil.NoSuchProcess):
        if abs(psutil.Process(each.pid).create_time() - each.created) > 1.0:
            return []  # the number was given to a stranger, so our session is gone
    return session_of(each.pid)
