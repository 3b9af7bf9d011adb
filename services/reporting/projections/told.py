# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What projections are given, and how an event becomes the columns of a row."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias, TypeVar

import sqlalchemy as sa

from libs.common.contracts import Envelope, Event

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
    """The fields of a contract model that have these names, as they are."""
    fields = type(event).model_fields
    return {name: getattr(event, name) for name in names if name in fields}
