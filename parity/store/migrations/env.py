"""What Alembic runs for each move; parity.store.upgrade gives it a connection with a transaction."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from parity.store.moments import Moment
from parity.store.schema import metadata


def _render(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """A migration must mean the same for ever, so it names no type of ours."""
    return "sa.BigInteger()" if kind == "type" and isinstance(item, Moment) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
    render_item=_render,
)
with context.begin_transaction():
    context.run_migrations()
