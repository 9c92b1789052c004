"""A directive's text becomes named task runs, a plan and a calendar."""

from pathlib import Path

import httpx
import pytest
from sqlmodel import select

from deploy import prefect_server
from flows.enact import AWAITING, PLANNED, REFUSED, enact
from models import AgencyKind, Directive, Duty, Reading, ReadingState
from tests.builders import a_province, an_agency

pytestmark = [pytest.mark.slow, pytest.mark.prefect]
KHANH_HOA = Path(__file__).parents[2] / "examples" / "directives" / "khanh-hoa-ct-2017.txt"
BEN_TRE = KHANH_HOA.with_name("ben-tre-05-ct-ubnd-2013.txt")
SEVEN = (
    ("Sở Kế hoạch và Đầu tư", AgencyKind.DEPARTMENT),
    ("Sở Tài nguyên và Môi trường", AgencyKind.DEPARTMENT),
    ("Sở Xây dựng", AgencyKind.DEPARTMENT),
    ("Cục Thuế tỉnh", AgencyKind.CENTRAL),
    ("Cục Hải quan tỉnh", AgencyKind.CENTRAL),
    ("Kho bạc Nhà nước", AgencyKind.CENTRAL),
    ("Bảo hiểm xã hội tỉnh", AgencyKind.CENTRAL),
)


@pytest.fixture
def office(registered):
    with registered.session() as session:
        province_id = a_province(session, code="mau", name="tỉnh Khánh Hòa")
        for name, kind in SEVEN:
            an_agency(session, province_id, name, kind)
    return registered


def task_runs(world, state):
    body = {"task_runs": {"flow_run_id": {"any_": [str(state.state_details.flow_run_id)]}}, "limit": 200}
    answer = httpx.post(f"{prefect_server.api_url(world.settings)}/task_runs/filter", json=body, trust_env=False)
    return {run["name"]: run["state"]["message"] for run in answer.raise_for_status().json()}


def test_an_approved_directive_is_planned_clause_by_clause(office):
    """Chỉ thị của UBND tỉnh Khánh Hòa (2017), 2/b: seven agencies, at least two dialogues a year."""
    state = enact(str(KHANH_HOA), "mau", approve=True, approved_by="Sở Nội vụ", return_state=True)

    assert (state.name, state.is_completed()) == (PLANNED, True)
    assert "2/b · Sở KH&ĐT và 6 cơ quan · ít nhất 02 lần/năm" in task_runs(office, state)
    with office.session() as session:
        assert session.exec(select(Duty)).first() is not None
        assert session.exec(select(Reading.state)).one() == ReadingState.APPROVED


def test_an_unapproved_directive_waits_and_plans_nothing(office):
    state = enact(KHANH_HOA.read_text(), "mau", source="chỉ thị 2017", return_state=True)

    assert (state.name, state.is_completed()) == (AWAITING, True)
    assert any(name.startswith("2/b · ") for name in task_runs(office, state))
    with office.session() as session:
        assert session.exec(select(Directive.source)).one() == "chỉ thị 2017"
        assert session.exec(select(Duty)).first() is None


@pytest.mark.parametrize(
    ("document", "province", "given", "says"),
    [
        ("/không/có/tệp.txt", "mau", {}, "Không mở được tệp"),
        ("Một dòng\nhai dòng không có điều khoản", "mau", {}, ""),
        (str(BEN_TRE), "đâu-đó", {}, "Không có tỉnh “đâu-đó”"),
        (str(BEN_TRE), "mau", {"approve": True}, "chưa ghi tên người duyệt"),
    ],
    ids=["no such file", "no clause", "no such province", "approved by nobody"],
)
def test_a_refused_form_ends_completed_with_its_reason_and_keeps_nothing(office, document, province, given, says):
    state = enact(document, province, **given, return_state=True)

    assert (state.name, state.is_completed()) == (REFUSED, True)
    assert says in state.message
    with office.session() as session:
        assert session.exec(select(Directive)).first() is None
