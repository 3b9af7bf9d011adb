# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Fields that many kinds of dossiers have."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from libs.common.api import ApiModel

Tekst = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]

Jaar = Annotated[int, Field(ge=2000, le=2999)]

Centen = Annotated[int, Field(strict=True, ge=0, le=9_999_999_999_999, description="Eurocenten.")]

Procent = Annotated[Decimal, Field(ge=0, le=1000, max_digits=8, decimal_places=4)]

Plaatsen = Annotated[int, Field(ge=0, le=1_000_000)]

Functie = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]

ProductKeuze = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}(/[0-9A-Z]{1,5})?$")]
"""A category, or a product as `45/45B01`."""


class Vastgelegd(ApiModel):
    """Wat van elk dossier wordt bijgehouden."""

    id: str
    versie: int
    eigenaar: str = Field(description="De regio of gemeente die het vastlegde, of het beheer.")
    gewijzigd_op: datetime
