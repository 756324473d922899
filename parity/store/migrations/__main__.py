"""Writes the next migration from what schema.py has and the last one has not; read it before you keep it."""

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from parity.store.database import Database
from parity.store.revision import MIGRATIONS
from parity.store.upgrade import bring_up


def write(message: str) -> None:
    """Write versions/NNNN_message.py."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    number = int(ScriptDirectory.from_config(config).get_current_head() or 0) + 1
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'parity.db'}")
        bring_up(database)
        with database.writing() as connection:
            config.attributes["connection"] = connection
            command.revision(config, message, autogenerate=True, rev_id=f"{number:04d}")
        database.close()


if __name__ == "__main__":
    write(" ".join(sys.argv[1:]) or "change")
