"""The desk reads what is held, at the command line, before it lets anything go."""

import json
import sys

import pytest

from portal import cli
from tests.portal.test_commands import BEN_TRE, EXAMPLES, dondoc, province  # noqa: F401  (fixtures)

pytestmark = pytest.mark.slow


@pytest.fixture
def held(province):  # noqa: F811
    """A province whose first morning lies held in the outbox."""
    province("enact", BEN_TRE, "--approve", "--by", "Trần Thị Mẫu")
    province("mail", "hold")
    province("remind", "--as-of", "2026-12-01")
    return province


def test_held_mails_are_listed_and_one_is_read_as_its_recipient_reads_it(held):
    first, *_ = json.loads(held("mail", "list", "--json"))

    listed = held("mail", "list")
    shown = held("mail", "show", str(first["id"]))

    assert first["state"] == "held"
    assert first["to"] in listed
    assert f"Tiêu đề: {first['subject']}" in shown
    assert first["to"] in shown
    assert "Kính gửi: " in shown
    assert "/v/" in shown


def test_some_held_mails_are_let_go_and_the_numbers_that_are_none_are_said(held):
    first, *others = json.loads(held("mail", "list", "--json"))

    said = held("mail", "release", str(first["id"]), "999999", "--by", "Trần Thị Mẫu")

    assert "Đã duyệt 1 thư" in said
    assert "1 số còn lại" in said
    assert [each["id"] for each in json.loads(held("mail", "list", "--json"))] == [each["id"] for each in others]


@pytest.mark.parametrize(
    "words", [["mail", "release", "999999", "--by", "A"], ["mail", "show", "999999"]], ids=" ".join
)
def test_a_number_of_no_mail_is_an_error(held, monkeypatch, capsys, words):
    monkeypatch.setattr(sys, "argv", ["dondoc", *words])

    with pytest.raises(SystemExit) as ended:
        cli.main()

    assert ended.value.code == 2
    assert "dondoc mail list" in capsys.readouterr().err


def test_an_address_put_right_lets_no_held_mail_go(held):
    held("province", str(EXAMPLES / "province.toml"))

    assert "Thư mới: giữ lại" in held("status")


def test_a_setting_that_holds_all_mail_is_said(province, monkeypatch):  # noqa: F811
    monkeypatch.setenv("DONDOC_MAIL", "hold")

    assert "DONDOC_MAIL=hold vẫn giữ" in province("mail", "on")
    assert "DONDOC_MAIL=hold" in province("status")


def test_what_a_person_should_look_at_is_printed_until_the_reading_is_approved(province):  # noqa: F811
    first = province("enact", BEN_TRE)
    province("enact", BEN_TRE, "--approve", "--by", "Trần Thị Mẫu")
    after = province("enact", BEN_TRE)

    assert "Điểm cần người xem" in first
    assert "Bản đọc chờ duyệt" in first
    assert "Điểm cần người xem" not in after
    assert "Bản đọc chờ duyệt" not in after


def test_agencies_saved_by_a_vietnamese_excel_are_taken(province, tmp_path):  # noqa: F811
    file = tmp_path / "excel.csv"
    file.write_text(
        "name;kind;focal_name;focal_email;head_title;head_email;unit_head_email;active_from;active_to\n"
        "Sở Văn hóa, Thể thao và Du lịch mới;department;;a@mau.example;;;;;\n",
        encoding="utf-8-sig",
    )

    assert "1 mới thêm" in province("agencies", "load", str(file))
