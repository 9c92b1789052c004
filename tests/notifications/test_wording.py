from datetime import date, time

import pytest

from law.values import Kind
from notifications import wording
from notifications.wording import Basis


def a_basis(unit: str, *, directive_id: int = 1, action: str = "báo cáo tình hình") -> Basis:
    return Basis(
        directive_id=directive_id,
        directive="Chỉ thị số 05/CT-UBND",
        issued_on=date(2013, 8, 13) if directive_id == 1 else None,
        unit=unit,
        action=action,
    )


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        pytest.param(["4/a"], "điểm a mục 4, Chỉ thị số 05/CT-UBND ngày 13/08/2013", id="one"),
        pytest.param(["4/a", "4/a"], "điểm a mục 4, Chỉ thị số 05/CT-UBND ngày 13/08/2013", id="the same twice"),
        pytest.param(
            ["1", "2", "3", "4", "5"],
            "mục 1, mục 2, mục 3 và 2 mục khác, Chỉ thị số 05/CT-UBND ngày 13/08/2013",
            id="many",
        ),
    ],
)
def test_the_clauses_of_a_directive_are_named_together(units, expected):
    assert wording.bases([a_basis(unit) for unit in units]) == expected


@pytest.mark.parametrize(
    ("kind", "period", "recipient", "actions", "expected"),
    [
        pytest.param(
            Kind.REPORT, "2026-Q3", "Sở Nội vụ", ["x"], "Báo cáo quý III/2026 gửi Sở Nội vụ", id="a periodic report"
        ),
        pytest.param(Kind.REPORT, "2026", None, ["x"], "Báo cáo năm 2026", id="no recipient"),
        pytest.param(Kind.PLAN, "once", None, ["xây dựng  kế hoạch"], "Xây dựng kế hoạch", id="once: its own words"),
        pytest.param(Kind.EVENT, "2026#1", None, ["đối thoại"], "Đối thoại (lần 1 năm 2026)", id="a slot of a quota"),
        pytest.param(Kind.PLAN, "2026", None, ["kế hoạch năm"], "Kế hoạch năm (trong năm 2026)", id="due in a year"),
        pytest.param(Kind.PLAN, "once", None, ["một", "hai", "ba"], "Một và 2 việc khác", id="several"),
        pytest.param(Kind.PLAN, "once", None, [], "Nhiệm vụ được giao", id="no words of its own"),
    ],
)
def test_what_is_owed_is_one_line(kind, period, recipient, actions, expected):
    clauses = [a_basis(str(place), action=action) for place, action in enumerate(actions)]

    assert wording.owed(kind, period=period, recipient=recipient, clauses=clauses) == expected


def test_long_words_are_cut_between_words():
    assert wording.shorten("đẩy mạnh công tác cải cách hành chính", 20) == "Đẩy mạnh công tác…"


@pytest.mark.parametrize(
    ("name", "agency", "expected"),
    [
        pytest.param("Nguyễn Văn A", "Sở Tài chính", "Nguyễn Văn A – Sở Tài chính", id="a person's name"),
        pytest.param("Giám đốc Sở Tài chính", "Sở Tài chính", "Giám đốc Sở Tài chính", id="the post says it"),
        pytest.param("Sở Nội vụ", None, "Sở Nội vụ", id="the desk"),
    ],
)
def test_a_salutation_names_the_agency_once(name, agency, expected):
    assert wording.salutation(name, agency) == expected


def test_days_and_hours_are_written_as_in_a_letter():
    day = date(2026, 9, 4)

    assert (wording.day(day), wording.weekday(day), wording.hour(time(7, 5))) == ("04/09/2026", "thứ Sáu", "7 giờ 05")
