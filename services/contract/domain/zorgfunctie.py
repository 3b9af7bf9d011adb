# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""At which scale a region arranges a function of youth care, with whom and how it pays (R-09)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from services.contract.domain.geldigheid import Fault, Geldigheid

Functie = Literal[
    "toegang",
    "ambulant",
    "dag-en-logeren",
    "dyslexie",
    "ziekenhuiszorg",
    "complex",
    "wonen",
    "verblijf-met-behandeling",
    "crisis",
    "veilig-thuis",
    "jeugdbescherming",
    "jeugdzorgplus",
    "expertteam",
    "lta",
]
"""The functions of the policy documents."""

Schaal = Literal["lokaal", "regionaal", "bovenregionaal", "provinciaal", "landsdeel", "landelijk"]

Keuze = Literal["vrije-keuze", "enkele-aanbieders", "een-aanbieder"]
"""From whom help may come: any provider that is contracted, a few, or the one there is."""

Bekostiging = Literal[
    "pxq",
    "lumpsum",
    "taakgericht",
    "subsidie",
    "budget",
    "raamovereenkomst",
    "partnerschap",
    "contract",
    "bijdrage",
    "per-gebruik",
]


@dataclass(frozen=True, slots=True)
class Zorgfunctie:
    """One row: who arranges a function for a region, for a time.

    Rows of one region and function may overlap: access to crisis help can be arranged at another
    scale than the help itself. `keuze` and `bekostiging` are None where the source tells nothing.
    """

    id: str
    regiocode: str
    functie: Functie
    schaal: Schaal
    gebied: str
    geldig: Geldigheid
    bron: str
    coordinerende_partij: str | None = None
    keuze: Keuze | None = None
    bekostiging: Bekostiging | None = None


def zorgfunctie_faults(rij: Zorgfunctie, known: Collection[str]) -> Iterator[Fault]:
    """`known` are the codes of registered regions."""
    if rij.regiocode not in known:
        yield Fault("regiocode", "onbekend", "is geen geregistreerde regio")
    if not rij.geldig.is_ordered:
        yield Fault("geldigTot", "volgorde", "ligt voor geldigVan")
