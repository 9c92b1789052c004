"""Drafts to the Chairman: one open draft per directive and ISO week, rewritten as further assignments join it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlmodel import Session

from models import Directive, MailClass, MailState
from models.queries import due as rows
from models.queries import outbox
from models.queries.board import Cells, directive_cells
from models.queries.outbox import NewMail
from notifications import wording
from notifications.contacts import Person
from notifications.digest import Line, Work
from notifications.ladder import working_days
from notifications.notice import Decision, Tone, draft_key
from notifications.render import Draft, render_draft
from notifications.rungs import Anchor
from notifications.wording import Basis
from tasks.gather import Described, describe, gather
from tasks.occasion import Occasion


def write_drafts(
    session: Session,
    decisions: Sequence[Decision],
    *,
    described: Described,
    people: Mapping[int, Person],
    occasion: Occasion,
) -> dict[str, int]:
    """Write the drafts that carry some decisions and return the mail's id for each decision's key.

    An assignment of several directives goes into the draft of the first. Each draft lists all that is as late as its
    gravest rung, also what earlier drafts held.
    """
    by_directive: dict[int, list[Decision]] = {}
    for decision in decisions:
        for directive_id in described.directive_ids[decision.assignment_id][:1]:
            by_directive.setdefault(directive_id, []).append(decision)
    if not by_directive:
        return {}
    province_id, today, directive_ids = occasion.province_id, occasion.now.date(), sorted(by_directive)
    threshold = min(decision.reason.lead_days for decision in decisions)
    lines = _lines(session, directive_ids, threshold=threshold, occasion=occasion)
    cells = directive_cells(session, province_id, directive_ids, on=today)
    keys = _keys(session, province_id, directive_ids, day=today)
    carried: dict[str, int] = {}
    for directive_id, joined in by_directive.items():
        mail = _mail(
            directive=described.directives[directive_id],
            key=keys[directive_id][0],
            person=people[joined[0].contact_id],
            lines=lines[directive_id],
            cells=cells[directive_id],
            threshold=threshold,
            occasion=occasion,
        )
        mail_id = _put(session, province_id, mail, is_open=keys[directive_id][1], now=occasion.now)
        carried |= {decision.key: mail_id for decision in joined}
    return carried


def _put(session: Session, province_id: int, mail: NewMail, *, is_open: bool, now: datetime) -> int:
    if is_open:
        return outbox.rewrite_draft(session, province_id, mail, now=now)
    return outbox.enqueue(session, province_id, [mail], now=now)[mail.key]


def _keys(
    session: Session, province_id: int, directive_ids: Sequence[int], *, day: date
) -> dict[int, tuple[str, bool]]:
    """Return for each directive the key of this week's draft and whether it is open; a released one is followed."""
    found = outbox.drafts_like(session, province_id, [draft_key(id_, day=day) for id_ in directive_ids])
    keys = {}
    for id_ in directive_ids:
        nth = 1
        while found.get(draft_key(id_, day=day, nth=nth), MailState.DRAFT) is not MailState.DRAFT:
            nth += 1
        key = draft_key(id_, day=day, nth=nth)
        keys[id_] = (key, key in found)
    return keys


def _lines(
    session: Session, directive_ids: Sequence[int], *, threshold: int, occasion: Occasion
) -> dict[int, tuple[Line, ...]]:
    """Return for each directive what is overdue by the threshold or more, the oldest first."""
    province_id, today = occasion.province_id, occasion.now.date()
    late_by = occasion.calendar.shift(today, -(threshold - 1)) - timedelta(days=1)
    overdue = rows.overdue_assignments(session, province_id, directive_ids=directive_ids, late_by=late_by)
    gathered = gather(session, province_id, overdue, today=today)
    described = describe(session, province_id, gathered, gathered.views, ladder=occasion.ladder)
    return {
        directive_id: tuple(
            _line(described.works[found.id], occasion)
            for found in overdue
            if directive_id in described.directive_ids[found.id]
        )
        for directive_id in directive_ids
    }


def _line(work: Work, occasion: Occasion) -> Line:
    late_after = work.view.day(Anchor.LATE)
    return Line(
        assignment_id=work.view.assignment_id,
        work=work,
        tone=Tone.OVERDUE,
        target_on=work.view.day(Anchor.TARGET),
        late_after=late_after,
        days=working_days(occasion.calendar, late_after, occasion.now.date()),
        is_today=False,
        link="",
    )


def _mail(
    *,
    directive: Directive,
    key: str,
    person: Person,
    lines: tuple[Line, ...],
    cells: Cells,
    threshold: int,
    occasion: Occasion,
) -> NewMail:
    named = Basis(directive_id=0, directive=directive.label(), issued_on=directive.issued_on, unit="", action="")
    draft = Draft(
        directive=wording.directive(named),
        title=wording.shorten(directive.title, wording.ACTION_LENGTH) if directive.title else "",
        day=occasion.now.date(),
        cells=cells,
        threshold=threshold,
        lines=lines,
    )
    return occasion.mail(render_draft(draft, occasion.letterhead), person, key=key, mail_class=MailClass.DRAFT)
