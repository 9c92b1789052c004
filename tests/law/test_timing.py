"""Phrases and what they say, one row each; a new phrase is a new row."""

from datetime import date, time

import pytest

from law.expressions import Context
from law.text import view_of
from law.timing import expressions
from law.values import (
    Bound,
    DueDay,
    Frequency,
    NPerYear,
    Once,
    QuotaBound,
    Recurring,
    Starting,
    Timing,
    WithinDays,
)

ISSUED = date(2017, 4, 20)


def once(start: str | None, due: str, bound: Bound, at: time | None = None) -> Once:
    return Once(
        due=date.fromisoformat(due), bound=bound, start=date.fromisoformat(start) if start else None, late_time=at
    )


def every(frequency: Frequency, month: int = 0, day: int = 0, bound: Bound | None = None) -> Recurring:
    return Recurring(frequency=frequency, due=DueDay(month=month, day=day) if day else None, bound=bound)


BEFORE, BY, WITHIN = Bound.BEFORE, Bound.BY, Bound.WITHIN
MONTHLY, QUARTERLY, HALF, NINE, YEARLY = (
    Frequency.MONTHLY,
    Frequency.QUARTERLY,
    Frequency.SEMIANNUAL,
    Frequency.NINE_MONTHS,
    Frequency.ANNUAL,
)

PHRASES: list[tuple[str, list[Timing]]] = [
    ("trình UBND tỉnh trong quý III/2017", [once("2017-07-01", "2017-09-30", WITHIN)]),
    ("ngay trong quý III/2017", [once("2017-07-01", "2017-09-30", WITHIN)]),
    ("trong quý I năm 2018", [once("2018-01-01", "2018-03-31", WITHIN)]),
    ("trong quý III, IV/2017", [once("2017-07-01", "2017-12-31", WITHIN)]),
    ("trong tháng 6-7/2017", [once("2017-06-01", "2017-07-31", WITHIN)]),
    ("trong tháng 9 năm 2017", [once("2017-09-01", "2017-09-30", WITHIN)]),
    ("trong tháng 9", [once("2017-09-01", "2017-09-30", WITHIN)]),
    ("trong tháng 02/2020", [once("2020-02-01", "2020-02-29", WITHIN)]),
    ("ngay trong năm 2018", [once("2018-01-01", "2018-12-31", WITHIN)]),
    ("vận hành vào năm2014", [once("2014-01-01", "2014-12-31", WITHIN)]),
    ("trong 6 tháng đầu năm 2018", [once("2018-01-01", "2018-06-30", WITHIN)]),
    ("để đến năm 2015thực hiện tự chủ", [once(None, "2015-12-31", BY)]),
    ("đến hết năm 2019", [once(None, "2019-12-31", BY)]),
    ("phấn đấu đến năm 2020, giảm 30%", [once(None, "2020-12-31", BY)]),
    ("chậm nhất trong quý II/2018", [once(None, "2018-06-30", BY)]),
    ("trước tháng 6/2018", [once(None, "2018-06-01", BEFORE)]),
    ("trước ngày 31/12/2025", [once(None, "2025-12-31", BEFORE)]),
    ("trước ngày 05 tháng 12 năm 2018", [once(None, "2018-12-05", BEFORE)]),
    ("hoàn thành trước ngày 30/6", [once(None, "2017-06-30", BEFORE)]),
    ("gửi trước ngày 31/3", [once(None, "2018-03-31", BEFORE)]),
    ("chậm nhất ngày 15/5/2017", [once(None, "2017-05-15", BY)]),
    ("không muộn hơn ngày 15/5/2017", [once(None, "2017-05-15", BY)]),
    ("đến hết ngày 30/9/2017", [once(None, "2017-09-30", BY)]),
    ("trước 17 giờ ngày 20/6/2017", [once(None, "2017-06-20", BEFORE, time(17))]),
    ("trước 16 giờ 30 phút ngày 20/6/2017", [once(None, "2017-06-20", BEFORE, time(16, 30))]),
    ("từ ngày 01/6/2017 đến ngày 30/6/2017", [once("2017-06-01", "2017-06-30", WITHIN)]),
    ("Thời hạn trình UBND tỉnh: trong quý IV/2017", [once("2017-10-01", "2017-12-31", WITHIN)]),
    ("Thời hạn hoàn thành: Quý IV/2022", [once("2022-10-01", "2022-12-31", WITHIN)]),
    ("Thời gian thực hiện: Tháng 8/2022", [once("2022-08-01", "2022-08-31", WITHIN)]),
    ("thực hiện từ tháng 8/2017", [Starting(start=date(2017, 8, 1))]),
    ("ngay từ quý II/2017", [Starting(start=date(2017, 4, 1))]),
    ("bắt đầu thực hiện từ năm 2018", [Starting(start=date(2018, 1, 1))]),
    ("kể từ ngày 01/7/2017", [Starting(start=date(2017, 7, 1))]),
    ("hàng năm", [every(YEARLY)]),
    ("hằng quý", [every(QUARTERLY)]),
    ("mỗi tháng một lần", [every(MONTHLY)]),
    ("định kỳ 3 tháng", [every(QUARTERLY)]),
    ("06 tháng/lần", [every(HALF)]),
    ("định kỳ hàng quý, 6 tháng và năm", [every(QUARTERLY), every(HALF), every(YEARLY)]),
    ("định kỳ quý, 6 tháng, 9 tháng và năm", [every(QUARTERLY), every(HALF), every(NINE), every(YEARLY)]),
    ("xây dựng báo cáo quý, 6 tháng và hàng năm", [every(QUARTERLY), every(HALF), every(YEARLY)]),
    ("định kỳ hàng năm báo cáo về Sở Nội vụ trước ngày 15/12", [every(YEARLY, 12, 15, BEFORE)]),
    ("trước ngày 15 tháng 11 hằng năm", [every(YEARLY, 11, 15, BEFORE)]),
    ("trước ngày 10 tháng 01 năm sau", [every(YEARLY, 13, 10, BEFORE)]),
    ("trước ngày 25 hàng tháng", [every(MONTHLY, 1, 25, BEFORE)]),
    ("hàng quý báo cáo chậm nhất ngày 10 của tháng cuối quý", [every(QUARTERLY, 3, 10, BY)]),
    ("hàng quý, trước ngày 05 của tháng đầu quý sau", [every(QUARTERLY, 4, 5, BEFORE)]),
    ("hàng tháng, trước ngày 05 tháng sau", [every(MONTHLY, 2, 5, BEFORE)]),
    (
        "định kỳ 06 tháng (trước ngày 20/6) và hằng năm (trước ngày 15/11)",
        [every(HALF, 6, 20, BEFORE), every(YEARLY, 11, 15, BEFORE)],
    ),
    (
        "trước ngày 15 tháng 6 và ngày 15 tháng 12 hàng năm",
        [every(YEARLY, 6, 15, BEFORE), every(YEARLY, 12, 15, BEFORE)],
    ),
    ("định kỳ 6 tháng và năm, trước ngày 15/6 và 15/12", [every(HALF, 6, 15, BEFORE), every(YEARLY, 12, 15, BEFORE)]),
    ("hằng quý, sáu tháng và cuối năm", [every(QUARTERLY), every(HALF), every(YEARLY)]),
    ("báo cáo tháng gửi trước ngày 15 của tháng", [every(MONTHLY, 1, 15, BEFORE)]),
    ("báo cáo quý gửi trước ngày 05 tháng cuối cùng của mỗi quý", [every(QUARTERLY, 3, 5, BEFORE)]),
    ("chốt số liệu từ ngày 15/12 đến ngày 14/3", []),
    ("trong năm 2022 và những năm tiếp theo", [Starting(start=date(2022, 1, 1))]),
    ("hàng năm từ năm 2018 trở đi", [Recurring(frequency=YEARLY, since=date(2018, 1, 1))]),
    ("hàng năm đến năm 2020", [Recurring(frequency=YEARLY, until=date(2020, 12, 31))]),
    (
        "ít nhất 02 lần/năm (thực hiện từ năm 2017 trở đi)",
        [NPerYear(n=2, bound=QuotaBound.AT_LEAST, since=date(2017, 1, 1))],
    ),
    ("không thanh tra quá 01 lần trong năm", [NPerYear(n=1, bound=QuotaBound.AT_MOST)]),
    ("tổ chức hai lần mỗi năm", [NPerYear(n=2, bound=QuotaBound.EXACTLY)]),
    ("mỗi năm tổ chức ít nhất 2 cuộc đối thoại", [NPerYear(n=2, bound=QuotaBound.AT_LEAST)]),
    (
        "trong thời hạn 10 ngày làm việc kể từ ngày ban hành Chỉ thị này",
        [WithinDays(days=10, working=True, event="ban hành chỉ thị này")],
    ),
    (
        "trong vòng 15 ngày kể từ ngày ký ban hành",
        [WithinDays(days=15, working=False, event="ký ban hành", due=date(2017, 5, 5))],
    ),
    ("giai đoạn 2011-2015, định hướng đến năm 2020", []),
    ("chỉ nộp hồ sơ 01 lần", []),
    ("02 năm liên tiếp", []),
    ("không quá 1/3 tổng thời gian", []),
    ("TCVN ISO 9001:2008", []),
    ("theo Nghị định số 63/2010/NĐ-CP ngày 08 tháng 6 năm 2010", []),
    ("theo Đề án số 12/ĐA-UBND về phát triển đến năm 2030", []),
    ("đạt 90% trong năm", []),
    ("có hiệu lực thi hành kể từ ngày 15/01/2020", []),
    ("trước ngày 31/02/2018", []),
    ("dự toán ngân sách năm 2017", []),
]


def read_phrase(phrase: str) -> list[Timing]:
    low = view_of(phrase).low
    found = expressions(low, 0, len(low), Context(issued_on=ISSUED, year=ISSUED.year))
    return [timing for one in found for timing in one.timings]


@pytest.mark.parametrize(("phrase", "expected"), PHRASES, ids=[phrase for phrase, _ in PHRASES])
def test_a_phrase_says_when(phrase: str, expected: list[Timing]) -> None:
    assert read_phrase(phrase) == expected


def test_a_day_without_a_year_is_no_date_where_the_document_prints_none() -> None:
    low = "hoàn thành trước ngày 30/6"

    (found,) = expressions(low, 0, len(low), Context())

    assert found.timings == ()
    assert found.due is not None
