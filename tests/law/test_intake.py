"""Bytes that become a text, and those that are refused."""

import codecs

import pytest

from law.errors import SecretPaper, UnreadableText
from law.intake import text_of

TEXT = "CHỈ THỊ\n1. Sở Nội vụ báo cáo."


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16", "utf-16 big-endian", "windows line ends"],
)
def test_a_text_is_decoded(data: bytes) -> None:
    assert text_of(data, name="a.txt") == TEXT


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\t",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"\xff\xd8\xff\xe0",
        bytes(range(32)) * 9,
        b"\xc3\x28",
        b"a" * (6 << 20),
    ],
    ids=["empty", "blank", "png", "jpeg", "control characters", "broken utf-8", "6 MB"],
)
def test_what_is_no_text_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(UnreadableText, match=r"\Aa\.txt: [^\n]+\Z"):
        text_of(data, name="a.txt")


@pytest.mark.parametrize("stamp", ["MẬT", "TỐI MẬT", "TUYỆT  MẬT", "[MẬT]", "ĐỘ MẬT: TỐI MẬT", "Độ mật: Mật"])
def test_a_secret_paper_is_refused(stamp: str) -> None:
    with pytest.raises(SecretPaper):
        text_of(f"UBND TỈNH\n{stamp}\n{TEXT}".encode(), name="a.txt")


def test_the_word_for_secret_inside_a_sentence_is_no_stamp() -> None:
    text = "1. Bảo vệ bí mật nhà nước, tài liệu MẬT và TỐI MẬT theo quy định."

    assert text_of(text.encode(), name="a.txt") == text


def test_a_line_without_an_end_is_refused_before_it_is_read():
    with pytest.raises(UnreadableText, match="không xuống dòng"):
        text_of(("1. Sở Nội vụ báo cáo. " * 5000).encode(), name="vb.txt")
