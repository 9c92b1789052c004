"""`dondoc enact`: take directives in; with approval, plan them."""

from pathlib import Path

from sqlmodel import Session

from models import ReadingState
from models.queries import directive as directives
from portal.commands.office import chosen_province, opened
from portal.errors import BadCommand
from portal.files import directive_text
from portal.show import console, progress, table
from tasks import enact, plan


def run(files: list[Path], *, approve: bool, by: str, code: str | None) -> None:
    """Record the directives of some files, approve them where asked to, and print what came of it.

    The doubts are printed while a reading awaits its approval.

    All of it is one transaction: a file that cannot be read leaves nothing behind.

    Raises BadCommand for an approval without a name, and whatever is wrong with a file.
    """
    if approve and not by.strip():
        raise BadCommand("--approve cần --by TÊN: ghi tên người phê duyệt bản đọc.")
    texts = [(file.name, directive_text(file)) for file in files]
    with opened() as world, world.session() as session, progress() as bar:
        now = world.now()
        province = chosen_province(session, code)
        assert province.id is not None
        step = bar.add_task("Đọc văn bản", total=len(texts))
        recorded = []
        for source, text in texts:
            recorded.append(enact.record(session, province.id, text=text, source=source, now=now))
            bar.advance(step)
        planned = None
        if approve:
            for each in recorded:
                enact.decide(
                    session, province.id, each.directive_id, state=ReadingState.APPROVED, by=by.strip(), now=now
                )
            planned = plan.plan(session, province.id, now=now)
        readings = [directives.reading_of(session, province.id, each.directive_id) for each in recorded]
        awaits = any(reading is not None and reading.state == ReadingState.PENDING for reading in readings)
        rows = [_row(session, province.id, each) for each in recorded]
        doubts = [
            (str(each.directive_id), doubt.unit or "", doubt.why)
            for each in recorded
            for doubt in directives.doubts_of(session, province.id, each.directive_id)
        ]
    out = console()
    out.print(table("Văn bản", ("Số", "Văn bản", "Nhiệm vụ", "Điểm cần xem", "Tình trạng"), rows))
    if doubts and awaits:
        out.print(table("Điểm cần người xem", ("Văn bản", "Mục", "Vì sao"), doubts))
    if planned:
        _say(planned)
    elif awaits:
        out.print(f"Bản đọc chờ duyệt: dondoc approve {' '.join(row[0] for row in rows)} --by TÊN.")


def approve(ids: list[int], *, by: str, code: str | None) -> None:
    """Approve readings that wait, by the numbers of their directives, and plan them; all or none.

    Raises BadCommand without a name, NothingThere for a number of no directive.
    """
    if not by.strip():
        raise BadCommand("--by để trống. Ghi tên người phê duyệt bản đọc.")
    with opened() as world, world.session() as session:
        now = world.now()
        province = chosen_province(session, code)
        assert province.id is not None
        for directive_id in ids:
            enact.decide(session, province.id, directive_id, state=ReadingState.APPROVED, by=by.strip(), now=now)
        planned = plan.plan(session, province.id, now=now)
    _say(planned)


def _say(planned: plan.Planned) -> None:
    out = console()
    out.print(f"Đã lập {planned.occurrences} kỳ, {planned.duties} đầu việc, {planned.assignments} việc được giao.")
    out.print("Xem ngay ở /bang; khi dondoc up đang chạy, các kỳ hạn hiện trong Prefect sau nhiều nhất 5 phút.")


def _row(session: Session, province_id: int, recorded: enact.Recorded) -> tuple[str, ...]:
    directive = directives.named(session, province_id, recorded.directive_id)
    assert directive is not None
    return (
        str(recorded.directive_id),
        directive.label(),
        str(recorded.obligations),
        str(recorded.doubts),
        "mới tiếp nhận" if recorded.is_new else "đã có từ trước",
    )
