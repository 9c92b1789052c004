"""The command line: `dondoc`. Each command imports what it needs when it runs, so that `read` stays light."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from portal.speech import SpokenCommand, SpokenGroup, usage_error

app = typer.Typer(
    cls=SpokenGroup,
    name="dondoc",
    help="Đôn đốc: từ chỉ thị của tỉnh đến đầu việc có hạn, thư nhắc và báo cáo tổng hợp.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
agencies_app = typer.Typer(cls=SpokenGroup, help="Danh sách cơ quan và địa chỉ thư.")
mail_app = typer.Typer(cls=SpokenGroup, help="Giữ, cho gửi hoặc duyệt thư trong hộp thư đi.")
answers_app = typer.Typer(cls=SpokenGroup, help="Kết quả các cơ quan đã nộp: xem, tiếp nhận, đề nghị bổ sung.")
app.add_typer(agencies_app, name="agencies")
app.add_typer(answers_app, name="answers")
app.add_typer(mail_app, name="mail")


YEARS = range(1990, 2101)
"""The years that a day on the command line may lie in; a day outside them is a slip of the keys."""

LARGEST_NUMBER = 2**31 - 1
"""What the database can compare with the number of a row."""


def _day(text: str) -> date:
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return _bounded(datetime.strptime(text, form), text).date()  # noqa: DTZ007  (a day has no zone)
        except ValueError:
            continue
    raise typer.BadParameter(f"“{text}” không phải là ngày; viết dạng 2026-12-15 hoặc 15/12/2026")


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise typer.BadParameter(f"“{text}” không phải là số")
    if len(text) > len(str(LARGEST_NUMBER)) or int(text) > LARGEST_NUMBER:
        raise typer.BadParameter(f"không có số nào lớn như “{text[:20]}”")
    return int(text)


def _moment(text: str) -> datetime:
    for form in ("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M"):
        try:
            return _bounded(datetime.strptime(text, form), text)  # noqa: DTZ007  (local wall time; the command adds the zone)
        except ValueError:
            continue
    return datetime.combine(_day(text), datetime.min.time()).replace(hour=7, minute=30)


def _bounded(found: datetime, text: str) -> datetime:
    if found.year not in YEARS:
        raise typer.BadParameter(f"năm của “{text}” nằm ngoài {YEARS[0]}-{YEARS[-1]}; kiểm tra lại năm")
    return found


Province = Annotated[str | None, typer.Option("--province", metavar="MÃ", help="Mã tỉnh, khi có nhiều tỉnh.")]
AsJson = Annotated[bool, typer.Option("--json", help="In JSON thay cho bảng.")]


@app.command(cls=SpokenCommand)
def up(
    demo: Annotated[bool, typer.Option("--demo", help="Nạp tỉnh mẫu và chạy thử trên đó.")] = False,
) -> None:
    """Chạy tất cả: cơ sở dữ liệu, Prefect, cổng web, thư; dừng bằng Ctrl-C."""
    from portal.commands import up as command  # noqa: PLC0415

    command.run(demo=demo)


@app.command(cls=SpokenCommand)
def read(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Văn bản chỉ đạo (.txt).")],
    as_json: AsJson = False,
) -> None:
    """Đọc một văn bản: điều khoản, cơ quan, thời hạn và điểm cần người xem. Không ghi gì."""
    from portal.commands import read as command  # noqa: PLC0415

    command.run(file, as_json_text=as_json)


@app.command(cls=SpokenCommand)
def province(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp .toml như examples/province.toml.")],
) -> None:
    """Mở một tỉnh, hoặc sửa tên và địa chỉ của tỉnh đã có."""
    from portal.commands import province as command  # noqa: PLC0415

    command.run(file)


@app.command(cls=SpokenCommand)
def enact(
    files: Annotated[list[Path], typer.Argument(metavar="TỆP…", help="Một hoặc nhiều văn bản.")],
    approve: Annotated[bool, typer.Option("--approve", help="Phê duyệt bản đọc ngay.")] = False,
    by: Annotated[str, typer.Option("--by", metavar="TÊN", help="Người phê duyệt.")] = "",
    code: Province = None,
) -> None:
    """Tiếp nhận văn bản; với --approve thì phê duyệt bản đọc và lập kế hoạch."""
    from portal.commands import enact as command  # noqa: PLC0415

    command.run(files, approve=approve, by=by, code=code)


@app.command(cls=SpokenCommand)
def plan(
    until: Annotated[date | None, typer.Option("--to", parser=_day, metavar="NGÀY", help="Lập đến ngày này.")] = None,
    code: Province = None,
) -> None:
    """Lập kỳ và đầu việc từ các văn bản đã phê duyệt, trước 400 ngày. Chạy lại không sinh trùng."""
    from portal.commands import plan as command  # noqa: PLC0415

    command.run(until=until, code=code)


@app.command(cls=SpokenCommand)
def remind(
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", parser=_moment, metavar="NGÀY[ GIỜ]", help="Coi như đang là lúc này."),
    ] = None,
    code: Province = None,
) -> None:
    """Xét thang đôn đốc của buổi sáng và xếp thư vào hộp thư đi."""
    from portal.commands import remind as command  # noqa: PLC0415

    command.run(as_of=as_of, code=code)


@app.command(cls=SpokenCommand)
def status(as_json: AsJson = False, code: Province = None) -> None:
    """Văn bản, đầu việc, thư: đang có gì."""
    from portal.commands import status as command  # noqa: PLC0415

    command.run(as_json_text=as_json, code=code)


@app.command(cls=SpokenCommand)
def rehearse(  # noqa: PLR0917  (typer passes by name)
    directive: Annotated[list[Path], typer.Option("--directive", metavar="TỆP", help="Văn bản; dùng được nhiều lần.")],
    agencies: Annotated[Path, typer.Option("--agencies", metavar="TỆP.csv", help="Danh sách cơ quan.")],
    first: Annotated[date, typer.Option("--from", parser=_day, metavar="NGÀY", help="Ngày đầu.")],
    last: Annotated[date, typer.Option("--to", parser=_day, metavar="NGÀY", help="Ngày cuối.")],
    answers: Annotated[Path | None, typer.Option("--answers", metavar="TỆP.csv", help="Báo cáo đã nộp.")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", metavar="TỆP", help="Ghi lịch ra JSON.")] = None,
) -> None:
    """Diễn tập: chạy cả quãng thời gian trên cơ sở dữ liệu tạm, in lịch việc và lịch thông báo. Không gửi thư."""
    from portal.commands import rehearse as command  # noqa: PLC0415

    command.run(directive, agencies, first=first, last=last, answers=answers, json_file=json_file)


@agencies_app.command("load", cls=SpokenCommand)
def agencies_load(
    file: Annotated[Path, typer.Argument(metavar="TỆP.csv", help="Như examples/agencies.csv.")],
    code: Province = None,
) -> None:
    """Nạp hoặc cập nhật danh sách cơ quan từ CSV. Sai một dòng thì không dòng nào được ghi."""
    from portal.commands import agencies as command  # noqa: PLC0415

    command.load(file, code=code)


@agencies_app.command("list", cls=SpokenCommand)
def agencies_list(as_json: AsJson = False, code: Province = None) -> None:
    """Liệt kê cơ quan, nhóm và đầu mối."""
    from portal.commands import agencies as command  # noqa: PLC0415

    command.show(as_json_text=as_json, code=code)


@answers_app.command("list", cls=SpokenCommand)
def answers_list(as_json: AsJson = False, code: Province = None) -> None:
    """Liệt kê kết quả chờ thẩm tra, nộp trước đứng trước."""
    from portal.commands import answers as command  # noqa: PLC0415

    command.show(as_json_text=as_json, code=code)


@answers_app.command("accept", cls=SpokenCommand)
def answers_accept(
    ids: Annotated[list[int], typer.Argument(parser=_number, metavar="SỐ…", help="Số của kết quả.")],
    by: Annotated[str, typer.Option("--by", metavar="TÊN", help="Người thẩm tra.")],
    paper_date_holds: Annotated[
        bool, typer.Option("--paper-date", help="Công nhận ngày ghi trên văn bản, nếu sớm hơn ngày nộp.")
    ] = False,
    code: Province = None,
) -> None:
    """Tiếp nhận kết quả: đầu việc đã xong được ghi hoàn thành. Một số sai thì không số nào được ghi."""
    from portal.commands import answers as command  # noqa: PLC0415

    command.accept(ids, by=by, paper_date_holds=paper_date_holds, code=code)


@answers_app.command("return", cls=SpokenCommand)
def answers_return(
    number: Annotated[int, typer.Argument(parser=_number, metavar="SỐ", help="Số của kết quả.")],
    by: Annotated[str, typer.Option("--by", metavar="TÊN", help="Người thẩm tra.")],
    due_on: Annotated[date, typer.Option("--due", parser=_day, metavar="NGÀY", help="Ngày cuối để bổ sung.")],
    code: Province = None,
) -> None:
    """Đề nghị bổ sung; thư nhắc tiếp tục theo ngày bổ sung, ngày nộp đầu vẫn được giữ."""
    from portal.commands import answers as command  # noqa: PLC0415

    command.give_back(number, by=by, due_on=due_on, code=code)


@mail_app.command("list", cls=SpokenCommand)
def mail_list(as_json: AsJson = False, code: Province = None) -> None:
    """Liệt kê thư chờ người xem: đang giữ, dự thảo, không gửi được."""
    from portal.commands import mail as command  # noqa: PLC0415

    command.show_all(as_json_text=as_json, code=code)


@mail_app.command("show", cls=SpokenCommand)
def mail_show(
    number: Annotated[int, typer.Argument(parser=_number, metavar="SỐ", help="Số thư.")],
    code: Province = None,
) -> None:
    """In một thư như người nhận đọc."""
    from portal.commands import mail as command  # noqa: PLC0415

    command.show(number, code=code)


@mail_app.command("hold", cls=SpokenCommand)
def mail_hold(code: Province = None) -> None:
    """Giữ mọi thư mới trong hộp thư đi cho đến khi được duyệt."""
    from portal.commands import mail as command  # noqa: PLC0415

    command.hold(code=code)


@mail_app.command("on", cls=SpokenCommand)
def mail_on(code: Province = None) -> None:
    """Cho thư mới đi ngay; thư đang giữ vẫn chờ `dondoc mail release`."""
    from portal.commands import mail as command  # noqa: PLC0415

    command.on(code=code)


@mail_app.command("release", cls=SpokenCommand)
def mail_release(
    by: Annotated[str, typer.Option("--by", metavar="TÊN", help="Người duyệt.")],
    ids: Annotated[
        list[int] | None,
        typer.Argument(parser=_number, metavar="[SỐ…]", help="Số thư; để trống là mọi thư đang giữ."),
    ] = None,
    code: Province = None,
) -> None:
    """Duyệt cho đi những thư đang giữ, hoặc bản dự thảo trình Chủ tịch được nêu số."""
    from portal.commands import mail as command  # noqa: PLC0415

    command.release(ids, by=by, code=code)


def main() -> None:
    """Run the command line and exit: 0 when done, 2 after a one-line error that the user can put right."""
    from deploy.errors import DeployError  # noqa: PLC0415  (kept out of `import portal.cli`)
    from law.errors import LawError  # noqa: PLC0415
    from notifications.errors import NotificationError  # noqa: PLC0415
    from portal.errors import PortalError  # noqa: PLC0415
    from tasks.errors import TaskError  # noqa: PLC0415

    try:
        code = app(sys.argv[1:] or ["--help"], prog_name="dondoc", standalone_mode=False)
    except typer.TyperException as error:
        _give_up(usage_error(error))
    except (LawError, DeployError, NotificationError, TaskError, PortalError) as error:
        _give_up(str(error))
    except (typer.Abort, KeyboardInterrupt):
        _give_up("Đã dừng theo yêu cầu.", code=130)
    sys.exit(code if isinstance(code, int) else 0)


def _give_up(line: str, *, code: int = 2) -> None:
    sys.stderr.write(f"Lỗi: {' '.join(line.split())}\n" if code == 2 else f"{line}\n")
    sys.exit(code)
