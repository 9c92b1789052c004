"""Names that the desk reads in the control room."""

from datetime import date

import pytest

from flows.naming import agency_name, clause_run, directive_name, occurrence_run, occurrence_tags, owners, timing_words
from law.values import Bound, Frequency, Kind, NPerYear, Once, QuotaBound, Recurring, Standing, Starting, WithinDays
from models import Directive
from tests.builders import at


def directive(**given):
    facts = {"kind": "Chỉ thị", "source": "khanh-hoa-ct-2017.txt", "text": "…", "digest": "0"}
    return Directive(province_id=1, recorded_at=at("2026-11-22 08:00"), **facts | given)


KHANH_HOA = directive(issuer="UBND tỉnh Khánh Hòa")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(directive(number="05/CT-UBND"), "CT 05/CT-UBND", id="a printed number"),
        pytest.param(KHANH_HOA, "CT Khánh Hòa 2017", id="no number: place, and the year of the file's name"),
        pytest.param(
            directive(issuer="UBND tỉnh Vĩnh Phúc", issued_on=date(2022, 4, 1)),
            "CT Vĩnh Phúc 2022",
            id="the year of issue before that of the file's name",
        ),
        pytest.param(directive(kind=None), "Văn bản khanh-hoa-ct-2017.txt", id="nothing printed: the file"),
        pytest.param(directive(kind="Đề án", number="7/ĐA"), "Đề án 7/ĐA", id="a kind without an abbreviation"),
    ],
)
def test_a_directive_has_a_brief_name(given, expected):
    assert directive_name(given) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Sở Kế hoạch và Đầu tư", "Sở KH&ĐT"),
        ("Sở Văn hóa, Thể thao và Du lịch", "Sở VHTT&DL"),
        ("Sở Lao động - Thương binh và Xã hội", "Sở LĐTB&XH"),
        ("Sở Nội vụ", "Sở Nội vụ"),
        ("Đài Phát thanh và Truyền hình", "Đài Phát thanh và Truyền hình"),
        ("@sở-ban-ngành", "các sở, ban, ngành"),
    ],
)
def test_only_a_department_with_two_fields_is_shortened(name, expected):
    assert agency_name(name) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ((), "chưa rõ cơ quan"),
        (("Sở Nội vụ",), "Sở Nội vụ"),
        (("Sở Nội vụ", "Sở Tài chính"), "Sở Nội vụ và 1 cơ quan"),
        (("@sở-ban-ngành", "@ubnd-huyện"), "các sở, ban, ngành và 1 nhóm khác"),
    ],
)
def test_owners_are_the_first_and_how_many_more(names, expected):
    assert owners(names) == expected


@pytest.mark.parametrize(
    ("timing", "expected"),
    [
        (Once(due=date(2026, 12, 15), bound=Bound.BEFORE), "trước 15/12/2026"),
        (Once(due=date(2017, 9, 30), bound=Bound.WITHIN), "đến hết 30/09/2017"),
        (Recurring(frequency=Frequency.QUARTERLY), "hằng quý"),
        (Recurring(frequency=Frequency.SEMIANNUAL), "6 tháng một lần"),
        (NPerYear(n=2, bound=QuotaBound.AT_LEAST), "ít nhất 02 lần/năm"),
        (NPerYear(n=1, bound=QuotaBound.AT_MOST), "không quá 01 lần/năm"),
        (Starting(start=date(2018, 1, 1)), "từ 01/01/2018"),
        (WithinDays(days=5, working=True, event="nhận hồ sơ"), "trong 5 ngày làm việc"),
        (Standing(), "thường xuyên"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_timing_is_said_in_a_few_words(timing, expected):
    assert timing_words(timing) == expected


def test_a_clause_run_says_unit_owners_and_timing():
    """Chỉ thị của UBND tỉnh Khánh Hòa (2017), 2/b."""
    leads = ["Sở Kế hoạch và Đầu tư", *(f"Cơ quan {n}" for n in range(6))]

    name = clause_run("2/b", leads, NPerYear(n=2, bound=QuotaBound.AT_LEAST))

    assert name == "2/b · Sở KH&ĐT và 6 cơ quan · ít nhất 02 lần/năm"


@pytest.mark.parametrize(
    ("period", "period_end", "agencies", "last", "expected"),
    [
        pytest.param(
            "2026-Q3",
            date(2026, 9, 30),
            [f"Cơ quan {n}" for n in range(36)],
            date(2026, 9, 15),
            "CT Khánh Hòa 2017 · 4/a · Báo cáo quý III/2026 · 36 cơ quan · hạn 15/09",
            id="the period says the year",
        ),
        pytest.param(
            "2026",
            date(2026, 12, 31),
            ["Sở Nội vụ"],
            date(2027, 1, 4),
            "CT Khánh Hòa 2017 · 4/a · Báo cáo năm 2026 · Sở Nội vụ · hạn 04/01/2027",
            id="a day in the year after the period",
        ),
        pytest.param(
            "once",
            date(2026, 9, 30),
            ["Sở Nội vụ"],
            date(2026, 9, 30),
            "CT Khánh Hòa 2017 · 4/a · Báo cáo · Sở Nội vụ · hạn 30/09/2026",
            id="once",
        ),
    ],
)
def test_an_occurrence_run_says_what_is_due_by_whom_and_when(period, period_end, agencies, last, expected):
    name = occurrence_run(
        KHANH_HOA,
        unit="4/a",
        kind=Kind.REPORT,
        period=period,
        period_end=period_end,
        agencies=agencies,
        last=last,
    )

    assert name == expected


def test_up_to_three_agencies_are_tags_of_their_own():
    tags = occurrence_tags(
        KHANH_HOA, kind=Kind.EVENT, agencies=("A", "B", "C"), groups=("@sở-ban-ngành",), province="tỉnh Mẫu"
    )

    assert tags == ("tỉnh Mẫu", "CT Khánh Hòa 2017", "Tổ chức", "A", "B", "C")


def test_more_agencies_are_tagged_by_their_group():
    tags = occurrence_tags(
        KHANH_HOA, kind=Kind.REPORT, agencies=("A", "B", "C", "D"), groups=("@sở-ban-ngành",), province="tỉnh Mẫu"
    )

    assert tags == ("tỉnh Mẫu", "CT Khánh Hòa 2017", "Báo cáo", "các sở, ban, ngành")
