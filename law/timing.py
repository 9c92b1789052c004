"""Time expressions of a sentence: found family by family, then read together with their neighbours."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from law.dates import DAY, HOUR, PERIOD, day_of, hour_of, month_and_day, range_of
from law.expressions import YEARLESS, Context, Due, Expression, Place
from law.joining import joined
from law.recurrence import ANCHOR, bound_of, due_days, periods, quotas
from law.values import Bound, DueDay, Frequency, Once, Recurring, Starting, Timing, WithinDays

_LABEL = r"thời\s+(?:hạn|gian)(?:\s+[^\W\d_]+){0,8}?\s*:\s*(?:hoàn\s+thành\s+|xong\s+|ngay\s+)*"
_DAY = re.compile(rf"(?<!\w){ANCHOR}{HOUR}{DAY}(?!\w)")
_LABELLED_DAY = re.compile(rf"(?<!\w)(?P<label>{_LABEL}){HOUR}{DAY}(?!\w)")
_LAST_DAY = DAY.replace("?P<", "?P<to_")
_DAYS = re.compile(rf"(?<!\w)từ\s+{DAY}\s+(?:đến|tới)\s+(?:hết\s+)?(?P<until>{_LAST_DAY})(?!\w)")
_PERIOD = re.compile(
    r"(?<!\w)(?:(?P<label>" + _LABEL + r")?(?P<anchor>(?:ngay\s+)?(?:trong|vào)(?:\s+thời\s+gian)?|"
    r"(?:chậm\s+nhất|muộn\s+nhất|không\s+muộn\s+hơn|không\s+quá)(?:\s+là)?(?:\s+(?:trong|vào|đến|hết))*|"
    r"(?:hoàn\s+thành\s+|xong\s+)?trước|đến(?:\s+(?:hết|cuối))?|hết|(?:vào\s+)?cuối|phấn\s+đấu\s+đến)\s+|"
    r"(?P<bare_label>" + _LABEL + r"))" + PERIOD + r"(?P<yearly>\s+(?:hàng|hằng|mỗi)\s+năm)?(?!\w)"
)
_FROM = re.compile(
    r"(?<!\w)(?P<label>"
    + _LABEL
    + r")?(?:(?:bắt\s+đầu|thực\s+hiện|áp\s+dụng|triển\s+khai|ngay|kể|tính)\s+)*từ\s+(?:đầu\s+)?"
    rf"(?:{PERIOD}|{DAY})(?:\s+trở\s+đi)?(?!\w)(?!\s+(?:đến|tới|của))"
)
_WITHIN = re.compile(
    r"(?<!\w)(?:(?:trong|chậm\s+nhất|không\s+quá|sau|là)(?:\s+(?:thời\s+hạn|thời\s+gian|vòng|là|trong|không\s+quá|sau))*\s+)"
    r"(?P<days>\d{1,3})(?:\s*\([^)]{1,20}\))?\s+ngày(?P<working>\s+làm\s+việc)?,?\s+(?:kể\s+từ|tính\s+từ|từ|sau)"
    r"(?:\s+(?:ngày|khi|thời\s+điểm))*\s+(?P<event>[^,.;:()\n]{2,80})"
)
_SCOPE = re.compile(
    r"(?:giai\s+đoạn|nhiệm\s+kỳ|thời\s+kỳ|năm\s+học|niên\s+độ|định\s+hướng|tầm\s+nhìn|khóa)\s+[^.;,()]{0,20}"
    r"(?:(?:19|20)\d{2})(?:\s*[-–]\s*(?:20)?\d{2,4})?"
)
_CITED = re.compile(
    r"(?:quyết\s+định|nghị\s+quyết|chỉ\s+thị|kế\s+hoạch|công\s+văn|chương\s+trình(?:\s+hành\s+động)?|thông\s+tư|nghị\s+định|"
    r"đề\s+án|kết\s+luận|thông\s+báo|tờ\s+trình|luật)\s+(?:số\s*:?\s*)?\d+[^.;,()]*"
)
_IN_FORCE = re.compile(r"có\s+hiệu\s+lực[^.;]{0,40}$")
_INSIDE = re.compile(r"(?:ngay )?(?:trong|vào)(?: thời gian)?")
_BEFORE_A_BARE_DAY = re.compile(r"(?:xong\s+|gửi\s+|hoàn\s+thành\s+)?trước|chậm|muộn|hạn|thời")  # "không quá 1/3"
_MORE = re.compile(rf"\s*(?:,|và)\s*(?P<what>{DAY})(?![\d/])")
_AND_AFTER = re.compile(r"\s+và\s+(?:những|các)\s+năm\s+(?:tiếp\s+theo|sau|kế\s+tiếp)")
_DATA_WINDOW = re.compile(r"số\s+liệu[^.;]{0,60}?từ\s+ngày[^.;]{0,60}?đến\s+(?:hết\s+)?ngày\s+[\d/]+")
_ITS_OWN = re.compile(r"ký|ban\s+hành")


def expressions(low: str, start: int, end: int, context: Context) -> tuple[Expression, ...]:
    """Find when, in a stretch of the lower-case view. In order, not overlapping, neighbours already joined.

    A day without a year goes with the recurrence beside it, otherwise it takes the document's own year.
    """
    masks = [match.span() for mask in (_SCOPE, _DATA_WINDOW) for match in mask.finditer(low, start, end)]
    cited = [match.span() for match in _CITED.finditer(low, start, end)]
    found: list[Expression] = []
    for family in (
        due_days(low, start, end, context),
        quotas(low, start, end),
        _within(low, start, end, context),
        _spans(low, start, end, context),
        _days(low, start, end, context),
        _starts(low, start, end, context),
        _periods(low, start, end, context),
        periods(low, start, end),
    ):
        for one in family:
            year_only = one.rule in {"by-year", "from-year"} and _touches(one, cited)
            if (
                not _touches(one, [(other.start, other.end) for other in found])
                and not _touches(one, masks)
                and not year_only
            ):
                found.append(one)
    found.sort(key=lambda one: one.start)
    return joined(low, found)


def _touches(one: Expression, spans: Sequence[tuple[int, int]]) -> bool:
    return any(one.start < end and start < one.end for start, end in spans)


def _within(low: str, start: int, end: int, context: Context) -> list[Expression]:
    found = []
    for match in _WITHIN.finditer(low, start, end):
        days, working, event = int(match["days"]), bool(match["working"]), match["event"].strip()
        own = context.issued_on and not working and _ITS_OWN.match(event)
        due = context.issued_on + timedelta(days=days) if own and context.issued_on else None
        timing = WithinDays(days=days, working=working, event=event, due=due)
        found.append(Expression(start=match.start(), end=match.end(), timings=(timing,), rule="days-after-an-event"))
    return found


def _spans(low: str, start: int, end: int, context: Context) -> list[Expression]:
    found = []
    for match in _DAYS.finditer(low, start, end):
        last_text = re.compile(DAY).fullmatch(match["until"])
        last, has_year = day_of(last_text, context.year) if last_text else (None, False)
        first = day_of(match, last.year if last and has_year else context.year)[0]
        if first and last and first <= last:
            timing = Once(due=last, bound=Bound.WITHIN, start=first)
            found.append(Expression(start=match.start(), end=match.end(), timings=(timing,), rule="from-day-to-day"))
    return found


def _days(low: str, start: int, end: int, context: Context) -> list[Expression]:
    found = []
    for pattern in (_LABELLED_DAY, _DAY):
        for match in pattern.finditer(low, start, end):
            words = match.groupdict().get("anchor") or ""
            place = month_and_day(match)
            due, has_year = day_of(match, context.year)
            is_fraction = not has_year and "ngày" not in match[0] and not _BEFORE_A_BARE_DAY.match(words)
            if place is None or (has_year and due is None) or is_fraction:
                continue
            yearless = None
            if not has_year:
                yearless = Due(place=Place.DATE, month=place[0], day=place[1], bound=bound_of(words))
                due = _not_before_issue(match, due, context)
            timings = (Once(due=due, bound=bound_of(words), late_time=hour_of(match)),) if due else ()
            found.append(
                Expression(
                    start=match.start(),
                    end=match.end(),
                    timings=timings,
                    rule="day" if has_year else YEARLESS,
                    due=yearless,
                    is_label="label" in match.groupdict() or words.startswith("thời"),
                )
            )
            found += _more_days(low, found[-1], end)
    return found


def _more_days(low: str, one: Expression, end: int) -> list[Expression]:
    """Find the days that go on a list: "trước ngày 15/6 và 15/12"."""
    more: list[Expression] = []
    while one.due and (match := _MORE.match(low, one.end, end)) and (place := month_and_day(match)):
        if match["year"] or match["named_year"]:
            break
        due = Due(place=Place.DATE, month=place[0], day=place[1], bound=one.due.bound)
        one = Expression(start=match.start("what"), end=match.end(), timings=(), rule=YEARLESS, due=due)
        more.append(one)
    return more


def _not_before_issue(match: re.Match[str], due: date | None, context: Context) -> date | None:
    if due and context.issued_on and due < context.issued_on:
        return day_of(match, context.issued_on.year + 1)[0] or due
    return due


def _starts(low: str, start: int, end: int, context: Context) -> list[Expression]:
    found = []
    for match in _FROM.finditer(low, start, end):
        if _IN_FORCE.search(low, max(start, match.start() - 60), match.start()):
            continue
        span = range_of(match, context.year) if match["day"] is None else None
        first = span.first if span else day_of(match, context.year)[0] if match["day"] else None
        if first:
            rule = "from-year" if match["of_year"] else "from"
            label = bool(match["label"])
            timing = Starting(start=first)
            found.append(Expression(start=match.start(), end=match.end(), timings=(timing,), rule=rule, is_label=label))
    return found


def _periods(low: str, start: int, end: int, context: Context) -> list[Expression]:
    found = []
    for match in _PERIOD.finditer(low, start, end):
        words = " ".join((match["anchor"] or "").split())
        span = range_of(match, 2000 if match["yearly"] else context.year)
        if span is None:
            continue
        timing: Timing
        if match["yearly"]:
            due = DueDay(month=span.last.month, day=span.last.day)
            timing = Recurring(frequency=Frequency.ANNUAL, due=due, bound=Bound.BY)
        elif match["of_year"] and _AND_AFTER.match(low, match.end()):
            timing = Starting(start=span.first)
        elif "trước" in words:
            timing = Once(due=span.first, bound=Bound.BEFORE)
        elif not words or _INSIDE.fullmatch(words):
            timing = Once(due=span.last, bound=Bound.WITHIN, start=span.first)
        else:
            timing = Once(due=span.last, bound=Bound.BY)
        rule = "by-year" if match["of_year"] and not words.endswith(("trong", "vào")) else "period"
        label = bool(match["label"] or match["bare_label"])
        found.append(Expression(start=match.start(), end=match.end(), timings=(timing,), rule=rule, is_label=label))
    return found
