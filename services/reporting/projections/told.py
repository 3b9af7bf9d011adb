# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What projections are given, and how an event becomes the columns of a row."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeAlias, TypeVar

import sqlalchemy as sa

from libs.common.contracts import Envelope, Event

EARLIEST = date(1900, 1, 1)
"""Nobody of before is a child now, and PostgreSQL takes the first day there is for no day."""


class AbsurdDayError(ValueError):
    """A day that no event can mean; its event is parked, and nothing else waits for it."""


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
            row["bekend_op"] = envelope.time
        found.append(row)
    return found


def columns(event: Any, names: Iterable[str]) -> dict[str, Any]:  # noqa: ANN401 - any contract
    """The fields of a contract model that have these names, as they are.

    Raises `AbsurdDayError` for a day on which nobody had help that is counted here.
    """
    fields = type(event).model_fields
    return {name: sane(name, getattr(event, name)) for name in names if name in fields}


def sane(name: str, value: Any) -> Any:  # noqa: ANN401 - any column
    """The value; `AbsurdDayError` for an absurd day."""
    if isinstance(value, date) and value.year < EARLIEST.year:
        raise AbsurdDayError(f"{name} is before {EARLIEST.year}")
    return value
