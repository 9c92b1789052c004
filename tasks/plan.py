"""Turn what approved readings demand into occurrences, duties and assignments."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session

from deploy.world import world
from law.agencies import GROUPS
from law.annotation import timing_from_json
from law.periods import parse
from law.planning import Demand, Occurrence, occurrences
from law.values import Kind, Recurring
from models import Journal, Province
from models.queries import assignment as assignments
from models.queries import directive as directives
from models.queries.directive import Demanded

HORIZON_DAYS = 400
"""How far ahead duties are written: a year and the reports that follow it. Source: a default of Đôn đốc."""

PROVINCE = "UBND tỉnh"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What one pass of planning wrote."""

    occurrences: int
    duties: int
    assignments: int


def plan(
    session: Session,
    province_id: int,
    *,
    now: datetime,
    horizon: date | None = None,
    directive_id: int | None = None,
    unit: str | None = None,
) -> Planned:
    """Write what is owed up to `horizon` (None: 400 days ahead) and not yet written. Doing it twice changes nothing.

    `directive_id` and `unit` narrow to one directive and one clause. Nothing is planned into the past: an occurrence
    that was over before the day of `now` is not written.
    """
    province = session.get_one(Province, province_id)
    today = now.date()
    until = horizon or today + timedelta(days=HORIZON_DAYS)
    demands = _with_their_reports(directives.demanded(session, province_id, directive_id=directive_id, unit=unit))
    rows = [row for demanded in demands for row in _rows(province, demanded, today=today, until=until)]
    fresh = assignments.add_occurrences(session, province_id, rows)
    whole = directive_id is None and unit is None
    wanted = assignments.open_occurrence_ids(session, province_id, today=today) if whole else fresh
    if not wanted:
        return Planned(occurrences=0, duties=0, assignments=0)
    written = assignments.fan_out(
        session, province_id, occurrence_ids=wanted, groups=GROUPS, desk=province.desk_name, today=today
    )
    if fresh or written.duties:
        about = {"occurrences": len(fresh), "duties": written.duties, "until": until.isoformat()}
        session.add(
            Journal(
                province_id=province_id, at=now, what="duties.planned", who="planner", came_from="plan", about=about
            )
        )
    return Planned(occurrences=len(fresh), duties=written.duties, assignments=written.assignments)


def _with_their_reports(demands: Sequence[Demanded]) -> list[Demanded]:
    """Let what the same words time as a periodic report be answered in it: "định kỳ hàng quý rà soát … và báo cáo"."""
    reports: dict[tuple[int, str, tuple[str, ...], int | None], Demanded] = {
        (one.directive_id, one.unit, one.leads, one.time_words_at): one
        for one in demands
        if one.time_words_at is not None and one.kind == Kind.REPORT
    }
    return [
        replace(one, kind=Kind.REPORT, recipients=report.recipients)
        if (report := reports.get((one.directive_id, one.unit, one.leads, one.time_words_at)))
        and one.timing == report.timing
        and one.timing["type"] == "recurring"
        else one
        for one in demands
    ]


def _rows(province: Province, demanded: Demanded, *, today: date, until: date) -> list[dict[str, Any]]:
    timing = timing_from_json(demanded.timing)
    recipient = _recipient(demanded, province.desk_name)
    in_force_from = demanded.effective_on or demanded.issued_on
    found = occurrences(
        Demand(
            unit=demanded.unit,
            kind=demanded.kind,
            timing=timing,
            to_desk=recipient == province.desk_name,
        ),
        calendar=world().calendar,
        reporting=world().reporting,
        start=max(today, in_force_from) if in_force_from else today,
        horizon=until,
        ends_on=demanded.ends_on,
    )
    periodic_report = demanded.kind == Kind.REPORT and isinstance(timing, Recurring)
    return [
        {
            "obligation_id": demanded.obligation_id,
            "period": each.period,
            "period_first": None if each.period == "once" else parse(each.period).first,
            "period_end": each.period_end,
            "opens_on": each.opens_on,
            "target_on": each.target_on,
            "late_after": each.late_after,
            "late_time": each.late_time,
            "provisional": each.provisional,
            "derivation": [step.to_json() for step in each.steps],
            "answer_key": _answer_key(demanded, each, recipient, together=periodic_report),
            "recipient": recipient,
        }
        for each in found
    ]


def _recipient(demanded: Demanded, desk: str) -> str | None:
    """Return to whom the answer goes; "UBND tỉnh qua Sở Nội vụ" is Sở Nội vụ.

    A report without a recipient goes to the desk, the desk's own to the province. Source: design of the reports'
    two steps, 581/BNV-CCHC.
    """
    if desk in demanded.recipients:
        return desk
    if demanded.recipients:
        return demanded.recipients[0]
    if demanded.kind != Kind.REPORT:
        return None
    return PROVINCE if demanded.leads == (desk,) else desk


def _answer_key(demanded: Demanded, each: Occurrence, recipient: str | None, *, together: bool) -> str:
    """Return what duties of one agency share when one submission answers them.

    Periodic reports to one recipient that end on the same day are one paper, whatever asks for them: the second
    quarter's goes with the half-year's. Other duties go together when the same words of the text give them their time
    ("thực hiện các yêu cầu sau ngay trong năm 2017:").
    """
    if together:
        return f"report:{recipient}:{each.period_end.isoformat()}"
    if demanded.time_words_at is not None:
        return f"words:{demanded.directive_id}:{demanded.time_words_at}:{each.period}"
    return f"obligation:{demanded.obligation_id}:{each.period}"
