# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The obligation ledger: kinds of entries and the two accounts that each moves money between.

An entry is one row with a debit and a credit account, so that it sums to zero by its form. What
turns out to be wrong is taken back by an entry of the opposite amount, and never changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Soort = Literal["toegewezen", "gewijzigd", "vrijgevallen", "goedgekeurd", "gecrediteerd"]
Rekening = Literal["verplichting", "tegenrekening", "vrijval", "realisatie"]
OorzaakSoort = Literal[
    "toewijzing", "contract", "contractproduct", "levering", "declaratie", "kalender"
]

REKENINGEN: Mapping[Soort, tuple[Rekening, Rekening]] = MappingProxyType(
    {
        "toegewezen": ("verplichting", "tegenrekening"),
        "gewijzigd": ("verplichting", "tegenrekening"),
        "vrijgevallen": ("vrijval", "verplichting"),
        "goedgekeurd": ("realisatie", "verplichting"),
        "gecrediteerd": ("verplichting", "realisatie"),
    }
)
"""Per kind the account that is debited and the one that is credited."""

SOORTEN: tuple[Soort, ...] = tuple(REKENINGEN)


@dataclass(frozen=True, slots=True, order=True)
class Oorzaak:
    """What caused an entry: an event or message by its own name, or a day of the calendar."""

    soort: OorzaakSoort
    kenmerk: str


@dataclass(frozen=True, slots=True, order=True)
class Cel:
    """Where an amount stands in the account of a toewijzing; `maand` is year times 100 + month.

    `categorie` is empty where it is that of the toewijzing.
    """

    oorzaak: Oorzaak
    soort: Soort
    maand: int
    categorie: str = ""


def met_teken(soort: Soort, bedrag: int) -> int:
    """What was approved counts up, and what was credited down."""
    return -bedrag if soort == "gecrediteerd" else bedrag


@dataclass(frozen=True, slots=True)
class Geboekt:
    """What stands in a cell, in cents, and the number of the last entry in it."""

    bedrag: int
    volgnummer: int


@dataclass(frozen=True, slots=True)
class Boeking:
    """A new entry in a cell: its number counts on; `storno` takes back what stood there."""

    cel: Cel
    volgnummer: int
    bedrag: int
    storno: bool = False


def boekingen(gewenst: Mapping[Cel, int], geboekt: Mapping[Cel, Geboekt]) -> list[Boeking]:
    """The entries after which each cell holds what it should, and nothing when it does already.

    Their numbers follow from what is there, so that making them twice is making them once.
    """
    made: list[Boeking] = []
    for cel in sorted(gewenst.keys() | geboekt.keys()):
        staat = geboekt.get(cel, Geboekt(0, 0))
        made.extend(_correct(cel, staat, gewenst.get(cel, 0)))
    return made


def _correct(cel: Cel, staat: Geboekt, bedrag: int) -> list[Boeking]:
    if staat.bedrag == bedrag:
        return []
    found = []
    nummer = staat.volgnummer
    if staat.bedrag:
        nummer += 1
        found.append(Boeking(cel, nummer, -staat.bedrag, storno=True))
    if bedrag:
        found.append(Boeking(cel, nummer + 1, bedrag))
    return found
