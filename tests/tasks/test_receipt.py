from datetime import date

import pytest
from sqlmodel import select

from models import Assignment, Contact, ContactRole, Mail, MailClass, MailState, Province
from tasks import collect
from tasks.occasion import occasion
from tasks.receipt import queue_receipt
from tests.builders import at
from tests.tasks.test_remind import an_office

pytestmark = pytest.mark.slow  # each test has a database of its own


def hand_in(session, province_id, moment: str) -> int:
    assignment_id = session.exec(select(Assignment.id)).one()
    return collect.hand_in(
        session,
        province_id,
        assignment_id=assignment_id,
        at=at(moment),
        by="đầu mối",
        paper=collect.Paper(number="112/BC-STC", dated=date(2026, 9, 15)),
    )


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        pytest.param("2026-09-15 23:59", "nhận lúc 23 giờ 59 ngày 15/09/2026 (trong hạn)", id="in time"),
        pytest.param("2026-09-17 09:05", "nhận lúc 9 giờ 05 ngày 17/09/2026 (sau hạn 2 ngày làm việc)", id="late"),
    ],
)
def test_a_receipt_says_when_an_answer_came_and_whether_in_time(world, session, moment, words):
    province_id = an_office(session)
    submission_id = hand_in(session, province_id, moment)
    here = occasion(world, session.get_one(Province, province_id), now=at(moment))

    first, again = (queue_receipt(session, submission_id, occasion=here) for _ in range(2))

    (mail,) = session.exec(select(Mail))
    focal = session.exec(select(Contact).where(Contact.role == ContactRole.FOCAL)).one()
    assert (first, again) == (True, False)
    assert (mail.key, mail.mail_class, mail.state) == (f"receipt:{submission_id}", MailClass.PROMPT, MailState.QUEUED)
    assert mail.to_email == focal.email
    assert "văn bản số 112/BC-STC ngày 15/09/2026" in mail.body_text
    assert words in mail.body_text


def test_an_agency_that_nobody_of_can_be_reached_gets_no_receipt(world, session):
    province_id = an_office(session)
    submission_id = hand_in(session, province_id, "2026-09-15 10:00")
    for contact in session.exec(select(Contact).where(Contact.agency_id.is_not(None))):
        contact.dead_at = at("2026-09-01 08:00")
    here = occasion(world, session.get_one(Province, province_id), now=at("2026-09-15 10:00"))

    assert not queue_receipt(session, submission_id, occasion=here)
