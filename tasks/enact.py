"""Take a directive in: read its text, keep what was read with its doubts, and record what a person decided of it."""

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from deploy.world import LOCAL
from law import annotation, reading, values
from law.doubts import programme_over
from law.readable import readable, readable_title
from law.text import view_of
from models import (
    Clause,
    Directive,
    Doubt,
    Journal,
    Obligation,
    Party,
    PartyRole,
    Province,
    Reading,
    ReadingState,
)
from models.queries import agency as agencies
from models.queries import directive as directives
from tasks.errors import NothingThere, NotPossibleNow
from tasks.owners import Owners, owners_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What came of taking a text in. `is_new` is False where this very text was already kept."""

    directive_id: int
    is_new: bool
    obligations: int
    doubts: int


def record(session: Session, province_id: int, *, text: str, source: str, now: datetime) -> Recorded:
    """Read a text and keep the directive with its reading, pending a person's decision. The same text changes nothing.

    Raises UnreadableText for a text without any clause, NotPossibleNow when another text bears the same number.
    """
    digest = hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()
    known = directives.by_digest(session, province_id, digest)
    if known is not None:
        return _already(session, province_id, known)
    read = reading.read(text, source=source)
    if read.head.number is not None:
        for other in directives.by_number(session, province_id, read.head.number, read.head.issuer):
            if other.issued_on == read.head.issued_on:
                raise NotPossibleNow(
                    f"{source}: {other.label()} đã được tiếp nhận với một nội dung khác (từ {other.source}). "
                    "Đối chiếu hai văn bản; rút bản cũ trước khi tiếp nhận bản mới."
                )
    directive = _directive(province_id, read, digest, now)
    session.add(directive)
    session.flush()
    assert directive.id is not None
    session.add(Reading(province_id=province_id, directive_id=directive.id, read_at=now))
    _write_clauses(session, directive, read)
    doubts = _write_obligations(session, directive, read, on=now.date())
    session.add(
        Journal(
            province_id=province_id,
            at=now,
            what="directive.recorded",
            who="reader",
            came_from=source,
            about={"directive": directive.id, "obligations": len(read.obligations), "doubts": doubts},
        )
    )
    return Recorded(directive_id=directive.id, is_new=True, obligations=len(read.obligations), doubts=doubts)


def decide(
    session: Session,
    province_id: int,
    directive_id: int,
    *,
    state: ReadingState,
    by: str,
    now: datetime,
    came_from: str = "command line",
) -> bool:
    """Record what a person decided of a reading; return False when it already stood so.

    Raises NothingThere when the province has no such directive, NotPossibleNow where that would undo an
    approval.
    """
    row = directives.reading_of(session, province_id, directive_id)
    if row is None:
        raise NothingThere(f"Không có văn bản số thứ tự {directive_id}. Xem danh sách bằng `dondoc status`.")
    if row.state == state:
        return False
    if row.state == ReadingState.APPROVED:
        assert row.decided_at is not None
        raise NotPossibleNow(
            f"Văn bản số thứ tự {directive_id} đã được phê duyệt ngày {row.decided_at.astimezone(LOCAL):%d/%m/%Y}; "
            "muốn dừng thì rút văn bản, không trả lại bản đọc."
        )
    row.state, row.decided_at, row.decided_by = state, now, by
    session.add(row)
    session.add(
        Journal(
            province_id=province_id,
            at=now,
            what=f"reading.{state.value}",
            who=by,
            came_from=came_from,
            about={"directive": directive_id},
        )
    )
    return True


def _already(session: Session, province_id: int, known: Directive) -> Recorded:
    assert known.id is not None
    return Recorded(
        directive_id=known.id,
        is_new=False,
        obligations=len(directives.obligations_of(session, province_id, known.id)),
        doubts=len(directives.doubts_of(session, province_id, known.id)),
    )


def _directive(province_id: int, read: values.Reading, digest: str, now: datetime) -> Directive:
    head = read.head
    return Directive(
        province_id=province_id,
        number=head.number,
        kind=head.kind,
        issuer=head.issuer,
        issued_on=head.issued_on,
        effective_on=head.effective_on,
        title=readable_title(head.title, read.text),
        signer=head.signer,
        source=read.source,
        text=read.text,
        digest=digest,
        recorded_at=now,
    )


def _write_clauses(session: Session, directive: Directive, read: values.Reading) -> None:
    session.add_all(
        Clause(
            province_id=directive.province_id,
            directive_id=directive.id or 0,
            ord=ord_,
            path=clause.path,
            parent=clause.parent,
            label=clause.label,
            heading=clause.heading,
            start=clause.span.start,
            end=clause.span.end,
        )
        for ord_, clause in enumerate(read.clauses)
    )
    session.flush()


def _write_obligations(session: Session, directive: Directive, read: values.Reading, *, on: date) -> int:
    province_id, directive_id = directive.province_id, directive.id or 0
    clause_ids = {row.path: row.id for row in directives.clauses_of(session, province_id, directive_id)}
    view = view_of(read.text)
    rows = [
        Obligation(
            province_id=province_id,
            directive_id=directive_id,
            clause_id=clause_ids.get(found.unit),
            ord=ord_,
            unit=found.unit,
            kind=found.kind,
            action=readable(view, found.span),
            start=found.span.start,
            end=found.span.end,
            timing=annotation.timing_to_json(found.timing),
            evidence=[
                {"field": e.field, "quote": e.quote, "start": e.span.start, "end": e.span.end, "rule": e.rule}
                for e in found.evidence
            ],
        )
        for ord_, found in enumerate(read.obligations)
    ]
    session.add_all(rows)
    session.flush()
    over = programme_over(directive.title, on=on)
    doubts = [
        Doubt(
            province_id=province_id,
            directive_id=directive_id,
            unit=doubt.unit,
            rule=doubt.rule,
            why=doubt.why,
            start=doubt.span.start,
            end=doubt.span.end,
        )
        for doubt in (*read.doubts, *([over] if over else []))
    ]
    owners = owners_of(agencies.of_province(session, province_id), session.get_one(Province, province_id), on=on)
    for row, found in zip(rows, read.obligations, strict=True):
        doubts += _write_parties(session, row, found, owners)
    session.add_all(doubts)
    return len(doubts)


def _write_parties(session: Session, row: Obligation, found: values.Obligation, owners: Owners) -> list[Doubt]:
    doubts: list[Doubt] = []
    named = (
        (PartyRole.LEAD, found.lead),
        (PartyRole.COORDINATE, found.coordinate),
        (PartyRole.RECIPIENT, found.recipient),
    )
    for role, names in named:
        for ord_, name in enumerate(names):
            owner = owners.of(name)
            session.add(
                Party(
                    province_id=row.province_id,
                    obligation_id=row.id or 0,
                    role=role,
                    ord=ord_,
                    name=name,
                    agency_id=owner.agency_id,
                    formerly=owner.formerly,
                )
            )
            if role == PartyRole.LEAD and owner.doubt:
                doubts.append(
                    Doubt(
                        province_id=row.province_id,
                        directive_id=row.directive_id,
                        obligation_id=row.id,
                        unit=found.unit,
                        rule=owner.rule,
                        why=owner.doubt,
                        start=found.span.start,
                        end=found.span.end,
                    )
                )
    return doubts
