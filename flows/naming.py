"""The Vietnamese names of runs in the control room. Pure: values in, one line out."""

import re
from collections.abc import Sequence
from datetime import date
from typing import assert_never

from law.periods import label
from law.values import (
    Bound,
    Frequency,
    Kind,
    NPerYear,
    Once,
    QuotaBound,
    Recurring,
    Standing,
    Starting,
    Timing,
    WithinDays,
)
from models.directive import Directive

SEPARATOR = " · "
MOST_AGENCY_TAGS = 3
LONGEST_NAME = 200

DIRECTIVE_KINDS = {
    "chỉ thị": "CT",
    "chương trình": "CTr",
    "công văn": "CV",
    "kế hoạch": "KH",
    "nghị quyết": "NQ",
    "quyết định": "QĐ",
    "thông báo": "TB",
}
GROUP_WORDS = {
    "@sở-ban-ngành": "các sở, ban, ngành",
    "@ubnd-huyện": "UBND cấp huyện",
    "@ubnd-xã": "UBND cấp xã",
    "@cơ-quan-TW": "cơ quan Trung ương tại tỉnh",
    "@đvsn": "đơn vị sự nghiệp",
    "@báo-đài": "báo, đài",
    "@tất-cả": "tất cả cơ quan",
    "@liên-quan": "cơ quan liên quan",
}


def directive_name(directive: Directive) -> str:
    """Name a directive briefly: "CT 05/CT-UBND", or "CT Khánh Hòa 2017" where no number is printed."""
    kind = DIRECTIVE_KINDS.get((directive.kind or "").casefold(), directive.kind or "Văn bản")
    if directive.number:
        return f"{kind} {directive.number}"
    place = re.sub(r"^UBND (tỉnh|thành phố) ", "", directive.issuer or "")
    year = str(directive.issued_on.year) if directive.issued_on else _year_in(directive.source)
    return " ".join(word for word in (kind, place or directive.source, year if place else "") if word)


def agency_name(name: str) -> str:
    """Shorten "Sở Kế hoạch và Đầu tư" to "Sở KH&ĐT"; a name without "và", or one of no department, stays."""
    head, _, field = name.partition(" ")
    first, joined, second = field.partition(" và ")
    if head != "Sở" or not joined:
        return GROUP_WORDS.get(name, name)
    return f"{head} {_initials(first)}&{_initials(second)}"


def owners(names: Sequence[str]) -> str:
    """Name who owes: the first, and how many beside it; "chưa rõ cơ quan" for none."""
    if not names:
        return "chưa rõ cơ quan"
    first = agency_name(names[0])
    if len(names) == 1:
        return first
    others = "nhóm khác" if all(name.startswith("@") for name in names[1:]) else "cơ quan"
    return f"{first} và {len(names) - 1} {others}"


def timing_words(timing: Timing) -> str:
    """Say a timing in a few words: "ít nhất 02 lần/năm", "hằng quý", "trước 15/12/2026"."""
    match timing:
        case Once():
            return f"{_bound(timing.bound)} {timing.due:%d/%m/%Y}"
        case Recurring():
            return _frequency(timing.frequency)
        case NPerYear():
            return f"{_quota(timing.bound)}{timing.n:02d} lần/năm"
        case Starting():
            return f"từ {timing.start:%d/%m/%Y}"
        case WithinDays():
            return f"trong {timing.days} ngày{' làm việc' if timing.working else ''}"
        case Standing():
            return "thường xuyên"
        case _:
            assert_never(timing)


def kind_words(kind: Kind) -> str:  # noqa: PLR0911  (one word for each member of a closed set)
    """Say what is asked for."""
    match kind:
        case Kind.REPORT:
            return "Báo cáo"
        case Kind.PLAN:
            return "Kế hoạch"
        case Kind.SUBMISSION:
            return "Trình"
        case Kind.EVENT:
            return "Tổ chức"
        case Kind.INSPECTION:
            return "Kiểm tra"
        case Kind.PUBLICATION:
            return "Công bố"
        case Kind.TARGET:
            return "Chỉ tiêu"
        case Kind.STANDING:
            return "Nhiệm vụ"
        case _:
            assert_never(kind)


def clause_run(unit: str, leads: Sequence[str], timing: Timing) -> str:
    """Name the run of one clause: "2/b · Sở KH&ĐT và 6 cơ quan · ít nhất 02 lần/năm"."""
    return _fit(SEPARATOR.join((unit, owners(leads), timing_words(timing))))


def occurrence_run(
    directive: Directive, *, unit: str, kind: Kind, period: str, period_end: date, agencies: Sequence[str], last: date
) -> str:
    """Name an occurrence's run: "CT Khánh Hòa 2017 · 4/a · Báo cáo quý III/2026 · 36 cơ quan · hạn 15/09".

    The year is added to the day where the period does not say it.
    """
    what = kind_words(kind) if period == "once" else f"{kind_words(kind)} {label(period)}"
    day = f"{last:%d/%m}" if period != "once" and last.year == period_end.year else f"{last:%d/%m/%Y}"
    who = agency_name(agencies[0]) if len(agencies) == 1 else f"{len(agencies)} cơ quan"
    return _fit(SEPARATOR.join((directive_name(directive), unit, what, who, f"hạn {day}")))


def occurrence_tags(
    directive: Directive, *, kind: Kind, agencies: Sequence[str], groups: Sequence[str], province: str
) -> tuple[str, ...]:
    """Tag an occurrence's run: province, directive, kind, then up to three agencies, else its groups."""
    if len(agencies) <= MOST_AGENCY_TAGS:
        who = tuple(agencies)
    else:
        who = tuple(GROUP_WORDS.get(name, name) for name in groups) or (f"{len(agencies)} cơ quan",)
    return tuple(dict.fromkeys((province, directive_name(directive), kind_words(kind), *who)))


def _bound(bound: Bound) -> str:
    match bound:
        case Bound.BEFORE:
            return "trước"
        case Bound.BY | Bound.WITHIN:
            return "đến hết"
        case _:
            assert_never(bound)


def _frequency(frequency: Frequency) -> str:
    match frequency:
        case Frequency.WEEKLY:
            return "hằng tuần"
        case Frequency.MONTHLY:
            return "hằng tháng"
        case Frequency.QUARTERLY:
            return "hằng quý"
        case Frequency.SEMIANNUAL:
            return "6 tháng một lần"
        case Frequency.NINE_MONTHS:
            return "9 tháng"
        case Frequency.ANNUAL:
            return "hằng năm"
        case _:
            assert_never(frequency)


def _quota(bound: QuotaBound) -> str:
    match bound:
        case QuotaBound.AT_LEAST:
            return "ít nhất "
        case QuotaBound.AT_MOST:
            return "không quá "
        case QuotaBound.EXACTLY:
            return ""
        case _:
            assert_never(bound)


def _initials(words: str) -> str:
    return "".join(word[0].upper() for word in re.split(r"[\s,\-]+", words) if word)


def _year_in(text: str) -> str:
    found = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)
    return found.group() if found else ""


def _fit(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
