"""`dondoc province FILE.toml`: open a province or bring its name and addresses up to date."""

import tomllib
from pathlib import Path

from models import MailMode, Province
from portal.commands.office import opened
from portal.errors import BadCommand
from portal.files import bytes_of
from portal.show import console
from tasks.agencies import open_province

FIELDS = ("code", "name", "desk_name", "desk_email", "chairman_email")


def run(file: Path) -> None:
    """Write the province that a file describes and say so.

    Raises BadCommand for a file that is no province.
    """
    found = province_of(bytes_of(file), source=file.name)
    with opened() as world, world.session() as session:
        open_province(session, found)
    console().print(f"Đã mở {found.name} (mã {found.code}). Tiếp theo: dondoc agencies load TỆP.csv")


def province_of(data: bytes, *, source: str) -> Province:
    """Return the province, not yet written, that the bytes of a TOML file describe.

    Raises BadCommand when it is no TOML or a field is missing or no text.
    """
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as unreadable:
        raise BadCommand(
            f"{source}: không phải tệp TOML ({unreadable}). Chép examples/province.toml rồi sửa."
        ) from unreadable
    missing = [name for name in FIELDS if not isinstance(table.get(name), str) or not table[name].strip()]
    if missing:
        raise BadCommand(f"{source}: thiếu {', '.join(missing)}. Xem mẫu ở examples/province.toml.")
    unknown = set(table) - {*FIELDS, "mail"}
    if unknown:
        raise BadCommand(f"{source}: không hiểu {', '.join(sorted(unknown))}. Xem mẫu ở examples/province.toml.")
    mail = table.get("mail", MailMode.ON)
    if mail not in set(MailMode):
        raise BadCommand(f'{source}: mail = {mail!r} không dùng được; viết "hold" hoặc "on".')
    return Province(**{name: table[name].strip() for name in FIELDS}, mail_mode=MailMode(mail))
