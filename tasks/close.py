"""Close an occurrence: after its last day, record that it is over and how it stood. Nothing is frozen by it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from deploy.world import LOCAL, local_day
from models import Journal
from models.queries import board, closing
from models.queries.board import Cells
from tasks.errors import NothingThere, NotPossibleNow

CLOSES_AT = time(0, 5)  # a day ends at 24:00; five minutes for whoever hands in at the last moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """How an occurrence stood when it was over; `closed_at` in Vietnam's time. `is_new`: it was not closed before.

    `overdue` names the agencies that still owe, sorted.
    """

    occurrence_id: int
    closed_at: datetime
    cells: Cells
    overdue: tuple[str, ...]
    is_new: bool


def closing_moment(late_after: date) -> datetime:
    """Return when an occurrence closes: 00:05, in Vietnam, of the day after the last day that is on time."""
    return datetime.combine(late_after + timedelta(days=1), CLOSES_AT, tzinfo=LOCAL)


def close(session: Session, province_id: int, occurrence_id: int, *, now: datetime, by: str) -> Closed:
    """Record that an occurrence is over, with its four cells in the journal; a second call changes nothing.

    Raises NothingThere for an id of no occurrence here, NotPossibleNow before its closing moment.
    """
    occurrence = closing.locked(session, province_id, occurrence_id)
    if occurrence is None:
        raise NothingThere(f"Không có kỳ hạn số {occurrence_id} trong tỉnh này. Xem lại lịch rồi đồng bộ lại.")
    due = closing_moment(occurrence.late_after)
    if now < due:
        raise NotPossibleNow(
            f"Kỳ hạn số {occurrence_id} còn được tính đúng hạn đến hết ngày {occurrence.late_after:%d/%m/%Y}. "
            f"Chờ đến {due:%H:%M ngày %d/%m/%Y}."
        )
    on = local_day(now)
    cells = board.occurrence_cells(session, province_id, occurrence_id, on=on)
    overdue = tuple(board.overdue_agencies(session, province_id, occurrence_id, on=on))
    is_new = occurrence.closed_at is None
    if is_new:
        occurrence.closed_at = now
        session.add(occurrence)
        session.add(_entry(province_id, occurrence_id, cells, len(overdue), now=now, by=by))
    assert occurrence.closed_at is not None
    return Closed(
        occurrence_id=occurrence_id,
        closed_at=occurrence.closed_at.astimezone(LOCAL),
        cells=cells,
        overdue=overdue,
        is_new=is_new,
    )


def close_missed(session: Session, province_id: int, *, now: datetime, by: str, limit: int = 500) -> list[Closed]:
    """Close the occurrences whose moment passed while nothing ran, the oldest first, at most `limit` of them."""
    today = local_day(now)
    first_open = today if now >= closing_moment(today - timedelta(days=1)) else today - timedelta(days=1)
    missed = closing.missed_occurrence_ids(session, province_id, before=first_open, limit=limit)
    return [close(session, province_id, occurrence_id, now=now, by=by) for occurrence_id in missed]


def _entry(province_id: int, occurrence_id: int, cells: Cells, owing: int, *, now: datetime, by: str) -> Journal:
    about = {
        "occurrence": occurrence_id,
        "on_time": cells.on_time,
        "late": cells.late,
        "in_time": cells.in_time,
        "overdue": cells.overdue,
        "agencies_owing": owing,
    }
    return Journal(
        province_id=province_id, at=now, what="occurrence.closed", who=by, came_from="tasks.close", about=about
    )
