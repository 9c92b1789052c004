"""The desk examines what agencies handed in, at the command line."""

import json
from datetime import date

import pytest
from sqlmodel import select

from law.values import Bound, Kind, Once
from models import Assignment, AssignmentState, Submission
from tasks import collect
from tasks.collect import Paper
from tasks.plan import plan
from tests.builders import a_directive, a_province, an_agency, an_obligation, at
from tests.portal.test_commands import dondoc  # noqa: F401  (a fixture)

pytestmark = pytest.mark.slow


@pytest.fixture
def handed_in(world):
    """One answer that came in on 17/12/2030 with a paper of the day before."""
    with world.session() as session:
        province_id = a_province(session)
        an_agency(session, province_id, "Sở Y tế")
        timing = Once(due=date(2030, 12, 18), bound=Bound.BY)
        an_obligation(session, a_directive(session, province_id), timing, kind=Kind.PLAN)
        plan(session, province_id, now=at("2030-11-30 08:00"))
        assignment = session.exec(select(Assignment)).one()
        return collect.hand_in(
            session,
            province_id,
            assignment_id=assignment.id,
            at=at("2030-12-17 15:00"),
            by="Sở Y tế",
            paper=Paper(number="12/KH-SYT", dated=date(2030, 12, 16)),
        )


def test_what_waits_is_listed(dondoc, handed_in):  # noqa: F811
    (row,) = json.loads(dondoc("answers", "list", "--json"))

    assert (row["submission_id"], row["agency"], row["paper_number"]) == (handed_in, "Sở Y tế", "12/KH-SYT")
    assert "Sở Y tế" in dondoc("answers", "list")


@pytest.mark.parametrize(("flags", "counts"), [((), "17/12/2030"), (("--paper-date",), "16/12/2030")])
def test_an_accepted_answer_says_which_day_counts(dondoc, world, handed_in, flags, counts):  # noqa: F811
    assert counts in dondoc("answers", "accept", str(handed_in), "--by", "Bàn theo dõi", *flags)

    with world.session() as session:
        assert session.exec(select(Assignment)).one().state == AssignmentState.ACCEPTED
    assert json.loads(dondoc("answers", "list", "--json")) == []


def test_a_returned_answer_waits_for_its_supplement(dondoc, world, handed_in):  # noqa: F811
    dondoc("answers", "return", str(handed_in), "--by", "Bàn theo dõi", "--due", "2030-12-30")

    with world.session() as session:
        assert session.exec(select(Assignment)).one().supplement_due_on == date(2030, 12, 30)
        assert session.exec(select(Submission)).one().state == "supplement"
