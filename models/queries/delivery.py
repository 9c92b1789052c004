"""The outbox as a worker sees it: claim a batch, settle mail by mail. Leases and retries go by the database's clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from models.journal import Journal

_CLAIM = """
WITH due AS (
    SELECT id FROM mail
    WHERE province_id = :province_id AND state IN ('queued', 'retry', 'sending') AND next_try_at <= clock_timestamp()
    ORDER BY next_try_at LIMIT :most FOR UPDATE SKIP LOCKED
)
UPDATE mail SET state = 'sending', attempts = attempts + 1, leased_by = :worker,
                leased_until = clock_timestamp() + :lease, next_try_at = clock_timestamp() + :lease
FROM due WHERE mail.id = due.id
RETURNING mail.id, mail.contact_id, mail.to_email, mail.to_name, mail.subject, mail.body_text, mail.body_html,
          mail.message_id, mail.thread_root, mail.queued_at, mail.attempts
"""

_HELD_BY_ME = "province_id = :province_id AND id = :mail_id AND state = 'sending' AND leased_by = :worker"

_SENT = """
UPDATE mail SET state = 'sent', sent_at = clock_timestamp(), answer = told.answer,
                leased_by = NULL, leased_until = NULL, next_try_at = NULL
FROM unnest(CAST(:ids AS int[]), CAST(:answers AS text[])) AS told(id, answer)
WHERE mail.province_id = :province_id AND mail.id = told.id AND mail.state = 'sending' AND mail.leased_by = :worker
RETURNING mail.id
"""

_LATER = f"""
UPDATE mail SET state = 'retry', next_try_at = clock_timestamp() + :pause, answer = :answer,
                leased_by = NULL, leased_until = NULL
WHERE {_HELD_BY_ME}
"""  # noqa: S608

_BACK = """
UPDATE mail SET state = CASE WHEN attempts = 1 THEN 'queued' ELSE 'retry' END, attempts = attempts - 1,
                next_try_at = clock_timestamp() + :pause, answer = coalesce(:answer, answer),
                leased_by = NULL, leased_until = NULL
WHERE province_id = :province_id AND id = ANY(CAST(:mail_ids AS int[])) AND state = 'sending' AND leased_by = :worker
"""

_DEAD = f"""
UPDATE mail SET state = 'dead', answer = :answer, leased_by = NULL, leased_until = NULL, next_try_at = NULL
WHERE {_HELD_BY_ME} RETURNING contact_id
"""  # noqa: S608

_REFUSE_CONTACT = """
UPDATE contact SET dead_at = :now WHERE province_id = :province_id AND id = :contact_id AND dead_at IS NULL
"""

_LOOK_AGAIN = """
UPDATE assignment SET next_notice_on = least(next_notice_on, CAST(:today AS date))
FROM notice
WHERE notice.province_id = :province_id AND notice.mail_id = :mail_id AND assignment.id = notice.assignment_id
  AND assignment.province_id = :province_id AND assignment.state IN ('open', 'supplement')
"""

_LATELY = """
SELECT count(*) FROM mail
WHERE province_id = :province_id AND (state = 'sending' OR sent_at > clock_timestamp() - :window)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A mail that this worker holds. `attempts` counts this one."""

    id: int
    contact_id: int | None
    to_email: str
    to_name: str
    subject: str
    body_text: str
    body_html: str
    message_id: str
    thread_root: str | None
    queued_at: datetime
    attempts: int


def claim(session: Session, province_id: int, *, worker: str, lease: timedelta, most: int) -> list[Claimed]:
    """Take up to `most` mails whose time has come, also those whose lease ran out, and record that they are being sent.

    Sorted by when they were queued. No two workers get the same mail.
    """
    values = {"province_id": province_id, "worker": worker, "lease": lease, "most": most}
    claimed = [Claimed(**row) for row in session.execute(text(_CLAIM), values).mappings()]
    return sorted(claimed, key=lambda mail: (mail.queued_at, mail.id))


def settle_sent(session: Session, province_id: int, answers: Mapping[int, str], *, worker: str) -> set[int]:
    """Record which mails the server took, with its answers by id.

    Return the ids that were settled; the lease of the others had passed to another worker.
    """
    values = {"province_id": province_id, "worker": worker, "ids": list(answers), "answers": list(answers.values())}
    return set(session.execute(text(_SENT), values).scalars())


def settle_later(
    session: Session, province_id: int, mail_id: int, *, worker: str, answer: str, pause: timedelta
) -> bool:
    """Record that a mail is tried again after a pause; False when the lease had passed to another worker."""
    values = {"province_id": province_id, "mail_id": mail_id, "worker": worker, "answer": answer, "pause": pause}
    return _changed(session, _LATER, values)


def give_back(
    session: Session, province_id: int, mail_ids: Sequence[int], *, worker: str, answer: str | None, pause: timedelta
) -> None:
    """Return claimed mails that were never put on the wire; their attempt does not count.

    `answer` is why, None where there was merely no time left.
    """
    values = {"province_id": province_id, "mail_ids": list(mail_ids), "worker": worker, "answer": answer}
    session.execute(text(_BACK), values | {"pause": pause})


def bury(
    session: Session,
    province_id: int,
    mail_id: int,
    *,
    worker: str,
    answer: str,
    address_refused: bool,
    now: datetime,
) -> bool:
    """Give a mail up, mark the address where it was refused, and have the ladder look at its assignments again.

    False when the lease had passed to another worker; nothing is changed then.
    """
    values = {"province_id": province_id, "mail_id": mail_id, "worker": worker, "answer": answer}
    found = session.execute(text(_DEAD), values).first()
    if found is None:
        return False
    contact_id: int | None = found[0]
    if address_refused and contact_id is not None:
        session.execute(text(_REFUSE_CONTACT), {"province_id": province_id, "contact_id": contact_id, "now": now})
    today: date = now.date()
    session.execute(text(_LOOK_AGAIN), {"province_id": province_id, "mail_id": mail_id, "today": today})
    about = {"mail": mail_id, "contact": contact_id, "answer": answer}
    what = "contact.refused" if address_refused else "mail.given_up"
    session.add(Journal(province_id=province_id, at=now, what=what, who="deliver", came_from="outbox", about=about))
    return True


def sent_lately(session: Session, province_id: int, *, window: timedelta) -> int:
    """Count the mails that left within a window before now or are leaving, for the throttle of the relay."""
    values = {"province_id": province_id, "window": window}
    return int(session.execute(text(_LATELY), values).scalar_one())


def _changed(session: Session, statement: str, values: dict[str, Any]) -> bool:  # Any: what the driver takes
    return int(session.execute(text(statement), values).rowcount) == 1  # type: ignore[attr-defined]
