"""File locks: one holder at a time, freed by the kernel when the holder dies."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.errors import AlreadyRunning, DataFolderError

PAUSE_S = 0.02
GRACE_S = 0.2  # `holder` has the file for a moment while it looks


@contextmanager
def hold(path: Path, *, wait_s: float = 0.0) -> Iterator[None]:
    """Hold the lock file `path` while the block runs, waiting up to `wait_s` seconds for it.

    The file is created when missing, names the holder's pid and is left in place: removing it would let two hold it.

    Raises AlreadyRunning: another process (or another block of this one) still holds it.
    Raises DataFolderError: the file cannot be opened.
    """
    handle = _open(path)
    try:
        deadline = time.monotonic() + max(wait_s, GRACE_S)
        while not _taken(handle, fcntl.LOCK_EX):
            if time.monotonic() >= deadline:
                raise AlreadyRunning(_busy(path, os.pread(handle, 20, 0)))
            time.sleep(PAUSE_S)
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


def holder(path: Path) -> int | None:
    """Name the pid that holds the lock file `path`; None means that nobody does, 0 that it has no name yet.

    Raises DataFolderError: the file cannot be opened.
    """
    if not path.exists():
        return None
    handle = _open(path)
    try:
        if _taken(handle, fcntl.LOCK_SH):
            return None
        written = os.pread(handle, 20, 0)
    finally:
        os.close(handle)
    return int(written) if written.isdigit() else 0


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as cause:
        raise DataFolderError(
            f"Không mở được tệp khóa {path} ({cause.strerror}); hãy chạy bằng đúng người dùng đã tạo thư mục dữ liệu."
        ) from cause


def _taken(handle: int, kind: int) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _busy(path: Path, written: bytes) -> str:
    pid = written.decode("ascii", "replace") or "?"
    return (
        f"Thư mục dữ liệu {path.parent} đang do tiến trình {pid} sử dụng; "
        f"hãy dừng tiến trình đó (kill {pid}) rồi chạy lại, hoặc đặt DONDOC_HOME sang thư mục khác."
    )
