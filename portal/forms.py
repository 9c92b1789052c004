"""What comes in by a form: bounded, checked, every complaint in Vietnamese."""

import asyncio
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl

from fastapi import Request

from models import LineState
from models.queries.answering import Answerable
from portal.clauses import asked
from portal.errors import BadForm
from tasks.collect import Paper

HIDDEN = frozenset({"Cc", "Cf", "Cs"})
MOST_BYTES = 200_000
MOST_FIELDS = 1_000
NUMBER_LENGTH = 60
WORDS_LENGTH = 2_000
OLDEST_PAPER_YEARS = 3
PATIENCE_S = 30.0
"""How long a form may take to come in; a phone at the edge of its network sends 200 kB in less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A form of an assignment that can be handed in. `lines` and `words` go by duty id."""

    paper: Paper
    lines: dict[int, LineState]
    words: dict[int, str]
    note: str


async def fields_of(request: Request) -> dict[str, str]:
    """Return the fields of a posted form, the last of each name.

    Characters that no paper bears (NUL, escapes to a terminal, turned directions of writing) are left out.

    Raises BadForm for a body that is too large, too slow or no form.
    """
    try:
        async with asyncio.timeout(PATIENCE_S):
            body = await _body(request)
        found = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except TimeoutError as cause:
        raise BadForm("Biểu mẫu gửi lên quá chậm; hãy kiểm tra đường truyền rồi gửi lại.") from cause
    except ValueError as cause:
        raise BadForm("Biểu mẫu không đọc được; hãy tải lại trang rồi nhập lại.") from cause
    return {name: _printable(value) for name, value in found}


def answer_of(
    fields: Mapping[str, str], assignment: Answerable, *, today: date
) -> tuple[Answer | None, dict[str, str]]:
    """Return what a form hands in, and what is wrong with it by field; the answer is None when anything is."""
    wrong: dict[str, str] = {}
    paper = _paper(fields, today, wrong)
    lines: dict[int, LineState] = {}
    words: dict[int, str] = {}
    for clause in asked(assignment.duties):
        chosen = fields.get(f"line-{clause.key}", "")
        if chosen in set(LineState):
            lines |= dict.fromkeys(clause.duty_ids, LineState(chosen))
        else:
            wrong[f"line-{clause.key}"] = "Chọn kết quả cho mục này."
        said = _text(fields, f"words-{clause.key}", wrong)
        if said:
            words |= dict.fromkeys(clause.duty_ids, said)
        elif chosen == LineState.OBSTACLE:
            wrong[f"words-{clause.key}"] = "Nêu vướng mắc là gì."
    note = _text(fields, "note", wrong)
    return (None if wrong else Answer(paper=paper, lines=lines, words=words, note=note)), wrong


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise BadForm("Biểu mẫu quá dài; hãy rút gọn phần ghi chú rồi gửi lại.")
    return bytes(body)


def _printable(text: str) -> str:
    return "".join(letter for letter in text if letter in "\r\n\t" or unicodedata.category(letter) not in HIDDEN)


def _paper(fields: Mapping[str, str], today: date, wrong: dict[str, str]) -> Paper:
    number = " ".join(fields.get("paper_number", "").split())
    written = fields.get("paper_date", "").strip()
    if len(number) > NUMBER_LENGTH:
        wrong["paper_number"] = f"Số văn bản dài quá {NUMBER_LENGTH} ký tự."
    dated = _date(written)
    if written and dated is None:
        wrong["paper_date"] = f"“{written[:20]}” không phải là ngày; viết dạng 15/12/2026."
    if dated and dated > today:
        wrong["paper_date"] = "Ngày văn bản ở sau hôm nay; kiểm tra lại ngày ghi trên văn bản."
    if dated and dated.year < today.year - OLDEST_PAPER_YEARS:
        wrong["paper_date"] = "Ngày văn bản quá xa; kiểm tra lại năm."
    if number and not written:
        wrong["paper_date"] = "Có số văn bản thì ghi cả ngày văn bản."
    if written and not number:
        wrong["paper_number"] = "Có ngày văn bản thì ghi cả số văn bản."
    return Paper(number=number or None, dated=dated)


def _date(text: str) -> date | None:
    try:
        if "/" in text:
            day, month, year = (int(part) for part in text.split("/"))
            return date(year, month, day)
        return date.fromisoformat(text)
    except (ValueError, OverflowError):
        return None


def _text(fields: Mapping[str, str], name: str, wrong: dict[str, str]) -> str:
    text = fields.get(name, "").replace("\r\n", "\n").strip()
    if len(text) > WORDS_LENGTH:
        wrong[name] = f"Dài quá {WORDS_LENGTH} ký tự; rút gọn lại."
    return text
