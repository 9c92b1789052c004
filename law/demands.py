"""From the words of one clause to what it demands, piece by piece."""

import re
from collections.abc import Sequence
from enum import Enum, auto
from typing import assert_never

from law.asking import Asking, Second, asking_of, is_date
from law.clauses import NOBODY, Clause, Demand, Inherited, timings_of
from law.core import describes, elaborates, lists
from law.expressions import Context, Expression
from law.notes import take_due_day, take_role_note, take_time_note
from law.roles import Cast, Role, lead_of
from law.sentences import Piece, pieces_of
from law.structure import Unit
from law.timing import expressions
from law.values import Kind, Once, Starting


class Form(Enum):
    """How a piece stands in its clause: a title without a full stop, a heading with a colon, a sentence."""

    TITLE = auto()
    HEADING = auto()
    SENTENCE = auto()


class Fate(Enum):
    """What becomes of a piece: an orphan or a title waits for a note that names who leads."""

    KEPT = auto()
    ORPHAN = auto()
    TITLE = auto()
    DROPPED = auto()


_NO_DUTIES = re.compile(
    r"(?:\W|\d)*(?:quan\s+điểm|mục\s+tiêu|mục\s+đích|nguyên\s+tắc|phạm\s+vi\s+điều\s+chỉnh|đối\s+tượng\s+áp\s+dụng|giải\s+thích|"
    r"thực\s+trạng|tiêu\s+chí|đánh\s+giá,\s+xếp\s+loại|xử\s+lý\s+trách\s+nhiệm|quyền\s+hạn,?\s+nguyên\s+tắc|kinh\s+phí|"
    r"thời\s+điểm\s+đánh\s+giá)"
)
_MEMBERS = re.compile(r"(?:thành\s+viên|thành\s+phần|gồm(?:\s+có)?|bao\s+gồm)(?:\s+như\s+sau)?\s*:$")
_SENDING = re.compile(r"\(\s*gửi\s[^()]*\)[\s.;/]*$")
_TITLE_END = re.compile(r"[.;:!?…,]$")
_MAX_TITLE = 300
_TARGET = re.compile(r"(?:đến|phấn\s+đấu|hết|trong|vào|trước|từng\s+bước|đạt)|[^.;]*(?:%|đạt|tối\s+thiểu|giảm)")


def read_clause(
    cast: Cast, unit: Unit, above: Inherited, context: Context, *, has_children: bool, parent: Clause | None
) -> Clause:
    """Read what a clause asks for, piece by piece.

    A clause that holds nothing but notes ("Cơ quan chủ trì: …") gives them to `parent`.
    """
    view = cast.view
    low = view.low
    clause = Clause(
        cast=cast,
        context=context,
        above=above,
        base=above.lead,
        lead=above.lead,
        sentence_lead=above.lead,
        duties=above.duties and not _NO_DUTIES.match(low, unit.start, unit.end),
        names_members=bool(_MEMBERS.search(low, unit.start, unit.end)),
    )
    within = cast.within(unit.start, unit.end)
    pieces = pieces_of(view, unit.start, unit.end, cast.mentions[within.start : within.stop])
    for at, piece in enumerate(pieces):
        _read_piece(clause, piece, parent, is_last=at == len(pieces) - 1, has_children=has_children)
    clause.ends_open = bool(pieces) and low.endswith(":", 0, pieces[-1].end)
    return clause


def demands_of(clause: Clause) -> tuple[Demand, ...]:
    """Return what a clause asks for, in order.

    What one lead must do without a product or a time of its own is one demand. Reports of one paragraph that name no
    recipient go where the others of it go.
    """
    _share_recipients(clause.found)
    merged: list[Demand] = []
    for demand in clause.found:
        same = next((other for other in merged if _is_same(other, demand)), None)
        if same is None:
            merged.append(demand)
        else:
            same.helpers += demand.helpers
            same.recipients += demand.recipients
    return tuple(merged)


def _read_piece(clause: Clause, piece: Piece, parent: Clause | None, *, is_last: bool, has_children: bool) -> None:
    view = clause.cast.view
    if piece.opens_paragraph and not piece.is_first:
        clause.paragraph += 1
        clause.lead = clause.sentence_lead = clause.base
        clause.describing = False
    times = expressions(view.low, piece.start, piece.end, clause.context)
    target = parent if parent and not clause.found and not clause.orphans else clause
    if take_time_note(clause, piece, times, target) or take_role_note(clause, piece, target):
        return
    times = take_due_day(clause, piece, times)
    lead = _turn_lead(clause, piece)
    text = view.text[piece.start : piece.end]
    open_end = not _TITLE_END.search(text) and view.text[piece.end : piece.end + 1] not in {";", ","}
    is_title = piece.is_first and open_end and (has_children or not is_last) and len(text) < _MAX_TITLE
    is_heading = text.endswith(":") and (has_children or not is_last)
    if is_heading or is_title:
        clause.for_children = tuple(
            time for time in times if any(isinstance(timing, (Once, Starting)) for timing in time.timings)
        )
    _add(clause, piece, lead, times, Form.TITLE if is_title else Form.HEADING if is_heading else Form.SENTENCE)


def _turn_lead(clause: Clause, piece: Piece) -> Role | None:
    """Decide who is spoken to from here on; return the frame if this piece names somebody."""
    lead = lead_of(clause.cast, piece.start, piece.end)
    if piece.opens_sentence and not piece.opens_paragraph:
        clause.lead = clause.sentence_lead
    if lead is None:
        return None
    clause.lead = lead
    if piece.opens_sentence:
        clause.sentence_lead = lead
    if piece.is_first or not clause.base.names:
        clause.base = lead
    return lead


def _add(clause: Clause, piece: Piece, named: Role | None, times: Sequence[Expression], form: Form) -> None:
    is_heading = form is not Form.SENTENCE
    asking = asking_of(clause.cast, piece, named=named, lead=clause.lead, times=times, is_heading=is_heading)
    if piece.opens_paragraph or piece.opens_sentence:
        goes_on = clause.describing and not piece.opens_paragraph and named is None
        clause.describing = describes(asking.core) or goes_on
    if piece.opens_sentence:
        clause.sentence_at = len(clause.found)
    fate = _fate(clause, piece, asking, form)
    found = _asked(clause, asking)
    match fate:
        case Fate.KEPT:
            _share_sending(clause, piece, found)
            clause.found += found
            if asking.second:
                clause.found.append(_next_in_line(clause, piece, asking.second))
        case Fate.ORPHAN:
            clause.orphans += found
        case Fate.TITLE:
            clause.title = tuple(found)
        case Fate.DROPPED:
            pass
        case _:
            assert_never(fate)


def _fate(clause: Clause, piece: Piece, asking: Asking, form: Form) -> Fate:
    """Decide whether a piece asks for something of its own, of somebody, or sets a dated target."""
    low = clause.cast.view.low
    kind = asking.shares[-1].kind
    if not asking.core.strip(" :.,/)") or (clause.describing and (clause.found or not clause.lead.names)):
        return Fate.DROPPED
    if form is Form.TITLE:
        return Fate.TITLE
    if not (clause.lead.names and clause.duties):
        is_target = any(map(is_date, asking.times)) and _TARGET.match(low, piece.start, piece.end)
        return Fate.KEPT if is_target else Fate.ORPHAN if clause.duties else Fate.DROPPED
    if form is Form.HEADING and kind is Kind.STANDING:
        return Fate.DROPPED
    goes_on = bool(clause.found) and not piece.opens_sentence and not asking.times
    explains = goes_on and (lists(low, piece.start) or (kind is Kind.STANDING and elaborates(low, piece.start)))
    return Fate.DROPPED if explains else Fate.KEPT


def _share_sending(clause: Clause, piece: Piece, found: Sequence[Demand]) -> None:
    """Give what a sentence's last words in brackets say, "(gửi Sở Y trong tháng 6)", to its earlier demands too."""
    sending = _SENDING.search(clause.cast.view.low, piece.start, piece.end)
    if sending is None:
        return
    last = found[-1]
    times = tuple(time for time in last.times if time.start >= sending.start())
    for demand in clause.found[clause.sentence_at :]:
        if times and demand.inherited and demand.kind is last.kind and not demand.recipients:
            demand.times, demand.inherited = times, False
            demand.recipients = tuple(role for role in last.recipients if role.start >= sending.start())


def _asked(clause: Clause, asking: Asking) -> list[Demand]:
    lead = clause.lead if clause.duties else NOBODY
    return [
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
            rival=asking.rival,
        )
        for share in asking.shares
    ]


def _next_in_line(clause: Clause, piece: Piece, second: Second) -> Demand:
    return Demand(
        lead=second.lead,
        helpers=(),
        recipients=second.recipients,
        kind=Kind.REPORT,
        start=second.start,
        end=piece.end,
        paragraph=clause.paragraph,
        is_second=True,
    )


def _share_recipients(found: Sequence[Demand]) -> None:
    reports = [demand for demand in found if demand.kind is Kind.REPORT and not demand.is_second and demand.times]
    for demand in reports:
        others = [
            other.recipients
            for other in reports
            if other.recipients and (other.paragraph, other.lead.names) == (demand.paragraph, demand.lead.names)
        ]
        if not demand.recipients and others:
            demand.recipients = others[-1]


def _is_same(one: Demand, other: Demand) -> bool:
    return one.lead.names == other.lead.names and one.kind is other.kind and timings_of(one) == timings_of(other)
