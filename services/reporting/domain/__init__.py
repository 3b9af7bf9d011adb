# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the figures mean, and how facts become figures. Pure."""

from services.reporting.domain.definities import (
    DEFINITIES,
    DEFINITIEVERSIE,
    Definitie,
    verzilvering,
)
from services.reporting.domain.regios import Lid
from services.reporting.domain.tellen import (
    AANBIEDER,
    FAMILIES,
    GEMEENTE,
    PRODUCT,
    VELDEN,
    ZORGVORM,
    Celsleutel,
    Celverschil,
    Familie,
    Maandsleutel,
    Stand,
    Verschillen,
    familie,
    kleinste,
    verschil,
)
from services.reporting.domain.waardering import (
    Contractversie,
    Maandfeit,
    Productversie,
    Toewijzingversie,
    maandfeiten,
    opgeteld,
)
from services.reporting.domain.zorgvormen import NIET_TOEGEWEZEN, Indeling, Zorgvormen

__all__ = [
    "AANBIEDER",
    "DEFINITIES",
    "DEFINITIEVERSIE",
    "FAMILIES",
    "GEMEENTE",
    "NIET_TOEGEWEZEN",
    "PRODUCT",
    "VELDEN",
    "ZORGVORM",
    "Celsleutel",
    "Celverschil",
    "Contractversie",
    "Definitie",
    "Familie",
    "Indeling",
    "Lid",
    "Maandfeit",
    "Maandsleutel",
    "Productversie",
    "Stand",
    "Toewijzingversie",
    "Verschillen",
    "Zorgvormen",
    "familie",
    "kleinste",
    "maandfeiten",
    "opgeteld",
    "verschil",
    "verzilvering",
]
