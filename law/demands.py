"""From the words of one clause to what it demands, piece by piece."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from law.asking import Asking, asking_of, is_date
from law.core import describes, elaborates, lists
from law.expressions import Context, Expression
from law.roles import Cast, Role, lead_of
from law.sentences import Piece, pieces_of
from law.structure import Unit
from law.timing import expressions
from law.values import Kind, Once, Recurring, Starting, Timing

NOBODY = Role(names=(), start=0, end=0, rule="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inherited:
    """What a clause takes from the headings above it. `duties` is False below "Mục tiêu" and its like."""

    lead: Role = NOBODY
    times: tuple[Expression, ...] = ()
    duties: bool = True


@dataclass(slots=True, kw_only=True)
class Demand:
    """One thing that is asked for. `times` holds the expressions, `inherited` tells that they came from
    above or are still missing; `is_second` marks what a recipient does with what it gets.
    """

    lead: Role
    helpers: tuple[Role, ...]
    recipients: tuple[Role, ...]
    kind: Kind
    start: int
    end: int
    paragraph: int
    times: tuple[Expression, ...] = ()
    inherited: bool = False
    is_second: bool = False


@dataclass(slots=True, kw_only=True)
class _Clause:
    cast: Cast
    context: Context
    above: Inherited
    base: Role
    found: list[Demand] = field(default_factory=list)
    paragraph: int = 0
    sentence_lead: Role = NOBODY
    lead: Role = NOBODY
    describing: bool = False
    for_children: tuple[Expression, ...] = ()
    duties: bool = True


_NO_DUTIES = re.compile(
    r"(?:\W|\d)*(?:quan\s+điểm|mục\s+tiêu|mục\s+đích|nguyên\s+tắc|phạm\s+vi\s+điều\s+chỉnh|đối\s+tượng\s+áp\s+dụng|giải\s+thích|"
    r"thực\s+trạng|tiêu\s+chí|đánh\s+giá,\s+xếp\s+loại|xử\s+lý\s+trách\s+nhiệm|quyền\s+hạn,?\s+nguyên\s+tắc|kinh\s+phí|"
    r"thời\s+điểm\s+đánh\s+giá)"
)
_MEMBERS = re.compile(r"(?:thành\s+viên|thành\s+phần|gồm(?:\s+có)?|bao\s+gồm)(?:\s+như\s+sau)?\s*:$")
_TITLE_END = re.compile(r"[.;:!?…,”)]$")
_MAX_TITLE = 300
_TARGET = re.compile(r"(?:đến|phấn\s+đấu|hết|trong|vào|trước|từng\s+bước|đạt)|[^.;]*(?:%|đạt|tối\s+thiểu|giảm)")
_FOR_TEXTS = re.compile(r"trình|hoàn\s+thành|ban\s+hành")
_NOTE_REST = 14


def demands_of(
    cast: Cast, unit: Unit, above: Inherited, context: Context, *, has_children: bool
) -> tuple[tuple[Demand, ...], Inherited]:
    """Read what a clause demands, in order, and what its children inherit."""
    view = cast.view
    low = view.low
    title_is_general = bool(_NO_DUTIES.match(low, unit.start, unit.end))
    clause = _Clause(
        cast=cast, context=context, above=above, base=above.lead, duties=above.duties and not title_is_general
    )
    clause.lead = clause.sentence_lead = above.lead
    pieces = pieces_of(view, unit.start, unit.end, cast.mentions[slice_of(cast, unit)])
    for at, piece in enumerate(pieces):
        _read_piece(clause, piece, is_first=at == 0, is_last=at == len(pieces) - 1, has_children=has_children)
    ends_open = bool(pieces) and low[: pieces[-1].end].endswith(":")
    below = Inherited(
        lead=clause.lead if ends_open else clause.base,
        times=clause.for_children or above.times,
        duties=clause.duties and not _MEMBERS.search(low, unit.start, unit.end),
    )
    return tuple(_merged(clause.found)), below


def slice_of(cast: Cast, unit: Unit) -> slice:
    """Return which mentions of the document stand in a clause's own text."""
    within = cast.within(unit.start, unit.end)
    return slice(within.start, within.stop)


def _read_piece(clause: _Clause, piece: Piece, *, is_first: bool, is_last: bool, has_children: bool) -> None:
    view = clause.cast.view
    if piece.opens_paragraph and not is_first:
        clause.paragraph += 1
        clause.lead = clause.sentence_lead = clause.base
        clause.describing = False
    times = expressions(view.low, piece.start, piece.end, clause.context)
    if _is_note(view.low, piece, times):
        _apply_note(clause, times)
        return
    lead = _turn_lead(clause, piece, is_first=is_first)
    text = view.text[piece.start : piece.end]
    open_end = not _TITLE_END.search(text) and view.text[piece.end : piece.end + 1] != ";"
    is_title = is_first and open_end and (has_children or not is_last) and len(text) < _MAX_TITLE
    is_heading = text.endswith(":") and (has_children or not is_last)
    if is_heading or is_title:
        clause.for_children = tuple(
            time for time in times if any(isinstance(timing, (Once, Starting)) for timing in time.timings)
        )
    if not is_title:
        _add(clause, piece, lead, times, is_heading=is_heading)


def _turn_lead(clause: _Clause, piece: Piece, *, is_first: bool) -> Role | None:
    """Decide who is spoken to from here on; return the frame if this piece names somebody."""
    lead = lead_of(clause.cast, piece.start, piece.end)
    if piece.opens_sentence and not piece.opens_paragraph:
        clause.lead = clause.sentence_lead
    if lead is None:
        return None
    clause.lead = lead
    if piece.opens_sentence:
        clause.sentence_lead = lead
    if is_first or not clause.base.names:
        clause.base = lead
    return lead


def _add(clause: _Clause, piece: Piece, named: Role | None, times: Sequence[Expression], *, is_heading: bool) -> None:
    cast = clause.cast
    asking = asking_of(cast, piece, named=named, lead=clause.lead, times=times, is_heading=is_heading)
    if piece.opens_paragraph or piece.opens_sentence:
        clause.describing = describes(asking.core) or (
            clause.describing and not piece.opens_paragraph and named is None
        )
    if not _counts(clause, piece, asking, is_heading=is_heading):
        return
    lead = clause.lead if clause.duties else NOBODY
    for share in asking.shares:
        clause.found.append(
            Demand(
                lead=lead,
                helpers=asking.helpers if share.is_main else (),
                recipients=asking.recipients if share.is_main else (),
                kind=share.kind,
                start=asking.start,
                end=asking.end,
                paragraph=clause.paragraph,
                times=share.times or clause.above.times,
                inherited=not share.times,
            )
        )
    if asking.second:
        second = asking.second
        clause.found.append(
            Demand(
                lead=second.lead,
                helpers=(),
                recipients=second.recipients,
                kind=Kind.REPORT,
                start=second.start,
                end=piece.end,
                paragraph=clause.paragraph,
                is_second=True,
            )
        )


def _counts(clause: _Clause, piece: Piece, asking: Asking, *, is_heading: bool) -> bool:
    """Tell whether a piece asks for something of its own, of somebody, or sets a dated target."""
    low = clause.cast.view.low
    kind = asking.shares[-1].kind
    if not asking.core.strip(" :.,/") or (clause.describing and (clause.found or not clause.lead.names)):
        return False
    if not (clause.lead.names and clause.duties):
        return any(map(is_date, asking.times)) and bool(_TARGET.match(low, piece.start, piece.end))
    if is_heading and kind is Kind.STANDING:
        return False
    goes_on = bool(clause.found) and not piece.opens_sentence and not asking.times
    return not (goes_on and (lists(low, piece.start) or (kind is Kind.STANDING and elaborates(low, piece.start))))


def _is_note(low: str, piece: Piece, times: Sequence[Expression]) -> bool:
    """Tell whether a piece says nothing but when: "Thời hạn trình UBND tỉnh: trong quý III/2017."."""
    if not times or times[0].start > piece.start + 2:
        return False
    rest = len(low[times[-1].end : piece.end].strip(" ./"))
    return rest < _NOTE_REST and (times[0].is_label or rest == 0 or low[piece.start : piece.start + 4] == "thực")


def _apply_note(clause: _Clause, times: Sequence[Expression]) -> None:
    view = clause.cast.view
    label = view.low[times[0].start : times[0].end].split(":")[0] if times[0].is_label else ""
    open_ones = [demand for demand in clause.found if demand.inherited or (times[0].is_label and _is_loose(demand))]
    if not times[0].is_label:
        open_ones = [demand for demand in open_ones if demand.paragraph == clause.paragraph] or open_ones
    elif _FOR_TEXTS.search(label):
        texts = [demand for demand in open_ones if demand.kind in (Kind.PLAN, Kind.SUBMISSION)]
        open_ones = texts or open_ones
    for demand in open_ones:
        demand.times, demand.inherited = tuple(times), False
        if demand.kind is Kind.STANDING and any(is_date(time) for time in times):
            demand.kind = Kind.SUBMISSION if "trình" in label else Kind.TARGET


def _is_loose(demand: Demand) -> bool:
    """Tell whether a demand's only time is a plain "hàng năm", which an explicit term outranks."""
    return all(isinstance(timing, Recurring) and timing.due is None for timing in _timings(demand))


def _merged(found: Sequence[Demand]) -> list[Demand]:
    """Join what the same lead must do without a product or a time of its own, and what was found twice."""
    merged: list[Demand] = []
    for demand in found:
        same = next((other for other in merged if _is_same(other, demand)), None)
        if same is None:
            merged.append(demand)
        else:
            same.helpers += demand.helpers
            same.recipients += demand.recipients
    return merged


def _is_same(one: Demand, other: Demand) -> bool:
    return one.lead.names == other.lead.names and one.kind is other.kind and _timings(one) == _timings(other)


def _timings(demand: Demand) -> tuple[Timing, ...]:
    return tuple(timing for time in demand.times for timing in time.timings)
