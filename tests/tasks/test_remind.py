from datetime import date

import pytest
from sqlalchemy import event, func
from sqlmodel import Session, col, select

from deploy.errors import DataFolderError
from deploy.settings import Settings
from deploy.world import World, inhabit
from law.values import Bound, Kind, Once
from models import (
    Assignment,
    Contact,
    ContactRole,
    Journal,
    Mail,
    MailClass,
    MailMode,
    MailState,
    Notice,
    Pass,
    Province,
)
from tasks import collect
from tasks.plan import plan
from tasks.remind import Reminded, Skip, release, remind
from tests.builders import a_directive, a_province, an_agency, an_obligation, at

pytestmark = pytest.mark.slow  # each test has a database of its own

FINANCE = "Sở Tài chính"


def an_office(
    session: Session,
    *,
    code: str = "mau",
    agencies: tuple[str, ...] = (FINANCE,),
    units: tuple[str, ...] = ("2/b",),
) -> int:
    """Agencies that owe a plan before 15/9/2026: asked for on Monday 14/9, on time to the end of 15/9."""
    province_id = a_province(session, code=code)
    for name in agencies:
        an_agency(session, province_id, name)
    directive_id = a_directive(session, province_id, issued_on=date(2026, 1, 5))
    for place, unit in enumerate(units):
        timing = Once(due=date(2026, 9, 15), bound=Bound.BEFORE)
        an_obligation(session, directive_id, timing, lead=agencies, kind=Kind.PLAN, unit=unit, ord_=place)
    plan(session, province_id, now=at("2026-08-20 06:00"))
    return province_id


def pass_on(session: Session, province_id: int, *days: str, always: bool = False) -> list[Reminded]:
    return [remind(session, province_id, now=at(f"{day} 07:30"), ran_by="test", always=always) for day in days]


def mails(session: Session, **where: object) -> list[Mail]:
    query = select(Mail).order_by(col(Mail.id))
    for name, value in where.items():
        query = query.where(getattr(Mail, name) == value)
    return list(session.exec(query))


def keys(session: Session) -> list[str]:
    return list(session.exec(select(Notice.key).order_by(col(Notice.id))))


def contact(session: Session, role: ContactRole) -> Contact:
    return session.exec(select(Contact).where(Contact.role == role)).first()


def test_a_morning_puts_one_mail_per_person_into_the_outbox(session):
    province_id = an_office(session, units=("2/b", "2/c"))

    (done,) = pass_on(session, province_id, "2026-09-14")

    focal = contact(session, ContactRole.FOCAL)
    (mail,) = mails(session)
    assert done == Reminded(looked_at=2, notices=2, mails=1)
    assert (mail.key, mail.state, mail.mail_class) == (
        f"digest:{focal.id}:2026-09-14",
        MailState.QUEUED,
        MailClass.DIGEST,
    )
    assert mail.subject == "Việc cần làm ngày 14/09/2026: 2 đến hạn"
    assert mail.message_id == f"<digest.{focal.id}.2026-09-14.p{province_id}@so-noi-vu.example>"
    assert {notice.mail_id for notice in session.exec(select(Notice))} == {mail.id}
    assert "điểm b mục 2, Chỉ thị số 01/CT-UBND ngày 05/01/2026" in mail.body_text


def test_the_key_of_a_notice_names_assignment_rung_day_and_contact(session):
    province_id = an_office(session)

    pass_on(session, province_id, "2026-09-09")

    assignment_id = session.exec(select(Assignment.id)).one()
    assert keys(session) == [f"{assignment_id}:remind-3:2026-09-14:{contact(session, ContactRole.FOCAL).id}"]


def test_a_second_pass_of_the_morning_says_so_and_writes_nothing(session):
    province_id = an_office(session)

    first, second = pass_on(session, province_id, "2026-09-14", "2026-09-14")

    assert (first.skipped, second) == (None, Reminded(skipped=Skip.DONE_BEFORE))
    assert str(second) == "không chạy, sáng nay đã chạy rồi"
    assert len(mails(session)) == 1


@pytest.mark.parametrize(
    ("moment", "skipped"),
    [
        pytest.param("2026-09-12 08:00", Skip.DAY_OFF, id="a Saturday"),
        pytest.param("2026-09-02 08:00", Skip.DAY_OFF, id="Quốc khánh"),
        pytest.param("2026-09-14 07:29", Skip.OUT_OF_HOURS, id="before the office opens"),
        pytest.param("2026-09-14 17:00", Skip.OUT_OF_HOURS, id="when the office closes"),
        pytest.param("2026-09-14 16:59", None, id="the last minute"),
    ],
)
def test_digests_are_written_in_office_hours_only(session, moment, skipped):
    province_id = an_office(session)

    done = remind(session, province_id, now=at(moment), ran_by="test")

    assert done.skipped is skipped
    assert len(session.exec(select(Pass)).all()) == (skipped is None)


def test_the_hours_can_be_lifted_but_not_the_once(session):
    province_id = an_office(session)

    first, second = pass_on(session, province_id, "2026-09-13", "2026-09-13", always=True)

    assert (first.notices, second.skipped) == (1, Skip.DONE_BEFORE)


def test_the_next_day_is_stored_and_a_morning_before_it_looks_at_nothing(session):
    province_id = an_office(session)

    first, second = pass_on(session, province_id, "2026-08-20", "2026-08-21")

    assert (first.notices, second.looked_at) == (1, 0)
    assert session.exec(select(Assignment.next_notice_on)).one() == date(2026, 8, 26)


def test_nobody_is_told_of_what_was_handed_in(session):
    province_id = an_office(session)
    assignment_id = session.exec(select(Assignment.id)).one()
    collect.hand_in(
        session, province_id, assignment_id=assignment_id, at=at("2026-09-10 09:00"), by="x", paper=collect.Paper()
    )

    done = pass_on(session, province_id, "2026-09-14", "2026-09-15", "2026-09-16")

    assert [found.notices for found in done] == [0, 0, 0]


def test_a_supplement_wakes_the_ladder_with_its_own_day(session):
    province_id = an_office(session)
    assignment_id = session.exec(select(Assignment.id)).one()
    submission_id = collect.hand_in(
        session, province_id, assignment_id=assignment_id, at=at("2026-09-10 09:00"), by="x", paper=collect.Paper()
    )
    collect.ask_supplement(
        session, province_id, submission_id, due_on=date(2026, 9, 22), by="bàn", now=at("2026-09-16 09:00")
    )

    pass_on(session, province_id, "2026-09-17", "2026-09-21", "2026-09-22")

    assert [key.split(":")[1:3] for key in keys(session)] == [
        ["remind-3", "2026-09-22"],
        ["remind-1", "2026-09-22"],
        ["due", "2026-09-22"],
    ]


def test_on_hold_mails_wait_until_a_person_lets_them_go(session):
    province_id = an_office(session)
    session.get_one(Province, province_id).mail_mode = MailMode.HOLD

    (done,) = pass_on(session, province_id, "2026-09-14")
    held = [mail.state for mail in mails(session)]
    released = release(session, province_id, mail_ids=None, by="Trưởng bàn", now=at("2026-09-14 09:00"))
    session.expire_all()

    assert (done.held, held, released) == (1, [MailState.HELD], 1)
    assert [mail.state for mail in mails(session)] == [MailState.QUEUED]
    (entry,) = session.exec(select(Journal).where(Journal.what == "mail.released"))
    assert entry.who == "Trưởng bàn"
    assert release(session, province_id, mail_ids=None, by="Trưởng bàn", now=at("2026-09-14 09:01")) == 0


def test_the_head_counts_as_told_from_the_day_a_held_mail_was_released(session):
    province_id = an_office(session)
    session.get_one(Province, province_id).mail_mode = MailMode.HOLD
    pass_on(session, province_id, "2026-09-18", "2026-09-22", "2026-09-23")
    release(session, province_id, mail_ids=None, by="bàn", now=at("2026-09-23 09:00"))
    session.expire_all()

    pass_on(session, province_id, "2026-09-24", "2026-09-25")

    told_desk = select(Notice.decided_on).where(Notice.role == ContactRole.DESK)
    assert session.exec(told_desk).all() == [date(2026, 9, 25)]


def test_a_refused_address_passes_the_rung_on_and_the_desk_is_told(session):
    province_id = an_office(session)
    focal, desk = contact(session, ContactRole.FOCAL), contact(session, ContactRole.DESK)
    focal.dead_at = at("2026-09-11 09:00")
    session.add(focal)

    pass_on(session, province_id, "2026-09-14")

    by_contact = {mail.contact_id: mail for mail in mails(session)}
    assert set(by_contact) == {contact(session, ContactRole.UNIT_HEAD).id, desk.id}
    assert focal.email in by_contact[desk.id].body_text
    assert "1 địa chỉ không nhận được thư" in by_contact[desk.id].subject


def test_the_desk_hears_of_a_refused_address_once(session):
    province_id = an_office(session)
    focal = contact(session, ContactRole.FOCAL)
    focal.dead_at = at("2026-09-11 09:00")
    session.add(focal)

    pass_on(session, province_id, "2026-09-14", "2026-09-15")

    about = [mail.key for mail in mails(session) if focal.email in mail.body_text]
    assert about == [f"digest:{contact(session, ContactRole.DESK).id}:2026-09-14"]


CLIMB = ("2026-09-16", "2026-09-18", "2026-09-22", "2026-09-29")


def test_the_ladder_ends_in_a_draft_that_a_person_must_release(session):
    province_id = an_office(session)

    done = pass_on(session, province_id, *CLIMB)

    (draft,) = mails(session, mail_class=MailClass.DRAFT)
    assert [found.drafts for found in done] == [0, 0, 0, 1]
    assert (draft.state, draft.key.split(":")[0], draft.key.split(":")[2]) == (MailState.DRAFT, "draft", "2026-W40")
    assert draft.to_email == "chu-tich@mau.example"
    assert draft.subject.startswith("[Dự thảo – chờ duyệt] Báo cáo nhiệm vụ chậm tiến độ theo Chỉ thị số 01/CT-UBND")
    assert "Tổng số đầu việc: 1. Đã hoàn thành đúng hạn: 0" in draft.body_text
    assert "Đã nhắc 3 lần" in draft.body_text


def test_all_that_is_ten_days_late_in_a_week_shares_one_draft(session):
    province_id = an_office(session, agencies=(FINANCE, "Sở Xây dựng"))
    second = session.exec(select(Assignment).order_by(col(Assignment.id).desc())).first()
    second.late_after = date(2026, 9, 16)

    pass_on(session, province_id, *CLIMB, "2026-09-30")

    (draft,) = mails(session, mail_class=MailClass.DRAFT)
    session.refresh(draft)
    up = session.exec(select(Notice).where(Notice.role == ContactRole.CHAIRMAN)).all()
    assert [notice.mail_id for notice in up] == [draft.id, draft.id]
    assert FINANCE in draft.body_text
    assert "Sở Xây dựng" in draft.body_text


def test_after_a_release_the_next_late_one_of_the_week_opens_a_second_draft(session):
    province_id = an_office(session, agencies=(FINANCE, "Sở Xây dựng"))
    second = session.exec(select(Assignment).order_by(col(Assignment.id).desc())).first()
    second.late_after = date(2026, 9, 16)
    pass_on(session, province_id, *CLIMB)
    (first,) = mails(session, mail_class=MailClass.DRAFT)
    release(session, province_id, mail_ids=[first.id], by="Giám đốc", now=at("2026-09-29 10:00"))
    session.expire_all()

    pass_on(session, province_id, "2026-09-30")

    released, open_ = mails(session, mail_class=MailClass.DRAFT)
    assert (released.state, open_.state) == (MailState.QUEUED, MailState.DRAFT)
    assert released.subject.startswith("Báo cáo nhiệm vụ chậm tiến độ theo Chỉ thị số 01/CT-UBND")
    assert open_.key == f"{released.key}:2"


def test_a_release_without_names_leaves_drafts_where_they_are(session):
    province_id = an_office(session)
    pass_on(session, province_id, *CLIMB)

    assert release(session, province_id, mail_ids=None, by="bàn", now=at("2026-09-29 10:00")) == 0
    assert [mail.state for mail in mails(session, mail_class=MailClass.DRAFT)] == [MailState.DRAFT]


@pytest.mark.parametrize(
    ("is_released", "weekly"),
    [pytest.param(False, [1, 2], id="draft still open"), pytest.param(True, [], id="draft released")],
)
def test_the_head_is_reminded_weekly_until_the_draft_is_released(session, is_released, weekly):
    province_id = an_office(session)
    pass_on(session, province_id, *CLIMB)
    if is_released:
        (draft,) = mails(session, mail_class=MailClass.DRAFT)
        release(session, province_id, mail_ids=[draft.id], by="Giám đốc", now=at("2026-09-29 10:00"))

    pass_on(session, province_id, "2026-10-06", "2026-10-13")

    query = select(Notice.nth).where(Notice.rung == "weekly").order_by(col(Notice.id))
    assert session.exec(query).all() == weekly


def test_a_pass_touches_its_own_province_only(session):
    ours, theirs = an_office(session, code="ta"), an_office(session, code="ban")

    pass_on(session, ours, "2026-09-14")

    assert {mail.province_id for mail in mails(session)} == {ours}
    untouched = select(Assignment.next_notice_on).where(Assignment.province_id == theirs)
    assert session.exec(untouched).one() == date(2026, 8, 20)


def test_a_pass_that_breaks_leaves_nothing_behind(world, tmp_path_factory):
    with world.session() as session:
        province_id = an_office(session)
    strange = tmp_path_factory.mktemp("strange")
    (strange / "file").write_text("x")
    elsewhere = World(settings=Settings(home=strange), database_url=world.database_url)

    with inhabit(elsewhere), pytest.raises(DataFolderError), elsewhere.session() as session:
        pass_on(session, province_id, "2026-09-14")

    with world.session() as session:
        assert session.exec(select(func.count()).select_from(Pass)).one() == 0
        assert pass_on(session, province_id, "2026-09-14")[0].notices == 1


def statements_of(session: Session, province_id: int, day: str) -> list[str]:
    """What a pass sends to the database, each statement by its first words."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(" ".join(statement.split()[:6]))

    session.flush()
    session.expunge_all()
    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        pass_on(session, province_id, day)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return sent


@pytest.mark.parametrize("day", ["2026-09-14", "2026-09-16", "2026-09-29"])
def test_the_number_of_statements_does_not_grow_with_the_assignments(session, day):
    few = an_office(session, code="it")
    many = an_office(session, code="nhieu", agencies=tuple(f"Sở {n}" for n in range(20)), units=("1", "2", "3"))
    for province_id in (few, many):
        pass_on(session, province_id, *(before for before in CLIMB if before < day))

    assert statements_of(session, many, day) == statements_of(session, few, day)
