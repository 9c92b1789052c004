"""The command line: `dondoc`. Each command imports what it needs when it runs, so that `read` stays light."""

import signal
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from portal.arguments import day, moment, number_of
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
def approve(
    ids: Annotated[list[int], typer.Argument(parser=number_of, metavar="SỐ…", help="Số của văn bản, như `status` in.")],
    by: Annotated[str, typer.Option("--by", metavar="TÊN", help="Người phê duyệt.")],
    code: Province = None,
) -> None:
    """Phê duyệt bản đọc đang chờ và lập kế hoạch. Một số sai thì không số nào được duyệt."""
    from portal.commands import enact as command  # noqa: PLC0415

    command.approve(ids, by=by, code=code)


@app.command(cls=SpokenCommand)
def plan(
    until: Annotated[date | None, typer.Option("--to", parser=day, metavar="NGÀY", help="Lập đến ngày này.")] = None,
    code: Province = None,
) -> None:
    """Lập kỳ và đầu việc từ các văn bản đã phê duyệt, trước 400 ngày. Chạy lại không sinh trùng."""
    from portal.commands import plan as command  # noqa: PLC0415

    command.run(until=until, code=code)


@app.command(cls=SpokenCommand)
def remind(
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", parser=moment, metavar="NGÀY[ GIỜ]", help="Coi như đang là lúc này."),
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
    first: Annotated[date, typer.Option("--from", parser=day, metavar="NGÀY", help="Ngày đầu.")],
    last: Annotated[date, typer.Option("--to", parser=day, metavar="NGÀY", help="Ngày cuối.")],
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
    ids: Annotated[list[int], typer.Argument(parser=number_of, metavar="SỐ…", help="Số của kết quả.")],
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
    number: Annotated[int, typer.Argument(parser=number_of, metavar="SỐ", help="Số của kết quả.")],
    by: Annotated[str, typer.Option("--by", metavar="TÊN", help="Người thẩm tra.")],
    due_on: Annotated[date, typer.Option("--due", parser=day, metavar="NGÀY", help="Ngày cuối để bổ sung.")],
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
    number: Annotated[int, typer.Argument(parser=number_of, metavar="SỐ", help="Số thư.")],
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
        typer.Argument(parser=number_of, metavar="[SỐ…]", help="Số thư; để trống là mọi thư đang giữ."),
    ] = None,
    code: Province = None,
) -> None:
    """Duyệt cho đi những thư đang giữ, hoặc bản dự thảo trình Chủ tịch được nêu số."""
    from portal.commands import mail as command  # noqa: PLC0415

    command.release(ids, by=by, code=code)


STOPPED = 130
"""The exit code of a command that was told to stop."""


def main() -> None:
    """Run the command line and exit: 0 when done, 2 after a one-line error that the user can put right."""
    from deploy.errors import DeployError  # noqa: PLC0415  (kept out of `import portal.cli`)
    from law.errors import LawError  # noqa: PLC0415
    from notifications.errors import NotificationError  # noqa: PLC0415
    from portal.errors import PortalError  # noqa: PLC0415
    from tasks.errors import TaskError  # noqa: PLC0415

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # stop in order: a rehearsal closes its database
    try:
        code = app(sys.argv[1:] or ["--help"], prog_name="dondoc", standalone_mode=False)
    except typer.TyperException as error:
        _give_up(usage_error(error))
    except (LawError, DeployError, NotificationError, TaskError, PortalError) as error:
        _give_up(str(error))
    except (typer.Abort, KeyboardInterrupt):
        _give_up("Đã dừng theo yêu cầu.", code=STOPPED)
    if code == STOPPED:  # typer's answer to Ctrl-C
        _give_up("Đã dừng theo yêu cầu.", code=STOPPED)
    sys.exit(code if isinstance(code, int) else 0)


def _give_up(line: str, *, code: int = 2) -> None:
    sys.stderr.write(f"Lỗi: {' '.join(line.split())}\n" if code == 2 else f"{line}\n")
    sys.exit(code)
