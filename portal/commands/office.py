"""What the commands share: files that were named, the World they work in, the province they mean."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlmodel import Session

from deploy.embedded import database
from deploy.migrations import upgrade
from deploy.settings import Settings
from deploy.world import World, inhabit
from models import Province
from models.queries import agency as agencies
from portal.errors import NoProvince


@contextmanager
def opened() -> Iterator[World]:
    """Open the World of this machine for the length of a command: the running database, or one started for it.

    Raises DeployError when the settings, the data folder or the database cannot be used.
    """
    settings = Settings()
    with database(settings) as url:
        upgrade(url)
        with inhabit(World(settings=settings, database_url=url)) as world:
            yield world


def chosen_province(session: Session, code: str | None) -> Province:
    """Return the province of a code, or the only one there is for None.

    Raises NoProvince when there is none, or several and none was named.
    """
    known = agencies.provinces(session)
    codes = ", ".join(province.code for province in known)
    if not known:
        raise NoProvince(
            "Chưa có tỉnh nào trong cơ sở dữ liệu. Chạy: dondoc province TỈNH.toml (mẫu: examples/province.toml)."
        )
    if code is None:
        if len(known) > 1:
            raise NoProvince(f"Có nhiều tỉnh ({codes}). Thêm --province MÃ rồi chạy lại.")
        return known[0]
    for province in known:
        if province.code == code:
            return province
    raise NoProvince(f"Không có tỉnh “{code}”. Dùng một trong: {codes}.")


def shown(path: Path) -> str:
    """Return how a message names a file: by its name where it is unambiguous enough for a reader."""
    return path.name or str(path)
