"""Time expressions that belong together: a recurrence, its due days, its first and its last year."""

import re
from collections.abc import Sequence
from dataclasses import replace

from law.expressions import YEARLESS, Due, Expression
from law.recurrence import with_due
from law.values import Frequency, NPerYear, Once, Recurring, Starting, Timing

_NEAR = re.compile(r"[\s(,]*")
_LIST_GAP = re.compile(r"(?:[\s,;()]|và)*")
_SAME_CLAUSE = re.compile(r"[^.;]{0,80}")


def joined(low: str, found: Sequence[Expression]) -> tuple[Expression, ...]:
    """Join the expressions of one sentence, which are in order and do not overlap; the result is so too."""
    kept: list[Expression] = []
    for one in found:
        if kept and _is_yearly(one) and kept[-1].rule == YEARLESS and not low[kept[-1].end : one.start].strip():
            kept.append(_yearly_days(low, kept, one))
            continue
        both = _pair(low, kept[-1], one) if kept else None
        if both:
            kept[-1] = both
        elif one.timings or one.due:
            kept.append(one)
    return tuple(_closed(low, one) for one in kept)


def _closed(low: str, one: Expression) -> Expression:
    """Take in the bracket that closes one which the expression opens: "02 lần/năm (từ năm 2017 trở đi)"."""
    words = low[one.start : one.end]
    is_open = words.count("(") > words.count(")") and low.startswith(")", one.end)
    return replace(one, end=one.end + 1) if is_open else one


def _pair(low: str, before: Expression, one: Expression) -> Expression | None:
    """Join two neighbours; None where they do not belong together."""
    is_near = bool(_NEAR.fullmatch(low, before.end, one.start))
    is_dated = one.rule.startswith("day-of-every") and _SAME_CLAUSE.fullmatch(low, before.end, one.start)
    if before.rule == "recurrence" and is_dated:
        return _spanning(before, one, tuple(_refined(timing, one.timings[0]) for timing in before.timings))
    if before.rule == "recurrence" and one.due and (not _has_due(before) or _goes_on(low, before, one)):
        dues = (*before.dues, one.due)
        return replace(_spanning(before, one, _due_each(before.timings, dues)), dues=dues)
    if one.rule.startswith("from") and is_near and _repeats(before):
        return _spanning(before, one, tuple(_since(timing, one.timings[0]) for timing in before.timings))
    if one.rule == "by-year" and is_near and before.rule == "recurrence":
        return _spanning(before, one, tuple(_until(timing, one.timings[0]) for timing in before.timings))
    if before.rule.startswith("from") and is_near and _repeats(one):
        timings = tuple(_since(timing, before.timings[0]) for timing in one.timings)
        return replace(_spanning(before, one, timings), rule=one.rule)
    return None


def _yearly_days(low: str, kept: list[Expression], one: Expression) -> Expression:
    """Take the days without a year before "hàng năm" off what was kept, as days of every year."""
    days = [kept.pop()]
    while kept and kept[-1].rule == YEARLESS and _LIST_GAP.fullmatch(low, kept[-1].end, days[0].start):
        days.insert(0, kept.pop())
    timings = tuple(with_due(timing, day.due) for day in days if day.due for timing in _recurring(one))
    return replace(one, start=days[0].start, timings=timings, rule="day-of-every-year")


def _is_yearly(one: Expression) -> bool:
    return one.rule == "recurrence" and [timing.frequency for timing in _recurring(one)] == [Frequency.ANNUAL]


def _recurring(one: Expression) -> list[Recurring]:
    return [timing for timing in one.timings if isinstance(timing, Recurring)]


def _repeats(one: Expression) -> bool:
    return any(isinstance(timing, (Recurring, NPerYear)) for timing in one.timings)


def _has_due(one: Expression) -> bool:
    return any(timing.due for timing in _recurring(one))


def _goes_on(low: str, before: Expression, one: Expression) -> bool:
    """Tell whether a day goes on the list of days that a list of periods began."""
    return len(before.dues) < len(before.timings) and bool(_LIST_GAP.fullmatch(low, before.end, one.start))


def _spanning(one: Expression, other: Expression, timings: tuple[Timing, ...]) -> Expression:
    return replace(one, end=other.end, timings=timings, parts=(*one.stretches(), *other.stretches()))


def _refined(timing: Timing, dated: Timing) -> Timing:
    """Let a recurrence with a day stand for the same one without."""
    same = isinstance(timing, Recurring) and isinstance(dated, Recurring) and timing.frequency is dated.frequency
    return dated if same else timing


def _due_each(timings: Sequence[Timing], dues: Sequence[Due]) -> tuple[Timing, ...]:
    """Give the first period the first day and so on; what is left takes the last day."""
    return tuple(
        with_due(timing, dues[min(at, len(dues) - 1)]) if isinstance(timing, Recurring) else timing
        for at, timing in enumerate(timings)
    )


def _since(timing: Timing, first: Timing) -> Timing:
    if isinstance(timing, (Recurring, NPerYear)) and isinstance(first, Starting):
        return replace(timing, since=first.start)
    return timing


def _until(timing: Timing, last: Timing) -> Timing:
    if isinstance(timing, Recurring) and isinstance(last, Once):
        return replace(timing, until=last.due)
    return timing
