import os
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest

from deploy.errors import DataFolderError, SettingsError
from deploy.folder import DATA_VERSION, claim_folder, secret
from deploy.settings import MailMode, Settings, SmtpTls, environment


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch, tmp_path) -> Iterator[None]:
    for name in list(os.environ):
        if name.startswith("DONDOC_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return


def test_without_any_setting_everything_stays_on_this_machine(tmp_path) -> None:
    settings = Settings()

    assert settings.home == tmp_path / "var"
    assert settings.portal_url == "http://127.0.0.1:8080"
    assert settings.prefect_url == "http://127.0.0.1:4200"
    assert settings.relay == ("127.0.0.1", 1025, SmtpTls.NONE)
    assert settings.uses_catcher
    assert not (tmp_path / "var").exists()


def test_arguments_win_over_the_environment_and_that_over_the_file(tmp_path, monkeypatch) -> None:
    (tmp_path / "dondoc.env").write_text("DONDOC_PORTAL_PORT=1\nDONDOC_PREFECT_PORT=2\nDONDOC_CATCHER_PORT=3\n")
    monkeypatch.setenv("DONDOC_PREFECT_PORT", "22")
    monkeypatch.setenv("DONDOC_CATCHER_PORT", "33")

    settings = Settings(home=tmp_path, catcher_port=333)

    assert (settings.portal_port, settings.prefect_port, settings.catcher_port) == (1, 22, 333)


def test_the_file_is_read_from_the_folder_that_the_environment_names(tmp_path, monkeypatch) -> None:
    (tmp_path / "office").mkdir()
    (tmp_path / "office" / "dondoc.env").write_text('DONDOC_MAIL_FROM_NAME="Sở Nội vụ tỉnh Khánh Hòa"\n')
    monkeypatch.setenv("DONDOC_HOME", "office")

    settings = Settings()

    assert settings.home == tmp_path / "office"
    assert settings.mail_from_name == "Sở Nội vụ tỉnh Khánh Hòa"


def test_an_empty_variable_counts_as_not_set(monkeypatch) -> None:
    monkeypatch.setenv("DONDOC_SMTP_HOST", "")

    assert Settings().uses_catcher


def test_another_process_in_another_folder_reads_the_same_settings(tmp_path, monkeypatch) -> None:
    settings = Settings(
        home=Path("here"),
        secret="s" * 40,
        mail=MailMode.HOLD,
        demo=True,
        pretend_now=datetime.fromisoformat("2026-09-14T08:00:00+07:00"),
    )

    for name, value in environment(settings).items():
        monkeypatch.setenv(name, value)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")

    assert Settings() == settings
    assert os.environ["DONDOC_HOME"] == str(tmp_path / "here")


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        pytest.param({"PORTAL_PORT": "abc"}, "DONDOC_PORTAL_PORT.*1 đến 65535", id="no-number"),
        pytest.param({"PREFECT_PORT": "70000"}, "DONDOC_PREFECT_PORT.*1 đến 65535", id="no-port"),
        pytest.param({"MAIL": "off"}, "DONDOC_MAIL .*hold hoặc on", id="mail"),
        pytest.param({"SMTP_TLS": "ssl"}, "DONDOC_SMTP_TLS.*starttls", id="tls"),
        pytest.param({"DATABASE_URL": "sqlite:///x.db"}, "DONDOC_DATABASE_URL.*postgresql://", id="sqlite"),
        pytest.param({"PUBLIC_URL": "dondoc.example"}, "DONDOC_PUBLIC_URL.*https://", id="no-scheme"),
        pytest.param({"MAIL_FROM": "Sở Nội vụ"}, "DONDOC_MAIL_FROM.*thư điện tử", id="no-address"),
        pytest.param({"MAIL_FROM": "sở@x.example"}, "DONDOC_MAIL_FROM.*không dấu", id="address-beyond-ascii"),
        pytest.param({"MAIL_FROM_NAME": "a\nBcc: x@y.example"}, "DONDOC_MAIL_FROM_NAME.*một dòng", id="two-lines"),
        pytest.param({"SECRET": "ngắn"}, "DONDOC_SECRET.*32", id="short-secret"),
        pytest.param({"DEMO": "true", "PRETEND_NOW": "2026-09-14T08:00:00"}, "DONDOC_PRETEND_NOW.*07:00", id="naive"),
        pytest.param({"PRETEND_NOW": "2026-09-14T08:00:00+07:00"}, "DONDOC_DEMO", id="pretend-without-demo"),
        pytest.param({"SMTP_USER": "dondoc"}, "DONDOC_SMTP_PASSWORD", id="user-without-password"),
        pytest.param(
            {"SMTP_HOST": "m.example", "SMTP_USER": "u", "SMTP_PASSWORD": "p", "SMTP_TLS": "none"},
            "DONDOC_SMTP_TLS",
            id="password-in-clear",
        ),
        pytest.param({"SMTP_HOST": "mail.example"}, "DONDOC_MAIL_FROM", id="invented-sender"),
        pytest.param({"PREFECT_HOST": "0.0.0.0"}, "DONDOC_PREFECT_AUTH", id="open-prefect"),
        pytest.param({"PREFECT_AUTH": "admin"}, "DONDOC_PREFECT_AUTH.*mật-khẩu", id="auth-without-password"),
        pytest.param({"PORTAL_PORT": "1025"}, "DONDOC_CATCHER_PORT", id="one-port-twice"),
        pytest.param({"THROTTLE_PER_10_MINUTES": "-1"}, "DONDOC_THROTTLE_PER_10_MINUTES", id="negative"),
    ],
)
def test_a_value_that_cannot_be_used_is_told_in_one_line(monkeypatch, variables, told) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(f"DONDOC_{name}", value)

    with pytest.raises(SettingsError, match=told) as error:
        Settings()

    assert "\n" not in str(error.value)


def test_no_secret_is_repeated_in_an_error_or_in_print(monkeypatch) -> None:
    good = {"SECRET": "K" * 40, "SMTP_PASSWORD": "matkhau9", "DATABASE_URL": "postgresql://a:matkhau9@db/x"}
    for name, value in {**good, "PREFECT_AUTH": "a:matkhau9", "SMTP_USER": "u"}.items():
        monkeypatch.setenv(f"DONDOC_{name}", value)
    assert "matkhau9" not in f"{Settings()!r} {Settings()}"
    monkeypatch.setenv("DONDOC_DATABASE_URL", "mysql://a:matkhau9@db/x")

    with pytest.raises(SettingsError) as error:
        Settings()

    assert "matkhau9" not in str(error.value)
    assert error.value.__cause__ is None


def test_a_misspelt_name_in_the_file_is_told(tmp_path) -> None:
    (tmp_path / "dondoc.env").write_text("DONDOC_SMPT_HOST=mail.example\n")

    with pytest.raises(SettingsError, match="DONDOC_SMPT_HOST"):
        Settings(home=tmp_path)


def test_a_file_that_is_no_text_is_told(tmp_path) -> None:
    (tmp_path / "dondoc.env").write_bytes("DONDOC_MAIL_FROM_NAME=Sở".encode("utf-16"))

    with pytest.raises(SettingsError, match=r"dondoc\.env"):
        Settings(home=tmp_path)


@pytest.mark.parametrize(("tls", "port"), [(SmtpTls.NONE, 25), (SmtpTls.STARTTLS, 587), (SmtpTls.TLS, 465)], ids=str)
def test_the_port_of_the_mail_server_follows_from_the_encryption(tls, port) -> None:
    settings = Settings(smtp_host="mail.vinhphuc.gov.vn", smtp_tls=tls, mail_from="snv@vinhphuc.gov.vn")

    assert settings.relay == ("mail.vinhphuc.gov.vn", port, tls)


def test_the_address_in_mails_is_the_public_one() -> None:
    assert Settings(public_url="https://dondoc.tinh.gov.vn/").portal_url == "https://dondoc.tinh.gov.vn"


def test_a_portal_open_to_every_address_is_named_by_the_loopback_until_told_better() -> None:
    assert Settings(portal_host="0.0.0.0").portal_url == "http://127.0.0.1:8080"


def test_a_new_folder_is_made_ours_and_stays_so(tmp_path) -> None:
    home = tmp_path / "a" / "var"

    claim_folder(home)
    claim_folder(home)

    assert [path.name for path in home.iterdir()] == ["version"]


def test_settings_may_lie_in_the_folder_before_its_first_use(tmp_path) -> None:
    (tmp_path / "dondoc.env").write_text("DONDOC_MAIL=hold\n")

    claim_folder(tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["dondoc.env", "version"]


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [("version", "dondoc 9 postgresql 21\n", "phiên bản khác"), ("letter.txt", "thư", r"letter\.txt")],
    ids=["another-version", "something-else"],
)
def test_a_folder_that_is_not_ours_is_refused_untouched(tmp_path, file, text, told) -> None:
    (tmp_path / file).write_text(text)

    with pytest.raises(DataFolderError, match=told) as error:
        claim_folder(tmp_path)

    assert "\n" not in str(error.value)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [(file, text)]


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path) -> None:
    (tmp_path / "var").write_text("")

    with pytest.raises(DataFolderError, match="DONDOC_HOME"):
        claim_folder(tmp_path / "var")


def test_the_secret_is_made_once_and_readable_by_its_owner_alone(tmp_path) -> None:
    settings = Settings(home=tmp_path / "var")

    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(lambda _: secret(settings), range(32)))

    assert len(secrets) == 1
    assert len(secrets.pop()) >= 32
    assert stat.S_IMODE((tmp_path / "var" / "secret").stat().st_mode) == 0o600
    assert sorted(path.name for path in (tmp_path / "var").iterdir()) == ["secret", "version"]


def test_the_secret_of_the_settings_wins_and_nothing_is_written(tmp_path) -> None:
    settings = Settings(home=tmp_path / "var", secret="đ" * 40)

    assert secret(settings) == "đ" * 40
    assert not (tmp_path / "var").exists()


def test_a_damaged_secret_is_told_and_not_replaced(tmp_path) -> None:
    (tmp_path / "version").write_text(DATA_VERSION)
    (tmp_path / "secret").write_text("")

    with pytest.raises(SettingsError, match="secret"):
        secret(Settings(home=tmp_path))

    assert (tmp_path / "secret").read_text() == ""
