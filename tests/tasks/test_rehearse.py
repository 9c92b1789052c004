"""A rehearsal of Khánh Hòa's directive over its first twenty months, on the real text and 25 agencies."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tasks.agencies import read_agencies
from tasks.answers import read_answers
from tasks.errors import BadAnswers, BadRange
from tasks.rehearse import Script, rehearse

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("rehearsal")]

EXAMPLES = Path(__file__).parents[2] / "examples"
SOURCE = "khanh-hoa-ct-2017.txt"
HEADER = "agency,period,directive,unit,submitted_on,paper_number,paper_date,state\n"
ANSWERED = f"Sở Y tế,once,{SOURCE},2/g/-3,2017-12-20,15/ĐA-SYT,2017-12-19,done\n"
DIALOGUES = {
    "Sở Kế hoạch và Đầu tư",
    "Sở Tài nguyên và Môi trường",
    "Sở Xây dựng",
    "Cục Thuế tỉnh",
    "Cục Hải quan tỉnh",
    "Kho bạc Nhà nước tỉnh",
    "Bảo hiểm xã hội tỉnh",
}
DATED = {
    "2/a/-1": "2017-09-30",
    "2/c": "2017-12-31",
    "2/d/-1": "2017-08-31",
    "2/d/-3": "2017-07-31",
    "2/đ/-2": "2017-06-30",
    "2/đ/-3": "2017-08-31",
    "2/e/-3": "2017-09-30",
    "2/e/-4": "2017-09-30",
    "2/e/-5": "2018-06-30",
    "2/g/-1": "2017-09-30",
    "2/g/-3": "2017-12-31",
    "2/h": "2018-12-31",
}
"""The dated clauses that name one agency, with the last day that the text gives."""


def script(answers: str = "", **changes) -> Script:
    values = {
        "directives": [(SOURCE, (EXAMPLES / "directives" / SOURCE).read_text(encoding="utf-8"))],
        "agencies": read_agencies((EXAMPLES / "agencies-2017.csv").read_bytes(), source="agencies-2017.csv"),
        "start": date(2017, 5, 2),
        "end": date(2018, 12, 31),
        "answers": read_answers((HEADER + answers).encode(), source="answers.csv") if answers else (),
        "province_name": "tỉnh Khánh Hòa",
    }
    return Script(**{**values, **changes})


@pytest.fixture(scope="module")
def played():
    return rehearse(script(ANSWERED)).to_json()


def of_unit(played, unit):
    return [row for row in played["assignments"] if {"directive": SOURCE, "unit": unit} in row["discharges"]]


def said(played, row):
    place = played["assignments"].index(row)
    return [notice for notice in played["notices"] if notice["assignment"] == place]


def test_seven_agencies_have_two_dialogues_a_year(played):
    """2/b: “ít nhất 02 lần/năm (thực hiện từ năm 2017 trở đi)”."""
    slots = Counter((row["agency"], row["period"]) for row in of_unit(played, "2/b") if row["kind"] == "event")

    wanted = {(agency, f"{year}#{n}") for agency in DIALOGUES for year in (2017, 2018) for n in (1, 2)}
    assert set(slots) == wanted
    assert set(slots.values()) == {1}


def test_every_department_and_district_owes_the_quarterly_report(played):
    """4/a: “Định kỳ hàng quý rà soát, đánh giá và báo cáo”."""
    reports = {(row["agency"], row["period"]) for row in of_unit(played, "4/a") if row["kind"] == "report"}

    agencies = {agency for agency, _ in reports}
    assert len([agency for agency in agencies if agency.startswith("Sở ")]) == 9
    assert len([agency for agency in agencies if agency.startswith("UBND ")]) == 8
    assert "Sở Nội vụ" not in agencies
    for agency in agencies:
        assert {period for who, period in reports if who == agency} == {
            "2017-Q2", "2017-Q3", "2017-Q4", "2018-Q1", "2018-Q2", "2018-Q3", "2018-Q4",
        }  # fmt: skip


@pytest.mark.parametrize("unit", DATED)
def test_each_dated_clause_of_one_agency_stands_once(played, unit):
    (row,) = [row for row in of_unit(played, unit) if row["period"] == "once"]

    assert row["target_on"] <= DATED[unit] <= row["late_after"]
    assert row["derivation"][0]["quote"]


def test_reminders_come_before_and_escalation_after_when_nothing_is_handed_in(played):
    (row,) = [row for row in of_unit(played, "2/c") if row["period"] == "once"]

    rungs = [(notice["rung"], notice["to_role"], notice["at"][:10]) for notice in said(played, row)]
    names = [rung for rung, _, _ in rungs]
    assert names[:5] == ["announce", "remind-10", "remind-3", "remind-1", "due"]
    assert {day <= row["late_after"] for rung, _, day in rungs[:5]} == {True}
    assert [role for rung, role, _ in rungs if rung == "overdue-1"] == ["focal", "unit_head"]
    assert ("overdue-3", "head") in {(rung, role) for rung, role, _ in rungs}
    assert ("overdue-5", "desk") in {(rung, role) for rung, role, _ in rungs}
    assert ("overdue-10", "chairman") in {(rung, role) for rung, role, _ in rungs}


def test_an_answer_brings_silence(played):
    (row,) = [row for row in of_unit(played, "2/g/-3") if row["period"] == "once"]

    assert all(notice["at"][:10] <= "2017-12-20" for notice in said(played, row))
    assert said(played, row)


def test_every_notice_stands_once_and_only_on_working_mornings(played):
    keys = Counter(
        (n["assignment"], n["rung"], n["to"], n["at"][:10] if n["rung"] == "weekly" else "") for n in played["notices"]
    )

    assert set(keys.values()) == {1}
    assert {notice["at"][11:16] for notice in played["notices"]} == {"07:30"}
    assert {date.fromisoformat(notice["at"][:10]).weekday() for notice in played["notices"]} <= {0, 1, 2, 3, 4}


def test_a_last_day_before_the_first_is_refused():
    with pytest.raises(BadRange):
        rehearse(script(end=date(2017, 5, 1)))


def test_an_answer_to_nothing_is_refused_with_its_line():
    with pytest.raises(BadAnswers, match="dòng 2"):
        rehearse(script("Sở Y tế,2031-Q1,,,2017-12-20,,,done\n", end=date(2017, 6, 30)))
