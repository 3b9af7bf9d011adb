# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tables of referral: clients, requests, allocations, deliveries, policies, foreign facts."""

import sqlalchemy as sa

from libs.common.db import UtcDateTime, new_metadata, partial_index
from libs.common.mechanics import mechanics

metadata = new_metadata()

MECHANICS = mechanics(metadata, consumes=True, mail=True)

client = sa.Table(
    "client",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("bsn_hash", sa.String(32), nullable=False),
    sa.Column("bsn_verzegeld", sa.LargeBinary, nullable=False),
    sa.Column("pseudoniem", sa.String(32), nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("persoon_verzegeld", sa.LargeBinary, nullable=False),
    sa.Column("gewijzigd_op", UtcDateTime, nullable=False),
    sa.UniqueConstraint("gemeentecode", "bsn_hash", name="uq_client_bsn_hash"),
)
"""A client of one gemeente; the only place of BSN, name and address, all sealed.

The row is also the lock under which everything of this client is judged and decided.
"""

verzoek = sa.Table(
    "verzoek",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("bericht_id", sa.String(36), nullable=False),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("client_id", sa.ForeignKey("client.id"), nullable=False),
    sa.Column("referentie_aanbieder", sa.String(36), nullable=False),
    sa.Column("categorie", sa.String(2)),
    sa.Column("code", sa.String(5)),
    sa.Column("ingangsdatum", sa.Date, nullable=False),
    sa.Column("einddatum", sa.Date),
    sa.Column("volume", sa.Integer),
    sa.Column("eenheid", sa.String(2)),
    sa.Column("frequentie", sa.String(1)),
    sa.Column("budget", sa.Integer),
    sa.Column("verwijzer_type", sa.String(2), nullable=False),
    sa.Column("toelichting_verzegeld", sa.LargeBinary, nullable=False),
    sa.Column("dagtekening", sa.Date, nullable=False),
    sa.Column("ontvangen_op", UtcDateTime, nullable=False),
    sa.Column("retour_uiterlijk", sa.Date, nullable=False),
    sa.Column("besluit_uiterlijk", sa.Date, nullable=False),
    sa.Column("status", sa.String(12), nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("toetsen", sa.JSON, nullable=False),
    sa.UniqueConstraint("agb_code", "referentie_aanbieder", name="uq_verzoek_referentie"),
    sa.Index("ix_verzoek_lijst", "gemeentecode", "id"),
    sa.Index("ix_verzoek_client", "client_id", "agb_code"),
)
"""One AangevraagdProduct; `toelichting_verzegeld` holds what was written about people."""

partial_index(
    "ix_verzoek_open",
    verzoek.c.besluit_uiterlijk,
    where="status IN ('open', 'in-onderzoek')",
)

besluit = sa.Table(
    "besluit",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("verzoek_id", sa.ForeignKey("verzoek.id"), nullable=False),
    sa.Column("volgnummer", sa.Integer, nullable=False),
    sa.Column("besluit", sa.String(12), nullable=False),
    sa.Column("reden", sa.String(2)),
    sa.Column("woonplaats_gemeente", sa.String(4)),
    sa.Column("automatisch", sa.Boolean, nullable=False),
    sa.Column("beleid_versie", sa.Integer),
    sa.Column("toetsen", sa.JSON, nullable=False),
    sa.Column("toewijzing_id", sa.String(36)),
    sa.Column("toewijzing_nummer", sa.Integer),
    sa.Column("genomen_op", UtcDateTime, nullable=False),
    sa.UniqueConstraint("verzoek_id", "volgnummer", name="uq_besluit_volgnummer"),
)
"""The decisions on a request, in order; `toetsen` are the checks an automatic one passed."""

toewijzing = sa.Table(
    "toewijzing",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("client_id", sa.ForeignKey("client.id"), nullable=False),
    sa.Column("toewijzing_nummer", sa.Integer, nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("categorie", sa.String(2)),
    sa.Column("code", sa.String(5)),
    sa.Column("ingangsdatum", sa.Date, nullable=False),
    sa.Column("einddatum", sa.Date),
    sa.Column("volume", sa.Integer),
    sa.Column("eenheid", sa.String(2)),
    sa.Column("frequentie", sa.String(1)),
    sa.Column("budget", sa.Integer),
    sa.Column("reden_wijziging", sa.String(2)),
    sa.Column("referentie_aanbieder", sa.String(36)),
    sa.Column("verzoek_id", sa.ForeignKey("verzoek.id")),
    sa.Column("vastgesteld_op", UtcDateTime, nullable=False),
    sa.Column("verzonden_versie", sa.Integer, nullable=False),
    sa.UniqueConstraint("gemeentecode", "toewijzing_nummer", name="uq_toewijzing_nummer"),
    sa.Index("ix_toewijzing_client", "client_id", "agb_code"),
    sa.Index("ix_toewijzing_lijst", "gemeentecode", "id"),
    sa.Index("ix_toewijzing_aanbieder", "agb_code", "id"),
)
"""An allocation as it now stands; `budget` in cents."""

verzending = sa.Table(
    "verzending",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("soort", sa.String(8), nullable=False),
    sa.Column("besluit_id", sa.ForeignKey("besluit.id")),
    sa.Column("retour", sa.String(12), nullable=False),
    sa.Column("retourcodes", sa.JSON, nullable=False),
    sa.Column("retour_bericht_id", sa.String(36)),
    sa.Column("retour_op", UtcDateTime),
    sa.Index("ix_verzending_besluit", "besluit_id"),
)
"""A JW301 or JW319 that we sent, by the id of its mail, and what the aanbieder answered."""

verzonden_toewijzing = sa.Table(
    "verzonden_toewijzing",
    metadata,
    sa.Column("verzending_id", sa.ForeignKey("verzending.id"), primary_key=True),
    sa.Column("toewijzing_id", sa.ForeignKey("toewijzing.id"), primary_key=True),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("nieuw", sa.Boolean, nullable=False),
    sa.Index("ix_verzonden_toewijzing_toewijzing", "toewijzing_id"),
)
"""Which versions a JW301 carried; `nieuw` ones no message before it did."""

levering = sa.Table(
    "levering",
    metadata,
    sa.Column("client_id", sa.ForeignKey("client.id"), primary_key=True),
    sa.Column("agb_code", sa.String(8), primary_key=True),
    sa.Column("sleutel", sa.String(40), primary_key=True),
    sa.Column("toewijzing_nummer", sa.Integer),
    sa.Column("categorie", sa.String(2)),
    sa.Column("code", sa.String(5)),
    sa.Column("begindatum", sa.Date, nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("verwijderd", sa.Boolean, nullable=False),
    sa.Column("stops", sa.JSON, nullable=False),
)
"""A start with the stops on it: {einddatum, reden}; `sleutel` is its logical key as text."""

beleid = sa.Table(
    "beleid",
    metadata,
    sa.Column("gemeentecode", sa.String(4), primary_key=True),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("automatisch_toekennen", sa.Boolean, nullable=False),
    sa.Column("maximum_volume", sa.Integer),
    sa.Column("verwijzer_typen", sa.JSON(none_as_null=True)),
    sa.Column("vastgesteld_op", UtcDateTime, nullable=False),
)
"""Every version of a gemeente's policy; the highest one is in force."""

gemeente = sa.Table(
    "gemeente",
    metadata,
    sa.Column("gemeentecode", sa.String(4), primary_key=True),
    sa.Column("versie", sa.Integer, nullable=False),
)

aanbieder = sa.Table(
    "aanbieder",
    metadata,
    sa.Column("agb_code", sa.String(8), primary_key=True),
    sa.Column("versie", sa.Integer, nullable=False),
)

contract = sa.Table(
    "contract",
    metadata,
    sa.Column("contract_id", sa.String(36), primary_key=True),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("gemeentecodes", sa.JSON, nullable=False),
    sa.Column("geldig_van", sa.Date, nullable=False),
    sa.Column("geldig_tot", sa.Date),
)

contractproduct = sa.Table(
    "contractproduct",
    metadata,
    sa.Column("product_id", sa.String(36), primary_key=True),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("contract_id", sa.String(36), nullable=False),
    sa.Column("categorie", sa.String(2), nullable=False),
    sa.Column("code", sa.String(5), nullable=False),
    sa.Column("eenheid", sa.String(2), nullable=False),
    sa.Index("ix_contractproduct_code", "code", "contract_id"),
)
"""The newest version of what the contract service published."""
