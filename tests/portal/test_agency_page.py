"""The page that a mail's link opens."""

import re
from datetime import date

import pytest
from sqlalchemy import func
from sqlmodel import SQLModel, col, select

from deploy.world import inhabit
from models import Acknowledgement, Assignment, Duty, Mail, Submission, SubmissionLine
from tests.builders import at

pytestmark = pytest.mark.slow

HOME = "/co-quan"


def mark_of(page):
    return re.search(r'name="mark" value="([0-9a-f]+)"', page.text)[1]


def duties_of(world, assignment_id):
    with world.session() as session:
        return list(session.exec(select(Duty.id).where(Duty.assignment_id == assignment_id).order_by(col(Duty.id))))


def submissions(world):
    with world.session() as session:
        return session.exec(select(func.count(col(Submission.id)))).one()


def everything(world):
    with world.session() as session:
        return {
            table.name: sorted(map(repr, session.execute(table.select()).all()))
            for table in SQLModel.metadata.sorted_tables
        }


def filled(world, page, assignment_id, **changes):
    lines = {f"line-{duty_id}": "done" for duty_id in duties_of(world, assignment_id)}
    paper = {"paper_number": "125/BC-STC", "paper_date": "2026-09-11", "note": ""}
    return {"mark": mark_of(page), **paper, **lines, **changes}


def test_a_link_is_exchanged_for_a_cookie_and_leaves_the_address(client, office, noon):
    answer = client.get(f"/v/{office.token(noon)}", follow_redirects=False)

    assert answer.status_code == 303
    assert answer.headers["location"] == HOME
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert f"Path={HOME}" in cookie


def test_opening_a_link_changes_nothing(client, office, noon):
    before = everything(noon)

    for _ in range(2):
        client.get(f"/v/{office.token(noon)}", follow_redirects=True).raise_for_status()

    assert everything(noon) == before


def test_the_page_lists_what_is_open_overdue_first(inside, office):
    page = inside.get(HOME)

    assert re.findall(r'<article[^>]* id="a(\d+)"', page.text) == [str(office.overdue), str(office.due)]
    assert "2 việc cần trả lời" in page.text
    assert "1 việc quá hạn" in page.text
    assert "1 việc khác đã lên lịch, chưa mở" in page.text


def test_the_page_gives_the_clause_both_days_and_the_reasons(inside):
    text = inside.get(HOME).text

    assert "Mục 1, Chỉ thị số 05/CT-UBND" in text
    assert "báo cáo kết quả &lt;b&gt;cải cách&lt;/b&gt; hành chính" in text
    assert "<strong>01/09/2026</strong>" in text
    assert "<strong>03/09/2026</strong>" in text
    assert "quá hạn 7 ngày làm việc" in text
    assert "mặc định của Đôn đốc" in text


def test_an_answer_is_kept_and_waits_for_the_desk(inside, office, noon):
    page = inside.get(HOME)
    form = filled(noon, page, office.due, note="Kèm phụ lục")

    after = inside.post(f"{HOME}/viec/{office.due}/nop", data=form)

    assert after.status_code == 200
    assert "Đã nhận kết quả" in after.text
    assert "văn bản số 125/BC-STC ngày 11/09/2026" in after.text
    with noon.session() as session:
        kept = session.exec(select(Submission)).one()
        lines = session.exec(select(SubmissionLine.state)).all()
        state = session.get_one(Assignment, office.due).state
    assert (kept.paper_number, kept.paper_date, kept.by) == ("125/BC-STC", date(2026, 9, 11), "Đầu mối Sở Tài chính")
    assert kept.note == "Kèm phụ lục"
    assert lines == ["done", "done", "done"]
    assert state == "handed_in"


def test_the_same_words_for_two_periods_are_one_question(inside, office, noon):
    first, second, other = duties_of(noon, office.due)
    page = inside.get(HOME)
    form = filled(noon, page, office.due, **{f"line-{first}": "none_to_report", f"words-{first}": "Không có"})
    del form[f"line-{second}"]

    inside.post(f"{HOME}/viec/{office.due}/nop", data=form)

    assert f'name="line-{second}"' not in page.text
    with noon.session() as session:
        kept = {line.duty_id: (line.state, line.words) for line in session.exec(select(SubmissionLine))}
    assert kept == {
        first: ("none_to_report", "Không có"),
        second: ("none_to_report", "Không có"),
        other: ("done", ""),
    }


def test_the_same_answer_twice_is_one_submission(inside, office, noon):
    form = filled(noon, inside.get(HOME), office.due)

    answers = [inside.post(f"{HOME}/viec/{office.due}/nop", data=form) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert submissions(noon) == 1


@pytest.mark.parametrize("paper", ["125/BC-STC", ""])
def test_a_receipt_is_queued_once(inside, office, noon, paper):
    dated = "2026-09-11" if paper else ""
    form = filled(noon, inside.get(HOME), office.due, paper_number=paper, paper_date=dated)

    for _ in range(2):
        inside.post(f"{HOME}/viec/{office.due}/nop", data=form).raise_for_status()

    with noon.session() as session:
        receipts = session.exec(select(Mail)).all()
    assert [(mail.key, mail.to_email, mail.state) for mail in receipts] == [
        ("receipt:1", "daumoi@mau.example", "queued")
    ]


def test_a_corrected_answer_is_a_second_submission(inside, office, noon):
    form = filled(noon, inside.get(HOME), office.due)

    inside.post(f"{HOME}/viec/{office.due}/nop", data=form)
    inside.post(f"{HOME}/viec/{office.due}/nop", data=form | {"paper_number": "126/BC-STC"})

    assert submissions(noon) == 2


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        pytest.param({"paper_date": "2026-09-15"}, "Ngày văn bản ở sau hôm nay", id="a paper of tomorrow"),
        pytest.param({"paper_date": "2016-09-15"}, "Ngày văn bản quá xa", id="a paper of ten years ago"),
        pytest.param({"paper_date": "31/02/2026"}, "không phải là ngày", id="no such day"),
        pytest.param({"paper_date": ""}, "Có số văn bản thì ghi cả ngày", id="a number without a day"),
        pytest.param({"paper_number": " "}, "Có ngày văn bản thì ghi cả số", id="a day without a number"),
        pytest.param({"paper_number": "9" * 61}, "dài quá 60 ký tự", id="a number that is too long"),
        pytest.param({"note": "a" * 2001}, "Dài quá 2000 ký tự", id="a note that is too long"),
        pytest.param({"LINE": ""}, "Chọn kết quả cho mục này", id="a line left out"),
        pytest.param({"LINE": "accepted"}, "Chọn kết quả cho mục này", id="a line that is no state"),
        pytest.param({"LINE": "obstacle"}, "Nêu vướng mắc là gì", id="an obstacle that is not named"),
    ],
)
def test_a_form_with_a_mistake_is_shown_again_with_what_was_typed(inside, office, noon, changes, complaint):
    line = f"line-{duties_of(noon, office.due)[0]}"
    changes = {line if name == "LINE" else name: value for name, value in changes.items()}
    form = filled(noon, inside.get(HOME), office.due, note="giữ lại dòng này") | changes

    answer = inside.post(f"{HOME}/viec/{office.due}/nop", data=form)

    assert answer.status_code == 422
    assert complaint in answer.text
    assert "note" in changes or "giữ lại dòng này" in answer.text
    assert submissions(noon) == 0


def test_a_note_may_hold_markup_without_harm(inside, office, noon):
    form = filled(noon, inside.get(HOME), office.due, note="<script>x</script>", paper_number="")

    answer = inside.post(f"{HOME}/viec/{office.due}/nop", data=form)

    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_acknowledging_quiets_reminders_for_a_week_and_twice_is_once(inside, office, noon):
    form = {"mark": mark_of(inside.get(HOME))}

    answers = [inside.post(f"{HOME}/viec/{office.due}/tiep-nhan", data=form) for _ in range(2)]

    assert all("Đã ghi nhận “Đã tiếp nhận”" in answer.text for answer in answers)
    with noon.session() as session:
        kept = session.exec(select(Acknowledgement)).one()
    assert (kept.assignment_id, kept.contact_id) == (office.due, office.desk.contact_id)
    assert kept.expires_on == date(2026, 9, 21)


@pytest.mark.parametrize("door", ["nop", "tiep-nhan"])
def test_a_form_of_another_site_is_refused(inside, office, noon, door):
    form = filled(noon, inside.get(HOME), office.due, mark="0" * 40)

    answer = inside.post(f"{HOME}/viec/{office.due}/{door}", data=form)

    assert answer.status_code == 400
    assert "Biểu mẫu không thuộc phiên làm việc này" in answer.text
    assert submissions(noon) == 0


@pytest.mark.parametrize("door", ["nop", "tiep-nhan"])
def test_the_work_of_another_agency_cannot_be_touched(inside, office, noon, door):
    form = filled(noon, inside.get(HOME), office.other_agency)

    answer = inside.post(f"{HOME}/viec/{office.other_agency}/{door}", data=form)

    assert answer.status_code == 404
    assert submissions(noon) == 0


def test_work_that_is_not_open_yet_takes_no_answer(inside, office, noon):
    form = filled(noon, inside.get(HOME), office.later)

    answer = inside.post(f"{HOME}/viec/{office.later}/nop", data=form)

    assert answer.status_code == 404
    assert submissions(noon) == 0


def test_without_a_link_the_page_says_so(client, office):
    answer = client.get(HOME)

    assert answer.status_code == 403
    assert "Chưa mở liên kết nào" in answer.text


@pytest.mark.parametrize("spoil", [lambda token: token[:-3], lambda token: "x" + token, lambda _: "a.b.c"])
def test_a_forged_or_cut_link_opens_nothing(client, office, noon, spoil):
    answer = client.get(f"/v/{spoil(office.token(noon))}")

    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert "Liên kết không đúng" in answer.text


def test_a_link_past_its_day_opens_nothing_even_with_its_cookie(inside, noon):
    with inhabit(noon.at(lambda: at("2027-01-01 00:00"))):
        answer = inside.get(HOME)

    assert answer.status_code == 403
    assert "hết hiệu lực" in answer.text


def test_a_link_of_one_agency_with_the_contact_of_another_opens_nothing(client, office, noon):
    token = office.token(noon, agency_id=office.desk.other_agency_id)

    answer = client.get(f"/v/{token}", follow_redirects=True)

    assert answer.status_code == 403
    assert "không còn là đầu mối" in answer.text


def test_a_form_of_a_megabyte_is_refused(inside, office, noon):
    form = filled(noon, inside.get(HOME), office.due, note="a" * 1_000_000)

    answer = inside.post(f"{HOME}/viec/{office.due}/nop", data=form)

    assert answer.status_code == 400
    assert submissions(noon) == 0


def test_a_body_that_is_no_form_is_refused(inside, office, noon):
    answer = inside.post(f"{HOME}/viec/{office.due}/nop", content=b"\xff\xfe{}", headers={"content-type": "text/plain"})

    assert answer.status_code == 400
    assert submissions(noon) == 0


@pytest.mark.parametrize("what", ["nop", "tiep-nhan"])
def test_the_address_that_a_refused_form_leaves_leads_back_to_the_page(inside, office, what):
    page = inside.get(f"{HOME}/viec/{office.due}/{what}")

    assert page.status_code == 200
    assert page.url.path == HOME


def test_a_day_with_an_absurd_year_is_asked_again(inside, office, noon):
    form = filled(noon, inside.get(HOME), office.due, paper_date="9/9/" + "9" * 30)

    page = inside.post(f"{HOME}/viec/{office.due}/nop", data=form)

    assert page.status_code == 422
    assert "không phải là ngày" in page.text
