"""A notice: that a person must be told a thing, why, and under which key it is told once.

Keys are built here and nowhere else, from ids and ISO dates only: a wording or a format of dates that changes must
never send a mail a second time.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models import ContactRole


class Tone(StrEnum):
    """What a rung speaks of, from the mildest to the gravest."""

    ANNOUNCE = "announce"
    REMIND = "remind"
    DUE = "due"
    LAST_DAY = "last_day"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a person is told. `due_on` is the day that the rung counts from.

    `lead_days` are working days before it (after it where negative). `missed_on` is the day the notice should have
    gone out, None when it goes out in time. `instead_of` is the role it was meant for, None where the contact holds it.
    """

    tone: Tone
    due_on: date
    lead_days: int
    nth: int = 0
    missed_on: date | None = None
    instead_of: ContactRole | None = None

    def sentence(self) -> str:
        """Return the reason in Vietnamese, without a full stop."""
        words = _WHY[self.tone].format(day=_day(self.due_on), days=abs(self.lead_days))
        if self.nth:
            words += f", nhắc hằng tuần lần {self.nth}"
        if self.missed_on is not None:
            words += f"; gửi chậm, lẽ ra gửi ngày {_day(self.missed_on)}"
        if self.instead_of is not None:
            words += f"; gửi thay {ROLE_NAMES[self.instead_of]} vì không có địa chỉ nhận được thư"
        return words


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """That one contact is told one rung of one assignment.

    `role` is whom the rung is meant for; the contact may stand in for it. `nth` counts repetitions from 1, 0 for a rung
    that comes once. `height` is the rung's place in the ladder.
    """

    assignment_id: int
    rung: str
    tone: Tone
    height: int
    due_on: date
    contact_id: int
    role: ContactRole
    reason: Reason
    nth: int = 0

    @property
    def key(self) -> str:
        """The key under which this is told once."""
        return notice_key(
            self.assignment_id, rung=self.rung, due_on=self.due_on, contact_id=self.contact_id, nth=self.nth
        )


ROLE_NAMES = {
    ContactRole.FOCAL: "đầu mối",
    ContactRole.DEPUTY: "đầu mối dự phòng",
    ContactRole.UNIT_HEAD: "trưởng phòng phụ trách",
    ContactRole.HEAD: "Thủ trưởng cơ quan",
    ContactRole.DESK: "đơn vị theo dõi",
    ContactRole.CHAIRMAN: "Chủ tịch Ủy ban nhân dân tỉnh",
}

_WHY = {
    Tone.ANNOUNCE: "việc mở từ ngày {day}",
    Tone.REMIND: "còn {days} ngày làm việc đến ngày đề nghị hoàn thành {day}",
    Tone.DUE: "đến ngày đề nghị hoàn thành {day}",
    Tone.LAST_DAY: "ngày cuối còn tính đúng hạn {day}",
    Tone.OVERDUE: "quá hạn {days} ngày làm việc, tính từ {day}",
}


def notice_key(assignment_id: int, *, rung: str, due_on: date, contact_id: int, nth: int = 0) -> str:
    """Return the key of a notice: "812:remind-3:2026-12-14:57", with ":3" at the end for a third repetition."""
    key = f"{assignment_id}:{rung}:{due_on.isoformat()}:{contact_id}"
    return f"{key}:{nth}" if nth else key


def digest_key(contact_id: int, *, day: date) -> str:
    """Return the key of the one mail that a contact gets on a morning: "digest:57:2026-12-14"."""
    return f"digest:{contact_id}:{day.isoformat()}"


def draft_key(directive_id: int, *, day: date, nth: int = 1) -> str:
    """Return the key of the draft to the Chairman for the ISO week of a day: "draft:4:2026-W51".

    `nth` counts the drafts of that week from 1: a second one opens when the first was released.
    """
    year, week, _ = day.isocalendar()
    key = f"draft:{directive_id}:{year}-W{week:02}"
    return key if nth == 1 else f"{key}:{nth}"


def receipt_key(submission_id: int) -> str:
    """Return the key of the receipt for a submission: "receipt:31"."""
    return f"receipt:{submission_id}"


def message_id(key: str, *, province_id: int, domain: str) -> str:
    """Return the Message-ID of the mail of a key; a mail that is tried again keeps it."""
    return f"<{key.replace(':', '.')}.p{province_id}@{domain}>"


def thread_root(contact_id: int, *, province_id: int, domain: str) -> str:
    """Return the Message-ID that all mails to a contact refer to, so that a mail program shows them as one thread."""
    return f"<contact.{contact_id}.p{province_id}@{domain}>"


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
