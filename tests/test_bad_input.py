"""What a user gets wrong costs one Vietnamese line and exit code 2, and leaves nothing behind."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from portal import cli

ROOT = Path(__file__).parent.parent
HEADER = "name,kind,focal_name,focal_email,head_title,head_email,unit_head_email,active_from,active_to\n"
GOOD_ROW = "Sở Tài chính,department,Đầu mối,a@mau.example,,,,,\n"
DIRECTIVE = ROOT / "examples" / "directives" / "ben-tre-05-ct-ubnd-2013.txt"
AGENCIES = ROOT / "examples" / "agencies-2017.csv"

FILES = {
    "binary.txt": bytes(range(256)) * 40,
    "empty.txt": b"",
    "blank.txt": b" \n\t\n",
    "huge.txt": "Sở Nội vụ báo cáo. ".encode() * 1_000_000,
    "immense.txt": b"a" * 31_000_000,
    "no-clause.txt": "Kính gửi các đồng chí, chúc mừng năm mới.\n".encode(),
    "secret.txt": "ỦY BAN NHÂN DÂN TỈNH\nMẬT\nCHỈ THỊ\n1. Sở Nội vụ báo cáo hàng quý.\n".encode(),
    "good.csv": (HEADER + GOOD_ROW).encode(),
    "column.csv": (HEADER.replace("focal_email,", "") + GOOD_ROW).encode(),
    "header-only.csv": HEADER.encode(),
    "address.csv": (HEADER + GOOD_ROW.replace("a@mau.example", "a@@mau")).encode(),
    "kind.csv": (HEADER + GOOD_ROW.replace("department", "ministry")).encode(),
    "twice.csv": (HEADER + GOOD_ROW + GOOD_ROW.replace("Sở Tài chính", "SỞ TÀI CHÍNH")).encode(),
    "day.csv": (HEADER + GOOD_ROW.replace(",,,,,\n", ",,,,31/02/2026,\n")).encode(),
    "longer.csv": (HEADER + GOOD_ROW.replace("\n", ",thừa\n")).encode(),
    "code.toml": b'code = "../x y"\nname = "n"\ndesk_name = "d"\ndesk_email = "a@b.example"\n'
    b'chairman_email = "c@d.example"\n',
    "nul.toml": b'code = "x"\nname = "a\\u0000b"\ndesk_name = "d"\ndesk_email = "a@b.example"\n'
    b'chairman_email = "c@d.example"\n',
    "answers.csv": b"agency,period\nS,2017\n",
    "province.toml": b'code = "mau"\nname = "m"\n',
    "not.toml": b"= = =",
}

REHEARSE = ("rehearse", "--directive", str(DIRECTIVE), "--agencies", str(AGENCIES), "--from", "2017-05-02")

CASES = {
    "no such file": (["read", "khong-co.txt"], ["khong-co.txt"]),
    "a folder": (["read", "."], ["thư mục"]),
    "a file that is no text": (["read", "binary.txt"], ["binary.txt"]),
    "an empty file": (["read", "empty.txt"], ["empty.txt"]),
    "a file of blanks": (["read", "blank.txt"], ["blank.txt"]),
    "20 MB of text": (["read", "huge.txt"], ["huge.txt", "MB"]),
    "31 MB of anything": (["read", "immense.txt"], ["immense.txt", "MB"]),
    "a text without any clause": (["read", "no-clause.txt"], ["no-clause.txt"]),
    "a secret paper": (["read", "secret.txt"], ["secret.txt", "mật"]),
    "enact of an empty file": (["enact", "empty.txt"], ["empty.txt"]),
    "an approval without a name": (["enact", str(DIRECTIVE), "--approve"], ["--by"]),
    "a missing column": (["agencies", "load", "column.csv"], ["column.csv", "focal_email"]),
    "a header without rows": (["agencies", "load", "header-only.csv"], ["header-only.csv"]),
    "a bad address": (["agencies", "load", "address.csv"], ["dòng 2", "a@@mau"]),
    "a kind that is none": (["agencies", "load", "kind.csv"], ["dòng 2", "ministry"]),
    "an agency that stands twice": (["agencies", "load", "twice.csv"], ["dòng 3", "SỞ TÀI CHÍNH"]),
    "a day that is none": (["agencies", "load", "day.csv"], ["dòng 2", "31/02/2026"]),
    "agencies that are no text": (["agencies", "load", "binary.txt"], ["binary.txt"]),
    "a province without its addresses": (["province", "province.toml"], ["desk_email"]),
    "a province that is no TOML": (["province", "not.toml"], ["not.toml"]),
    "the end before the start": (
        [*REHEARSE, "--to", "2017-05-01", "--json", "out.json"],
        ["01/05/2017", "02/05/2017"],
    ),
    "answers without columns": (
        [*REHEARSE, "--to", "2017-05-03", "--answers", "answers.csv", "--json", "out.json"],
        ["answers.csv", "submitted_on"],
    ),
    "a place for the JSON that is not there": (
        [*REHEARSE, "--to", "2017-05-03", "--json", "nowhere/out.json"],
        ["nowhere"],
    ),
    "a day that cannot be read": (["plan", "--to", "hôm qua"], ["hôm qua", "2026-12-15"]),
    "a command that is none": (["remnid"], ["remnid"]),
    "an option that is none": (["read", "empty.txt", "--yaml"], ["--yaml"]),
    "a word too few": (["read"], ["TỆP"]),
    "a number that is none": (["mail", "release", "x", "--by", "A"], ["“x”"]),
    "a number beyond all": (["answers", "accept", "9" * 30, "--by", "A"], ["999"]),
    "a number just beyond": (["mail", "release", "2147483648", "--by", "A"], ["2147483648"]),
    "a year of another age": (["plan", "--to", "9999-12-31"], ["9999-12-31", "1990"]),
    "an hour of another age": (["remind", "--as-of", "0001-01-01 07:30"], ["0001-01-01"]),
    "a rehearsal of a century": ([*REHEARSE, "--to", "2099-12-31"], ["31/12/2099", "10 năm"]),
    "a device without end": (["read", "/dev/zero"], ["/dev/zero", "MB"]),
    "a line longer than its header": (["agencies", "load", "longer.csv"], ["dòng 2", "nhiều ô hơn"]),
    "a province whose code is no word": (["province", "code.toml"], ["code.toml", "binh-minh"]),
    "a province with hidden characters": (["province", "nul.toml"], ["nul.toml", "name"]),
    "a word too many": (["status", "khanh-hoa"], ["thừa", "khanh-hoa"]),
}


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder with the files, and a data folder that does not exist yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DONDOC_HOME", str(tmp_path / "home"))
    return tmp_path


def complain(monkeypatch, capsys, args):
    """Run a command that must fail and return its one line."""
    monkeypatch.setattr(sys, "argv", ["dondoc", *args])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    said = capsys.readouterr()
    assert stopped.value.code == 2
    assert said.out == ""
    lines = said.err.splitlines()
    assert len(lines) == 1, said.err
    assert lines[0].startswith("Lỗi: ")
    assert len(lines[0]) < 400
    return lines[0]


@pytest.mark.parametrize(("args", "named"), CASES.values(), ids=CASES.keys())
def test_a_mistake_is_one_line_and_leaves_nothing(place, monkeypatch, capsys, args, named):
    for word in args:
        if word in FILES:
            (place / word).write_bytes(FILES[word])
    before = sorted(place.iterdir())

    line = complain(monkeypatch, capsys, args)

    assert [word for word in named if word not in line] == []
    assert sorted(place.iterdir()) == before


@pytest.mark.parametrize("name", ["DONDOC_PORTAL_PORT", "DONDOC_PREFECT_PORT", "DONDOC_CATCHER_PORT"])
def test_a_busy_port_starts_and_writes_nothing(place, monkeypatch, capsys, name):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        for other in ("DONDOC_PORTAL_PORT", "DONDOC_PREFECT_PORT", "DONDOC_CATCHER_PORT"):
            monkeypatch.setenv(other, str(port if other == name else free_port()))

        line = complain(monkeypatch, capsys, ["up"])

    assert str(port) in line
    assert name in line
    assert not (place / "home").exists()


@pytest.mark.parametrize("command", [["up"], ["status"], ["agencies", "load", str(AGENCIES)]], ids=" ".join)
def test_a_data_folder_of_another_version_is_left_alone(place, monkeypatch, capsys, command):
    home = place / "home"
    home.mkdir()
    (home / "version").write_text("dondoc 99 postgresql 42\n")
    for name in ("DONDOC_PORTAL_PORT", "DONDOC_PREFECT_PORT", "DONDOC_CATCHER_PORT"):
        monkeypatch.setenv(name, str(free_port()))

    line = complain(monkeypatch, capsys, command)

    assert "dondoc 99" in line
    assert [path.name for path in home.iterdir()] == ["version"]


def test_a_setting_that_cannot_be_used_is_named(place, monkeypatch, capsys):
    monkeypatch.setenv("DONDOC_PORTAL_PORT", "nhiều")

    assert "DONDOC_PORTAL_PORT" in complain(monkeypatch, capsys, ["status"])


def test_a_data_folder_that_is_a_file_is_said(place, monkeypatch, capsys):
    monkeypatch.setenv("DONDOC_HOME", str(DIRECTIVE))
    for name in ("DONDOC_PORTAL_PORT", "DONDOC_PREFECT_PORT", "DONDOC_CATCHER_PORT"):
        monkeypatch.setenv(name, str(free_port()))

    assert DIRECTIVE.name in complain(monkeypatch, capsys, ["up"])


@pytest.mark.slow
def test_a_database_that_does_not_answer_is_one_line_without_its_password(place, monkeypatch, capsys):
    monkeypatch.setenv("DONDOC_DATABASE_URL", "postgresql://ai:matkhau@127.0.0.1:1/z")

    line = complain(monkeypatch, capsys, ["status"])

    assert "127.0.0.1:1" in line
    assert "DONDOC_DATABASE_URL" in line
    assert "matkhau" not in line


@pytest.mark.slow
def test_without_a_province_the_command_says_how_to_open_one(place, monkeypatch, capsys, database_url):
    monkeypatch.setenv("DONDOC_DATABASE_URL", database_url)

    assert "dondoc province" in complain(monkeypatch, capsys, ["agencies", "load", str(AGENCIES)])


@pytest.mark.slow
def test_one_bad_directive_among_good_ones_leaves_none(place, monkeypatch, capsys, world, database_url):
    monkeypatch.setenv("DONDOC_DATABASE_URL", database_url)
    monkeypatch.setattr(sys, "argv", ["dondoc", "province", str(ROOT / "examples" / "province.toml")])
    with pytest.raises(SystemExit):
        cli.main()
    capsys.readouterr()
    (place / "no-clause.txt").write_bytes(FILES["no-clause.txt"])
    before = rows(world)

    complain(monkeypatch, capsys, ["enact", str(DIRECTIVE), "no-clause.txt"])

    assert rows(world) == before


@pytest.mark.slow
def test_a_mistake_in_a_real_process_is_the_same_line(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", "from portal.cli import main; main()", "read", "khong-co.txt"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "PYTHONUTF8": "1"},
        check=False,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "Lỗi: Không có tệp khong-co.txt. Kiểm tra lại đường dẫn.\n"


@pytest.mark.slow
def test_reading_imports_none_of_the_heavy_libraries(tmp_path):
    probe = (
        "import sys, json; from portal.cli import main\n"
        "try: main()\n"
        "except SystemExit as end: code = end.code\n"
        "heavy = [m for m in ('prefect', 'sqlmodel', 'fastapi', 'matplotlib', 'sqlalchemy') if m in sys.modules]\n"
        "print(json.dumps([code, heavy]), file=sys.stderr)"
    )

    done = subprocess.run(
        [sys.executable, "-c", probe, "read", str(DIRECTIVE), "--json"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )

    assert json.loads(done.stderr) == [0, []]
    assert json.loads(done.stdout)["obligations"]


def free_port():
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


def rows(world):
    with world.session() as session:
        return {table.name: len(session.execute(table.select()).all()) for table in SQLModel.metadata.sorted_tables}
