# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Around families and young people, in versions: plans, measures, stays, cases and advice."""

import sqlalchemy as sa

from services.reporting.tables.base import known, lapsed, metadata


def _of_regie(name: str, key: str, *columns: sa.Column[object]) -> sa.Table:
    return sa.Table(
        name,
        metadata,
        sa.Column(key, sa.String(36), primary_key=True),
        sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
        known(),
        lapsed(),
        sa.Column("gemeentecode", sa.String(4), nullable=False, index=True),
        *columns,
    )


def _client() -> sa.Column[object]:
    return sa.Column("client_pseudoniem", sa.String(32), nullable=False)


gezinsplan = _of_regie(
    "gezinsplan",
    "plan_id",
    sa.Column("gezin_id", sa.String(36), nullable=False),
    sa.Column("regisseur", sa.String(20), nullable=False),
    sa.Column("toestand", sa.String(20), nullable=False),
    sa.Column("begindatum", sa.Date, nullable=False),
    sa.Column("einddatum", sa.Date),
    sa.Column("evaluaties", sa.Integer, nullable=False),
    sa.Column("evaluatie_uiterlijk", sa.Date, nullable=False),
    sa.Column("doelen", sa.Integer, nullable=False),
    sa.Column("doelen_bereikt", sa.Integer, nullable=False),
)

maatregel = _of_regie(
    "maatregel",
    "maatregel_id",
    _client(),
    sa.Column("soort", sa.String(20), nullable=False),
    sa.Column("begindatum", sa.Date, nullable=False),
    sa.Column("einddatum", sa.Date),
    sa.Column("oorzaken", sa.JSON, nullable=False),
    sa.Column("eindgesprek_op", sa.Date),
)

regietaak = _of_regie(
    "regietaak",
    "taak_id",
    sa.Column("soort", sa.String(60), nullable=False),
    sa.Column("client_pseudoniem", sa.String(32)),
    sa.Column("termijn", sa.Date, nullable=False),
    sa.Column("toestand", sa.String(20), nullable=False),
)

toekomstplan = _of_regie(
    "toekomstplan",
    "plan_id",
    _client(),
    sa.Column("toestand", sa.String(20), nullable=False),
    sa.Column("vervolgregimes", sa.JSON, nullable=False),
    sa.Column("goedgekeurd_op", sa.Date),
)

verblijf = _of_regie(
    "verblijf",
    "verblijf_id",
    _client(),
    sa.Column("vorm", sa.String(40), nullable=False),
    sa.Column("agb_code", sa.String(8)),
    sa.Column("begindatum", sa.Date, nullable=False),
    sa.Column("einddatum", sa.Date),
    sa.Column("reden", sa.String(40), nullable=False),
    sa.Column("einde_reden", sa.String(40)),
    sa.Column("onvrijwillig", sa.Boolean, nullable=False),
)

escalatie = _of_regie(
    "escalatie",
    "escalatie_id",
    _client(),
    sa.Column("niveau", sa.String(20), nullable=False),
    sa.Column("reden", sa.String(40), nullable=False),
    sa.Column("toestand", sa.String(20), nullable=False),
    sa.Column("automatisch", sa.Boolean, nullable=False),
    sa.Column("geopend_op", sa.Date, nullable=False),
    sa.Column("doorbraak", sa.Boolean, nullable=False),
    sa.Column("uitkomst", sa.String(60)),
    sa.Column("les", sa.String(60)),
)

beschermingstafel = _of_regie(
    "beschermingstafel",
    "tafel_id",
    _client(),
    sa.Column("datum", sa.Date, nullable=False),
    sa.Column("resultaat", sa.String(20), nullable=False),
)

consult = _of_regie(
    "consult",
    "consult_id",
    sa.Column("datum", sa.Date, nullable=False),
    sa.Column("onderwerp", sa.String(60), nullable=False),
    sa.Column("vrager", sa.String(60), nullable=False),
    sa.Column("vervolg", sa.String(40)),
)

wachtsignaal = sa.Table(
    "wachtsignaal",
    metadata,
    sa.Column("verwijzing_id", sa.String(36), primary_key=True),
    sa.Column("soort", sa.String(12), primary_key=True),
    sa.Column("fase", sa.String(12), primary_key=True),
    known(),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("client_pseudoniem", sa.String(32), nullable=False, index=True),
    sa.Column("categorie", sa.String(2)),
    sa.Column("agb_code", sa.String(8)),
    sa.Column("norm_dagen", sa.Integer, nullable=False),
    sa.Column("dagen", sa.Integer, nullable=False),
    sa.Column("uiterlijk", sa.Date, nullable=False),
)
"""A term of waiting that came near its end or was over; told once each."""
