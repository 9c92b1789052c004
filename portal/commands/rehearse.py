"""`dondoc rehearse`: a stretch of time played through, printed as calendars."""

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from law.periods import label
from portal.errors import BadCommand
from portal.files import bytes_of, directive_text, write_whole
from portal.show import console, progress, table
from portal.words import KINDS, ROLES, day, rung
from tasks.agencies import read_agencies
from tasks.answers import read_answers
from tasks.rehearse import Script, rehearse

MOST_YEARS = 10
"""Further ahead no calendar of days off is known; a year takes some ten seconds."""


def run(
    directives: list[Path],
    agencies: Path,
    *,
    first: date,
    last: date,
    answers: Path | None,
    json_file: Path | None,
) -> None:
    """Rehearse and print the calendar of assignments and of notices; write the JSON where asked to.

    Raises BadCommand, BadAgencies, BadAnswers, BadRange or UnreadableText; no file is written then.
    """
    if last < first:
        raise BadCommand(f"--to {day(last)} đứng trước --from {day(first)}. Đổi một trong hai ngày.")
    if last.year - first.year > MOST_YEARS:
        raise BadCommand(
            f"--to {day(last)} cách --from {day(first)} quá {MOST_YEARS} năm. Chia thành nhiều lần diễn tập."
        )
    script = _script(directives, agencies, first=first, last=last, answers=answers)
    if json_file is not None and not json_file.absolute().parent.is_dir():
        raise BadCommand(f"Không có thư mục {json_file.parent} để ghi {json_file.name}. Tạo thư mục rồi chạy lại.")
    with progress() as bar:
        step = bar.add_task("Diễn tập", total=(last - first).days + 1)
        played = rehearse(script, progress=lambda _: bar.advance(step)).to_json()
    if json_file is not None:
        write_whole(json_file, json.dumps(played, ensure_ascii=False, indent=1) + "\n")
    out = console()
    out.print(table(f"Lịch việc: {len(played['assignments'])}", _ASSIGNMENT_COLUMNS, _assignments(played)))
    mails = list(_mails(played))
    out.print(table(f"Lịch thông báo: {len(played['notices'])}, trong {len(mails)} dòng", _MAIL_COLUMNS, mails))
    out.print("Không thư nào rời máy." + (f" Đã ghi {json_file}." if json_file else ""))


_ASSIGNMENT_COLUMNS = ("Mở", "Đề nghị xong", "Còn đúng hạn", "Cơ quan", "Loại", "Kỳ", "Căn cứ")
_MAIL_COLUMNS = ("Lúc", "Gửi", "Vai trò", "Cơ quan", "Nấc (số việc)")


def _script(directives: Iterable[Path], agencies: Path, *, first: date, last: date, answers: Path | None) -> Script:
    rows = read_agencies(bytes_of(agencies), source=agencies.name)
    return Script(
        directives=[(file.name, directive_text(file)) for file in directives],
        agencies=rows,
        start=first,
        end=last,
        answers=read_answers(bytes_of(answers), source=answers.name) if answers else (),
        answers_source=answers.name if answers else "",
        province_name=next((row.province for row in rows if row.province), "tỉnh"),
    )


def _assignments(played: dict[str, Any]) -> Iterable[tuple[str, ...]]:
    for each in sorted(played["assignments"], key=lambda found: (found["target_on"], found["agency"])):
        yield (
            day(date.fromisoformat(each["opens_on"])),
            day(date.fromisoformat(each["target_on"])),
            day(date.fromisoformat(each["late_after"])),
            each["agency"],
            KINDS[each["kind"]],
            label(each["period"]),
            "; ".join(f"{clause['directive']} {clause['unit']}" for clause in each["discharges"]),
        )


def _mails(played: dict[str, Any]) -> Iterable[tuple[str, ...]]:
    """Yield one row for each morning and person: nine thousand notices are for the JSON, not for the eye."""
    for (at, to, role, agency), notices in groupby(played["notices"], key=_bundle):
        rungs = Counter(rung(each["rung"]) for each in notices)
        yield (
            f"{day(date.fromisoformat(at[:10]))} {at[11:16]}",
            to,
            ROLES[role],
            agency,
            " · ".join(f"{name} ({count})" if count > 1 else name for name, count in rungs.items()),
        )


def _bundle(notice: dict[str, Any]) -> tuple[str, str, str, str]:
    return notice["at"], notice["to"], notice["to_role"], notice["agency"]
