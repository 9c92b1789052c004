"""A directive's text becomes named task runs, a plan and a calendar."""

import os
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from prefect.client.schemas.objects import FlowRun
from prefect.flow_engine import run_flow
from sqlmodel import select

from deploy import prefect_server
from deploy.timetable import ENACT
from deploy.world import inhabit
from flows.enact import AWAITING, PLANNED, REFUSED, approver, enact, take_in, text_of
from flows.prefect_api import prefect_api
from law.errors import LawError, UnreadableText
from law.intake import MAX_BYTES
from models import AgencyKind, Directive, Duty, Reading, ReadingState
from tasks.errors import NotPossibleNow, TaskError
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
    demo = office.settings.model_copy(update={"demo": True})
    with inhabit(replace(office, settings=demo)):
        state = enact(str(KHANH_HOA), "mau", approve=True, approved_by="Sở Nội vụ", return_state=True)

    assert (state.name, state.is_completed()) == (PLANNED, True)
    assert "2/b · Sở KH&ĐT và 6 cơ quan · ít nhất 02 lần/năm" in task_runs(office, state)
    with office.session() as session:
        assert session.exec(select(Duty)).first() is not None
        assert session.exec(select(Reading.state)).one() == ReadingState.APPROVED


def test_a_name_given_to_prefect_approves_nothing_of_a_real_province(office):
    """One password for all: the control room proves nobody."""
    state = enact(str(KHANH_HOA), "mau", approve=True, approved_by="Sở Nội vụ", return_state=True)

    assert (state.name, state.is_completed()) == (AWAITING, True)
    assert "dondoc approve" in state.message
    with office.session() as session:
        assert session.exec(select(Reading.state)).one() == ReadingState.PENDING
        assert session.exec(select(Duty)).first() is None


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
        ("/etc/passwd", "mau", {}, "Không mở được tệp"),
        ("/dev/zero", "mau", {}, "Không mở được tệp"),
        (str(BEN_TRE), "đâu-đó", {}, "Không có tỉnh “đâu-đó”"),
        (str(BEN_TRE), "mau", {"approve": True}, "chưa ghi tên người duyệt"),
    ],
    ids=[
        "no such file",
        "no clause",
        "no text of ours",
        "endless",
        "no such province",
        "approved by nobody",
    ],
)
def test_a_refused_form_ends_completed_with_its_reason_and_keeps_nothing(office, document, province, given, says):
    state = enact(document, province, **given, return_state=True)

    assert (state.name, state.is_completed()) == (REFUSED, True)
    assert says in state.message
    with office.session() as session:
        assert session.exec(select(Directive)).first() is None


def test_only_texts_are_opened_whatever_a_link_is_called(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("1. Các sở báo cáo.\n2. Hết.")
    link, pipe, huge = tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "c.TXT"
    link.symlink_to(secret)
    os.mkfifo(pipe)
    huge.write_bytes(b"a\n" * MAX_BYTES)

    for path in (link, pipe, tmp_path):
        with pytest.raises(UnreadableText, match="Không mở được tệp"):
            text_of(str(path))
    with pytest.raises(UnreadableText, match="vượt mức 5 MB"):
        text_of(str(huge))


def test_nothing_of_a_secret_paper_stays_in_prefect_either(office):
    pasted = "TỐI MẬT\n1. Các sở báo cáo chuyện kín hàng quý.\n"
    with prefect_api(office.settings) as api:
        enact_id = api.deployments()[ENACT.name]
    own = {"name": "thử", "parameters": {"document": pasted, "province": "mau"}}
    url = f"{prefect_server.api_url(office.settings)}"
    made = httpx.post(f"{url}/deployments/{enact_id}/create_flow_run", json=own, trust_env=False).raise_for_status()

    run_flow(enact, FlowRun.model_validate(made.json()), parameters=own["parameters"], return_type="state")

    kept = httpx.get(f"{url}/flow_runs/{made.json()['id']}", trust_env=False).raise_for_status()
    assert kept.json()["state"]["name"] == REFUSED
    assert "chuyện kín" not in kept.text


@pytest.mark.parametrize(
    ("document", "province", "source", "says"),
    [
        pytest.param("a\x00b.txt", "mau", None, "Không mở được tệp", id="NUL in a path"),
        pytest.param("1. Các sở báo cáo.\n\ud800", "mau", None, "không phải tệp văn bản", id="half a letter"),
        pytest.param("1. Các sở báo cáo.\n\x00", "mau", None, "tệp nhị phân", id="NUL in the text"),
        pytest.param(str(BEN_TRE), "mau\x00", None, "Ô province", id="NUL in the code"),
        pytest.param(str(BEN_TRE), "mau", "a\x00b", "Ô source", id="NUL in the source"),
        pytest.param(str(BEN_TRE), "mau", "a" * 301, "Ô source", id="endless source"),
    ],
)
def test_what_the_database_cannot_keep_is_refused_in_one_line(world, document, province, source, says):
    with pytest.raises((LawError, TaskError), match=f"^[^\n]*{says}[^\n]*$"):
        take_in(document, province, source, None, world.now())


def test_an_approver_has_one_line():
    with pytest.raises(NotPossibleNow, match="Ô approved_by"):
        approver(approve=True, approved_by="a\nb")
