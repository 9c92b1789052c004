"""The data folder: whose it is, which version wrote it, and the secret it keeps."""

import contextlib
import os
import secrets
from pathlib import Path

from deploy.errors import DataFolderError, SettingsError
from deploy.settings import SECRET_LENGTH, Settings

# Raise the first number when older programs cannot read the folder any more; the second is PostgreSQL's major version.
DATA_VERSION = "dondoc 1 postgresql 18"
# What an operator may have put there before the first start.
ALLOWED_BEFORE = frozenset({"dondoc.env", ".gitkeep", "lost+found"})


def claim_folder(home: Path) -> None:
    """Make `home` ours, or see that it is; nothing is written into a folder that is not.

    Raises DataFolderError: another version wrote it, it holds something else, or it cannot be made or written.
    """
    try:
        _check(home)
        home.mkdir(parents=True, exist_ok=True)
        if not (home / "version").exists():
            _place(home / "version", DATA_VERSION + "\n", mode=0o644)
    except OSError as cause:
        raise DataFolderError(
            f"Không dùng được thư mục dữ liệu {home} ({cause.strerror}); "
            "hãy cấp quyền ghi cho người dùng hiện tại hoặc đặt DONDOC_HOME sang thư mục khác."
        ) from cause


def secret(settings: Settings) -> str:
    """Give the secret that signs links: DONDOC_SECRET, or one made once and kept in the folder for its owner alone.

    Raises SettingsError: the kept secret was damaged.
    Raises DataFolderError: the folder is not ours.
    """
    if settings.secret is not None:
        return settings.secret.get_secret_value()
    claim_folder(settings.home)
    path = settings.home / "secret"
    if not path.exists():
        _place(path, secrets.token_urlsafe(48), mode=0o600)
    kept = path.read_text().strip()
    if len(kept) < SECRET_LENGTH:
        raise SettingsError(
            f"Tệp {path} hỏng (ngắn hơn {SECRET_LENGTH} ký tự); hãy khôi phục từ bản sao lưu, "
            "hoặc xóa tệp để tạo mới: khi đó mọi liên kết đã gửi hết hiệu lực."
        )
    return kept


def _check(home: Path) -> None:
    if not home.exists():
        return
    version = home / "version"
    if version.exists():
        written = version.read_text(errors="replace").strip()
        if written != DATA_VERSION:
            raise DataFolderError(
                f"Thư mục dữ liệu {home} do phiên bản khác tạo ({written!r}, chương trình này cần {DATA_VERSION!r}); "
                "hãy dùng đúng phiên bản đó hoặc đặt DONDOC_HOME sang thư mục mới."
            )
    elif others := sorted(path.name for path in home.iterdir() if not _may_precede(path.name)):
        raise DataFolderError(
            f"Thư mục {home} đã có dữ liệu khác ({others[0]}) và không phải của Đôn đốc; "
            "hãy đặt DONDOC_HOME sang thư mục trống."
        )


def _may_precede(name: str) -> bool:
    return name in ALLOWED_BEFORE or name.startswith(".version.")  # the draft of a killed first start


def _place(path: Path, text: str, *, mode: int) -> None:
    """Write a file whole or not at all; where two come at once, the first stays."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
