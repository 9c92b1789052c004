"""Alembic's entry: run the steps on the database that `deploy.migrations` names."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import create_engine, pool
from sqlmodel import AutoString, SQLModel

import models  # noqa: F401  (fills the metadata)
from models.base import Instant


def _render(kind: str, item: Any, _: Any) -> str | Literal[False]:
    """Write our column types in SQLAlchemy's words, so that a step does not change when they do."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, AutoString):
        return "sa.String()"
    return False


engine = create_engine(context.config.attributes["url"], poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=SQLModel.metadata, compare_type=True, render_item=_render)
    with context.begin_transaction():
        context.run_migrations()
