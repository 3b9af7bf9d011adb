# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Categories of products: to which care form of reports and of the CBS they belong (C-05).

Our reading of the categories (JZ020) and of the published segments, with its date. A category may
hold more than one form (44: living or respite, by product): a region says which of its products.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

PEILDATUM = "2026-01-01"


@dataclass(frozen=True, slots=True)
class Zorgvorm:
    """What a category is in reports, and in the deliveries to the CBS."""

    segment: str
    zorgvorm: str
    cbs_hulpvorm: str | None
    """None for what is no youth help, such as transport."""


_ROWS: tuple[tuple[str, str, str, str | None], ...] = (
    ("31", "ambulant", "wijkteam", "uitgevoerd door het wijk- of buurtteam"),
    ("32", "ambulant", "ambulant op locatie", "ambulante jeugdhulp op locatie van de aanbieder"),
    ("33", "ambulant", "dagbehandeling", "daghulp op locatie van de aanbieder"),
    ("34", "ambulant", "ambulant in het netwerk", "jeugdhulp in het netwerk van de jeugdige"),
    ("35", "wonen", "pleegzorg", "pleegzorg"),
    ("36", "wonen", "gezinsgericht", "gezinsgericht"),
    ("37", "jeugdzorgplus", "jeugdzorgplus", "gesloten plaatsing"),
    ("38", "wonen", "wonen", "ander verblijf"),
    ("40", "ambulant", "persoonlijke verzorging", "jeugdhulp in het netwerk van de jeugdige"),
    ("41", "ambulant", "dagbehandeling", "daghulp op locatie van de aanbieder"),
    ("42", "vervoer", "vervoer", None),
    ("43", "verblijf met behandeling", "verblijf met behandeling", "ander verblijf"),
    ("44", "wonen", "wonen", "ander verblijf"),
    (
        "45",
        "ambulant",
        "begeleiding en behandeling",
        "ambulante jeugdhulp op locatie van de aanbieder",
    ),
    ("46", "crisis", "crisis", "ander verblijf"),
    ("47", "jeugdreclassering", "jeugdreclassering", "jeugdreclassering"),
    ("48", "jeugdbescherming", "jeugdbescherming", "jeugdbescherming"),
    ("49", "preventief justitieel", "preventief justitieel kader", "jeugdbescherming"),
    ("50", "ambulant", "maatwerk", "ambulante jeugdhulp op locatie van de aanbieder"),
    ("51", "ambulant", "basis-ggz", "ambulante jeugdhulp op locatie van de aanbieder"),
    ("52", "ambulant", "specialistische ggz", "ambulante jeugdhulp op locatie van de aanbieder"),
    ("53", "ziekenhuiszorg", "ziekenhuiszorg", "ambulante jeugdhulp op locatie van de aanbieder"),
    ("54", "ambulant", "jeugd-ggz", "ambulante jeugdhulp op locatie van de aanbieder"),
    ("55", "lta", "landelijk ingekochte zorg", "ander verblijf"),
)
ZORGVORMEN: Mapping[str, Zorgvorm] = MappingProxyType(
    {category: Zorgvorm(segment, form, cbs) for category, segment, form, cbs in _ROWS}
)
"""By category, where a region has said nothing of the product."""
