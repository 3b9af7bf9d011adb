# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the interface shows of help that was delivered and not approved yet."""

from collections.abc import Sequence

from pydantic import Field

from libs.common.api import ApiModel
from services.billing.domain.verplichting import maand_tekst
from services.billing.rules.ibnr import Aandeel, Schatting
from services.billing.store.driehoek import maand_of

_DECIMALS = 4


class Lagaandeel(ApiModel):
    """Welk deel van een zorgmaand na zoveel maanden is goedgekeurd."""

    maanden: int
    aandeel: float
    onderbouwd: bool = Field(description="Onwaar als eerdere maanden er niets over zeggen.")


class Zorgmaand(ApiModel):
    """Een zorgmaand, in eurocenten."""

    maand: str
    goedgekeurd: int
    aandeel: float
    verwacht: int
    nog_te_ontvangen: int
    onderbouwd: bool
    uit_vorige: bool = Field(
        description="Waar als nog niets is goedgekeurd, en de drie maanden ervoor zeggen wat is te "
        "verwachten."
    )


class NogTeOntvangen(ApiModel):
    """De schatting op een peilmaand; het totaal is dat van de getoonde zorgmaanden."""

    peilmaand: str
    nog_te_ontvangen: int
    zorgmaanden: list[Zorgmaand]
    aandelen: list[Lagaandeel]


def nog_te_ontvangen_of(
    peilmaand: str, aandelen: Sequence[Aandeel], schattingen: Sequence[Schatting]
) -> NogTeOntvangen:
    """For showing."""
    return NogTeOntvangen(
        peilmaand=peilmaand,
        nog_te_ontvangen=sum(one.nog_te_ontvangen for one in schattingen),
        zorgmaanden=[_zorgmaand(one) for one in schattingen],
        aandelen=[
            Lagaandeel(maanden=one.lag, aandeel=_shown(one), onderbouwd=one.onderbouwd)
            for one in aandelen
        ],
    )


def _zorgmaand(schatting: Schatting) -> Zorgmaand:
    return Zorgmaand(
        maand=maand_tekst(maand_of(schatting.maand)),
        goedgekeurd=schatting.goedgekeurd,
        aandeel=_shown(schatting.aandeel),
        verwacht=schatting.verwacht,
        nog_te_ontvangen=schatting.nog_te_ontvangen,
        onderbouwd=schatting.aandeel.onderbouwd,
        uit_vorige=schatting.uit_vorige,
    )


def _shown(aandeel: Aandeel) -> float:
    return round(float(aandeel.deel), _DECIMALS)
