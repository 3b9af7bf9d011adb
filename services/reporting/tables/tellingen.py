# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is counted ahead of being asked, made from the facts and never told; amounts are cents.

In these tables a category or code that is not there is an empty text, for it is part of a key.
"""

import sqlalchemy as sa

from libs.common.db import BigId, partial_index
from services.reporting.tables.base import metadata

te_tellen = sa.Table(
    "te_tellen",
    metadata,
    sa.Column("seq", BigId, primary_key=True, autoincrement=True),
    sa.Column("client_pseudoniem", sa.String(32)),
    sa.Column("van_jaar", sa.Integer),
    sa.Column("tot_jaar", sa.Integer),
    sa.Column("regiocode", sa.String(20)),
    sa.Column("nummer", sa.BigInteger),
)
"""Clients of whom something changed in these years, or regions of which the members or the forms
of care did, since they were counted. Without `tot_jaar` all years from `van_jaar` on. All that a
first count finds of a client is one mark, by the number of the client."""
partial_index("ix_te_tellen_nummer", te_tellen.c.nummer, where="nummer IS NOT NULL", unique=True)
"""Of these only: the others come and go by millions, and are read in their order."""

telstand = sa.Table(
    "telstand",
    metadata,
    sa.Column("maand", sa.Date, primary_key=True),
    sa.Column("telling", sa.String(36)),
)
"""One row: the month through which help without an end is counted, and which first count is busy;
none when it is done, and all that changes is added to it."""

client = sa.Table(
    "client",
    metadata,
    sa.Column("nummer", BigId, primary_key=True, autoincrement=True),
    sa.Column("pseudoniem", sa.String(32), nullable=False, unique=True),
)
"""A small number for each pseudonym of which a month is counted, in the order in which they were
seen: for sets of bits."""

client_maand = sa.Table(
    "client_maand",
    metadata,
    sa.Column("client", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("maand", sa.Date, primary_key=True),
    sa.Column("gemeentecode", sa.String(4), primary_key=True),
    sa.Column("agb_code", sa.String(8), primary_key=True),
    sa.Column("categorie", sa.String(2), primary_key=True),
    sa.Column("code", sa.String(5), primary_key=True),
    sa.Column("zorgvorm", sa.String(80), nullable=False),
    sa.Column("hulp", sa.Boolean, nullable=False),
    sa.Column("buiten", sa.Boolean, nullable=False),
    sa.Column("toegewezen", sa.BigInteger, nullable=False),
    sa.Column("dubbel", sa.BigInteger, nullable=False),
    sa.Column("ingediend", sa.BigInteger, nullable=False),
    sa.Column("toegekend", sa.BigInteger, nullable=False),
    sa.Index("ix_client_maand_gemeentecode", "gemeentecode", "maand"),
    sa.Index("ix_client_maand_agb_code", "agb_code", "maand"),
)
"""A client, month, gemeente, provider and product: had help (`hulp`), outside the messages
(`buiten`), and for how much. As it now stands; made anew from the facts of the client whenever one
changes, which is how a credit takes a client out."""

cijferwijziging = sa.Table(
    "cijferwijziging",
    metadata,
    sa.Column("gemeentecode", sa.String(4), primary_key=True),
    sa.Column("van", sa.Date, nullable=False),
    sa.Column("tot", sa.Date, nullable=False),
)
"""Gemeenten of which clients were counted anew in these months, and nobody was told of it yet."""

aanbiederwijziging = sa.Table(
    "aanbiederwijziging",
    metadata,
    sa.Column("agb_code", sa.String(8), primary_key=True),
    sa.Column("van", sa.Date, nullable=False),
    sa.Column("tot", sa.Date, nullable=False),
)
"""The same of providers, in whatever gemeente."""

cel = sa.Table(
    "cel",
    metadata,
    sa.Column("familie", sa.String(4), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), primary_key=True),
    sa.Column("begin", sa.Date, primary_key=True),
    sa.Column("agb_code", sa.String(8), primary_key=True),
    sa.Column("zorgvorm", sa.String(80), primary_key=True),
    sa.Column("categorie", sa.String(2), primary_key=True),
    sa.Column("code", sa.String(5), primary_key=True),
    sa.Column("clienten", sa.LargeBinary, nullable=False),
    sa.Column("aantal", sa.Integer, nullable=False),
    sa.Column("buiten", sa.LargeBinary, nullable=False),
    sa.Column("aantal_buiten", sa.Integer, nullable=False),
    sa.Column("toegewezen", sa.BigInteger, nullable=False),
    sa.Column("dubbel", sa.BigInteger, nullable=False),
    sa.Column("ingediend", sa.BigInteger, nullable=False),
    sa.Column("toegekend", sa.BigInteger, nullable=False),
)
"""A sum of `client_maand`: its clients as a set of bits, and its money. Which columns tell cells
apart, and if they are months or years, goes by family (`domain/tellen.py`); the others are empty.
`dubbel` is what the month before `begin` holds too."""
partial_index("ix_cel_agb_code", cel.c.agb_code, cel.c.familie, cel.c.begin, where="agb_code <> ''")
"""Of one provider only: whoever names the whole key of a cell without one must not come by it."""
