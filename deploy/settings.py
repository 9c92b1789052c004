"""What differs between two machines, read from DONDOC_* variables and DONDOC_HOME/dondoc.env.

Every setting is in docs/settings.md; a test compares the two.
"""

import os
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Self, assert_never
from urllib.parse import urlsplit

from pydantic import AfterValidator, AwareDatetime, Field, SecretStr, ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, DotEnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from deploy.errors import SettingsError

PREFIX = "DONDOC_"
LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})
SECRET_LENGTH = 32

Port = Annotated[int, Field(ge=1, le=65535)]


class MailMode(StrEnum):
    """Whether mails leave the outbox: all held until the desk releases them, or sent when due."""

    HOLD = "hold"
    ON = "on"


class SmtpTls(StrEnum):
    """How the line to the mail server is encrypted."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


def _home(value: Path) -> Path:
    return value.expanduser().absolute()


def _with_driver(driver: str) -> Callable[[str], str]:
    return lambda value: value.replace("postgresql://", f"postgresql+{driver}://", 1)


class Settings(BaseSettings):
    """The settings of one machine. Later sources lose: arguments, environment, dondoc.env, defaults.

    Raises SettingsError: a value cannot be used; the message names the variable and what it takes.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    home: Annotated[Path, AfterValidator(_home)] = Field(
        default=Path("var"), description="thư mục dữ liệu", validate_default=True
    )
    secret: SecretStr | None = Field(
        default=None, min_length=SECRET_LENGTH, description=f"chuỗi bí mật ít nhất {SECRET_LENGTH} ký tự"
    )
    database_url: Annotated[str, AfterValidator(_with_driver("psycopg"))] | None = Field(
        default=None, repr=False, pattern=r"^postgresql(\+psycopg)?://", description="dạng postgresql://…"
    )
    prefect_database_url: Annotated[str, AfterValidator(_with_driver("asyncpg"))] | None = Field(
        default=None, repr=False, pattern=r"^postgresql(\+asyncpg)?://", description="dạng postgresql://…"
    )
    portal_host: str = Field(default="127.0.0.1", min_length=1, description="địa chỉ máy")
    portal_port: Port = Field(default=8080, description="số cổng từ 1 đến 65535")
    public_url: str | None = Field(default=None, pattern=r"^https?://\S+$", description="dạng https://…")
    prefect_host: str = Field(default="127.0.0.1", min_length=1, description="địa chỉ máy")
    prefect_port: Port = Field(default=4200, description="số cổng từ 1 đến 65535")
    prefect_auth: str | None = Field(
        default=None, repr=False, pattern=r"^[^:]+:.+$", description="dạng người-dùng:mật-khẩu"
    )
    smtp_host: str | None = Field(default=None, description="tên máy chủ thư")
    smtp_port: Port | None = Field(default=None, description="số cổng từ 1 đến 65535")
    smtp_user: str | None = Field(default=None, description="tên đăng nhập máy chủ thư")
    smtp_password: SecretStr | None = Field(default=None, description="mật khẩu máy chủ thư")
    smtp_tls: SmtpTls = Field(default=SmtpTls.STARTTLS, description="none, starttls hoặc tls")
    mail_from: str = Field(
        default="don-doc@so-noi-vu.example",
        pattern=r"^[!-;=?A-~]+@[!-;=?A-~]+$",
        description="địa chỉ thư điện tử không dấu",
    )
    mail_from_name: str = Field(default="Đôn đốc - Sở Nội vụ", pattern=r"^[^\r\n]+$", description="tên một dòng")
    mail: MailMode = Field(default=MailMode.ON, description="hold hoặc on")
    catcher_port: Port = Field(default=1025, description="số cổng từ 1 đến 65535")
    throttle_per_10_minutes: int = Field(default=200, ge=0, description="số thư, 0 là không giới hạn")
    heartbeat_url: str | None = Field(default=None, pattern=r"^https?://\S+$", description="dạng https://…")
    demo: bool = Field(default=False, description="true hoặc false")
    pretend_now: AwareDatetime | None = Field(default=None, description="dạng 2026-09-14T08:00:00+07:00")

    def __init__(self, **values: Any) -> None:  # Any: pydantic takes whatever a source gives and judges it
        try:
            super().__init__(**values)
        except ValidationError as cause:
            raise SettingsError(_complaint(cause.errors()[0], _file(values))) from None  # the cause holds secrets
        except UnicodeDecodeError as cause:
            raise SettingsError(f"Tệp {_file(values)} không phải văn bản UTF-8; hãy lưu lại bằng UTF-8.") from cause

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        if self.pretend_now is not None and not self.demo:
            raise ValueError("DONDOC_PRETEND_NOW chỉ dùng được cùng DONDOC_DEMO=true; hãy bỏ nó đi")
        if self.smtp_user is not None and self.smtp_password is None:
            raise ValueError("Có DONDOC_SMTP_USER mà thiếu DONDOC_SMTP_PASSWORD; hãy đặt cả hai hoặc bỏ cả hai")
        if self.smtp_user is not None and self.smtp_tls is SmtpTls.NONE and self.smtp_host not in LOOPBACK_NAMES:
            raise ValueError("DONDOC_SMTP_TLS=none sẽ gửi mật khẩu không mã hóa; hãy đặt starttls hoặc tls")
        if self.smtp_host not in {None, *LOOPBACK_NAMES} and self.mail_from.endswith(".example"):
            raise ValueError("Có DONDOC_SMTP_HOST mà chưa có địa chỉ gửi thật; hãy đặt DONDOC_MAIL_FROM")
        if self.prefect_host not in LOOPBACK_NAMES and self.prefect_auth is None:
            raise ValueError(
                "DONDOC_PREFECT_HOST mở giao diện Prefect ra ngoài máy này; "
                "hãy đặt DONDOC_PREFECT_AUTH=người-dùng:mật-khẩu"
            )
        if len({self.portal_port, self.prefect_port, self.catcher_port}) < 3:
            raise ValueError(
                "DONDOC_PORTAL_PORT, DONDOC_PREFECT_PORT và DONDOC_CATCHER_PORT phải khác nhau; hãy đổi một cổng"
            )
        return self

    @property
    def portal_url(self) -> str:
        """Where people open the portal, without a slash at the end."""
        return (self.public_url or f"http://{_reachable(self.portal_host)}:{self.portal_port}").rstrip("/")

    @property
    def prefect_url(self) -> str:
        """Where processes of this machine reach the Prefect server, without a slash at the end."""
        return f"http://{_reachable(self.prefect_host)}:{self.prefect_port}"

    @property
    def uses_catcher(self) -> bool:
        """Whether mails go to the local catcher, for want of a mail server."""
        return self.smtp_host is None

    @property
    def shows_caught(self) -> bool:
        """Whether the portal shows the caught mails: their links open an agency's page, so to this machine alone.

        The invented mails of the example may be seen by anyone.
        """
        here_alone = {self.portal_host, urlsplit(self.portal_url).hostname} <= LOOPBACK_NAMES
        return self.uses_catcher and (self.demo or here_alone)

    @property
    def relay(self) -> tuple[str, int, SmtpTls]:
        """Host, port and encryption of the next mail server: the one set, or the local catcher."""
        if self.smtp_host is None:
            return "127.0.0.1", self.catcher_port, SmtpTls.NONE
        return self.smtp_host, self.smtp_port or _usual_port(self.smtp_tls), self.smtp_tls

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - it would look in the working folder
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - no folder of secrets
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read dondoc.env from the data folder, which the first two sources name."""
        given = init_settings() | {}
        return init_settings, env_settings, DotEnvSettingsSource(settings_cls, env_file=_file(given))


def environment(settings: Settings) -> dict[str, str]:
    """Give the variables under which another process reads these same settings, wherever its working folder is.

    Only what was set is there, and always the absolute DONDOC_HOME.
    """
    return {
        PREFIX + name.upper(): _written(getattr(settings, name))
        for name in sorted(settings.model_fields_set | {"home"})
        if getattr(settings, name) is not None
    }


def _written(value: object) -> str:
    match value:
        case SecretStr():
            return value.get_secret_value()
        case datetime():
            return value.isoformat()
        case _:
            return str(value)


def _file(given: dict[str, Any]) -> Path:
    return _home(Path(given.get("home") or os.environ.get(PREFIX + "HOME") or "var")) / "dondoc.env"


def _reachable(host: str) -> str:
    return "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - the names of "every address"


def _usual_port(tls: SmtpTls) -> int:
    match tls:
        case SmtpTls.NONE:
            return 25
        case SmtpTls.STARTTLS:
            return 587
        case SmtpTls.TLS:
            return 465
        case _:
            assert_never(tls)


def _complaint(error: ErrorDetails, file: Path) -> str:
    if not error["loc"]:
        return f"{error['msg'].removeprefix('Value error, ')} (biến môi trường hoặc tệp {file})."
    name = str(error["loc"][0])
    if error["type"] == "extra_forbidden":
        return f"Tệp {file} có thiết lập lạ {name.upper()}; hãy xem tên đúng trong docs/settings.md."
    wanted = Settings.model_fields[name].description
    return f"Thiết lập {PREFIX}{name.upper()} không dùng được: cần {wanted}; hãy sửa biến môi trường hoặc tệp {file}."
