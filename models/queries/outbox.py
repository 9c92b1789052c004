"""The outbox as it is filled and released: mails, the notices that they carry, the days the ladder looks again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, text, update
from sqlalchemy import select as select_rows
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from models.agency import ContactRole
from models.outbox import Mail, MailClass, MailState

_NOTE = """
INSERT INTO notice (province_id, key, assignment_id, contact_id, role, rung, nth, due_on, decided_at, decided_on,
                    reason, mail_id)
SELECT :province_id, key, assignment_id, contact_id, role, rung, nth, due_on, :decided_at, :decided_on, reason, mail_id
FROM unnest(CAST(:keys AS text[]), CAST(:assignment_ids AS int[]), CAST(:contact_ids AS int[]), CAST(:roles AS text[]),
            CAST(:rungs AS text[]), CAST(:nths AS int[]), CAST(:due_ons AS date[]), CAST(:reasons AS text[]),
            CAST(:mail_ids AS int[]))
     AS told(key, assignment_id, contact_id, role, rung, nth, due_on, reason, mail_id)
ON CONFLICT (province_id, key) DO NOTHING
"""

_NEXT_DAYS = """
UPDATE assignment SET next_notice_on = stored.day
FROM unnest(CAST(:ids AS int[]), CAST(:days AS date[])) AS stored(id, day)
WHERE assignment.province_id = :province_id AND assignment.id = stored.id
"""

_RELEASE = """
UPDATE mail SET state = 'queued', queued_at = :now, next_try_at = clock_timestamp(),
                subject = replace(subject, :mark, '')
WHERE province_id = :province_id AND {which}
RETURNING id
"""

_HOLD = """
UPDATE mail SET state = 'held', next_try_at = NULL
WHERE province_id = :province_id AND state IN ('queued', 'retry') RETURNING id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMail:
    """A rendered mail for the outbox. `contact_id` is None for a mailbox that is no contact."""

    key: str
    mail_class: MailClass
    state: MailState
    contact_id: int | None
    to_email: str
    to_name: str
    subject: str
    body_text: str
    body_html: str
    message_id: str
    thread_root: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNotice:
    """A decided notice with the mail that carries it."""

    key: str
    assignment_id: int
    contact_id: int
    role: ContactRole
    rung: str
    nth: int
    due_on: date
    reason: str
    mail_id: int


def enqueue(session: Session, province_id: int, mails: Sequence[NewMail], *, now: datetime) -> dict[str, int]:
    """Write mails and return their ids by key; a mail whose key is there is left out and stays as it was.

    The time of the first attempt is the database's, which all workers share.
    """
    if not mails:
        return {}
    rows = [
        {
            "province_id": province_id,
            "key": mail.key,
            "mail_class": mail.mail_class,
            "contact_id": mail.contact_id,
            "to_email": mail.to_email,
            "to_name": mail.to_name,
            "subject": mail.subject,
            "body_text": mail.body_text,
            "body_html": mail.body_html,
            "message_id": mail.message_id,
            "thread_root": mail.thread_root,
            "state": mail.state,
            "queued_at": now,
            "attempts": 0,
        }
        for mail in mails
    ]
    statement = (
        insert(Mail)
        .values(next_try_at=func.clock_timestamp())
        .on_conflict_do_nothing(index_elements=["province_id", "key"])
        .returning(col(Mail.key), col(Mail.id))
    )
    return {key: mail_id for key, mail_id in session.execute(statement, rows) if mail_id is not None}


def note(session: Session, province_id: int, notices: Sequence[NewNotice], *, now: datetime) -> None:
    """Write notices; one whose key is there stays as it was."""
    session.execute(
        text(_NOTE),
        {
            "province_id": province_id,
            "decided_at": now,
            "decided_on": now.date(),
            "keys": [notice.key for notice in notices],
            "assignment_ids": [notice.assignment_id for notice in notices],
            "contact_ids": [notice.contact_id for notice in notices],
            "roles": [notice.role.value for notice in notices],
            "rungs": [notice.rung for notice in notices],
            "nths": [notice.nth for notice in notices],
            "due_ons": [notice.due_on for notice in notices],
            "reasons": [notice.reason for notice in notices],
            "mail_ids": [notice.mail_id for notice in notices],
        },
    )


def store_next_days(session: Session, province_id: int, days: Mapping[int, date | None]) -> None:
    """Store for each assignment the next day on which something may be due; None when nothing more is to be said."""
    session.execute(text(_NEXT_DAYS), {"province_id": province_id, "ids": list(days), "days": list(days.values())})


def drafts_like(session: Session, province_id: int, keys: Sequence[str]) -> dict[str, MailState]:
    """Return the states of the drafts whose keys begin with one of `keys`, by key."""
    query = select_rows(Mail.key, Mail.state).where(  # type: ignore[call-overload]
        col(Mail.province_id) == province_id,
        col(Mail.mail_class) == MailClass.DRAFT,
        or_(*(col(Mail.key).startswith(key) for key in keys)),
    )
    return {key: MailState(state) for key, state in session.execute(query)}


def rewrite_draft(session: Session, province_id: int, mail: NewMail, *, now: datetime) -> int:
    """Give an open draft a new subject and text and return its id."""
    statement = (
        update(Mail)
        .where(col(Mail.province_id) == province_id, col(Mail.key) == mail.key, col(Mail.state) == MailState.DRAFT)
        .values(subject=mail.subject, body_text=mail.body_text, body_html=mail.body_html, queued_at=now)
        .returning(col(Mail.id))
    )
    return int(session.execute(statement).scalar_one())


def awaiting_person(session: Session, province_id: int) -> list[Mail]:
    """Return the mails that go no further without a person: held, drafts and dead, the oldest first."""
    states = (MailState.HELD, MailState.DRAFT, MailState.DEAD)
    query = select(Mail).where(Mail.province_id == province_id, col(Mail.state).in_(states))
    return list(session.exec(query.order_by(col(Mail.queued_at), col(Mail.id))))


def mail_of(session: Session, province_id: int, mail_id: int) -> Mail | None:
    """Return one mail of a province; None when it has none of this id."""
    return session.exec(select(Mail).where(Mail.province_id == province_id, Mail.id == mail_id)).one_or_none()


def let_go(
    session: Session, province_id: int, *, mail_ids: Sequence[int] | None, mark: str, now: datetime
) -> list[int]:
    """Queue held mails, all of them for None; with ids also drafts. Return the ids of those that were let go.

    `mark` is cut from their subjects.
    """
    which = "state = 'held'" if mail_ids is None else "state IN ('held', 'draft') AND id = ANY(CAST(:ids AS int[]))"
    values = {"province_id": province_id, "now": now, "mark": mark, "ids": list(mail_ids or ())}
    return sorted(session.execute(text(_RELEASE.format(which=which)), values).scalars())


def hold_back(session: Session, province_id: int) -> int:
    """Hold every mail that waits to be sent, also those that were released; return how many.

    What a worker took before still leaves: at most a batch of each.
    """
    return len(session.execute(text(_HOLD), {"province_id": province_id}).all())
