"""Notes that speak of what stands before them: "Thời hạn trình: quý III", "Cơ quan chủ trì: Sở Nội vụ"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from law.asking import is_date
from law.clauses import Clause, Demand, timings_of
from law.expressions import Expression
from law.recurrence import with_due
from law.sentences import Piece
from law.values import Kind, Recurring

_TIME_NOTE = re.compile(
    r"\(?(?:(?:thời\s+(?:gian|hạn)|tiến\s+độ|lộ\s+trình|hạn)(?:\s+[^\W\d_]+){0,9}?\s*:?|hoàn\s+thành|thực\s+hiện|xong)?\s*"
)
_ROLE_NOTE = re.compile(
    r"\(?(?:(?:cơ\s+quan|đơn\s+vị)\s+)?(?P<role>chủ\s+trì|thực\s+hiện|chịu\s+trách\s+nhiệm|tham\s+mưu|phối\s+hợp)"
    r"(?:\s+[^\W\d_]+){0,5}?\s*:\s*"
)
_FOR_TEXTS = re.compile(r"trình|hoàn\s+thành|ban\s+hành")
_REST = 14


def take_time_note(clause: Clause, piece: Piece, times: Sequence[Expression], target: Clause) -> bool:
    """Give a piece that says nothing but when to the demands before it; return whether it was such a piece."""
    low = clause.cast.view.low
    if not times or not any(time.timings for time in times):
        return False
    label = low[piece.start : times[0].start]
    rest = len(low[times[-1].end : piece.end].strip(" ./);"))
    labelled = times[0].is_label or ":" in label
    if not _TIME_NOTE.fullmatch(label) or rest >= (_REST if labelled or label else 1):
        return False
    if times[0].is_label:
        label = low[times[0].start : times[0].end].split(":")[0]
    _adopt_title(target)
    _apply_times(target, times, label, labelled=labelled)
    return True


def take_role_note(clause: Clause, piece: Piece, target: Clause) -> bool:
    """Give a piece that names who leads or helps to the demands before it; return whether it was such a piece."""
    match = _ROLE_NOTE.match(clause.cast.view.low, piece.start, piece.end)
    index = clause.cast.at(match.end()) if match else None
    if match is None or index is None:
        return False
    role = clause.cast.run(index, piece.end, "cơ quan chủ trì")
    _adopt_title(target)
    if match["role"].startswith("phối"):
        for demand in (*target.found, *target.orphans):
            demand.helpers += (role,)
        return True
    for demand in target.orphans:
        demand.lead = role
    target.found = sorted((*target.found, *target.orphans), key=lambda demand: demand.start)
    target.orphans = []
    for demand in target.found:
        if demand.lead is target.above.lead:
            demand.lead = role
    return True


def take_due_day(clause: Clause, piece: Piece, times: Sequence[Expression]) -> tuple[Expression, ...]:
    """Give a due day that stands apart to the recurring reports before it; return the times that are left."""
    left: list[Expression] = []
    for time in times:
        open_ones = [demand for demand in clause.found if demand.kind is Kind.REPORT and _lacks_day(demand)]
        speaks_of_it = "báo cáo" in clause.cast.view.low[piece.start : piece.end]
        if time.due is None or not open_ones or (time.timings and not speaks_of_it):
            left.append(time)
            continue
        for demand in open_ones:
            demand.times = tuple(_with_day(one, time) for one in demand.times)
    return tuple(left)


def _adopt_title(target: Clause) -> None:
    """Let a clause's title stand for what it asks, where nothing else does."""
    if not target.found and not target.orphans:
        target.orphans = list(target.title)
        target.title = ()


def _apply_times(target: Clause, times: Sequence[Expression], label: str, *, labelled: bool) -> None:
    every = (*target.found, *target.orphans)
    open_ones = [demand for demand in every if demand.inherited or (labelled and _is_loose(demand))]
    if not labelled:
        open_ones = [demand for demand in open_ones if demand.paragraph == target.paragraph] or open_ones
    elif _FOR_TEXTS.search(label):
        texts = [demand for demand in open_ones if demand.kind in (Kind.PLAN, Kind.SUBMISSION)]
        open_ones = texts or open_ones
    for demand in open_ones:
        if demand.is_second:
            continue
        demand.times, demand.inherited = tuple(times), False
        if demand.kind is Kind.STANDING and any(map(is_date, times)):
            demand.kind = Kind.SUBMISSION if "trình" in label else Kind.TARGET


def _is_loose(demand: Demand) -> bool:
    """Tell whether a demand's only time is a plain "hàng năm", which an explicit term outranks."""
    return all(isinstance(timing, Recurring) and timing.due is None for timing in timings_of(demand))


def _lacks_day(demand: Demand) -> bool:
    return any(isinstance(timing, Recurring) and timing.due is None for timing in timings_of(demand))


def _with_day(time: Expression, day: Expression) -> Expression:
    if day.due is None:
        return time
    timings = tuple(
        with_due(timing, day.due) if isinstance(timing, Recurring) and timing.due is None else timing
        for timing in time.timings
    )
    return replace(time, timings=timings)
