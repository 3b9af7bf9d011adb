# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Requests, the decisions on them, and the policies that take some."""

import sqlalchemy as sa

from libs.common.db import UtcDateTime, partial_index
from services.referral.tables.basis import metadata

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
    sa.Column("soort", sa.String(3), nullable=False, server_default="VOT"),
    sa.Column("reden", sa.String(2)),
    sa.Column("pakket", sa.JSON(none_as_null=True)),
    sa.Column("verwijzer_type", sa.String(2)),
    sa.Column("toelichting_verzegeld", sa.LargeBinary, nullable=False),
    sa.Column("dagtekening", sa.Date, nullable=False),
    sa.Column("ontvangen_op", UtcDateTime, nullable=False),
    sa.Column("retour_uiterlijk", sa.Date, nullable=False),
    sa.Column("besluit_uiterlijk", sa.Date, nullable=False),
    sa.Column("verstreken_gemeld", sa.Date),
    sa.Column("woonplaats_gemeld", sa.Date),
    sa.Column("status", sa.String(12), nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("toetsen", sa.JSON, nullable=False),
    sa.UniqueConstraint("agb_code", "referentie_aanbieder", name="uq_verzoek_referentie"),
    sa.Index("ix_verzoek_lijst", "gemeentecode", "id"),
    sa.Index("ix_verzoek_client", "client_id", "agb_code"),
)
"""One AangevraagdProduct of a VOT, or a VOW with its whole `pakket`.

`toelichting_verzegeld` holds what was written about people; `ingangsdatum` of a VOW is the first
day that differs. `verstreken_gemeld` is the last day to decide that was told to have gone by,
`woonplaats_gemeld` the same of the last day to reject on the woonplaatsbeginsel.
"""

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
    sa.Column("alternatieven", sa.JSON(none_as_null=True)),
    sa.Column("genomen_op", UtcDateTime, nullable=False),
    sa.UniqueConstraint("verzoek_id", "volgnummer", name="uq_besluit_volgnummer"),
)
"""The decisions on a request, in order; `toetsen` are the checks an automatic one passed."""

beleid = sa.Table(
    "beleid",
    metadata,
    sa.Column("gemeentecode", sa.String(4), primary_key=True),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("automatisch_toekennen", sa.Boolean, nullable=False),
    sa.Column("maximum_volume", sa.Integer),
    sa.Column("verwijzer_typen", sa.JSON(none_as_null=True)),
    sa.Column("gesloten_codes", sa.JSON(none_as_null=True)),
    sa.Column("vastgesteld_op", UtcDateTime, nullable=False),
)
"""Every version of a gemeente's policy; the highest one is in force."""
