"""All rows of a database, to hold what it is before and after it is moved to another schema."""

from sqlalchemy import Connection, Table, inspect, select

from parity.store.database import Database
from parity.store.schema import metadata

Rows = dict[str, list[dict[str, object]]]


def rows(database: Database) -> Rows:
    """All rows of all tables that are there, each by its columns that are there."""
    with database.reading() as connection:
        there = inspect(connection)
        names = set(there.get_table_names())
        return {
            table.name: _rows_of(connection, table, {column["name"] for column in there.get_columns(table.name)})
            for table in metadata.sorted_tables
            if table.name in names
        }


def _rows_of(connection: Connection, table: Table, there: set[str]) -> list[dict[str, object]]:
    columns = [column for column in table.columns if column.name in there]
    found = connection.execute(select(*columns).order_by(*table.primary_key))
    return [dict(row) for row in found.mappings()]


def narrowed(wide: Rows, to: Rows) -> Rows:
    """The tables, rows and columns of `wide` that `to` has too."""
    return {
        name: [
            {column: value for column, value in row.items() if column in narrow}
            for row, narrow in zip(wide[name], kept, strict=False)
        ]
        for name, kept in to.items()
    }
