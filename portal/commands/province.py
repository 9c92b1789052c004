"""`dondoc province FILE.toml`: open a province or bring its name and addresses up to date."""

from pathlib import Path

from portal.commands.office import opened
from portal.files import bytes_of
from portal.show import console
from tasks.agencies import open_province
from tasks.province import read_province


def run(file: Path) -> None:
    """Write the province that a file describes and say so.

    Raises BadProvince for a file that is no province; nothing is written then.
    """
    found = read_province(bytes_of(file), source=file.name)
    line = f"Đã mở {found.name} (mã {found.code}). Tiếp theo: dondoc agencies load TỆP.csv"
    with opened() as world, world.session() as session:
        open_province(session, found)
    console().print(line)
