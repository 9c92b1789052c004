"""`dondoc answers list`, `accept` and `return`: what the desk makes of what agencies handed in."""

from dataclasses import asdict
from datetime import date

from deploy.world import local_day
from law.periods import label
from models.queries import submission as submissions
from portal.commands.office import chosen_province, opened
from portal.errors import BadCommand
from portal.show import as_json, console, table
from portal.words import day
from tasks import collect


def show(*, as_json_text: bool, code: str | None) -> None:
    """Print the answers that wait for the desk, the earliest first."""
    with opened() as world, world.session() as session:
        province = chosen_province(session, code)
        rows = submissions.waiting(session, province.id or 0)
    if as_json_text:
        as_json(
            [
                {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in asdict(row).items()}
                for row in rows
            ]
        )
        return
    columns = ("Số", "Cơ quan", "Kỳ", "Nộp ngày", "Hạn cuối", "Văn bản", "Mục", "Chưa xong")
    lines = [
        (
            str(row.submission_id),
            row.agency,
            label(row.period),
            day(local_day(row.handed_in_at)),
            day(row.late_after),
            " ".join(part for part in (row.paper_number, row.paper_date and day(row.paper_date)) if part),
            str(row.lines),
            str(row.still_open),
        )
        for row in rows
    ]
    console().print(table(f"Kết quả chờ thẩm tra ({len(rows)})", columns, lines))


def accept(ids: list[int], *, by: str, paper_date_holds: bool, code: str | None) -> None:
    """Accept answers, all or none, and print the day that counts for each.

    Raises BadCommand without a name.
    """
    with opened() as world, world.session() as session:
        province = chosen_province(session, code)
        for number in ids:
            counted = collect.accept(
                session,
                province.id or 0,
                number,
                by=_named(by),
                now=world.now(),
                paper_date_holds=paper_date_holds,
            )
            console().print(f"Kết quả số {number}: đã tiếp nhận, ngày hoàn thành {day(counted)}.")


def give_back(number: int, *, by: str, due_on: date, code: str | None) -> None:
    """Send an answer back for a supplement by a day; reminders resume with it.

    Raises BadCommand without a name or with a day that is over.
    """
    with opened() as world, world.session() as session:
        province = chosen_province(session, code)
        if due_on < world.now().date():
            raise BadCommand(f"--due {day(due_on)} đã qua. Đặt một ngày từ hôm nay trở đi.")
        collect.ask_supplement(session, province.id or 0, number, due_on=due_on, by=_named(by), now=world.now())
    console().print(f"Kết quả số {number}: đã đề nghị bổ sung trước hết ngày {day(due_on)}.")


def _named(by: str) -> str:
    if not by.strip():
        raise BadCommand("--by để trống. Ghi tên người thẩm tra.")
    return by.strip()
