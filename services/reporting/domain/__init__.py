# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the figures mean, and how facts become figures. Pure."""

from services.reporting.domain.definities import (
    DEFINITIES,
    DEFINITIEVERSIE,
    Definitie,
    verzilvering,
)
from services.reporting.domain.waardering import (
    Contractversie,
    Maandfeit,
    Productversie,
    Toewijzingversie,
    maandfeiten,
)

__all__ = [
    "DEFINITIES",
    "DEFINITIEVERSIE",
    "Contractversie",
    "Definitie",
    "Maandfeit",
    "Productversie",
    "Toewijzingversie",
    "maandfeiten",
    "verzilvering",
]
