"""Recurring times and yearly quotas: "hàng quý, 6 tháng và năm", "02 lần/năm", and the due day that goes with them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from law.dates import DAY, HOUR, hour_of, month_and_day
from law.expressions import Context, Due, Expression, Place
from law.values import Bound, DueDay, Frequency, NPerYear, QuotaBound, Recurring

MONTHS: dict[Frequency, int] = {
    Frequency.WEEKLY: 0,
    Frequency.MONTHLY: 1,
    Frequency.QUARTERLY: 3,
    Frequency.SEMIANNUAL: 6,
    Frequency.NINE_MONTHS: 9,
    Frequency.ANNUAL: 12,
}
"""The length of a period in months; a week has none."""

ANCHOR = (
    r"(?P<anchor>(?:hoàn\s+thành\s+|xong\s+|gửi\s+)?trước(?:\s+thời\s+(?:hạn|điểm))?|"
    r"(?:chậm\s+nhất|muộn\s+nhất|không\s+muộn\s+hơn|không\s+chậm\s+hơn|không\s+quá|hạn\s+(?:cuối|chót))"
    r"(?:\s+cùng)?(?:\s*:)?(?:\s+là)?(?:\s+(?:vào|đến|trong|trước))?(?:\s+hết)?|"
    r"đến\s+(?:hết\s+|trước\s+)?|hết|thời\s+hạn[^:.;()\d]{0,60}:|xong|vào|trong)\s*"
)
"""The words before a day that make it a bound."""

_ITEM = (
    r"(?:(?:hàng|hằng|mỗi|từng|theo)\s+)?(?:"
    r"(?P<{0}weekly>tuần)|(?P<{0}half>(?:0?6|sáu)\s+tháng(?:\s+đầu\s+năm)?|nửa\s+năm)|"
    r"(?P<{0}nine>(?:0?9|chín)\s+tháng(?:\s+đầu\s+năm)?)|(?P<{0}three>(?:0?3|ba)\s+tháng)|(?P<{0}twelve>12\s+tháng)|"
    r"(?P<{0}monthly>tháng(?!\s*\d+(?!\d|\s*lần)))|(?P<{0}quarterly>quý(?!\s*(?:[iv]+\b|\d)))|"
    r"(?P<{0}annual>(?:cả\s+|cuối\s+|tổng\s+kết\s+|một\s+|01\s+)?năm(?!\s*\d|\s+(?:nay|trước(?!\s+(?:ngày|\d))|qua|sau|học|tiếp|kế|tháng|liên|liền|gần))))"
)
_ITEM_ALONE = re.compile(rf"(?<!\w){_ITEM.format('')}(?!\w)")
_UNNAMED = re.sub(r"\(\?P<\{0\}\w+>", "(?:", _ITEM).replace("{0}", "")
_LIST = re.compile(
    rf"(?<!\w)(?P<mark>định\s+kỳ\s+(?:theo\s+)?)?(?P<items>{_UNNAMED}"
    rf"(?:(?:\s*[,;/]\s*(?:và\s+)?|\s+và\s+|\s+hoặc\s+){_UNNAMED})*)(?P<rate>\s+(?:một|01|1)\s+lần|\s*/\s*(?:0?1\s+|một\s+)?lần)?(?!\w)"
)
_DATED_AFTER = re.compile(
    r"\s*[(:,]?\s*(?:gửi\s+)?(?:về\s+[^.;,()\d]{0,40}\s)?(?:trước|chậm\s+nhất|muộn\s+nhất|vào\s+ngày)(?!\w)"
)
_REPORT_BEFORE = re.compile(r"báo\s+cáo\s+(?:[^\W\d_]+\s+){0,6}$")
_MARK = re.compile(r"(?<!\w)(?:hàng|hằng|mỗi)(?!\w)")
_FREQUENCIES = {
    "weekly": Frequency.WEEKLY,
    "monthly": Frequency.MONTHLY,
    "quarterly": Frequency.QUARTERLY,
    "three": Frequency.QUARTERLY,
    "half": Frequency.SEMIANNUAL,
    "nine": Frequency.NINE_MONTHS,
    "twelve": Frequency.ANNUAL,
    "annual": Frequency.ANNUAL,
}
_COUNT = r"(?P<count>\d{1,2}|một|hai|ba|bốn)\s+(?:lần|cuộc|đợt|kỳ|hội\s+nghị|buổi|lớp)"
_LIMIT = r"(?:(?P<limit>ít\s+nhất|tối\s+thiểu|không\s+dưới|tối\s+đa|không\s+quá|không(?!\w)[^.;]{0,40}?\squá)\s+)"
_A_YEAR = r"(?:\s*/\s*(?:01\s+|một\s+)?năm|\s+(?:trong|mỗi|hàng|hằng|một)\s+(?:(?:một|01|1)\s+)?năm(?!\s*\d))"
_QUOTA = re.compile(rf"(?<!\w){_LIMIT}?{_COUNT}(?:\s+[^\d.;,()]{{1,30}}?)??{_A_YEAR}(?!\w)")
_YEAR_FIRST = re.compile(rf"(?<!\w)(?:mỗi|hàng|hằng)\s+năm,?(?:\s+[^\d.;,()]{{1,60}}?)??\s+{_LIMIT}{_COUNT}(?!\w)")
_YEAR_LAST = re.compile(
    rf"(?<!\w){_LIMIT}{_COUNT}(?:\s+[^\d.;()]{{1,90}}?)?\s+(?:mỗi|hàng|hằng|trong\s+một)\s+năm(?!\s*\d)"
)
_COUNTS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4}
_EVERY = re.compile(
    rf"(?<!\w)(?:{ANCHOR})?{HOUR}ngày\s+(?P<number>\d{{1,2}})\s+(?:của\s+)?(?:hàng|hằng|mỗi)\s+(?P<period>tháng|quý)(?!\w)"
)
_IN_MONTH = re.compile(
    rf"(?<!\w)(?:{ANCHOR})?{HOUR}ngày\s+(?P<number>\d{{1,2}})\s+(?:của\s+)?tháng(?:\s+"
    r"(?P<which>cuối(?:\s+cùng)?|đầu(?:\s+tiên)?|sau|tiếp\s+theo|kế\s+tiếp|liền\s+kề|liền\s+sau))?(?!\s*\d)"
    r"(?:\s+(?:của\s+)?(?:mỗi\s+|hàng\s+|hằng\s+)?(?P<period>quý|kỳ(?:\s+báo\s+cáo)?|năm|6\s+tháng))?"
    r"(?P<next>\s+(?:sau|tiếp\s+theo|kế\s+tiếp|liền\s+kề))?(?!\w)"
)
_YEARLY_DAY = re.compile(
    rf"(?<!\w){ANCHOR}{HOUR}{DAY}\s*(?:\(\s*)?(?:của\s+)?"
    r"(?:(?P<every>(?:hàng|hằng|mỗi)\s+năm)|(?P<after>năm\s+(?:sau|kế\s+tiếp|tiếp\s+theo|liền\s+kề)))(?!\w)"
)


def quotas(low: str, start: int, end: int) -> Sequence[Expression]:
    """Find "ít nhất 02 lần/năm" and its like."""
    found = []
    for pattern in (_YEAR_FIRST, _YEAR_LAST, _QUOTA):
        for match in pattern.finditer(low, start, end):
            count = _COUNTS.get(match["count"]) or int(match["count"])
            timing = NPerYear(n=count, bound=_limit(match["limit"] or ""))
            found.append(Expression(start=match.start(), end=match.end(), timings=(timing,), rule="quota"))
    return found


def periods(low: str, start: int, end: int) -> Sequence[Expression]:
    """Find lists of periods such as "định kỳ hàng quý, 6 tháng và năm"."""
    found = []
    for match in _LIST.finditer(low, start, end):
        items = [
            _FREQUENCIES[name]
            for item in _ITEM_ALONE.finditer(match["items"])
            for name, text in item.groupdict().items()
            if text
        ]
        reports = "báo cáo" in low[max(start, match.start() - 90) : match.start()]
        marked = match["mark"] or match["rate"] or _MARK.search(match["items"]) or _is_dated(low, start, match)
        if not marked and not (len(items) > 1 and reports and set(items) & {Frequency.QUARTERLY, Frequency.SEMIANNUAL}):
            continue
        timings = tuple(Recurring(frequency=frequency) for frequency in dict.fromkeys(items))
        found.append(Expression(start=match.start(), end=match.end(), timings=timings, rule="recurrence"))
    return found


def _periods_of(match: re.Match[str]) -> tuple[Frequency, ...]:
    """Name the period that a day in its last, first or next month is spoken of; none where only others can tell."""
    period = match["period"] or ""
    if period == "quý":
        return (Frequency.QUARTERLY,)
    if not period and _place(match) is Place.MONTH_AFTER:
        return (Frequency.MONTHLY,)
    return ()


def _is_dated(low: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether a bare period has a due day behind it: "báo cáo quý gửi trước ngày …", "6 tháng (trước ngày …)"."""
    if not _DATED_AFTER.match(low, match.end()):
        return False
    return low[match.end() :].lstrip().startswith("(") or bool(_REPORT_BEFORE.search(low, start, match.start()))


def due_days(low: str, start: int, end: int, _context: Context) -> Sequence[Expression]:
    """Find days that recur: "trước ngày 25 hàng tháng", "ngày 10 của tháng cuối quý", "trước ngày 15/12 hàng năm"."""
    found = []
    for match in _EVERY.finditer(low, start, end):
        frequency = Frequency.MONTHLY if match["period"] == "tháng" else Frequency.QUARTERLY
        day = DueDay(month=max(MONTHS[frequency], 1), day=int(match["number"]))
        timing = Recurring(
            frequency=frequency, due=day, bound=bound_of(match["anchor"] or ""), late_time=hour_of(match)
        )
        found.append(_expression(match, timing, "day-of-every-month"))
    for match in _YEARLY_DAY.finditer(low, start, end):
        if (day_in_year := month_and_day(match)) is None:
            continue
        month = day_in_year[0] + (12 if match["after"] else 0)
        day = DueDay(month=month, day=day_in_year[1])
        timing = Recurring(
            frequency=Frequency.ANNUAL, due=day, bound=bound_of(match["anchor"]), late_time=hour_of(match)
        )
        found.append(_expression(match, timing, "day-of-every-year"))
    for match in _IN_MONTH.finditer(low, start, end):
        due = Due(place=_place(match), month=0, day=int(match["number"]), bound=bound_of(match["anchor"] or "vào"))
        timings = tuple(with_due(Recurring(frequency=frequency), due) for frequency in _periods_of(match))
        found.append(
            Expression(
                start=match.start(),
                end=match.end(),
                timings=timings,
                rule="day-of-a-month-in-the-period",
                due=due,
            )
        )
    return found


def with_due(recurring: Recurring, due: Due) -> Recurring:
    """Give a recurrence its due day, the month counted within the period."""
    length = MONTHS[recurring.frequency]
    match due.place:
        case Place.FIRST_MONTH:
            month = 1
        case Place.LAST_MONTH:
            month = max(length, 1)
        case Place.MONTH_AFTER:
            month = length + 1
        case Place.DATE:
            month = due.month if length in (0, 12) else (due.month - 1) % length + 1
    return replace(recurring, due=DueDay(month=month, day=due.day), bound=due.bound)


def bound_of(words: str) -> Bound:
    """Tell "trước" from every other bound."""
    return Bound.BEFORE if "trước" in words else Bound.BY


def _place(match: re.Match[str]) -> Place:
    which = match["which"] or ""
    if match["next"] or which.startswith(("sau", "tiếp", "kế", "liền")):
        return Place.MONTH_AFTER
    return Place.FIRST_MONTH if which.startswith("đầu") else Place.LAST_MONTH


def _limit(words: str) -> QuotaBound:
    if re.match(r"ít|tối\s+thiểu|không\s+dưới", words):
        return QuotaBound.AT_LEAST
    return QuotaBound.AT_MOST if words else QuotaBound.EXACTLY


def _expression(match: re.Match[str], timing: Recurring, rule: str) -> Expression:
    return Expression(start=match.start(), end=match.end(), timings=(timing,), rule=rule)
