"""What a person types after a command: days, moments, numbers of rows."""

from datetime import date, datetime

import typer

YEARS = range(1990, 2101)
"""The years that a day on the command line may lie in; a day outside them is a slip of the keys."""

LARGEST_NUMBER = 2**31 - 1
"""What the database can compare with the number of a row."""


def day(text: str) -> date:
    """Return the day written as 2026-12-15 or 15/12/2026.

    Raises BadParameter for anything else and for a year outside YEARS.
    """
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return _bounded(datetime.strptime(text, form), text).date()  # noqa: DTZ007  (a day has no zone)
        except ValueError:
            continue
    raise typer.BadParameter(f"“{text}” không phải là ngày; viết dạng 2026-12-15 hoặc 15/12/2026")


def number_of(text: str) -> int:
    """Return the number of a row.

    Raises BadParameter for what is no number, or larger than any row's.
    """
    if not text.isascii() or not text.isdigit():
        raise typer.BadParameter(f"“{text}” không phải là số")
    if len(text) > len(str(LARGEST_NUMBER)) or int(text) > LARGEST_NUMBER:
        raise typer.BadParameter(f"không có số nào lớn như “{text[:20]}”")
    return int(text)


def moment(text: str) -> datetime:
    """Return the local wall time of "2026-12-15 07:30"; a day alone means its morning. It has no zone yet.

    Raises BadParameter for anything else.
    """
    for form in ("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M"):
        try:
            return _bounded(datetime.strptime(text, form), text)  # noqa: DTZ007  (local wall time; the command adds the zone)
        except ValueError:
            continue
    return datetime.combine(day(text), datetime.min.time()).replace(hour=7, minute=30)


def _bounded(found: datetime, text: str) -> datetime:
    if found.year not in YEARS:
        raise typer.BadParameter(f"năm của “{text}” nằm ngoài {YEARS[0]}-{YEARS[-1]}; kiểm tra lại năm")
    return found
