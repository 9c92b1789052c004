"""The board: agencies by the four cells."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from deploy.world import world
from models.queries import agency as agencies
from models.queries.board import agency_cells
from portal.rendering import message, page
from reports import board

router = APIRouter()


@router.get("/bang")
def show(request: Request, tinh: str | None = None) -> HTMLResponse:
    """Show the board of one province: the one named, or the first."""
    here = world()
    today = here.now().date()
    with here.session() as session:
        choices = agencies.provinces(session)
        province = next((each for each in choices if tinh in {None, each.code}), None)
        if province is None or province.id is None:
            return message(
                request,
                status=404,
                title="Không có tỉnh này",
                line="Chưa có tỉnh nào, hoặc mã tỉnh trong địa chỉ không đúng. Mở lại từ trang đầu.",
            )
        cells = agency_cells(session, province.id, on=today)
    return page(
        request,
        "board.html",
        province=province,
        choices=choices,
        today=today,
        headings=board.HEADINGS,
        total=board.TOTAL,
        rows=board.table(cells),
        summary=board.sentence(board.total(row.cells for row in cells)),
    )
