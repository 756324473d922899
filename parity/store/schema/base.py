"""What all tables share: one metadata with named constraints, and two kinds of column."""

from sqlalchemy import Boolean, Column, Integer, MetaData, text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def flag(name: str) -> Column[bool]:
    """A yes or no that begins as no."""
    return Column(name, Boolean(create_constraint=False), nullable=False, server_default=text("false"))


def count(name: str) -> Column[int]:
    """A number that begins at 0."""
    return Column(name, Integer, nullable=False, server_default="0")
