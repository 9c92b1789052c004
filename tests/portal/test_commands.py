"""The commands on a real database, as an operator types them."""

import json
import sys
from pathlib import Path

import pytest
from sqlmodel import select

from models import Journal, Province
from portal import cli

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "examples"
BEN_TRE = str(EXAMPLES / "directives" / "ben-tre-05-ct-ubnd-2013.txt")


@pytest.fixture
def dondoc(world, monkeypatch, capsys):
    """Type a command, see it succeed, get what it printed."""
    monkeypatch.setenv("DONDOC_HOME", str(world.settings.home))
    monkeypatch.setenv("DONDOC_DATABASE_URL", world.database_url)

    def typed(*args):
        monkeypatch.setattr(sys, "argv", ["dondoc", *args])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        assert ended.value.code == 0, said.err
        return said.out

    return typed


@pytest.fixture
def province(dondoc):
    dondoc("province", str(EXAMPLES / "province.toml"))
    dondoc("agencies", "load", str(EXAMPLES / "agencies.csv"))
    return dondoc


def test_a_province_is_opened_and_its_agencies_are_loaded(province):
    listed = json.loads(province("agencies", "list", "--json"))

    assert len(listed) == 44
    assert {"name", "kind", "focal_email", "active_from", "active_to", "formerly"} == set(listed[0])
    finance = next(each for each in listed if each["name"] == "Sở Tài chính")
    assert finance["formerly"] == ["Sở Kế hoạch và Đầu tư"]


def test_loading_the_same_agencies_again_adds_none(province):
    said = province("agencies", "load", str(EXAMPLES / "agencies.csv"))

    assert "0 mới thêm, 44 cập nhật" in said


def test_a_directive_waits_until_it_is_approved(province):
    said = province("enact", BEN_TRE)
    before = json.loads(province("status", "--json"))
    province("enact", BEN_TRE, "--approve", "--by", "Trần Thị Mẫu")
    after = json.loads(province("status", "--json"))

    assert "chờ duyệt" in said
    assert (before["directives"][0]["reading"], before["assignments"]) == ("pending", {})
    assert after["directives"][0]["reading"] == "approved"
    assert after["assignments"]["open"] > 10


def test_a_reading_is_approved_by_the_number_of_its_directive(province):
    assert "dondoc approve 1" in province("enact", BEN_TRE)

    said = province("approve", "1", "--by", "Trần Thị Mẫu")

    assert "đầu việc" in said
    assert json.loads(province("status", "--json"))["directives"][0]["reading"] == "approved"


def test_planning_again_writes_nothing_more(province):
    province("enact", BEN_TRE, "--approve", "--by", "Trần Thị Mẫu")

    assert "Đã lập thêm 0 kỳ, 0 đầu việc, 0 việc được giao" in province("plan")


@pytest.mark.parametrize("mode", ["hold", "on"])
def test_mail_can_be_held_and_let_go(province, world, mode):
    province("mail", mode)

    with world.session() as session:
        assert session.exec(select(Province.mail_mode)).one() == mode
        assert session.exec(select(Journal.what).where(Journal.what == f"mail.{mode}")).one()


def test_status_prints_what_there_is(province):
    province("enact", BEN_TRE)

    said = province("status")

    assert "tỉnh Bình Minh" in said
    assert "Chỉ thị số 05/CT-UBND" in said
    assert "Lượt nhắc gần nhất: chưa có" in said


def test_reading_prints_clauses_with_owners_times_and_doubts(dondoc):
    said = dondoc("read", BEN_TRE)

    assert "Chỉ thị 05/CT-UBND UBND tỉnh Bến Tre, ngày 13/08/2013" in said
    assert "@sở-ban-ngành, @ubnd-huyện" in said
    assert "hằng quý" in said
    assert "lịch báo cáo" in said
    assert "điểm cần người xem" in said


PAGES = (
    "",
    "up",
    "read",
    "province",
    "enact",
    "plan",
    "remind",
    "status",
    "rehearse",
    "agencies",
    "agencies load",
    "agencies list",
    "mail",
    "mail hold",
    "mail on",
    "mail release",
)


@pytest.mark.parametrize("command", PAGES)
def test_every_help_page_is_in_vietnamese(dondoc, command):
    said = dondoc(*command.split(), "--help")

    assert "Cách dùng: dondoc" in said
    for english in ("Usage", "Options", "Arguments", "Commands", "Show this", "required", "[OPTIONS]"):
        assert english not in said


def test_a_rehearsal_prints_both_calendars_and_writes_the_json(dondoc, tmp_path):
    out = tmp_path / "out.json"

    said = dondoc(
        "rehearse",
        *("--directive", str(EXAMPLES / "directives" / "khanh-hoa-ct-2017.txt")),
        *("--agencies", str(EXAMPLES / "agencies-2017.csv"), "--answers", str(EXAMPLES / "answers-2017.csv")),
        *("--from", "2017-05-02", "--to", "29/09/2017", "--json", str(out)),
    )

    played = json.loads(out.read_text(encoding="utf-8"))
    place = next(
        index
        for index, each in enumerate(played["assignments"])
        if (each["agency"], each["period"], each["kind"]) == ("Sở Tài chính", "2017-Q3", "report")
    )
    told = [notice["at"][:10] for notice in played["notices"] if notice["assignment"] == place]
    assert {clause["unit"] for clause in played["assignments"][place]["discharges"]} == {"4/a"}
    assert told
    assert max(told) <= "2017-09-12", "it was handed in on that day"
    assert "Lịch việc" in said
    assert "Lịch thông báo" in said
    assert "Không thư nào rời máy" in said


def test_a_morning_is_reminded_once(province):
    province("enact", BEN_TRE, "--approve", "--by", "Trần Thị Mẫu")

    first, again = (province("remind", "--as-of", "2026-12-01 07:30") for _ in range(2))

    assert first.startswith("07:30 ngày 01/12/2026: ")
    assert "thông báo" in first
    assert "đã chạy rồi" in again


def test_holding_the_mail_holds_what_waits_already(province):
    province("enact", BEN_TRE, "--approve", "--by", "Trần Thị Mẫu")
    province("remind", "--as-of", "2026-12-01")
    waiting = json.loads(province("status", "--json"))["mails"]["queued"]

    said = province("mail", "hold")

    assert f"{waiting} thư đang chờ gửi cũng được giữ" in said
    assert json.loads(province("status", "--json"))["mails"] == {"held": waiting}


def test_held_mail_is_released_by_name(province):
    province("enact", BEN_TRE, "--approve", "--by", "Trần Thị Mẫu")
    province("mail", "hold")
    province("remind", "--as-of", "2026-12-01")
    held = json.loads(province("status", "--json"))["mails"]

    said = province("mail", "release", "--by", "Trần Thị Mẫu")

    assert held["held"] > 0
    assert f"Đã duyệt {held['held']} thư" in said
    assert json.loads(province("status", "--json"))["mails"] == {"queued": held["held"]}
