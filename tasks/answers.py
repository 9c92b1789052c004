"""Answers that a person wrote down in a CSV, to be played into a rehearsal."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import PurePath

from law.agencies import same_name
from models import LineState
from models.queries.agenda import PlannedDuty
from tasks.collect import Paper
from tasks.errors import BadAnswers, TaskError
from tasks.tables import Line, day_of, read_table

COLUMNS = ("agency", "period", "directive", "unit", "submitted_on", "paper_number", "paper_date", "state")
"""What the header must have. `directive` is a number or a file's name; an empty `directive` or `unit` means any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One line of the file: what an agency answered for one duty, and on which day."""

    line: int
    agency: str
    period: str
    directive: str
    unit: str
    submitted_on: date
    paper: Paper
    state: LineState

    def is_for(self, duty: PlannedDuty) -> bool:
        """Say whether this line answers a duty. The period may be the duty's own or that of the merged report."""
        return (
            same_name(self.agency, duty.agency)
            and self.period in {duty.period, duty.assignment_period}
            and self.unit in {"", duty.unit}
            and self.directive in {"", duty.directive, duty.source, PurePath(duty.source).stem}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """One submission to be handed in: the lines of one assignment and day, by duty id."""

    assignment_id: int
    on: date
    agency: str
    paper: Paper
    lines: dict[int, LineState] = field(default_factory=dict)


def read_answers(data: bytes, *, source: str) -> list[Answer]:
    """Return the answers of a CSV file in its order.

    Raises BadAnswers for the first line that cannot be taken.
    """
    return [_answer(line, source) for line in read_table(data, source=source, required=COLUMNS, error=BadAnswers)]


def submissions_of(answers: Iterable[Answer], duties: Iterable[PlannedDuty], *, source: str) -> list[Played]:
    """Return the submissions that the answers make, sorted by day: one for each assignment and day.

    Raises BadAnswers for a line that answers no duty.
    """
    owed = list(duties)
    hits: list[tuple[date, int, Answer, PlannedDuty]] = []
    for answer in answers:
        found = [duty for duty in owed if answer.is_for(duty)]
        if not found:
            raise BadAnswers(
                f"{source}, dòng {answer.line}: không có việc nào của {answer.agency} kỳ {answer.period} "
                f"ở {answer.directive or 'mọi văn bản'} {answer.unit}. Đối chiếu với lịch của `dondoc rehearse`."
            )
        hits += [(answer.submitted_on, duty.assignment_id, answer, duty) for duty in found]
    hits.sort(key=lambda hit: (hit[0], hit[1], hit[2].line))
    return list(_gather(hits))


def _gather(hits: list[tuple[date, int, Answer, PlannedDuty]]) -> Iterator[Played]:
    for (day, assignment_id), group in groupby(hits, key=lambda hit: hit[:2]):
        rows = list(group)
        first = rows[0][2]
        yield Played(
            assignment_id=assignment_id,
            on=day,
            agency=rows[0][3].agency,
            paper=first.paper,
            lines={duty.duty_id: answer.state for _, _, answer, duty in rows},
        )


def _answer(line: Line, source: str) -> Answer:
    number, cells = line

    def complain(what: str) -> TaskError:
        return BadAnswers(f"{source}, dòng {number}: {what}. Sửa dòng này rồi chạy lại.")

    submitted_on = day_of(cells["submitted_on"], complain=complain)
    if submitted_on is None:
        raise complain("cột submitted_on để trống")
    state = cells["state"] or LineState.DONE.value
    if state not in set(LineState):
        raise complain(f"trạng thái “{state}” không có; dùng một trong {', '.join(LineState)}")
    return Answer(
        line=number,
        agency=cells["agency"],
        period=cells["period"],
        directive=cells["directive"],
        unit=cells["unit"],
        submitted_on=submitted_on,
        paper=Paper(
            number=cells["paper_number"] or None,
            dated=day_of(cells["paper_date"], complain=complain),
        ),
        state=LineState(state),
    )
