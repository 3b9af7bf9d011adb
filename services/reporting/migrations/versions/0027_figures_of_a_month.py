# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A gemeente goes into or out of a part of its region in a month, more than once in a year."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"

_KEY = ("soort", "gebied", "jaar", "onderwerp")
_c = sa.table(
    "ingave",
    *(sa.column(name) for name in (*_KEY, "maand", "versie")),
    sa.column("bekend_op", sa.DateTime(timezone=True)),
    sa.column("vervallen_op", sa.DateTime(timezone=True)),
    sa.column("datum", sa.Date()),
)


def upgrade() -> None:
    """Bring the tables to this revision."""
    with op.batch_alter_table("ingave") as batch_op:
        batch_op.add_column(
            sa.Column("maand", sa.Integer(), nullable=False, server_default=sa.text("0"))
        )
        batch_op.drop_constraint("pk_ingave", type_="primary")
        batch_op.create_primary_key("pk_ingave", [*_KEY, "maand", "versie"])
    month = sa.cast(sa.extract("month", _c.c.datum), sa.Integer)
    # What lapsed was of the year: in its month a first version may yet come.
    told = sa.and_(_c.c.soort == "subregio", _c.c.vervallen_op.is_(None))
    op.execute(sa.update(_c).where(told).values(maand=month))


def downgrade() -> None:
    """Bring the tables back to the revision before: the versions of a year are numbered through,
    and each lapses when the next was known, as one of a year does."""
    _number_through()
    with op.batch_alter_table("ingave") as batch_op:
        batch_op.drop_constraint("pk_ingave", type_="primary")
        batch_op.drop_column("maand")
        batch_op.create_primary_key("pk_ingave", [*_KEY, "versie"])


def _number_through() -> None:
    connection = op.get_bind()
    # What counts last, also where a clock was set back.
    counts = sa.case((_c.c.vervallen_op.is_(None), 1), else_=0)
    order = [*(_c.c[one] for one in _KEY), counts, _c.c.bekend_op, _c.c.maand, _c.c.versie]
    rows = connection.execute(sa.select(_c).where(_c.c.soort == "subregio").order_by(*order))
    by_key: dict[tuple[object, ...], list[sa.Row[tuple[object, ...]]]] = {}
    for row in rows:
        by_key.setdefault(tuple(getattr(row, name) for name in _KEY), []).append(row)
    # Below nothing first, so that no number is taken.
    for sign in (-1, 1):
        for several in by_key.values():
            for number, row in enumerate(several, start=1):
                own = [_c.c[name] == getattr(row, name) for name in (*_KEY, "maand")]
                now = row.versie if sign < 0 else -number
                next_one = several[number : number + 1]
                lapsed = row.vervallen_op or (next_one[0].bekend_op if next_one else None)
                numbered = sa.update(_c).where(*own, _c.c.versie == now)
                connection.execute(numbered.values(versie=sign * number, vervallen_op=lapsed))
