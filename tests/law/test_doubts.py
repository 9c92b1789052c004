"""The sentences in which the reader asks a person."""

from datetime import date

import pytest

from law.doubts import programme_over
from law.reading import read

HEAD = "CHỈ THỊ\nSố: 5/CT-UBND\nBến Tre, ngày 13 tháng 8 năm 2026\n\n"


def why(words: str, rule: str) -> list[str]:
    reading = read(f"{HEAD}1. Các sở, ngành {words}\n\n2. Sở Y tế thực hiện Chỉ thị này./.\n", source="vb.txt")
    return [doubt.why for doubt in reading.doubts if doubt.rule == rule]


@pytest.mark.parametrize(
    ("words", "proposal"),
    [
        pytest.param("hàng quý báo cáo về Sở Nội vụ.", "đề xuất theo lịch báo cáo của tỉnh", id="a report"),
        pytest.param("hàng quý tổ chức kiểm tra cải cách hành chính.", "tạm lấy ngày cuối kỳ", id="no report"),
        pytest.param("xây dựng kế hoạch cải cách hành chính hàng năm.", "trước khi năm ấy bắt đầu", id="a yearly plan"),
    ],
)
def test_a_recurrence_without_a_day_says_which_day_is_taken(words, proposal):
    (sentence,) = why(words, "no-due-day")

    assert sentence.startswith("Mục 1: văn bản nêu “hàng ")
    assert proposal in sentence


def test_what_is_answered_in_a_report_asks_for_no_day_of_its_own():
    """Chỉ thị Khánh Hòa 2017, 4/a."""
    (sentence,) = why("định kỳ hàng quý rà soát, đánh giá và báo cáo tình hình thực hiện.", "no-due-day")

    assert "lịch báo cáo" in sentence


def test_a_quota_says_that_its_turns_are_a_suggestion():
    """Chỉ thị Khánh Hòa 2017, 2/b."""
    (sentence,) = why("tổ chức đối thoại với doanh nghiệp ít nhất 02 lần/năm.", "no-turn-day")

    assert "“ít nhất 02 lần/năm”" in sentence
    assert "02 lượt được gợi ý trải đều trong năm" in sentence


def test_a_ceiling_on_a_count_asks_nothing():
    assert why("không thanh tra quá 01 lần trong năm đối với mỗi doanh nghiệp.", "no-turn-day") == []


@pytest.mark.parametrize(
    ("title", "day", "asks"),
    [
        pytest.param("… GIAI ĐOẠN 2011-2020", date(2026, 11, 23), True, id="over for years"),
        pytest.param("… giai đoạn 2022 – 2025", date(2026, 1, 1), True, id="over since yesterday"),
        pytest.param("… giai đoạn 2022-2025", date(2025, 12, 31), False, id="its last day"),
        pytest.param(
            "… giai đoạn 2011-2020, tiếp tục giai đoạn 2021-2030", date(2026, 1, 1), False, id="a second goes on"
        ),
        pytest.param("đẩy mạnh cải cách hành chính", date(2026, 1, 1), False, id="no programme"),
    ],
)
def test_a_programme_that_is_over_asks_whether_the_directive_still_binds(title, day, asks):
    found = programme_over(title, on=day)

    assert (found is not None) is asks
