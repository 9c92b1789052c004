"""A province as a person describes it in a TOML file."""

import tomllib

from models import MailMode, Province
from tasks.errors import BadProvince

FIELDS = ("code", "name", "desk_name", "desk_email", "chairman_email")
"""What the file must have, as text; `mail` ("hold" or "on") may stand beside."""


def read_province(data: bytes, *, source: str) -> Province:
    """Return the province, not yet written, that the bytes of a TOML file describe.

    Raises BadProvince when it is no TOML, or a field is missing, unknown or no text.
    """
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as unreadable:
        raise BadProvince(f"{source}: không phải tệp TOML. Chép examples/province.toml rồi sửa.") from unreadable
    missing = [name for name in FIELDS if not isinstance(table.get(name), str) or not table[name].strip()]
    if missing:
        raise BadProvince(f"{source}: thiếu {', '.join(missing)}. Xem mẫu ở examples/province.toml.")
    unknown = set(table) - {*FIELDS, "mail"}
    if unknown:
        raise BadProvince(f"{source}: không hiểu {', '.join(sorted(unknown))}. Xem mẫu ở examples/province.toml.")
    mail = table.get("mail", MailMode.ON.value)
    if mail not in set(MailMode):
        raise BadProvince(f"{source}: mail = {mail!r} không dùng được; viết hold hoặc on.")
    return Province(**{name: table[name].strip() for name in FIELDS}, mail_mode=MailMode(mail))
