# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the questions of several views share: their fields, their bounds, their errors."""

from dataclasses import fields
from datetime import UTC, date, datetime, time
from typing import Annotated

from fastapi import Request
from pydantic import AwareDatetime, Field

from libs.common.auth import Caller, OrgType, allow
from libs.common.problem import InvalidInput, InvalidParam

MAX_MONTHS = 120
MAAND = r"^20[0-9]{2}-(0[1-9]|1[0-2])$"
_EARLIEST, _LATEST = date(2000, 1, 1), date(2099, 12, 31)

Reader = Annotated[
    Caller, allow("weergaven:lezen", OrgType.REGIO, OrgType.GEMEENTE, OrgType.BEHEER)
]
Dag = Annotated[date, Field(ge=_EARLIEST, le=_LATEST)]
Moment = Annotated[
    AwareDatetime,
    Field(
        ge=datetime.combine(_EARLIEST, time(), UTC),
        le=datetime.combine(_LATEST, time(), UTC),
    ),
]

ORDER = InvalidParam("tot", "volgorde", "ligt voor van")


def invalid(wrong: list[InvalidParam]) -> InvalidInput:
    """One error that names everything wrong with a question."""
    detail = "; ".join(f"{p.name} {p.reason}" for p in wrong)
    return InvalidInput(f"{detail}.", invalid_params=wrong)


def known_parameters(request: Request, vraag: type) -> None:
    """Refuse a parameter that the question does not have: misspelt it would filter nothing.

    `vraag` is the dataclass of its parameters.
    """
    known = {field.name for field in fields(vraag)}
    wrong = [
        InvalidParam(name, "onbekend", f"is geen parameter; wel: {', '.join(sorted(known))}")
        for name in sorted(set(request.query_params) - known)
    ]
    if wrong:
        raise invalid(wrong)
