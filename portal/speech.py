"""Typer in Vietnamese: its help pages and its complaints about a command's words."""

from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup


class SpokenCommand(TyperCommand):
    """A command whose help page is in Vietnamese."""

    def get_help_option(self, ctx: Any) -> Any:  # Any: the library keeps its own types private
        """Return --help with a Vietnamese line."""
        return _spoken(super().get_help_option(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the line that says how the command is used."""
        _write_usage(ctx, formatter, self.collect_usage_pieces(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help page."""
        _translate_panels()
        super().format_help(ctx, formatter)


class SpokenGroup(TyperGroup):
    """A group of commands whose help page is in Vietnamese."""

    def get_help_option(self, ctx: Any) -> Any:
        """Return --help with a Vietnamese line."""
        return _spoken(super().get_help_option(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the line that says how the commands are used."""
        _write_usage(ctx, formatter, ["LỆNH", "…"])

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help page."""
        _translate_panels()
        super().format_help(ctx, formatter)


def usage_error(error: typer.TyperException) -> str:
    """Return one Vietnamese line for what is wrong with the words of a command."""
    command = getattr(getattr(error, "ctx", None), "command_path", "dondoc")
    return f"{_what(error)}. Xem cách dùng: {command} --help."


def _what(error: typer.TyperException) -> str:
    option = getattr(error, "option_name", None)
    param = getattr(error, "param", None)
    if option is not None:
        return f"không có tùy chọn {option}, hoặc tùy chọn này còn thiếu giá trị"
    if param is not None:
        name = param.metavar if param.param_type_name == "argument" else "/".join(param.opts)
        if not error.message:
            return f"thiếu {name}"
        return f"{name} không dùng được: {error.message}"
    return _of_the_line(error.message)


def _of_the_line(complaint: str) -> str:
    if not complaint or "Missing command" in complaint:
        return "thiếu tên lệnh"
    if "No such command" in complaint:
        return complaint.replace("No such command", "không có lệnh").replace("Did you mean", "Có phải").rstrip(".")
    if "unexpected extra argument" in complaint:
        return f"thừa {complaint.partition('(s) ')[2].strip('()') or 'đối số'}"
    return f"lệnh viết chưa đúng ({complaint.rstrip('.')})"


def _write_usage(ctx: Any, formatter: Any, pieces: list[str]) -> None:
    words = " ".join(pieces).replace("[OPTIONS]", "[TÙY CHỌN]")
    formatter.write_usage(ctx.command_path, words, prefix="Cách dùng: ")


def _spoken(option: Any) -> Any:
    if option is not None:
        option.help = "Hiện hướng dẫn này rồi thoát."
    return option


def _translate_panels() -> None:
    from typer import rich_utils  # noqa: PLC0415  (costs 0.1 s; only a help page needs it)

    rich_utils.ARGUMENTS_PANEL_TITLE = "Đối số"
    rich_utils.OPTIONS_PANEL_TITLE = "Tùy chọn"
    rich_utils.COMMANDS_PANEL_TITLE = "Lệnh"
    rich_utils.REQUIRED_LONG_STRING = "[bắt buộc]"
    rich_utils.DEFAULT_STRING = "[mặc định: {}]"
