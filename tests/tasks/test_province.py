"""The description of a province: what would stop its mails is refused."""

import pytest

from tasks.errors import BadProvince
from tasks.province import read_province

GOOD = {
    "code": "mau",
    "name": "tỉnh Mẫu",
    "desk_name": "Sở Nội vụ",
    "desk_email": "ban@mau.example",
    "chairman_email": "vp@mau.example",
}


def written(**changes: str) -> bytes:
    return "\n".join(f'{name} = "{value}"' for name, value in (GOOD | changes).items()).encode()


def test_a_description_is_a_province():
    assert read_province(written(), source="tinh.toml").name == "tỉnh Mẫu"


@pytest.mark.parametrize("odd", ["tỉnh\\u0000", "tỉnh\\nBcc: x@y.example", "tỉnh\\u001b[31m", "tỉnh\\u2028Mẫu"])
def test_a_name_that_a_header_cannot_hold_is_refused(odd):
    with pytest.raises(BadProvince, match="name có ký tự không in được"):
        read_province(written(name=odd), source="tinh.toml")
