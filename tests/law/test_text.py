"""The repaired view: glued words apart, one spelling, every place mapped back to the source."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.syllables import cut, is_syllable
from law.text import view_of

REPAIRS = [
    ("các sở, ban ngànhtỉnh", "các sở, ban ngành tỉnh"),
    ("Uỷ bannhân dân", "Ủy ban nhân dân"),
    ("đến năm 2015thực hiện", "đến năm 2015 thực hiện"),
    ("vào năm2014", "vào năm 2014"),
    ("ngày13 tháng 6", "ngày 13 tháng 6"),
    ("Chỉ thị số 21-CT/TWngày 21", "Chỉ thị số 21-CT/TW ngày 21"),
    ("VỀVIỆC", "VỀ VIỆC"),
    ("Chưong trình", "Chương trình"),
    ("hoà, uỷ, Ðiều", "hòa, ủy, Điều"),
    ("toàn quốc, quý, khoán", "toàn quốc, quý, khoán"),
    ("NGƯỜI ĐỨNG ĐẦU", "NGƯỜI ĐỨNG ĐẦU"),
    ("12-CTr/TU, 30c/NQ-CP", "12-CTr/TU, 30c/NQ-CP"),
    ("website online SIPAS VIII", "website online SIPAS VIII"),
]


@pytest.mark.parametrize(("source", "expected"), REPAIRS, ids=[source for source, _ in REPAIRS])
def test_the_view_repairs(source: str, expected: str) -> None:
    assert view_of(source).text == expected


@pytest.mark.parametrize("word", ["nghiêng", "quốc", "ủy", "hoạch", "yêu", "thuở", "giếng", "ờ"])
def test_a_syllable_is_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["thựchiện", "ngànhtỉnh", "tac", "bcd", "háng̀", "xyz"])
def test_what_is_no_syllable_is_known(word: str) -> None:
    assert not is_syllable(word)


def test_the_words_of_the_text_decide_where_a_glued_word_is_cut() -> None:
    assert cut("cáchành", {"các": 3, "hành": 5}) == ("các", "hành")


@given(st.text(alphabet="aăâeêioôơuưyđbcnghtỉủạ 2015.ÐĐ|\u0300\u0301\u200b\n", max_size=60))
def test_every_place_of_the_view_lies_in_the_source(source: str) -> None:
    view = view_of(source)

    assert len(view.text) == len(view.low) == len(view.offsets)
    assert list(view.offsets) == sorted(view.offsets)
    assert all(place < len(source) for place in view.offsets)


def test_a_span_quotes_the_source_of_a_decomposed_text() -> None:
    source = unicodedata.normalize("NFD", "Sở Nội vụ báo cáo")
    view = view_of(source)

    assert unicodedata.normalize("NFC", view.quote(3, 9)) == "Nội vụ"
