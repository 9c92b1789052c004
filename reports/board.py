"""The board "Bảng theo dõi": agencies by four cells. Figures only; pages and artifacts lay them out."""

from collections.abc import Iterable, Sequence

from models.queries.board import AgencyCells, Cells

HEADINGS = ("Cơ quan", "Đúng hạn", "Quá hạn", "Trong hạn", "Chưa hoàn thành, quá hạn", "Chờ thẩm tra")
TOTAL = "Toàn tỉnh"


def total(cells: Iterable[Cells]) -> Cells:
    """Add up cells, cell by cell."""
    found = list(cells)
    return Cells(
        on_time=sum(each.on_time for each in found),
        late=sum(each.late for each in found),
        in_time=sum(each.in_time for each in found),
        overdue=sum(each.overdue for each in found),
        waiting=sum(each.waiting for each in found),
    )


def ranked(rows: Sequence[AgencyCells]) -> list[AgencyCells]:
    """Order a board for the desk: most overdue first, then most done late, then by name."""
    return sorted(rows, key=lambda row: (-row.cells.overdue, -row.cells.late, row.agency))


def table(rows: Sequence[AgencyCells]) -> list[dict[str, str | int]]:
    """Return the board as rows keyed by HEADINGS: the whole province, then ranked; empty without any agency."""
    if not rows:
        return []
    return [line(TOTAL, total(row.cells for row in rows)), *(line(row.agency, row.cells) for row in ranked(rows))]


def line(name: str, cells: Cells) -> dict[str, str | int]:
    """Return one row of the board, keyed by HEADINGS."""
    figures = (cells.on_time, cells.late, cells.in_time, cells.overdue, cells.waiting)
    return dict(zip(HEADINGS, (name, *figures), strict=True))


def sentence(cells: Cells) -> str:
    """Say the four cells in one line, without a full stop."""
    return (
        f"{cells.on_time} hoàn thành đúng hạn, {cells.late} hoàn thành quá hạn, "
        f"{cells.in_time} đang thực hiện trong hạn, {cells.overdue} chưa hoàn thành quá hạn"
    )
