from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import AssignmentState, ContactRole
from notifications.ladder import upcoming
from notifications.rungs import LADDER
from notifications.view import Fate, Told
from tests.notifications.people import (
    CALENDAR,
    CHAIRMAN,
    DEPUTY,
    DESK,
    FOCAL,
    HEAD,
    UNIT_HEAD,
    an_assignment,
    decide,
    live,
    morning,
    next_day,
    people,
    said,
    working_days,
)

MONDAY = date(2026, 9, 14)
LATE = date(2026, 9, 15)
AUTUMN = working_days(date(2026, 8, 20), date(2026, 11, 6))


def heard(decisions):
    return [(decision.rung, decision.contact_id) for decision in decisions]


def test_an_assignment_that_nobody_answers_climbs_the_whole_ladder():
    """Days off: the swap of 31/8 against Saturday 22/8, Quốc khánh on 1/9 and 2/9."""
    told = live(an_assignment(), AUTUMN)

    assert told == [
        ("2026-08-20", "announce", FOCAL),
        ("2026-08-26", "remind-10", FOCAL),
        ("2026-09-09", "remind-3", FOCAL),
        ("2026-09-11", "remind-1", FOCAL),
        ("2026-09-14", "due", FOCAL),
        ("2026-09-15", "last-day", FOCAL),
        ("2026-09-16", "overdue-1", FOCAL),
        ("2026-09-16", "overdue-1", UNIT_HEAD),
        ("2026-09-18", "overdue-3", HEAD),
        ("2026-09-22", "overdue-5", DESK),
        ("2026-09-29", "overdue-10", CHAIRMAN),
        ("2026-10-06", "weekly:1", HEAD),
        ("2026-10-13", "weekly:2", HEAD),
        ("2026-10-20", "weekly:3", HEAD),
        ("2026-10-27", "weekly:4", HEAD),
        ("2026-11-03", "weekly:5", HEAD),
    ]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"state": AssignmentState.HANDED_IN}, id="handed in"),
        pytest.param({"state": AssignmentState.ACCEPTED}, id="accepted"),
        pytest.param({"state": AssignmentState.WITHDRAWN}, id="withdrawn"),
    ],
)
def test_a_settled_assignment_is_silent_for_good(changes):
    settled = an_assignment(**changes)

    assert live(settled, AUTUMN) == []
    assert next_day(settled, MONDAY) is None


@pytest.mark.parametrize(
    ("opens_on", "first"),
    [
        pytest.param(date(2026, 9, 10), ("2026-09-10", "announce"), id="opened after remind-10 and remind-3"),
        pytest.param(date(2026, 9, 9), ("2026-09-09", "remind-3"), id="opened on the day of remind-3"),
        pytest.param(MONDAY, ("2026-09-14", "due"), id="opened on the day it is asked for"),
        pytest.param(LATE, ("2026-09-15", "last-day"), id="opened on the last day"),
    ],
)
def test_a_short_assignment_is_told_the_highest_rung_of_its_first_morning(opens_on, first):
    told = live(an_assignment(opens_on=opens_on), working_days(opens_on, LATE))

    assert told[0][:2] == first
    assert ("2026-09-14", "due", FOCAL) in told or opens_on > MONDAY


def test_a_rung_on_a_day_off_is_told_the_next_working_morning_and_is_not_late():
    saturday = date(2026, 9, 12)

    (decision,) = decide(an_assignment(opens_on=saturday, target_on=date(2026, 9, 30)), MONDAY)

    assert decision.rung == "announce"
    assert decision.reason.missed_on is None


def test_after_downtime_each_role_gets_only_its_highest_missed_rung_marked_as_late():
    made = decide(an_assignment(), date(2026, 9, 24))

    assert heard(made) == [("overdue-1", FOCAL), ("overdue-1", UNIT_HEAD), ("overdue-3", HEAD)]
    assert [decision.reason.missed_on for decision in made] == [
        date(2026, 9, 16),
        date(2026, 9, 16),
        date(2026, 9, 18),
    ]
    assert made[0].reason.sentence() == (
        "quá hạn 1 ngày làm việc, tính từ 15/09/2026; gửi chậm, lẽ ra gửi ngày 16/09/2026"
    )


def test_nobody_above_the_agency_hears_before_its_head_has_had_two_working_days():
    view, back = an_assignment(), date(2026, 10, 1)

    told = live(view, [back, *working_days(date(2026, 10, 2), date(2026, 10, 5))])

    assert told == [
        ("2026-10-01", "overdue-1", FOCAL),
        ("2026-10-01", "overdue-1", UNIT_HEAD),
        ("2026-10-01", "overdue-3", HEAD),
        ("2026-10-05", "overdue-5", DESK),
        ("2026-10-05", "overdue-10", CHAIRMAN),
    ]


def test_a_head_whose_mail_is_still_held_has_not_been_told():
    view = an_assignment()
    head = decide(view, date(2026, 9, 18))[-1]
    held = (said(head, date(2026, 9, 18), fate=Fate.KEPT),)

    assert DESK not in {decision.contact_id for decision in decide(view, date(2026, 9, 25), told=held)}
    assert next_day(view, date(2026, 9, 25), told=held) == date(2026, 9, 28)


@pytest.mark.parametrize(
    ("dead", "stand_in"),
    [
        pytest.param((FOCAL,), DEPUTY, id="focal: the deputy"),
        pytest.param((FOCAL, DEPUTY), UNIT_HEAD, id="deputy too: the head of unit"),
        pytest.param((FOCAL, DEPUTY, UNIT_HEAD), HEAD, id="head of unit too: the head"),
        pytest.param((FOCAL, DEPUTY, UNIT_HEAD, HEAD), DESK, id="the whole agency: the desk"),
    ],
)
def test_a_dead_address_hands_its_rung_to_the_next_living_one(dead, stand_in):
    (decision,) = decide(an_assignment(), MONDAY, contacts=people(dead=dead))

    assert (decision.rung, decision.contact_id, decision.role) == ("due", stand_in, ContactRole.FOCAL)
    assert decision.reason.sentence() == (
        "đến ngày đề nghị hoàn thành 14/09/2026; gửi thay đầu mối vì không có địa chỉ nhận được thư"
    )


def test_a_head_without_an_address_is_stood_in_for_from_below():
    made = decide(an_assignment(), date(2026, 9, 18), contacts=people(missing=(HEAD,)))

    assert heard(made)[-1] == ("overdue-3", UNIT_HEAD)


def test_an_agency_without_a_head_of_unit_has_no_copy_to_send():
    made = decide(an_assignment(), date(2026, 9, 16), contacts=people(missing=(UNIT_HEAD,)))

    assert heard(made) == [("overdue-1", FOCAL)]


def test_nobody_left_to_tell_is_asked_again_every_working_morning():
    nobody = people(dead=(FOCAL, DEPUTY, UNIT_HEAD, HEAD, DESK))

    assert decide(an_assignment(), MONDAY, contacts=nobody) == ()
    assert next_day(an_assignment(), MONDAY, contacts=nobody) == LATE


@pytest.mark.parametrize(
    "contacts",
    [
        pytest.param(people(dead=(FOCAL, DEPUTY)), id="the head of unit stands in for the focal officer"),
        pytest.param(people(unit_head="FOCAL@co-quan.example"), id="two roles share a mailbox"),
    ],
)
def test_the_same_person_gets_one_notice_for_one_rung(contacts):
    view, day = an_assignment(), date(2026, 9, 16)

    made = decide(view, day, contacts=contacts)
    told = tuple(said(decision, day) for decision in made)

    assert len(made) == 1
    assert decide(view, date(2026, 9, 17), contacts=contacts, told=told) == ()
    assert next_day(view, day, contacts=contacts, told=told) == date(2026, 9, 18)


def test_roles_that_share_a_mailbox_are_one_contact_all_along():
    one_box = people(unit_head="focal@co-quan.example", head="focal@co-quan.example")

    told = live(an_assignment(), AUTUMN, contacts=one_box)

    assert {contact for _, _, contact in told} == {FOCAL, DESK, CHAIRMAN}


def test_an_acknowledgement_quiets_that_persons_reminders_until_it_expires():
    view = an_assignment(quiet={FOCAL: date(2026, 9, 9)})

    told = live(view, working_days(date(2026, 8, 20), LATE))

    assert [rung for _, rung, _ in told] == ["announce", "remind-1", "due", "last-day"]


def test_an_acknowledgement_never_stops_a_due_or_overdue_rung():
    view = an_assignment(quiet={FOCAL: date(2026, 12, 31), UNIT_HEAD: date(2026, 12, 31)})

    told = live(view, working_days(MONDAY, date(2026, 9, 16)))

    assert [rung for _, rung, _ in told] == ["due", "last-day", "overdue-1", "overdue-1"]


def test_a_supplement_resumes_with_its_own_day_and_is_not_announced_again():
    asked = date(2026, 9, 17)
    view = an_assignment(
        state=AssignmentState.SUPPLEMENT, supplement_due_on=date(2026, 9, 22), resumed_on=date(2026, 9, 14)
    )

    told = live(view, working_days(asked, date(2026, 9, 25)))

    assert told == [
        ("2026-09-17", "remind-3", FOCAL),
        ("2026-09-21", "remind-1", FOCAL),
        ("2026-09-22", "due", FOCAL),
        ("2026-09-23", "overdue-1", FOCAL),
        ("2026-09-23", "overdue-1", UNIT_HEAD),
        ("2026-09-25", "overdue-3", HEAD),
    ]


def test_an_extension_starts_the_ladder_afresh_without_calling_anything_late():
    before = an_assignment()
    told = tuple(said(decision, MONDAY) for decision in decide(before, MONDAY))
    after = an_assignment(target_on=date(2026, 9, 23), late_after=date(2026, 9, 23))

    assert decide(after, LATE, told=told) == ()
    assert next_day(after, LATE, told=told) == date(2026, 9, 18)
    (decision,) = decide(after, date(2026, 9, 18), told=told)
    assert decision.key == "812:remind-3:2026-09-23:57"


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"draft_released": True}, id="release of the draft"),
        pytest.param({"next_late_after": date(2026, 10, 5)}, id="the next period's last day"),
    ],
)
def test_the_weekly_rung_ends(changes):
    told = live(an_assignment(**changes), AUTUMN)

    assert told[-1] == ("2026-09-29", "overdue-10", CHAIRMAN)
    assert next_day(an_assignment(**changes), date(2026, 10, 6), told=history(told)) is None


def history(told):
    """Turn what `live` heard into what the database remembers."""
    roles = {
        FOCAL: ContactRole.FOCAL,
        UNIT_HEAD: ContactRole.UNIT_HEAD,
        HEAD: ContactRole.HEAD,
        DESK: ContactRole.DESK,
        CHAIRMAN: ContactRole.CHAIRMAN,
    }
    return tuple(
        Told(contact_id=contact, role=roles[contact], rung=rung, due_on=LATE, on=date.fromisoformat(day))
        for day, rung, contact in told
    )


def test_a_mail_that_was_given_up_hands_its_notice_to_the_next_person():
    view = an_assignment(late_after=date(2026, 9, 17))
    (due,) = decide(view, MONDAY)
    failed = (said(due, MONDAY, fate=Fate.FAILED),)

    (again,) = decide(view, LATE, told=failed)

    assert (again.rung, again.contact_id, again.reason.missed_on) == ("due", DEPUTY, MONDAY)


def test_who_hears_next_is_the_next_rung_of_any_role():
    following = next_of(an_assignment(), date(2026, 9, 16))

    assert (following.role, following.on) == (ContactRole.HEAD, date(2026, 9, 18))


def test_who_hears_next_after_a_head_told_late_is_the_desk_two_working_days_later():
    following = next_of(an_assignment(), date(2026, 9, 24))

    assert (following.role, following.on) == (ContactRole.DESK, date(2026, 9, 28))


def next_of(view, day):
    told = tuple(said(decision, day) for decision in decide(view, day))
    following = upcoming(view, ladder=LADDER, told=told, calendar=CALENDAR, now=morning(day))
    assert following is not None
    return following


days = st.dates(date(2025, 1, 1), date(2027, 6, 30))


@st.composite
def assignments(draw):
    target_on = CALENDAR.on_or_before(draw(days))
    return an_assignment(
        opens_on=target_on - timedelta(days=draw(st.integers(0, 40))),
        target_on=target_on,
        late_after=CALENDAR.on_or_after(target_on + timedelta(days=draw(st.integers(0, 4)))),
        resumed_on=draw(st.none() | st.just(target_on)),
        next_late_after=draw(st.none() | st.just(target_on + timedelta(days=60))),
        draft_released=draw(st.booleans()),
        quiet=draw(st.dictionaries(st.just(FOCAL), st.just(target_on), max_size=1)),
    )


deaths = st.lists(st.sampled_from([FOCAL, DEPUTY, UNIT_HEAD, HEAD, DESK]), max_size=5).map(tuple)


@pytest.mark.slow
@settings(deadline=None)  # other work on the machine is no failure
@given(view=assignments(), dead=deaths, wakes=st.integers(0, 30))
def test_the_stored_day_never_skips_a_day_that_has_something_to_say(view, dead, wakes):
    contacts = people(dead=dead)
    today = CALENDAR.on_or_after(view.target_on + timedelta(days=wakes - 15))
    told = tuple(said(decision, today) for decision in decide(view, today, contacts=contacts))

    stored = next_day(view, today, told=told, contacts=contacts)

    until = stored or today + timedelta(days=60)
    silent = [day for day in working_days(today + timedelta(days=1), until) if day < until]
    assert all(decide(view, day, told=told, contacts=contacts) == () for day in silent)
    assert stored is None or (stored > today and CALENDAR.is_working(stored))


@pytest.mark.slow
@settings(deadline=None)  # other work on the machine is no failure
@given(view=assignments(), dead=deaths, gaps=st.lists(st.integers(1, 9), min_size=1, max_size=25))
def test_nothing_is_told_twice_whatever_mornings_were_missed(view, dead, gaps):
    contacts = people(dead=dead)
    told: tuple[Told, ...] = ()
    keys: list[str] = []
    day = CALENDAR.on_or_after(view.opens_on)
    for gap in gaps:
        made = decide(view, day, told=told, contacts=contacts)
        keys += [decision.key for decision in made]
        told += tuple(said(decision, day) for decision in made)
        assert decide(view, day, told=told, contacts=contacts) == ()
        day = CALENDAR.shift(day, gap)

    assert len(keys) == len(set(keys))


@pytest.mark.slow
@settings(deadline=None)  # other work on the machine is no failure
@given(view=assignments(), gaps=st.lists(st.integers(1, 9), min_size=1, max_size=25))
def test_following_the_stored_days_says_the_same_as_looking_every_morning(view, gaps):
    first = CALENDAR.on_or_after(view.opens_on)
    last = CALENDAR.shift(view.late_after, 30)
    every_morning = live(view, working_days(first, last))

    told: tuple[Told, ...] = ()
    followed = []
    day: date | None = first
    while day is not None and day <= last:
        made = decide(view, day, told=told)
        told += tuple(said(decision, day) for decision in made)
        followed += [(day.isoformat(), decision.rung, decision.contact_id) for decision in made]
        day = next_day(view, day, told=told)

    assert followed == [(on, rung.split(":")[0], contact) for on, rung, contact in every_morning]
