"""Occurrences fanned out to duties, duties gathered into assignments: in SQL, whatever their number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from models.duty import Assignment, Duty, Occurrence

_OWED = """
CREATE TEMP TABLE owed ON COMMIT DROP AS
WITH member(name, kind) AS (SELECT * FROM unnest(CAST(:group_names AS text[]), CAST(:group_kinds AS text[])))
SELECT DISTINCT o.id AS occurrence_id, a.id AS agency_id, o.answer_key, ob.kind, ob.id AS obligation_id, o.period,
       o.period_first, o.period_end, o.recipient, o.opens_on, o.target_on, o.late_after, o.late_time
FROM occurrence o
JOIN obligation ob ON ob.id = o.obligation_id
JOIN party p ON p.obligation_id = ob.id AND p.role = 'lead'
JOIN agency a ON a.province_id = o.province_id
     AND (a.id = p.agency_id
          OR (p.agency_id IS NULL AND EXISTS (SELECT FROM member m WHERE m.name = p.name AND m.kind = a.kind)))
WHERE o.province_id = :province_id AND o.closed_at IS NULL AND o.late_after >= :today
  AND o.id = ANY(CAST(:occurrence_ids AS int[]))
  AND (a.active_from IS NULL OR a.active_from <= o.target_on)
  AND (a.active_to IS NULL OR a.active_to >= o.target_on)
  AND NOT ((ob.kind = 'report' OR o.answer_key LIKE 'report:%') AND o.recipient = :desk AND a.name = :desk)
  AND NOT EXISTS (SELECT FROM duty d WHERE d.occurrence_id = o.id AND d.agency_id = a.id)
"""

_GATHER = """
INSERT INTO assignment AS s (province_id, agency_id, answer_key, kind, period, period_first, period_end, recipient,
                        opens_on, target_on, late_after, late_time, state, next_notice_on)
SELECT :province_id, agency_id, answer_key,
       (array_agg(kind ORDER BY kind <> 'report', period_first, obligation_id))[1],
       (array_agg(period ORDER BY period_first, obligation_id))[1],
       min(period_first), max(period_end), min(recipient), min(opens_on), min(target_on), min(late_after),
       (array_agg(late_time ORDER BY late_after, late_time))[1], 'open', min(opens_on)
FROM owed GROUP BY agency_id, answer_key
ON CONFLICT (agency_id, answer_key) DO UPDATE SET
       period = CASE WHEN excluded.period_first < s.period_first THEN excluded.period ELSE s.period END,
       period_first = least(s.period_first, excluded.period_first),
       opens_on = least(s.opens_on, excluded.opens_on),
       target_on = least(s.target_on, excluded.target_on),
       late_after = least(s.late_after, excluded.late_after),
       late_time = CASE WHEN excluded.late_after < s.late_after THEN excluded.late_time
                        WHEN excluded.late_after = s.late_after THEN least(s.late_time, excluded.late_time)
                        ELSE s.late_time END,
       state = CASE WHEN s.state IN ('accepted', 'withdrawn') THEN 'open' ELSE s.state END,
       delivered_on = CASE WHEN s.state IN ('accepted', 'withdrawn') THEN NULL ELSE s.delivered_on END,
       next_notice_on = least(s.next_notice_on, excluded.opens_on)
"""

_FAN_OUT = """
INSERT INTO duty (province_id, occurrence_id, agency_id, assignment_id, target_on, late_after, state)
SELECT :province_id, owed.occurrence_id, owed.agency_id, s.id, owed.target_on, owed.late_after, 'open'
FROM owed JOIN assignment s ON s.agency_id = owed.agency_id AND s.answer_key = owed.answer_key
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FannedOut:
    """How many rows a fan-out wrote. `assignments` counts those new or changed."""

    duties: int
    assignments: int


def add_occurrences(session: Session, province_id: int, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Write occurrences of a province and return the ids of those that were new; one that exists keeps its dates."""
    if not rows:
        return []
    owned = [{**row, "province_id": province_id} for row in rows]
    statement = insert(Occurrence).on_conflict_do_nothing(index_elements=["obligation_id", "period"])
    return list(session.execute(statement.returning(col(Occurrence.id)), owned).scalars())


def fan_out(
    session: Session,
    province_id: int,
    *,
    occurrence_ids: Sequence[int],
    groups: Mapping[str, frozenset[str]],
    desk: str,
    today: date,
) -> FannedOut:
    """Write one duty for each occurrence and agency that lacks it, and gather the duties into assignments.

    An assignment that was settled is open again when a duty joins it, and takes over the earlier day with its hour.
    `groups` names the kinds of agency that each group expands to; the agency named `desk` owes no report to itself.
    """
    members = [(name, kind) for name, kinds in sorted(groups.items()) for kind in sorted(kinds)]
    values = {
        "province_id": province_id,
        "occurrence_ids": list(occurrence_ids),
        "desk": desk,
        "today": today,
        "group_names": [name for name, _ in members],
        "group_kinds": [kind for _, kind in members],
    }
    session.execute(text("DROP TABLE IF EXISTS owed"))
    session.execute(text(_OWED), values)
    gathered = session.execute(text(_GATHER), {"province_id": province_id})
    written = session.execute(text(_FAN_OUT), {"province_id": province_id})
    return FannedOut(duties=_count(written), assignments=_count(gathered))


def open_occurrence_ids(session: Session, province_id: int, *, today: date) -> list[int]:
    """Return the ids of the occurrences that are not closed and not over on a day."""
    query = select(Occurrence.id).where(
        Occurrence.province_id == province_id,
        col(Occurrence.closed_at).is_(None),
        col(Occurrence.late_after) >= today,
    )
    return [found for found in session.exec(query) if found is not None]


def named(session: Session, province_id: int, assignment_id: int) -> Assignment | None:
    """Return one assignment; None when this province has none of that id."""
    query = select(Assignment).where(Assignment.province_id == province_id, Assignment.id == assignment_id)
    return session.exec(query).one_or_none()


def duties_of(session: Session, province_id: int, assignment_id: int) -> list[Duty]:
    """Return the duties of an assignment, sorted by id."""
    query = select(Duty).where(Duty.province_id == province_id, Duty.assignment_id == assignment_id)
    return list(session.exec(query.order_by(col(Duty.id))))


def _count(result: Any) -> int:
    return max(0, int(result.rowcount))
