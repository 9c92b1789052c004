"""The reading of a directive: from its text to clauses, obligations and doubts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from law.clauses import Clause, Demand, Inherited
from law.demands import demands_of, read_clause
from law.doubts import doubts_of
from law.errors import UnreadableText
from law.expressions import Context, Expression
from law.head import head_of, year_of
from law.mentions import mentions_of
from law.roles import Cast, Role
from law.segments import lines_of, segments_of
from law.structure import Unit, units_of
from law.text import View, view_of
from law.values import Clause as ReadClause
from law.values import Evidence, Obligation, Reading, Span, Standing, Timing


def read(text: str, *, source: str, issued_on: date | None = None) -> Reading:
    """Read a directive.

    `source` is the file's name. `issued_on` stands in where the text prints no date of its own; a day without a year
    takes the document's own. The same text gives the same reading.

    Raises:
        UnreadableText: the text has no numbered or lettered clause.

    """
    view = view_of(text)
    lines = lines_of(view)
    units = units_of(view, segments_of(view, lines))
    if not units:
        raise UnreadableText(
            f"{source}: không thấy điều, khoản hay mục nào được đánh số; hãy kiểm tra tệp có đủ nội dung văn bản không."
        )
    head = head_of(view, lines, units[0].start, issued_on=issued_on)
    context = Context(issued_on=head.issued_on, year=year_of(view, head))
    obligations = _obligations(view, units, context)
    guessed = head.issued_on is None
    return Reading(
        source=source,
        text=text,
        head=head,
        clauses=tuple(_clause(view, unit, units) for unit in units),
        obligations=obligations,
        doubts=tuple(dict.fromkeys(doubts_of(view, head, obligations, year_is_guessed=guessed))),
    )


def _obligations(view: View, units: Sequence[Unit], context: Context) -> tuple[Obligation, ...]:
    cast = Cast(view, mentions_of(view))
    parents = {unit.parent for unit in units}
    clauses: list[Clause] = []
    for at, unit in enumerate(units):
        parent = clauses[unit.parent] if unit.parent is not None else None
        above = parent.below() if parent else _chapter(unit)
        clauses.append(read_clause(cast, unit, above, context, has_children=at in parents, parent=parent))
    return tuple(
        obligation
        for unit, clause in zip(units, clauses, strict=True)
        for demand in demands_of(clause)
        for obligation in _as_obligations(view, unit, demand)
    )


def _chapter(unit: Unit) -> Inherited:
    """Read who a chapter addresses: "Trách nhiệm của người đứng đầu …"."""
    heading = " ".join(unit.chapter.lower().split())
    if "trách nhiệm của người đứng đầu" in heading:
        return Inherited(lead=Role(names=("@tất-cả",), start=unit.start, end=unit.start, rule="tên chương"))
    return Inherited()


def _as_obligations(view: View, unit: Unit, demand: Demand) -> list[Obligation]:
    span = view.span(demand.start, demand.end)
    base = Obligation(
        unit=unit.path,
        lead=demand.lead.names,
        coordinate=_names(demand.helpers),
        recipient=_names(demand.recipients),
        kind=demand.kind,
        action=view.source[span.start : span.end],
        timing=Standing(),
        span=span,
        evidence=_evidence(view, demand, span),
    )
    found = [
        replace(base, timing=_quoted(view, timing, time), evidence=(*base.evidence, _evidence_of_time(view, time)))
        for time in demand.times
        for timing in time.timings
    ]
    return found or [base]


def _names(roles: Sequence[Role]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for role in roles for name in role.names))


def _evidence(view: View, demand: Demand, span: Span) -> tuple[Evidence, ...]:
    found = [Evidence(field="kind", quote=view.source[span.start : span.end], span=span, rule=demand.kind)]
    fields = [("lead", demand.lead), *(("coordinate", role) for role in demand.helpers)]
    fields += [("recipient", role) for role in demand.recipients]
    fields += [("rival", demand.rival)] if demand.rival else []
    for name, role in fields:
        if role.names:
            place = view.span(role.start, role.end)
            quote = view.source[place.start : place.end]
            found.append(Evidence(field=name, quote=quote, span=place, rule=role.rule))
    return tuple(found)


def _evidence_of_time(view: View, time: Expression) -> Evidence:
    place = view.span(time.start, time.end)
    return Evidence(field="timing", quote=view.source[place.start : place.end], span=place, rule=time.rule)


def _quoted(view: View, timing: Timing, time: Expression) -> Timing:
    return replace(timing, raw=view.quote(time.start, time.end))


def _clause(view: View, unit: Unit, units: Sequence[Unit]) -> ReadClause:
    first = view.text[unit.start : unit.end].split("\n", 1)[0].strip()
    is_heading = first.endswith(":") or not first.endswith((".", ";", ",", "…"))
    return ReadClause(
        path=unit.path,
        label=unit.label,
        heading=view.quote(unit.start, unit.start + len(first)).strip() if is_heading else "",
        span=view.span(unit.start, unit.end),
        parent=None if unit.parent is None else units[unit.parent].path,
    )
