"""A year in the office: every mail of the year in one reviewed file, tests/golden/year.txt.

`make snapshots` rewrites it; read the difference before you commit.
"""

import os
import re
from datetime import date
from pathlib import Path

import pytest

from deploy.settings import Settings
from deploy.world import LOCAL, World, inhabit
from models import MailClass
from models.queries import agenda
from tests.conftest import fresh_database
from tests.office import Office

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("year")]

GOLDEN = Path(__file__).parent / "golden" / "year.txt"
TEXTS = Path(__file__).parents[1] / "examples" / "directives"
FIRST, LAST = date(2026, 12, 1), date(2027, 11, 30)
AGENCIES = """\
name,kind,focal_name,focal_email,head_title,head_email,unit_head_email,active_from,active_to
Sở Nội vụ,department,Đầu mối Sở Nội vụ,daumoi.snv@mau.example,Giám đốc Sở Nội vụ,gd.snv@mau.example,,,
Sở Y tế,department,Đầu mối Sở Y tế,daumoi.syt@mau.example,Giám đốc Sở Y tế,gd.syt@mau.example,truongphong.syt@mau.example,,
Thanh tra tỉnh,department,Đầu mối Thanh tra tỉnh,daumoi.ttt@mau.example,Chánh Thanh tra tỉnh,ct.ttt@mau.example,,,
"""
ANSWERS = (
    (date(2026, 12, 10), "Sở Y tế", "2026"),
    (date(2026, 12, 30), "Thanh tra tỉnh", "2026"),
    (date(2027, 3, 11), "Sở Y tế", "2027-Q1"),
    (date(2027, 3, 15), "Thanh tra tỉnh", "2027-Q1"),
    (date(2027, 6, 14), "Sở Y tế", "2027-H1"),
    (date(2027, 9, 10), "Thanh tra tỉnh", "2027-Q3"),
)
"""Day, agency, period. Sở Y tế leaves the third quarter, Thanh tra the first half-year unanswered; Sở Nội vụ all."""


@pytest.fixture(scope="module")
def office(postgres, template, tmp_path_factory):
    """The office at the end of its year."""
    with fresh_database(postgres, template) as url:
        settings = Settings(home=tmp_path_factory.mktemp("year"))
        with inhabit(World(settings=settings, database_url=url)) as world:
            office = Office(
                world,
                agencies=AGENCIES,
                directives=[
                    (name, (TEXTS / name).read_text(encoding="utf-8"))
                    for name in ("ben-tre-05-ct-ubnd-2013.txt", "vinh-phuc-ct-2022.txt")
                ],
                first_day=FIRST,
            )
            for day, agency, period in ANSWERS:
                office.advance_to(day)
                office.hand_in(agency, period)
            office.advance_to(LAST)
            yield office


def written(office: Office) -> str:
    """Every mail of the year with its body; the signed part of a link is cut, it depends on the secret."""
    pages = []
    for mail in office.mails():
        body = re.sub(r"/v/[\w.~-]+", "/v/…", mail.body_text).rstrip()
        kind = "  [dự thảo, chờ người duyệt]" if mail.mail_class == MailClass.DRAFT else ""
        head = f"{mail.queued_at.astimezone(LOCAL):%a %d/%m/%Y %H:%M}  → {mail.to_email}{kind}"
        pages.append(f"{'=' * 100}\n{head}\n{mail.subject}\n{'-' * 100}\n{body}\n")
    return "\n".join(pages)


def test_the_mails_of_a_year_read_as_reviewed(office):
    text = written(office)
    if os.environ.get("DONDOC_SNAPSHOTS") == "write":
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(text, encoding="utf-8")

    assert text == GOLDEN.read_text(encoding="utf-8")


def test_nobody_gets_two_mails_on_a_morning_and_none_comes_on_a_day_off(office):
    mornings = [(m.to_email, m.queued_at.date()) for m in office.mails() if m.mail_class == MailClass.DIGEST]

    assert len(mornings) == len(set(mornings))
    assert all(office.world.calendar.is_working(day) for _, day in mornings)


@pytest.mark.parametrize(("day", "agency", "period"), ANSWERS)
def test_an_answered_period_is_not_mentioned_again(office, day, agency, period):
    with office.world.session() as session:
        notices = agenda.said_notices(session, office.province_id)
        answered = {
            duty.assignment_id
            for duty in agenda.planned_duties(session, office.province_id)
            if (duty.agency, duty.assignment_period) == (agency, period)
        }

    assert not [n for n in notices if n.assignment_id in answered and n.at.astimezone(LOCAL).date() > day]
