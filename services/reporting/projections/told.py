# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What projections are given, and how an event becomes the columns of a row."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, TypeAlias, TypeVar

import sqlalchemy as sa

from libs.common.consume import AbsurdEventError
from libs.common.contracts import Envelope, Event
from services.reporting.domain.waardering import MEESTE_CENTEN

EARLIEST, LATEST = date(1900, 1, 1), date(2099, 12, 31)
"""Nobody of before is a child now, and PostgreSQL takes the first day there is for no day; after
the last no month can be asked."""
MEESTE_EENHEDEN = 99_999_999
"""The most that a message can say (LDT_Volume)."""
_EINDEN = frozenset({"einddatum", "geldig_tot", "uitloop_tot"})
"""An end that lies further away is no end."""
_EERSTE_GEBEURTENIS = 2000
"""The year; nothing of what is told was recorded before."""


class AbsurdDayError(AbsurdEventError):
    """A day that no event can mean; its event is parked, and nothing else waits for it."""


class AbsurdAmountError(AbsurdEventError):
    """An amount or number that no event can mean; parked as an absurd day is."""


EventT = TypeVar("EventT", bound=Event)
Told: TypeAlias = Sequence[tuple[EventT, Envelope]]
"""Events of one kind, each with its envelope."""


def rows(table: sa.Table, told: Told[Any]) -> list[dict[str, Any]]:
    """What the table has of each event, known from when it was recorded.

    A field that an event gets later is nothing to a table that does not have it.
    """
    names = frozenset(table.c.keys())
    has_known = "bekend_op" in names
    found = []
    for event, envelope in told:
        row = columns(event, names)
        if has_known:
            row["bekend_op"] = told_at(envelope)
        found.append(row)
    return found


def told_at(envelope: Envelope) -> datetime:
    """When an event was recorded, and known from; `AbsurdDayError` when that cannot be."""
    if not _EERSTE_GEBEURTENIS <= envelope.time.year <= LATEST.year:
        raise AbsurdDayError(f"time is before {_EERSTE_GEBEURTENIS} or after {LATEST.year}")
    return envelope.time


def columns(event: Any, names: Iterable[str]) -> dict[str, Any]:  # noqa: ANN401 - any contract
    """The fields of a contract model that have these names, as they are.

    Raises what `sane` does.
    """
    fields = type(event).model_fields
    return {name: sane(name, getattr(event, name)) for name in names if name in fields}


def sane(name: str, value: Any) -> Any:  # noqa: ANN401 - any column
    """The value; `AbsurdDayError` for an absurd day, `AbsurdAmountError` for an absurd number."""
    if isinstance(value, date):
        if value.year < EARLIEST.year:
            raise AbsurdDayError(f"{name} is before {EARLIEST.year}")
        if name not in _EINDEN and value.year > LATEST.year:
            raise AbsurdDayError(f"{name} is after {LATEST.year}")
    elif name == "geboortemaand" and value is not None:
        if not EARLIEST.year <= int(value[:4]) <= LATEST.year:
            raise AbsurdDayError(f"{name} is before {EARLIEST.year} or after {LATEST.year}")
    elif isinstance(value, int):
        most = MEESTE_EENHEDEN if name == "volume" else MEESTE_CENTEN
        if abs(value) > most:
            raise AbsurdAmountError(f"{name} is above {most}")
    return value
