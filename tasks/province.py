"""A province as a person describes it in a TOML file."""

import re
import tomllib

from models import MailMode, Province
from tasks.errors import BadProvince

FIELDS = ("code", "name", "desk_name", "desk_email", "chairman_email")
"""What the file must have, as text; `mail` ("hold" or "on") may stand beside: how a new province begins."""

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def read_province(data: bytes, *, source: str) -> Province:
    """Return the province, not yet written, that the bytes of a TOML file describe.

    Raises BadProvince when it is no TOML, a field is missing, unknown or no text, or the code is no plain word.
    """
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as unreadable:
        raise BadProvince(f"{source}: không phải tệp TOML. Chép examples/province.toml rồi sửa.") from unreadable
    missing = [name for name in FIELDS if not isinstance(table.get(name), str) or not table[name].strip()]
    if missing:
        raise BadProvince(f"{source}: thiếu {', '.join(missing)}. Xem mẫu ở examples/province.toml.")
    odd = [name for name in FIELDS if not table[name].strip().isprintable()]
    if odd:
        raise BadProvince(f"{source}: {', '.join(odd)} có ký tự không in được hoặc xuống dòng. Viết lại trên một dòng.")
    unknown = set(table) - {*FIELDS, "mail"}
    if unknown:
        raise BadProvince(f"{source}: không hiểu {', '.join(sorted(unknown))}. Xem mẫu ở examples/province.toml.")
    if not _CODE.fullmatch(table["code"].strip()):
        raise BadProvince(f"{source}: code chỉ gồm chữ thường không dấu, số và gạch nối, ví dụ binh-minh. Sửa lại.")
    hidden = [name for name in FIELDS if not table[name].strip().isprintable()]
    if hidden:
        raise BadProvince(f"{source}: {', '.join(hidden)} có ký tự điều khiển. Gõ lại trên một dòng.")
    mail = table.get("mail", MailMode.ON.value)
    if mail not in set(MailMode):
        raise BadProvince(f"{source}: mail = {mail!r} không dùng được; viết hold hoặc on.")
    return Province(**{name: table[name].strip() for name in FIELDS}, mail_mode=MailMode(mail))
