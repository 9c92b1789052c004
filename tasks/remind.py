"""The reminder pass of a morning: who must be told what, one mail per person, all in one transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Session

from deploy.world import LOCAL, world
from law.calendar import Calendar
from models import ContactRole, Journal, MailClass, MailState, Province
from models.queries import due as rows
from models.queries import outbox, passes
from models.queries.outbox import NewMail, NewNotice
from notifications.digest import Digest, Morning, Refused, digests
from notifications.ladder import due_notices, next_notice_on
from notifications.notice import Decision, digest_key
from notifications.render import DRAFT_MARK, render_digest
from notifications.rungs import LADDER, Ladder
from notifications.view import Told, View
from tasks.drafts import write_drafts
from tasks.gather import Gathered, describe, gather
from tasks.occasion import Occasion, occasion


class Skip(StrEnum):
    """Why a pass did nothing."""

    DONE_BEFORE = "sáng nay đã chạy rồi"
    DAY_OFF = "hôm nay là ngày nghỉ"
    OUT_OF_HOURS = "ngoài giờ làm việc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """What a pass did. `skipped` is why it did nothing, None where it ran.

    `looked_at` counts assignments, `mails` digests, `held` those of them that wait for a release.
    """

    skipped: Skip | None = None
    looked_at: int = 0
    notices: int = 0
    mails: int = 0
    held: int = 0
    drafts: int = 0

    def __str__(self) -> str:
        if self.skipped is not None:
            return f"không chạy, {self.skipped}"
        waiting = f" ({self.held} thư chờ duyệt)" if self.held else ""
        return f"{self.notices} thông báo trong {self.mails} thư{waiting}, {self.drafts} dự thảo trình Chủ tịch"


def remind(
    session: Session,
    province_id: int,
    *,
    now: datetime,
    ran_by: str,
    always: bool = False,
    ladder: Ladder = LADDER,
) -> Reminded:
    """Decide and enqueue what a province's people must be told this morning, in the caller's transaction.

    Runs once a day, on working days within office hours; `always` lifts the hours and days, not the once. Calendar,
    settings and the secret of links are those of this process's World.

    Raises SettingsError or DataFolderError: the secret that signs links cannot be read.
    """
    here, now = world(), now.astimezone(LOCAL)
    province = session.get_one(Province, province_id)
    skipped = None if always else _why_not(province, here.calendar, now)
    if skipped is not None:
        return Reminded(skipped=skipped)
    pass_id = passes.open_pass(session, province_id, passes.MORNING, now=now, ran_by=ran_by)
    if pass_id is None:
        return Reminded(skipped=Skip.DONE_BEFORE)
    due = rows.due_assignments(session, province_id, on=now.date())
    refused = rows.refused_contacts(session, province_id, before=now.date(), pass_name=passes.MORNING)
    done = Reminded()
    if due or refused:
        gathered = gather(session, province_id, due, today=now.date())
        names = [Refused(name=contact.name, email=contact.email) for contact in refused]
        done = _tell(session, gathered, names, occasion=occasion(here, province, now=now, ladder=ladder))
    counts = {"looked_at": done.looked_at, "notices": done.notices, "mails": done.mails, "drafts": done.drafts}
    passes.close_pass(session, province_id, pass_id, now=now, counts=counts)
    return done


def release(session: Session, province_id: int, *, mail_ids: Sequence[int] | None, by: str, now: datetime) -> int:
    """Let held mails go, all of them for None; drafts only where their ids are named. Return how many were let go.

    A released draft loses the mark of a draft in its subject. What went before, or never was held, is left alone.
    """
    gone = outbox.let_go(session, province_id, mail_ids=mail_ids, mark=DRAFT_MARK, now=now)
    if gone:
        about = {"mails": gone}
        session.add(
            Journal(province_id=province_id, at=now, what="mail.released", who=by, came_from="outbox", about=about)
        )
    return len(gone)


def _why_not(province: Province, calendar: Calendar, now: datetime) -> Skip | None:
    if not calendar.is_working(now.date()):
        return Skip.DAY_OFF
    is_open = province.office_opens <= now.time() < province.office_closes
    return None if is_open else Skip.OUT_OF_HOURS


def _tell(session: Session, gathered: Gathered, refused: Sequence[Refused], *, occasion: Occasion) -> Reminded:
    """Decide, write the mails, the notices that they carry, and the next days."""
    decisions = [made for view in gathered.views.values() for made in _decide(view, gathered, occasion)]
    told = _with_today(gathered, decisions, occasion.now.date())
    concerned = {decision.assignment_id for decision in decisions}
    described = describe(session, occasion.province_id, gathered, concerned, ladder=occasion.ladder)
    morning = Morning(
        works=described.works,
        told=told,
        people=gathered.people,
        ladder=occasion.ladder,
        calendar=occasion.calendar,
        now=occasion.now,
        letterhead=occasion.letterhead,
    )
    sent = _send(session, digests(decisions, morning, refused=refused), occasion)
    up = [decision for decision in decisions if decision.role is ContactRole.CHAIRMAN]
    drafts = write_drafts(session, up, described=described, people=gathered.people, occasion=occasion)
    notices = _notices(decisions, sent, drafts)
    outbox.note(session, occasion.province_id, notices, now=occasion.now)
    uncarried = {decision.key for decision in decisions} - {notice.key for notice in notices}
    late = {decision.assignment_id for decision in decisions if decision.key in uncarried}
    outbox.store_next_days(session, occasion.province_id, _next_days(gathered, told, late, occasion))
    return Reminded(
        looked_at=len(gathered.due),
        notices=len(notices),
        mails=len(sent),
        held=len(sent) if occasion.first_state is MailState.HELD else 0,
        drafts=len(set(drafts.values())),
    )


def _decide(view: View, gathered: Gathered, occasion: Occasion) -> tuple[Decision, ...]:
    return due_notices(
        view,
        ladder=occasion.ladder,
        told=gathered.told.get(view.assignment_id, ()),
        contacts=gathered.contacts[gathered.due[view.assignment_id].agency_id],
        calendar=occasion.calendar,
        now=occasion.now,
    )


def _with_today(gathered: Gathered, decisions: Sequence[Decision], today: date) -> dict[int, tuple[Told, ...]]:
    """Return the history of every assignment with what was decided just now."""
    told = dict(gathered.told)
    for decision in decisions:
        now_told = Told(
            contact_id=decision.contact_id,
            role=decision.role,
            rung=decision.rung,
            nth=decision.nth,
            due_on=decision.due_on,
            on=today,
        )
        told[decision.assignment_id] = (*told.get(decision.assignment_id, ()), now_told)
    return told


def _send(session: Session, made: Sequence[Digest], occasion: Occasion) -> dict[int, int]:
    """Write the digests into the outbox and return the mail's id for each contact that gets one."""
    mails = [_mail(digest, occasion) for digest in made]
    ids = outbox.enqueue(session, occasion.province_id, mails, now=occasion.now)
    return {mail.contact_id: ids[mail.key] for mail in mails if mail.key in ids and mail.contact_id is not None}


def _mail(digest: Digest, occasion: Occasion) -> NewMail:
    key = digest_key(digest.person.contact_id, day=digest.day)
    rendered = render_digest(digest, occasion.letterhead)
    return occasion.mail(rendered, digest.person, key=key, mail_class=MailClass.DIGEST)


def _notices(decisions: Sequence[Decision], sent: Mapping[int, int], drafts: Mapping[str, int]) -> list[NewNotice]:
    """Pair each decision with the mail that carries it; what no mail carries is decided anew another morning."""
    notices = []
    for decision in decisions:
        is_draft = decision.role is ContactRole.CHAIRMAN
        mail_id = drafts.get(decision.key) if is_draft else sent.get(decision.contact_id)
        if mail_id is not None:
            notices.append(
                NewNotice(
                    key=decision.key,
                    assignment_id=decision.assignment_id,
                    contact_id=decision.contact_id,
                    role=decision.role,
                    rung=decision.rung,
                    nth=decision.nth,
                    due_on=decision.due_on,
                    reason=decision.reason.sentence(),
                    mail_id=mail_id,
                )
            )
    return notices


def _next_days(
    gathered: Gathered, told: Mapping[int, tuple[Told, ...]], uncarried: Collection[int], occasion: Occasion
) -> dict[int, date | None]:
    tomorrow = occasion.calendar.shift(occasion.now.date(), 1)
    days = {
        id_: next_notice_on(
            view,
            ladder=occasion.ladder,
            told=told.get(id_, ()),
            contacts=gathered.contacts[gathered.due[id_].agency_id],
            calendar=occasion.calendar,
            now=occasion.now,
        )
        for id_, view in gathered.views.items()
    }
    return days | dict.fromkeys(uncarried, tomorrow)
