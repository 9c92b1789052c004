"""`dondoc mail hold`, `on` and `release`."""

from models import Journal, MailMode
from portal.commands.office import chosen_province, opened
from portal.errors import BadCommand
from portal.show import console


def hold(*, code: str | None) -> None:
    """Let new mails wait in the outbox until a person releases them."""
    _switch(MailMode.HOLD, code)
    console().print("Thư mới sẽ được giữ lại. Xem ở cổng web, rồi: dondoc mail release --by TÊN.")


def on(*, code: str | None) -> None:
    """Let new mails leave; those that are held stay until released."""
    _switch(MailMode.ON, code)
    console().print("Thư mới sẽ đi ngay. Thư đang giữ vẫn chờ: dondoc mail release --by TÊN.")


def release(ids: list[int] | None, *, by: str, code: str | None) -> None:
    """Let held mails go, all of them for None, and print how many.

    Raises BadCommand without a name.
    """
    from tasks import remind  # noqa: PLC0415  (hold and on need no ladder)

    if not by.strip():
        raise BadCommand("--by để trống. Ghi tên người duyệt.")
    with opened() as world, world.session() as session:
        province = chosen_province(session, code)
        assert province.id is not None
        released = remind.release(session, province.id, mail_ids=ids or None, by=by.strip(), now=world.now())
    console().print(
        f"Đã duyệt {released} thư; thư đi trong lượt gửi tới." if released else "Không có thư nào để duyệt."
    )


def _switch(mode: MailMode, code: str | None) -> None:
    with opened() as world, world.session() as session:
        province = chosen_province(session, code)
        assert province.id is not None
        province.mail_mode = mode
        session.add(province)
        session.add(
            Journal(
                province_id=province.id,
                at=world.now(),
                what=f"mail.{mode.value}",
                who="operator",
                came_from="command line",
                about={},
            )
        )
