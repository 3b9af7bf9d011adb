# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The woonplaatsbeginsel over HTTP: asked and answered, nothing is kept."""

from datetime import date
from typing import Annotated

from pydantic import Field

from libs.common.api import ApiModel
from libs.common.problem import InvalidInput, InvalidParam
from services.referral.domain import woonplaats as domein
from services.referral.schemas.fields import Gemeentecode


class Inschrijving(ApiModel):
    """Een BRP-adres; zonder gemeente is het in het buitenland."""

    van: date
    tot: date | None = None
    gemeentecode: Gemeentecode | None = None


class Verblijf(ApiModel):
    """Jeugdhulp met verblijf."""

    van: date
    tot: date | None = None


class Woonplaatsvraag(ApiModel):
    """Wat er bekend is; een geheim of onbekend adres wordt weggelaten."""

    peildatum: date
    inschrijvingen: Annotated[list[Inschrijving], Field(max_length=100)] = Field(
        default_factory=list
    )
    verblijven: Annotated[list[Verblijf], Field(max_length=100)] = Field(default_factory=list)
    moeder_bij_geboorte: Gemeentecode | None = Field(
        default=None, description="Gemeente waar de moeder bij de geboorte stond ingeschreven."
    )
    feitelijk_verblijf: Gemeentecode | None = None

    def as_situatie(self) -> domein.Situatie:
        """As the domain knows it; nobody is registered at two addresses on one day: 400."""
        situatie = domein.Situatie(
            inschrijvingen=tuple(
                domein.Inschrijving(one.van, one.tot, one.gemeentecode)
                for one in self.inschrijvingen
            ),
            verblijven=tuple(domein.Verblijf(one.van, one.tot) for one in self.verblijven),
            moeder_bij_geboorte=self.moeder_bij_geboorte,
            feitelijk_verblijf=self.feitelijk_verblijf,
        )
        if domein.overlapping(situatie.inschrijvingen):
            reason = "overlappen elkaar"
            param = InvalidParam("inschrijvingen", "overlap", reason)
            raise InvalidInput(f"De inschrijvingen {reason}.", invalid_params=[param])
        return situatie


class Woonplaats(ApiModel):
    """De verantwoordelijke gemeente; leeg zolang er te weinig bekend is."""

    gemeentecode: str | None
    grond: domein.Grond | None
    peildatum: date = Field(description="De dag waarvan het adres telt.")
    toelichting: str


def woonplaats_of(found: domein.Verantwoordelijk | None, asked: date) -> Woonplaats:
    """For showing."""
    if found is None:
        told = "Er is te weinig bekend: geen adres, geen moeder bij geboorte, geen verblijf."
        return Woonplaats(gemeentecode=None, grond=None, peildatum=asked, toelichting=told)
    return Woonplaats(
        gemeentecode=found.gemeentecode,
        grond=found.grond,
        peildatum=found.peildatum,
        toelichting=domein.TOELICHTINGEN[found.grond],
    )
