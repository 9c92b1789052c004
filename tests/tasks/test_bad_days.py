"""Bad days of a morning: two at once, a clock set back, a month without any, a province beside another."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from sqlmodel import select

from models import Contact, ContactRole, Mail, MailState, Notice
from models.queries import outbox
from tasks.deliver import Delivered, deliver
from tasks.remind import Reminded, Skip, release, remind
from tests.builders import at
from tests.notifications.relay import MemorySender
from tests.tasks.test_remind import an_office, mails

pytestmark = pytest.mark.slow
MONDAY = at("2026-09-14 07:30")


def test_two_mornings_at_the_same_instant_are_one(world):
    with world.session() as session:
        province_id = an_office(session, agencies=("Sở Tài chính", "Sở Y tế"))
    start = Barrier(4)

    def hold(name: str) -> Reminded:
        with world.session() as session:
            session.connection()
            start.wait()
            return remind(session, province_id, now=MONDAY, ran_by=name)

    with ThreadPoolExecutor(4) as processes:
        done = list(processes.map(hold, ("Prefect", "pulse", "dòng lệnh", "thử")))

    assert sorted(each.mails for each in done) == [0, 0, 0, 2]
    assert [each.skipped for each in done].count(Skip.DONE_BEFORE) == 3
    with world.session() as session:
        assert len({mail.contact_id for mail in mails(session)}) == len(mails(session)) == 2


def test_a_clock_set_back_an_hour_tells_nobody_twice(session):
    province_id = an_office(session)
    remind(session, province_id, now=MONDAY + timedelta(hours=1), ran_by="test")

    again = remind(session, province_id, now=MONDAY, ran_by="test")

    assert again == Reminded(skipped=Skip.DONE_BEFORE)
    assert len(mails(session)) == 1


def test_after_a_month_without_mornings_each_role_hears_its_highest_rung_once(session):
    province_id = an_office(session)

    remind(session, province_id, now=at("2026-10-19 07:30"), ran_by="test")

    told = session.exec(select(Notice.role, Notice.rung, Notice.decided_on)).all()
    assert sorted(told) == [
        (ContactRole.FOCAL, "overdue-1", date(2026, 10, 19)),
        (ContactRole.HEAD, "weekly", date(2026, 10, 19)),
        (ContactRole.UNIT_HEAD, "overdue-1", date(2026, 10, 19)),
    ]
    assert len(mails(session)) == 3


def test_two_provinces_with_the_same_agencies_are_told_apart(session):
    provinces = [an_office(session, code=code) for code in ("a", "b")]

    for province_id in provinces:
        remind(session, province_id, now=MONDAY, ran_by="test")

    for province_id in provinces:
        own = set(session.exec(select(Contact.id).where(Contact.province_id == province_id)))
        (mail,) = session.exec(select(Mail).where(Mail.province_id == province_id))
        assert mail.contact_id in own
    assert len({mail.message_id for mail in mails(session)}) == 2


def test_holding_the_mails_stops_those_that_wait_already(world):
    with world.session() as session:
        province_id = an_office(session)
        other = an_office(session, code="b")
        for each in (province_id, other):
            remind(session, each, now=MONDAY, ran_by="test")
        held = outbox.hold_back(session, province_id)

    first = deliver(world, max_seconds=20, open_sender=lambda: MemorySender([]))
    with world.session() as session:
        states = [mail.state for mail in mails(session)]
        release(session, province_id, mail_ids=None, by="bàn", now=MONDAY)
    second = deliver(world, max_seconds=20, open_sender=lambda: MemorySender([]))

    assert (held, first, second) == (1, Delivered(sent=1), Delivered(sent=1))
    assert states == [MailState.HELD, MailState.SENT]
