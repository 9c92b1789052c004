"""`dondoc plan`: write the duties that lie ahead."""

from datetime import date

from portal.commands.office import chosen_province, opened
from portal.errors import BadCommand
from portal.show import console
from portal.words import day
from tasks import plan

MOST_YEARS = 10


def run(*, until: date | None, code: str | None) -> None:
    """Plan up to a day, or 400 days ahead for None, and print how much was new.

    Raises BadCommand when the day lies in the past, or more than ten years ahead.
    """
    with opened() as world, world.session() as session:
        now = world.now()
        if until is not None and until < now.date():
            raise BadCommand(f"--to {day(until)} đã qua. Nêu một ngày từ hôm nay, {day(now.date())}, trở đi.")
        if until is not None and until.year - now.year > MOST_YEARS:
            raise BadCommand(f"--to {day(until)} cách hôm nay quá {MOST_YEARS} năm. Nêu một ngày gần hơn.")
        province = chosen_province(session, code)
        assert province.id is not None
        planned = plan.plan(session, province.id, now=now, horizon=until)
    console().print(
        f"Đã lập thêm {planned.occurrences} kỳ, {planned.duties} đầu việc, {planned.assignments} việc được giao."
    )
