"""Files that a person named on the command line."""

import contextlib
import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from law.intake import text_of
from portal.errors import BadCommand

LIMIT_BYTES = 30_000_000
"""More than this is never read into memory: the cap of an attachment in official mail systems."""


def bytes_of(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises BadCommand when it is missing, no file, not readable or far too large.
    """
    try:
        if path.is_dir():
            raise BadCommand(f"{path} là thư mục. Nêu tên một tệp.")
        with path.open("rb") as opened:
            data = opened.read(LIMIT_BYTES + 1)  # a pipe or a device has no size that could be asked first
    except FileNotFoundError as missing:
        raise BadCommand(f"Không có tệp {path}. Kiểm tra lại đường dẫn.") from missing
    except OSError as refused:
        raise BadCommand(f"Không mở được tệp {path} ({refused.strerror}). Kiểm tra quyền đọc.") from refused
    if len(data) > LIMIT_BYTES:
        raise BadCommand(f"{path}: tệp nặng hơn {LIMIT_BYTES // 1_000_000} MB. Nêu tệp khác.")
    return data


def directive_text(path: Path) -> str:
    """Return the text of a directive.

    Raises BadCommand, UnreadableText or SecretPaper; each says what is wrong with this file.
    """
    return text_of(bytes_of(path), name=path.name)


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is there whole or not at all.

    Raises BadCommand when the folder is missing or cannot be written.
    """
    try:
        with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, prefix=path.name, delete=False) as draft:
            draft.write(text)
        os.chmod(draft.name, 0o644)  # noqa: PTH101  (a path of the library's)
        Path(draft.name).replace(path)
    except OSError as refused:
        with contextlib.suppress(OSError, UnboundLocalError):
            Path(draft.name).unlink()
        raise BadCommand(f"Không ghi được tệp {path} ({refused.strerror}). Kiểm tra thư mục.") from refused
