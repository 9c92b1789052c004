"""Start the services of `dondoc up`, wait until each answers, start again what falls, stop all of it."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from deploy import services
from deploy.errors import ServiceFailed
from deploy.services import Service

POLL_S = 0.1
WATCH_S = 0.5
PAUSES_S = (1.0, 5.0, 15.0, 60.0)
STEADY_S = 120.0
"""A service that ran this long before it fell starts its pauses afresh."""


class Supervisor:
    """Holds the child processes of one data folder.

    `say` tells the operator a Vietnamese line; `patience_s` is how long a child may take to end by itself.
    """

    def __init__(self, home: Path, *, say: Callable[[str], None], patience_s: float = services.TERM_LIMIT_S) -> None:
        self._home = home
        self._patience_s = patience_s
        self._say = say
        self._children: dict[str, _Child] = {}

    def start(self, service: Service) -> None:
        """Start a service and record it; return at once."""
        child = _Child(service, self.log_of(service))
        child.launch()
        self._children[service.name] = child
        self._record()

    def await_answer(self, wanted: Sequence[Service], *, stopping: Callable[[], bool]) -> None:
        """Return when each service answers, or as soon as `stopping` says so.

        Raises ServiceFailed: one ended, or did not answer within its limit.
        """
        waiting = list(wanted)
        while waiting and not stopping():
            for service in list(waiting):
                child = self._children[service.name]
                if child.ended() is None and service.answers():
                    waiting.remove(service)
                elif child.ended() is not None or child.age_s() > service.limit_s:
                    raise ServiceFailed(
                        f"{service.title} không khởi động được; xem {child.log} rồi chạy lại dondoc up."
                    )
            time.sleep(POLL_S if waiting else 0)

    def watch(self, *, stopping: Callable[[], bool], besides: Callable[[], None] = lambda: None) -> None:
        """Start again what falls, with growing pauses, until `stopping` says so; each time, do `besides`."""
        while not stopping():
            besides()
            for child in self._children.values():
                self._mend(child)
            time.sleep(WATCH_S)

    def stop(self) -> None:
        """End all services, the one started last first: SIGTERM, then SIGKILL for the whole session of each."""
        for child in reversed(list(self._children.values())):
            child.terminate()
            child.finish(patience_s=self._patience_s)
        self._children.clear()
        self._record()

    def log_of(self, service: Service) -> Path:
        """Return the file that a service's output goes to."""
        return self._home / "logs" / f"{service.name}.log"

    def _mend(self, child: "_Child") -> None:
        code = child.ended()
        if code is None:
            return
        if child.due_s is None:
            pause = child.plan_restart()
            self._say(f"{child.service.title} dừng bất ngờ (mã {code}); chạy lại sau {pause:g} giây. Xem {child.log}.")
        elif time.monotonic() >= child.due_s:
            child.finish(patience_s=self._patience_s)
            child.launch()
            self._record()
            self._say(f"{child.service.title} đã chạy lại.")

    def _record(self) -> None:
        services.record(self._home, {name: child.process.pid for name, child in self._children.items()})


class _Child:
    def __init__(self, service: Service, log: Path) -> None:
        self.service = service
        self.log = log
        self.due_s: float | None = None
        self._falls = 0

    def launch(self) -> None:
        self.process: subprocess.Popen[bytes] = services.spawn(self.service, self.log)
        self._started_s = time.monotonic()
        self.due_s = None

    def ended(self) -> int | None:
        return self.process.poll()

    def age_s(self) -> float:
        return time.monotonic() - self._started_s

    def plan_restart(self) -> float:
        self._falls = 0 if self.age_s() > STEADY_S else self._falls
        pause = PAUSES_S[min(self._falls, len(PAUSES_S) - 1)]
        self._falls += 1
        self.due_s = time.monotonic() + pause
        return pause

    def terminate(self) -> None:
        if self.process.poll() is None:
            os.kill(self.process.pid, signal.SIGTERM)

    def finish(self, *, patience_s: float) -> None:
        """Wait for the service and clear its session of whatever it started."""
        try:
            self.process.wait(timeout=patience_s)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        services.end(services.session_of(self.process.pid), limit_s=min(2.0, patience_s))
