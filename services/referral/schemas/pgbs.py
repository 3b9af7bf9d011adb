# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Budgets over HTTP: given, shown, ended."""

from datetime import date, datetime

from pydantic import Field

from libs.common.api import ApiModel
from services.referral.domain import pgb as domein
from services.referral.schemas.fields import Bsn, Categorie, Productcode


class PgbVoorwaarden(ApiModel):
    """De drie voorwaarden van artikel 8.1.1, en of het sociaal netwerk de hulp geeft."""

    bekwaam: bool = Field(description="Kan het budget beheren, zelf of met hulp.")
    gemotiveerd: bool = Field(description="Heeft gemotiveerd waarom hulp in natura niet past.")
    kwaliteit: bool = Field(description="De in te kopen hulp is van goede kwaliteit.")
    sociaal_netwerk: bool = False


class NieuwPgb(ApiModel):
    """Een pgb voor een geregistreerde client."""

    bsn: Bsn
    categorie: Categorie
    code: Productcode | None = Field(
        default=None, description="Leeg is elk product in de categorie."
    )
    begindatum: date
    einddatum: date | None = None
    voorwaarden: PgbVoorwaarden


class PgbEinde(ApiModel):
    """Een ander einde; voor de begindatum is het pgb er nooit geweest."""

    einddatum: date | None


class Pgb(ApiModel):
    """Een pgb zoals het nu geldt."""

    id: str
    versie: int
    client_id: str
    categorie: str
    code: str | None
    begindatum: date
    einddatum: date | None
    voorwaarden: PgbVoorwaarden
    vastgesteld_op: datetime


class PgbsPagina(ApiModel):
    """Een bladzijde pgb's."""

    resultaten: list[Pgb]


def pgb_of(pgb: domein.Pgb) -> Pgb:
    """As shown."""
    given = pgb.voorwaarden
    return Pgb(
        id=pgb.id,
        versie=pgb.versie,
        client_id=pgb.client_id,
        categorie=pgb.categorie,
        code=pgb.code,
        begindatum=pgb.begindatum,
        einddatum=pgb.einddatum,
        voorwaarden=PgbVoorwaarden(
            bekwaam=given.bekwaam,
            gemotiveerd=given.gemotiveerd,
            kwaliteit=given.kwaliteit,
            sociaal_netwerk=given.sociaal_netwerk,
        ),
        vastgesteld_op=pgb.vastgesteld_op,
    )


def voorwaarden_in(given: PgbVoorwaarden) -> domein.Voorwaarden:
    """As the domain knows them."""
    return domein.Voorwaarden(
        given.bekwaam, given.gemotiveerd, given.kwaliteit, given.sociaal_netwerk
    )
