# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Entries by the category that was claimed; those on generic toewijzingen are booked again."""

import sqlalchemy as sa
from alembic import op

from libs.common import added_only

revision = "0030"
down_revision = "0029"

_CEL = ("gemeentecode", "toewijzing_nummer", "maand", "soort", "oorzaak_soort", "oorzaak")
_MANY = 1_000_000
"""More than the entries of one cell."""


def upgrade() -> None:
    """Bring the tables to this revision; SQLite makes the table anew, and loses its triggers."""
    sqlite = op.get_context().dialect.name == "sqlite"
    with op.batch_alter_table("boeking", copy_from=_table()) as batch_op:
        batch_op.add_column(sa.Column("categorie", sa.String(2), nullable=False, server_default=""))
        batch_op.drop_constraint("pk_boeking", type_="primary")
        batch_op.create_primary_key("pk_boeking", [*_CEL, "categorie", "volgnummer"])
    for statement in added_only.guard("boeking", "sqlite") if sqlite else ():
        op.execute(statement)
    mark_generic()


def mark_generic() -> None:
    """Toewijzingen that name no category: what claims booked on them is to be booked by it."""
    op.execute(
        "INSERT INTO te_boeken (gemeentecode, toewijzing_nummer, gemerkt_op)"
        " SELECT DISTINCT gemeentecode, toewijzing_nummer, CURRENT_TIMESTAMP FROM toewijzing"
        " WHERE categorie IS NULL ON CONFLICT DO NOTHING"
    )


def downgrade() -> None:
    """Bring the tables back to the revision before: what differs by category alone is numbered."""
    dialect = op.get_context().dialect.name
    for statement in added_only.release("boeking", dialect):
        op.execute(statement)
    _number_apart()
    named = _table(sa.Column("categorie", sa.String(2), nullable=False, server_default=""))
    with op.batch_alter_table("boeking", copy_from=named) as batch_op:
        batch_op.drop_constraint("pk_boeking", type_="primary")
        batch_op.drop_column("categorie")
        batch_op.create_primary_key("pk_boeking", [*_CEL, "volgnummer"])
    for statement in added_only.guard("boeking", dialect):
        op.execute(statement)


def _number_apart() -> None:
    b = sa.table("boeking", *(sa.column(name) for name in (*_CEL, "categorie", "volgnummer")))
    other = b.alias("other")
    same = [b.c[name] == other.c[name] for name in _CEL]
    meets = sa.exists().where(*same, other.c.categorie != b.c.categorie)
    connection = op.get_bind()
    rows = connection.execute(sa.select(b).where(b.c.categorie != "", meets)).all()
    for number, row in enumerate(rows, start=_MANY):
        own = (column == value for column, value in zip(b.c, row, strict=True))
        connection.execute(sa.update(b).where(*own).values(volgnummer=number))


def _table(*more: sa.Column[str]) -> sa.Table:
    """With what SQLite does not tell of a table that it is to make anew."""
    key = [*_CEL, *(column.name for column in more), "volgnummer"]
    return sa.Table(
        "boeking",
        sa.MetaData(),
        sa.Column("gemeentecode", sa.String(4), nullable=False),
        sa.Column("toewijzing_nummer", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("maand", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("soort", sa.String(12), nullable=False),
        sa.Column("oorzaak_soort", sa.String(16), nullable=False),
        sa.Column("oorzaak", sa.String(64), nullable=False),
        *more,
        sa.Column("volgnummer", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("debet", sa.String(16), nullable=False),
        sa.Column("credit", sa.String(16), nullable=False),
        sa.Column("bedrag", sa.BigInteger, nullable=False),
        sa.Column("storno", sa.Boolean, nullable=False),
        sa.Column("geboekt_op", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("debet <> credit", name="ck_boeking_twee_rekeningen"),
        sa.PrimaryKeyConstraint(*key, name="pk_boeking"),
        sa.Index("ix_boeking_oorzaak", "oorzaak"),
        sa.Index("ix_boeking_maand", "gemeentecode", "maand"),
    )
