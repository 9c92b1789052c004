"""The time machine: an office whose days can be turned, with its mailboxes."""

from datetime import date, datetime, time, timedelta

from sqlmodel import select

from deploy.world import LOCAL, World
from models import Mail, MailClass, ReadingState
from models.queries import agenda
from tasks import collect, enact
from tasks.agencies import load_agencies, read_agencies
from tasks.collect import Paper
from tasks.plan import plan
from tasks.remind import remind
from tests.builders import a_province

MORNING = time(7, 30)


class Office:
    """One province from a first day on. `advance_to` lives each working morning up to and including a day."""

    def __init__(self, world: World, *, agencies: str, directives: list[tuple[str, str]], first_day: date) -> None:
        self.world = world
        self.today = first_day
        now = datetime.combine(first_day, time(0), tzinfo=LOCAL)
        with world.session() as session:
            self.province_id = a_province(session)
            load_agencies(session, self.province_id, read_agencies(agencies.encode(), source="agencies.csv"))
            for source, text in directives:
                recorded = enact.record(session, self.province_id, text=text, source=source, now=now)
                enact.decide(
                    session, self.province_id, recorded.directive_id, state=ReadingState.APPROVED, by="bàn", now=now
                )
            plan(session, self.province_id, now=now)

    def advance_to(self, day: date) -> None:
        while self.today <= day:
            if self.world.calendar.is_working(self.today):
                now = datetime.combine(self.today, MORNING, tzinfo=LOCAL)
                with self.world.session() as session:
                    plan(session, self.province_id, now=now)
                    remind(session, self.province_id, now=now, ran_by="test")
            self.today += timedelta(days=1)

    def hand_in(self, agency: str, period: str, *, accepted: bool = True) -> None:
        """The agency answers what it owes for a period at ten o'clock of the day before `today`."""
        at = datetime.combine(self.today - timedelta(days=1), time(10), tzinfo=LOCAL)
        with self.world.session() as session:
            owed = {
                duty.assignment_id
                for duty in agenda.planned_duties(session, self.province_id)
                if duty.agency == agency and duty.assignment_period == period
            }
            assert owed, f"{agency} owes nothing for {period}"
            for assignment_id in sorted(owed):
                submission_id = collect.hand_in(
                    session, self.province_id, assignment_id=assignment_id, at=at, by=agency, paper=Paper()
                )
                if accepted:
                    collect.accept(session, self.province_id, submission_id, by="bàn", now=at)

    def mails(self) -> list[Mail]:
        """Every mail of the office in the order it was written."""
        with self.world.session() as session:
            return list(session.exec(select(Mail).order_by(Mail.queued_at, Mail.id)))

    def mail_to(self, address: str) -> list[Mail]:
        return [mail for mail in self.mails() if mail.to_email == address and mail.mail_class != MailClass.DRAFT]
