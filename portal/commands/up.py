"""`dondoc up`: one process that starts everything, waits until it answers, says where it is and keeps it running."""

import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date

from rich.console import Console
from rich.table import Table

from deploy import office, prefect_server, services
from deploy.embedded import DATABASE, PREFECT_DATABASE, EmbeddedPostgres, owner_lock
from deploy.folder import claim_folder
from deploy.migrations import upgrade
from deploy.processes import LOOPBACK, require_free_port
from deploy.settings import Settings
from deploy.supervisor import Supervisor
from deploy.world import World, inhabit
from models.queries.agency import provinces
from portal.show import console, table
from portal.words import day

Stopping = Callable[[], bool]
STOPS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)  # the last: the terminal was closed

FIRST_STEPS = """Chưa có tỉnh nào. Ở cửa sổ khác, lần lượt chạy:
  dondoc province TỈNH.toml            mẫu: examples/province.toml
  dondoc agencies load CƠ-QUAN.csv     mẫu: examples/agencies.csv
  dondoc enact VĂN-BẢN.txt
Dừng bằng Ctrl-C."""


def run(*, demo: bool) -> None:
    """Run the office until Ctrl-C or SIGTERM; with `demo`, on the example province.

    Raises PortBusy before anything is written, AlreadyRunning for a second one on the same folder, and the other
    errors of `deploy` for what cannot be started; whatever was started by then is stopped.
    """
    settings = Settings(demo=True) if demo else Settings()
    out = console()
    if not services.recorded(settings.home):
        _require_ports(settings)
    claim_folder(settings.home)
    with owner_lock(settings.home), _stop_signals() as stopping:
        if left := services.stop_leftovers(settings.home):
            out.print(f"Đã dừng {len(left)} tiến trình còn sót lại từ lần chạy trước.")
        _require_ports(settings)
        out.print("Đang mở cơ sở dữ liệu, Prefect và cổng web; lần đầu mất chừng nửa phút…")
        with ExitStack() as opened:
            server = _own_server(settings, opened)
            url, prefect_url = _addresses_of_databases(settings, server)
            supervisor = Supervisor(settings.home, say=out.print)
            opened.callback(_stop, supervisor, out)
            here = opened.enter_context(inhabit(World(settings=settings, database_url=url)))
            _open(here, supervisor, prefect_url, stopping=stopping, out=out)
            supervisor.watch(stopping=stopping, besides=lambda: _mend(server, out))
    out.print("Đã dừng hẳn.")


def where_it_stands(here: World, pretended: date | None) -> str:
    """Say that all of it runs, or what to do first where there is no province. `pretended`: the example's morning."""
    with here.session() as session:
        if not provinces(session):
            return FIRST_STEPS
    morning = "" if pretended is None else f" Thư của buổi sáng {day(pretended)} đã ở trong hộp thư thử."
    return f"Các kỳ hạn sắp tới đã có trong lịch.{morning} Dừng bằng Ctrl-C."


def _open(here: World, supervisor: Supervisor, prefect_url: str, *, stopping: Stopping, out: Console) -> None:
    from tasks.demo import first_morning, open_example  # noqa: PLC0415  (only an example needs its loader)

    settings = here.settings
    doors = [office.prefect(settings, prefect_url)]
    supervisor.start(doors[0])  # the slowest first; it has a database of its own
    upgrade(here.database_url)
    doors += [office.catcher(settings)] if settings.uses_catcher else []
    doors += [office.portal(settings)]
    for door in doors[1:]:
        supervisor.start(door)
    if settings.demo:
        open_example(here)
    supervisor.await_answer(doors, stopping=stopping)
    if stopping():
        return
    out.print(_addresses(settings, here.now().date()))
    pretended = first_morning(here) if settings.demo else None
    for clock in (office.serve(settings), office.pulse(settings)):
        if not stopping():
            supervisor.start(clock)
            supervisor.await_answer([clock], stopping=stopping)
    if not stopping():
        out.print(where_it_stands(here, pretended))


def _own_server(settings: Settings, opened: ExitStack) -> EmbeddedPostgres | None:
    """Start our own PostgreSQL unless both databases are elsewhere (None)."""
    if settings.database_url is not None and settings.prefect_database_url is not None:
        return None
    server = opened.enter_context(EmbeddedPostgres(settings.home / "postgres"))
    server.create_database(DATABASE)
    server.create_database(PREFECT_DATABASE)
    return server


def _addresses_of_databases(settings: Settings, server: EmbeddedPostgres | None) -> tuple[str, str]:
    ours, prefects = settings.database_url, settings.prefect_database_url
    if server is not None:
        ours, prefects = ours or server.url(), prefects or server.url(PREFECT_DATABASE, driver="asyncpg")
    assert ours is not None
    assert prefects is not None
    return ours, prefects


def _mend(server: EmbeddedPostgres | None, out: Console) -> None:
    """Start the database again where it fell; the services find it at the same address."""
    if server is not None and server.fell:
        server.stop()
        server.start()
        out.print("Cơ sở dữ liệu dừng bất ngờ và đã được chạy lại.")


def _require_ports(settings: Settings) -> None:
    require_free_port(settings.portal_port, setting="DONDOC_PORTAL_PORT", host=settings.portal_host)
    require_free_port(settings.prefect_port, setting="DONDOC_PREFECT_PORT", host=settings.prefect_host)
    if settings.uses_catcher:
        require_free_port(settings.catcher_port, setting="DONDOC_CATCHER_PORT", host=LOOPBACK)


@contextmanager
def _stop_signals() -> Iterator[Stopping]:
    """Turn SIGTERM and Ctrl-C into an answer: whether one came."""
    came: list[int] = []
    before = {each: signal.signal(each, lambda number, _: came.append(number)) for each in STOPS}
    try:
        yield lambda: bool(came)
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _stop(supervisor: Supervisor, out: Console) -> None:
    out.print("Đang dừng…")
    supervisor.stop()


def _addresses(settings: Settings, today: date) -> Table:
    rows = [
        ("Trang đầu", settings.portal_url),
        ("Bảng theo dõi", f"{settings.portal_url}/bang"),
        ("Lịch kỳ hạn (Prefect)", prefect_server.coming_url(settings, on=today)),
    ]
    if settings.shows_caught:
        rows.append(("Hộp thư thử", f"{settings.portal_url}/thu"))
    rows.append(("Nhật ký máy", str(settings.home / "logs")))
    return table("Đôn đốc đang chạy", ("Mở", "Địa chỉ"), rows)
