# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What reporting shows over HTTP; amounts are whole cents."""

from services.reporting.schemas.aansluiting import (
    Aansluitcel,
    Aansluiting,
    Aansluitregel,
    Aansluitregels,
)
from services.reporting.schemas.kerncijfers import (
    Cijfers,
    Definitie,
    Definities,
    Dimensie,
    Kerncijfers,
    Rij,
)
from services.reporting.schemas.verkeer import (
    Berichtenverkeer,
    Verkeer,
)

__all__ = [
    "Aansluitcel",
    "Aansluiting",
    "Aansluitregel",
    "Aansluitregels",
    "Berichtenverkeer",
    "Cijfers",
    "Definitie",
    "Definities",
    "Dimensie",
    "Kerncijfers",
    "Rij",
    "Verkeer",
]
