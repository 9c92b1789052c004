"""The schema by Alembic: every change of a table is a numbered step that an older folder can be brought through."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import OperationalError

from deploy.errors import DatabaseUnavailable, DataFolderError

_HERE = Path(__file__).parent


def configuration(url: str) -> Config:
    """Return Alembic's configuration for one database. No ini file: the folder is the truth."""
    config = Config()
    config.set_main_option("script_location", str(_HERE))
    config.set_main_option("path_separator", "os")
    config.attributes["url"] = url
    return config


def upgrade(url: str) -> str:
    """Bring the database to the newest revision and return its name.

    Raises DataFolderError for a revision that this version does not know (written by a newer one).
    Raises DatabaseUnavailable when no server answers at `url`, or it does not let us in.
    """
    config = configuration(url)
    script = ScriptDirectory.from_config(config)
    engine = create_engine(url)
    try:
        found = revision(engine)
    except OperationalError as gone:
        raise DatabaseUnavailable(
            f"Cơ sở dữ liệu ở {engine.url.host}:{engine.url.port or 5432} không trả lời hoặc không nhận đăng nhập. "
            "Kiểm tra máy chủ đó và DONDOC_DATABASE_URL rồi chạy lại."
        ) from gone
    finally:
        engine.dispose()
    if found is not None:
        try:
            script.get_revision(found)
        except CommandError as unknown:
            raise DataFolderError(
                f"Cơ sở dữ liệu đang ở bản {found} mà phần mềm này không biết. "
                "Cài lại bản Đôn đốc đã tạo ra nó, hoặc trỏ DONDOC_DATABASE_URL sang cơ sở dữ liệu khác."
            ) from unknown
    command.upgrade(config, "head")
    return str(script.get_current_head())


def revision(engine: Engine) -> str | None:
    """Return the revision that a database is at; None for one without our schema."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()
