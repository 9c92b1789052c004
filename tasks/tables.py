"""Reading a CSV that a person made: UTF-8, a header, one error with its line."""

import csv
import io
from collections.abc import Callable, Iterable
from datetime import date

from law.errors import LawError
from law.intake import text_of
from tasks.errors import TaskError

Line = tuple[int, dict[str, str]]
"""The line's number in the file, from 1, and its cells by column, white space folded,
characters that are not printed left out; empty for a missing cell."""

_BEYOND = "(beyond the header)"


def read_table(data: bytes, *, source: str, required: Iterable[str], error: type[TaskError]) -> list[Line]:
    """Return the lines of a CSV in order.

    The cells stand between commas, or between semicolons as a Vietnamese Excel saves them.

    Raises `error` when the bytes are no text, a required column is missing, a line is longer than the header or there
    is no line below it.
    """
    try:
        text = text_of(data, name=source)
    except LawError as unreadable:
        raise error(str(unreadable)) from unreadable
    text = text.lstrip("\ufeff")
    reader = csv.DictReader(io.StringIO(text), delimiter=_delimiter(text), restkey=_BEYOND)
    try:
        return _lines(reader, source=source, required=required, error=error)
    except csv.Error as unreadable:
        raise error(
            f"{source}, dòng {reader.line_num}: ô quá dài, có lẽ thiếu dấu nháy kép đóng. Sửa dòng này rồi chạy lại."
        ) from unreadable


def _lines(
    reader: "csv.DictReader[str]", *, source: str, required: Iterable[str], error: type[TaskError]
) -> list[Line]:
    columns = [(name or "").strip() for name in reader.fieldnames or ()]
    missing = [name for name in required if name not in columns]
    if missing:
        raise error(f"{source}: thiếu cột {', '.join(missing)}. Thêm cột vào dòng đầu của tệp CSV rồi chạy lại.")
    reader.fieldnames = columns
    lines: list[Line] = []
    for row in reader:
        if any(row.pop(_BEYOND, "")):
            raise error(
                f"{source}, dòng {reader.line_num}: nhiều ô hơn dòng tiêu đề. "
                "Đặt ô có dấu ngăn cách bên trong vào dấu nháy kép rồi chạy lại."
            )
        lines.append((reader.line_num, {name: _one_line(str(cell or "")) for name, cell in row.items() if name}))
    if not lines:
        raise error(f"{source}: không có dòng dữ liệu nào dưới dòng tiêu đề. Bổ sung dữ liệu rồi chạy lại.")
    return lines


def _one_line(cell: str) -> str:
    """Return a cell as a header of a mail can hold it: a character that is not printed would stop the mail."""
    return "".join(letter for letter in " ".join(cell.split()) if letter.isprintable())


def day_of(text: str, *, complain: Callable[[str], TaskError]) -> date | None:
    """Return the day written as 2026-12-15 or 15/12/2026; None for an empty cell.

    Raises what `complain` makes of a message, for anything else.
    """
    if not text:
        return None
    try:
        if "/" in text:
            day, month, year = (int(part) for part in text.split("/"))
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError as bad:
        raise complain(f"ngày “{text}” không đọc được; viết dạng 2026-12-15 hoặc 15/12/2026") from bad


def _delimiter(text: str) -> str:
    """Return what the first line puts between its cells."""
    header = text.partition("\n")[0]
    return ";" if ";" in header and "," not in header else ","
