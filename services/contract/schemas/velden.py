# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Fields that many shapes of contract have."""

import re
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from libs.common import codes


def _only_iso(value: object) -> object:
    """A number would be read as seconds since 1970, and give a date that nobody meant."""
    if isinstance(value, date) or (isinstance(value, str) and _ISO_DATE.fullmatch(value)):
        return value
    raise PydanticCustomError("date_parsing", "is not a date")


_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

_NO_CONTROL = r"^[^\x00-\x1f\x7f]+$"

Gemeentecode = Annotated[codes.Gemeentecode, Field(description="CBS-code, vier cijfers.")]
AgbCode = Annotated[codes.AgbCode, Field(description="AGB-code, acht cijfers.")]

KvkNummer = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{8}$"), Field(description="Nummer in het KvK-register.")
]

Regiocode = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Z][A-Z0-9-]{1,19}$"),
    Field(description="Eigen code van de regio; begint met een letter."),
]

Naam = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=80, pattern=_NO_CONTROL),
]

Omschrijving = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=_NO_CONTROL),
]

Eenheid = Annotated[
    str, StringConstraints(max_length=2), Field(description="Code uit WJ756, passend bij variant.")
]

Cents = Annotated[
    int, Field(strict=True, ge=0, le=99_999_999, description="Eurocenten per eenheid.")
]

Van = Annotated[date, BeforeValidator(_only_iso), Field(description="Eerste dag.")]

Tot = Annotated[
    date | None,
    BeforeValidator(lambda value: value if value is None else _only_iso(value)),
    Field(description="Laatste dag; leeg is onbepaald."),
]

Uitloop = Annotated[
    date | None,
    BeforeValidator(lambda value: value if value is None else _only_iso(value)),
    Field(
        description="Tot en met deze dag loopt hulp door die voor het einde van het contract is "
        "toegewezen, tegen het laatste tarief; leeg is geen uitloop."
    ),
]

InkoopId = Annotated[
    str | None,
    Field(max_length=36, description="De inkoop waaruit het contract volgt, uit `/inkopen`."),
]
