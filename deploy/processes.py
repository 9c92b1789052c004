"""Accounts, processes and ports of this machine, as far as a server of ours needs them."""

import os
import pwd
import shutil
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psutil

from deploy.errors import DataFolderError, PortBusy

LOOPBACK = "127.0.0.1"
PROBE_LIMIT_S = 30.0
# In this order: the first that lets the account reach its files. Containers mostly grant only the second.
CAPABILITIES = ("dac_read_search", "dac_override")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who runs a server. `uid` None means: whoever we are.

    `capability` lets the account pass closed parent folders; None means that it needs no such help.
    """

    uid: int | None = None
    gid: int | None = None
    capability: str | None = None

    def own(self, path: Path) -> None:
        """Give `path` (not what lies below it) to this account."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)

    def popen(self, command: list[str], *, output: IO[bytes], cwd: Path = Path("/")) -> subprocess.Popen[bytes]:
        """Start `command` under this account in a session of its own, its output and errors going to `output`.

        The PG* variables of the caller's environment are left out, since they would speak of another server; so are
        our own settings, since they hold secrets.
        """
        return subprocess.Popen(  # noqa: S603 - our own argument list, no shell
            [*self._raising(), *command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=cwd,
            env={name: value for name, value in os.environ.items() if not name.startswith(("PG", "DONDOC_"))},
            start_new_session=True,
            user=None if self.capability else self.uid,
            group=None if self.capability else self.gid,
            extra_groups=None if self.capability or self.uid is None else [],
        )

    def _raising(self) -> list[str]:
        if self.capability is None:
            return []
        return [
            "setpriv",
            f"--reuid={self.uid}",
            f"--regid={self.gid}",
            "--clear-groups",
            "--securebits=+no_setuid_fixup",  # else access(2) leaves the capability out of account
            f"--inh-caps=-all,+{self.capability}",
            f"--ambient-caps=-all,+{self.capability}",
            f"--bounding-set=-all,+{self.capability}",
            "--",
        ]


def server_account(folder: Path, *, program: Path) -> Account:
    """Choose the account that runs `program` on the existing `folder`; root is never chosen, PostgreSQL refuses it.

    Not root: ourselves. Root: the owner of the folder or of the nearest parent that is not root's, else nobody.
    Where that account cannot reach the folder or the program (a checkout under /root), it gets one capability
    rather than wider permissions on folders that are not ours. `folder` is given to the account.

    Raises DataFolderError: the folder belongs to somebody else, or no account can reach it.
    """
    if os.geteuid() != 0:
        if folder.stat().st_uid != os.geteuid():
            raise DataFolderError(
                f"Thư mục {folder} thuộc người dùng khác ({_owner_name(folder)}); "
                "hãy chạy bằng người dùng đó hoặc đặt DONDOC_HOME sang thư mục khác."
            )
        return Account()
    entry = _unprivileged(folder)
    for capability in (None, *(CAPABILITIES if shutil.which("setpriv") else ())):
        account = Account(uid=entry[0], gid=entry[1], capability=capability)
        account.own(folder)
        if _reaches(account, folder, program):
            return account
    raise DataFolderError(
        f"Người dùng số {entry[0]} không vào được {folder} hoặc {program.parent} (PostgreSQL không chạy bằng root); "
        "hãy chạy dondoc bằng người dùng thường, hoặc đặt mã nguồn và DONDOC_HOME ngoài /root."
    )


def processes_in(folder: Path, *names: str) -> list[psutil.Process]:
    """List the live processes with one of the program `names` whose working folder is `folder`, in order of pid."""
    found = []
    for process in psutil.process_iter(["name"]):
        try:
            if process.info["name"] in names and Path(process.cwd()) == folder:
                found.append(process)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return sorted(found, key=lambda process: process.pid)


def port_is_free(port: int, *, host: str = LOOPBACK) -> bool:
    """Tell whether a server could listen on `host`:`port` now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def free_port() -> int:
    """Name a port on the loopback that nobody listens on at this moment."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def require_free_port(port: int, *, setting: str, host: str = LOOPBACK) -> None:
    """Refuse to go on where `host`:`port` is taken; `setting` is the variable that would change it.

    Raises PortBusy: another program listens there.
    """
    if not port_is_free(port, host=host):
        raise PortBusy(
            f"Cổng {host}:{port} đang bị chương trình khác dùng; "
            f"hãy tắt chương trình đó hoặc đặt {setting} sang cổng khác."
        )


def _unprivileged(folder: Path) -> tuple[int, int]:
    own = folder.stat()
    if own.st_uid != 0:  # a cluster that exists stays with its owner, even one without a name
        return own.st_uid, own.st_gid
    for path in folder.parents:
        uid = path.stat().st_uid
        if uid != 0 and _is_named(uid):
            return uid, pwd.getpwuid(uid).pw_gid
    entry = pwd.getpwnam("nobody")
    return entry.pw_uid, entry.pw_gid


def _is_named(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def _reaches(account: Account, folder: Path, program: Path) -> bool:
    command = ["/bin/sh", "-c", 'cd "$1" && exec "$2" --version', "sh", str(folder), str(program)]
    with Path(os.devnull).open("wb") as output:
        try:
            return account.popen(command, output=output).wait(timeout=PROBE_LIMIT_S) == 0
        except (OSError, subprocess.SubprocessError):  # a container that does not let root become somebody else
            return False


def _owner_name(path: Path) -> str:
    uid = path.stat().st_uid
    return pwd.getpwuid(uid).pw_name if _is_named(uid) else str(uid)
