"""Names of agencies: full names, spellings, and where a text names them."""

import pytest

from law.agencies import GROUPS, canonical, same_name
from law.mentions import mentions_of
from law.text import view_of

FULL_NAMES = [
    ("Sở KH&ĐT", "Sở Kế hoạch và Đầu tư"),
    ("Giám đốc Sở Nội vụ", "Sở Nội vụ"),
    ("Chủ tịch Uỷ ban nhân dân tỉnh", "UBND tỉnh"),
    ("Uỷ  ban nhân dân tỉnh", "UBND tỉnh"),
    ("Ủy ban nhân dân huyện Khánh Sơn", "UBND huyện Khánh Sơn"),
    ("Chánh Văn phòng Ủy ban nhân dân tỉnh", "Văn phòng UBND tỉnh"),
    ("Chánh Thanh tra tỉnh", "Thanh tra tỉnh"),
    ("Sở Lao động, Thương binh và Xã hội", "Sở Lao động - Thương binh và Xã hội"),
    ("Sở Văn hoá, Thể thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch"),
    ("Ðài Phát thanh", "Đài Phát thanh"),
    ("Cục thuế tỉnh", "Cục Thuế tỉnh"),
    ("Cục Thuế tỉnh Khánh Hoà", "Cục Thuế tỉnh"),
    ("Công an tỉnh Vĩnh Phúc", "Công an tỉnh"),
    ("Trung tâm Lưu trữ", "Trung tâm Lưu trữ"),
    ("@tất-cả", "@tất-cả"),
]


@pytest.mark.parametrize(("name", "expected"), FULL_NAMES, ids=[name for name, _ in FULL_NAMES])
def test_a_name_has_one_full_form(name: str, expected: str) -> None:
    assert canonical(name) == expected


def test_hyphens_blanks_and_letter_case_do_not_part_names() -> None:
    assert same_name("Sở Lao động-Thương binh và xã hội", "Sở Lao động, Thương binh và Xã hội")
    assert not same_name("Sở Y tế", "Sở Nội vụ")


def test_the_group_of_those_concerned_never_expands() -> None:
    assert GROUPS["@liên-quan"] == frozenset()
    assert GROUPS["@tất-cả"] == {"department", "committee", "district", "commune"}


MENTIONS: list[tuple[str, list[tuple[str, ...]]]] = [
    ("các sở, ban ngànhtỉnh, Uỷ bannhân dân các huyện, thànhphố", [("@sở-ban-ngành",), ("@ubnd-huyện",)]),
    ("Các sở, ngành, địa phương", [("@sở-ban-ngành", "@ubnd-huyện")]),
    ("Các sở, ngành, đơn vị, địa phương", [("@tất-cả",)]),
    ("các sở, ban ngành có liên quan", [("@liên-quan",)]),
    ("các cơ quan, đơn vị liên quan", [("@liên-quan",)]),
    ("Người đứng đầu cơ quan, đơn vị, địa phương", [("@tất-cả",)]),
    ("các cơ quan Trung ương đóng trên địa bàn tỉnh", [("@cơ-quan-TW",)]),
    ("UBND các huyện, thị xã, thành phố", [("@ubnd-huyện",)]),
    ("UBND cấp huyện, cấp xã", [("@ubnd-huyện", "@ubnd-xã")]),
    ("Chủ tịch Ủy ban nhân dân các xã, phường, thị trấn", [("@ubnd-xã",)]),
    ("UBND các xã, phường, đặc khu", [("@ubnd-xã",)]),
    ("các cơ quan chuyên môn trực thuộc Ủy ban nhân dân tỉnh", [("@sở-ban-ngành",)]),
    ("các cơ quan báo chí", [("@báo-đài",)]),
    ("các đơn vị sự nghiệp công lập", [("@đvsn",)]),
    ("Các sở: Tài chính, Xây dựng và Y tế", [("Sở Tài chính",), ("Sở Xây dựng",), ("Sở Y tế",)]),
    ("Sở Nội vụ, xây dựng kế hoạch", [("Sở Nội vụ",)]),
    ("Sở Lao động, Thương binh và Xã hội", [("Sở Lao động - Thương binh và Xã hội",)]),
    ("Tỉnh Ủy ban hành Chương trình", [("Tỉnh ủy",)]),
    ("UBND thành phố Nha Trang", [("UBND thành phố Nha Trang",)]),
    (
        "Báo Khánh Hòa, Đài Phát thanh - Truyền hình Khánh Hòa",
        [("Báo Khánh Hòa",), ("Đài Phát thanh - Truyền hình Khánh Hòa",)],
    ),
    ("Công an tỉnh Long An", [("Công an tỉnh",)]),
    ("xã hội, các cơ quan có liên quan", [("@liên-quan",)]),
]


@pytest.mark.parametrize(("text", "expected"), MENTIONS, ids=[text for text, _ in MENTIONS])
def test_a_text_names_agencies(text: str, expected: list[tuple[str, ...]]) -> None:
    assert [mention.names for mention in mentions_of(view_of(text))] == expected
