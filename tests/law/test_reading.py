"""Whole directives: what the scorer says of them, and the clauses that the programme stands on."""

import itertools
import subprocess
import sys
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from benchmarks.reading_score import DIRECTIVES, GOLD, rows_of
from law.errors import UnreadableText
from law.intake import text_of
from law.reading import read
from law.values import (
    Bound,
    DueDay,
    Frequency,
    Kind,
    NPerYear,
    Obligation,
    Once,
    QuotaBound,
    Reading,
    Recurring,
    Starting,
    Timing,
)

FLOORS = {
    "meta": 1.0,
    "cites": 1.0,
    "units": 0.99,
    "addressed": 0.97,
    "leads": 0.97,
    "coordinate": 0.95,
    "recipient": 0.95,
    "kinds": 0.95,
    "timing": 0.97,
}


@cache
def reading_of(stem: str) -> Reading:
    path = DIRECTIVES / f"{stem}.txt"
    return read(text_of(path.read_bytes(), name=path.name), source=path.name)


@cache
def scores_of(gold: Path) -> dict[str, dict[str, object]]:
    return rows_of(gold)


def found(stem: str, unit: str) -> list[Obligation]:
    return [obligation for obligation in reading_of(stem).obligations if obligation.unit == unit]


BEN_TRE, KHANH_HOA, VINH_PHUC = "ben-tre-05-ct-ubnd-2013", "khanh-hoa-ct-2017", "vinh-phuc-ct-2022"
AN_GIANG, BINH_PHUOC = "an-giang-930-qd-ubnd-2012", "binh-phuoc-34-2020-qd-ubnd"
ALL_FIVE = [AN_GIANG, BEN_TRE, BINH_PHUOC, KHANH_HOA, VINH_PHUC]


@pytest.mark.parametrize("field", FLOORS)
@pytest.mark.parametrize("gold", sorted(GOLD.glob("*.json")), ids=lambda gold: gold.stem)
def test_an_annotated_directive_is_read_no_worse_than_before(gold: Path, field: str) -> None:
    assert float(str(scores_of(gold)[field]["f1"])) >= FLOORS[field]


def test_quarterly_half_yearly_and_yearly_reports_are_three_obligations() -> None:
    """Chỉ thị 05/CT-UBND (Bến Tre), đoạn cuối."""
    reports = [one for one in found(BEN_TRE, "end") if one.recipient == ("Sở Nội vụ",) and one.kind is Kind.REPORT]

    assert [(one.lead, getattr(one.timing, "frequency", None)) for one in reports] == [
        (("@sở-ban-ngành", "@ubnd-huyện"), frequency)
        for frequency in (Frequency.QUARTERLY, Frequency.SEMIANNUAL, Frequency.ANNUAL)
    ]


def test_a_yearly_report_takes_the_day_that_stands_after_its_recipient() -> None:
    """Chỉ thị của UBND tỉnh Vĩnh Phúc 2022, khoản 13."""
    report = found(VINH_PHUC, "13")[0]

    assert (report.lead, report.recipient, report.kind) == (
        ("@sở-ban-ngành", "@cơ-quan-TW", "@ubnd-huyện"),
        ("Sở Nội vụ",),
        Kind.REPORT,
    )
    assert report.timing == Recurring(
        frequency=Frequency.ANNUAL,
        due=DueDay(month=12, day=15),
        bound=Bound.BEFORE,
        raw="định kỳ hàng năm báo cáo kết quả thực hiện về Sở Nội vụ trước ngày 15/12",
    )


def test_a_list_of_departments_is_split_only_after_whole_names_are_known() -> None:
    """Chỉ thị của UBND tỉnh Khánh Hòa 2017, điểm 2/b."""
    dialogue = found(KHANH_HOA, "2/b")[0]

    assert dialogue.lead == (
        "Sở Kế hoạch và Đầu tư",
        "Sở Tài nguyên và Môi trường",
        "Sở Xây dựng",
        "Cục Thuế tỉnh",
        "Cục Hải quan tỉnh",
        "Kho bạc Nhà nước",
        "Bảo hiểm Xã hội tỉnh",
    )
    assert (dialogue.kind, dialogue.timing) == (
        Kind.EVENT,
        NPerYear(
            n=2,
            bound=QuotaBound.AT_LEAST,
            since=date(2017, 1, 1),
            raw="ít nhất 02 lần/năm (thực hiện từ năm 2017 trở đi)",
        ),
    )


def within(start: date, due: date) -> tuple[str, date, date]:
    return ("within", start, due)


DATED = [
    ("1", "Báo Khánh Hòa", ("starting", date(2017, 5, 1))),
    ("2/a/-1", "Sở Kế hoạch và Đầu tư", within(date(2017, 7, 1), date(2017, 9, 30))),
    ("2/c", "Thanh tra tỉnh", within(date(2017, 10, 1), date(2017, 12, 31))),
    ("2/d/-1", "Sở Tư pháp", within(date(2017, 7, 1), date(2017, 8, 31))),
    ("2/d/-3", "Sở Tư pháp", within(date(2017, 6, 1), date(2017, 7, 31))),
    ("2/đ/-1", "Sở Thông tin và Truyền thông", ("starting", date(2017, 8, 1))),
    ("2/đ/-1", "Sở Thông tin và Truyền thông", ("starting", date(2017, 5, 1))),
    ("2/đ/-2", "Sở Thông tin và Truyền thông", within(date(2017, 6, 1), date(2017, 6, 30))),
    ("2/đ/-2", "Sở Thông tin và Truyền thông", ("by", None, date(2020, 12, 31))),
    ("2/đ/-3", "Sở Thông tin và Truyền thông", within(date(2017, 8, 1), date(2017, 8, 31))),
    ("2/e/-3", "Sở Nội vụ", within(date(2017, 7, 1), date(2017, 9, 30))),
    ("2/e/-4", "Sở Nội vụ", within(date(2017, 7, 1), date(2017, 9, 30))),
    ("2/e/-5", "Sở Nội vụ", within(date(2018, 4, 1), date(2018, 6, 30))),
    ("2/g/-1", "Sở Nội vụ", within(date(2017, 9, 1), date(2017, 9, 30))),
    ("2/g/-2", "Sở Tài chính", ("starting", date(2018, 1, 1))),
    ("2/g/-3", "Sở Y tế", within(date(2017, 10, 1), date(2017, 12, 31))),
    ("2/g/-3", "Sở Y tế", ("by", None, date(2020, 12, 31))),
    ("2/h", "Sở Khoa học và Công nghệ", within(date(2018, 1, 1), date(2018, 12, 31))),
    ("3/c", "@tất-cả", ("starting", date(2017, 4, 1))),
    ("3/đ/-3", "@tất-cả", within(date(2017, 1, 1), date(2017, 12, 31))),
    ("4/a", "@ubnd-huyện", within(date(2017, 6, 1), date(2017, 6, 30))),
]


def short(timing: Timing) -> tuple[object, ...]:
    match timing:
        case Once():
            return (timing.bound.value, timing.start, timing.due)
        case Starting():
            return ("starting", timing.start)
        case _:
            return ()


@pytest.mark.parametrize(("unit", "lead", "expected"), DATED, ids=[f"{unit} {when[-1]}" for unit, _, when in DATED])
def test_a_dated_clause_names_who_and_when(unit: str, lead: str, expected: tuple[object, ...]) -> None:
    """Chỉ thị của UBND tỉnh Khánh Hòa 2017, các điểm có hạn."""
    assert expected in [short(one.timing) for one in found(KHANH_HOA, unit) if lead in one.lead]


def test_every_three_months_is_a_quarterly_report() -> None:
    """Chương trình cải cách hành chính tỉnh An Giang, VI/3/a."""
    report = found(AN_GIANG, "VI/3/a/-2")[0]

    assert (report.lead, report.recipient, report.kind) == (
        ("@sở-ban-ngành", "@ubnd-huyện"),
        ("Sở Nội vụ",),
        Kind.REPORT,
    )
    assert report.timing == Recurring(frequency=Frequency.QUARTERLY, raw="định kỳ 3 tháng")


def test_reports_that_others_write_are_no_time_of_who_guides_them() -> None:
    """Chương trình cải cách hành chính tỉnh An Giang, VI/3/c, gạch đầu dòng 5 và 6."""
    guided, written = found(AN_GIANG, "VI/3/c/-5"), found(AN_GIANG, "VI/3/c/-6")

    assert not any(isinstance(one.timing, Recurring) for one in guided)
    assert [one.timing.frequency for one in written if isinstance(one.timing, Recurring)] == [
        Frequency.QUARTERLY,
        Frequency.SEMIANNUAL,
        Frequency.ANNUAL,
    ]


def test_a_regulation_takes_its_leads_from_headings_and_chapters() -> None:
    """Quyết định 34/2020/QĐ-UBND (Bình Phước), Điều 4, Điều 11, Điều 16."""
    leads = {unit: {name for one in found(BINH_PHUOC, unit) for name in one.lead} for unit in ("Đ4/1/b", "Đ11/1/b")}

    assert leads == {"Đ4/1/b": {"@tất-cả"}, "Đ11/1/b": {"Sở Nội vụ"}}
    assert next(one.unit for one in reading_of(BINH_PHUOC).obligations) == "QĐ/Đ3"


def test_an_effect_before_the_issue_is_kept_and_doubted() -> None:
    """Quyết định 34/2020/QĐ-UBND (Bình Phước), Điều 2."""
    reading = reading_of(BINH_PHUOC)

    assert (reading.head.issued_on, reading.head.effective_on) == (date(2020, 12, 29), date(2020, 1, 15))
    assert "effective-before-issued" in {doubt.rule for doubt in reading.doubts}


def test_a_recurrence_without_a_day_is_doubted() -> None:
    doubted = {doubt.unit for doubt in reading_of(BEN_TRE).doubts if doubt.rule == "no-due-day"}

    assert {"1/a", "end"} <= doubted


def test_what_is_sent_in_brackets_at_the_end_binds_the_whole_sentence() -> None:
    """Chỉ thị Khánh Hòa 2017, 4/a: “các sở … bổ sung vào kế hoạch …; UBND các huyện … (gửi Sở Nội vụ … tháng 6/2017)”."""
    plans = [one for one in found(KHANH_HOA, "4/a") if one.kind is Kind.PLAN]

    assert [one.lead for one in plans] == [("@sở-ban-ngành", "@ubnd-huyện"), ("@ubnd-huyện",)]
    assert {one.recipient for one in plans} == {("Sở Nội vụ",)}
    assert {one.timing for one in plans} == {
        Once(due=date(2017, 6, 30), bound=Bound.WITHIN, start=date(2017, 6, 1), raw="trong tháng 6/2017")
    }


@pytest.mark.parametrize(
    ("stem", "unit", "words"),
    [
        pytest.param(KHANH_HOA, "2/a/-1", "xây dựng, trình UBND tỉnh", id="và các hội, hiệp hội"),
        pytest.param(AN_GIANG, "VI/3/h/-2", "kết hợp chặt chẽ", id="nhằm"),
    ],
)
def test_what_to_do_begins_after_all_who_help(stem: str, unit: str, words: str) -> None:
    assert found(stem, unit)[0].action.startswith(words)


def test_a_target_without_an_addressee_is_doubted() -> None:
    doubted = {doubt.unit for doubt in reading_of(AN_GIANG).doubts if doubt.rule == "no-lead"}

    assert "III/2/c" in doubted


@pytest.mark.parametrize("stem", ALL_FIVE)
def test_every_quote_stands_in_the_source_at_its_span(stem: str) -> None:
    reading = reading_of(stem)

    for obligation in reading.obligations:
        assert reading.text[obligation.span.start : obligation.span.end] == obligation.action
        assert {evidence.field for evidence in obligation.evidence} >= ({"lead"} if obligation.lead else set())
        for evidence in obligation.evidence:
            assert reading.text[evidence.span.start : evidence.span.end] == evidence.quote


@pytest.mark.parametrize("stem", ALL_FIVE)
def test_paths_are_unique_and_clauses_do_not_overlap(stem: str) -> None:
    clauses = reading_of(stem).clauses
    paths = [clause.path for clause in clauses]

    assert len(paths) == len(set(paths))
    assert all(one.span.end <= after.span.start for one, after in itertools.pairwise(clauses))
    assert {clause.parent for clause in clauses} - {None} <= set(paths)
    assert {obligation.unit for obligation in reading_of(stem).obligations} <= set(paths)


@pytest.mark.parametrize("stem", ALL_FIVE)
def test_the_same_text_gives_the_same_reading(stem: str) -> None:
    reading = reading_of(stem)

    assert read(reading.text, source=reading.source) == reading


def test_a_given_date_of_issue_dates_what_prints_no_year() -> None:
    text = "CHỈ THỊ\nVỀ VIỆC A\n1. Sở Nội vụ báo cáo UBND tỉnh trước ngày 30/6.\n2. Sở Tài chính bố trí kinh phí."

    with_date = read(text, source="a.txt", issued_on=date(2021, 2, 1)).obligations[0].timing
    without = read(text, source="a.txt")

    assert isinstance(with_date, Once)
    assert with_date.due == date(2021, 6, 30)
    assert not any(isinstance(one.timing, Once) for one in without.obligations)


def test_a_text_without_a_clause_is_refused_in_one_line() -> None:
    with pytest.raises(UnreadableText, match=r"^thu\.txt: .+$"):
        read("Kính gửi các sở.\nXin cảm ơn.", source="thu.txt")


@pytest.mark.slow
def test_reading_imports_no_server_database_or_plot() -> None:
    heavy = "{'prefect', 'sqlmodel', 'sqlalchemy', 'fastapi', 'matplotlib', 'holidays'}"
    code = f"import sys, law.reading, law.annotation, law.intake; sys.exit(', '.join({heavy} & set(sys.modules)) or 0)"

    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (run.returncode, run.stderr) == (0, "")
