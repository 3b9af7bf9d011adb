# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The states of a referral, and which may follow which (R-02)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal

Status = Literal[
    "ontvangen",
    "gevalideerd",
    "woonplaats-getoetst",
    "poort-getoetst",
    "in-onderzoek",
    "toegekend",
    "afgewezen",
    "toegewezen",
    "gestart",
    "tijdelijk-gestopt",
    "beeindigd",
    "ingetrokken",
    "overgedragen",
]

Changes = Mapping[str, Any]
"""Fields that become another."""

NOTHING: Changes = MappingProxyType({})

ROUTE: tuple[Status, ...] = (
    "ontvangen",
    "gevalideerd",
    "woonplaats-getoetst",
    "poort-getoetst",
    "toegekend",
    "toegewezen",
)
"""The way to help, in order; each state names the last step that was taken."""

VOLGT: Mapping[Status, frozenset[Status]] = MappingProxyType(
    {
        "ontvangen": frozenset({"gevalideerd", "ingetrokken", "gestart"}),
        "gevalideerd": frozenset(
            {"woonplaats-getoetst", "in-onderzoek", "afgewezen", "ingetrokken", "gestart"}
        ),
        "woonplaats-getoetst": frozenset(
            {"poort-getoetst", "in-onderzoek", "afgewezen", "ingetrokken"}
        ),
        "poort-getoetst": frozenset({"toegekend", "in-onderzoek", "afgewezen", "ingetrokken"}),
        "in-onderzoek": frozenset({"woonplaats-getoetst", "poort-getoetst", "afgewezen"}),
        "toegekend": frozenset({"toegewezen"}),
        "afgewezen": frozenset({"gevalideerd", "ingetrokken"}),  # another aanbieder asks
        "toegewezen": frozenset(
            {"gestart", "tijdelijk-gestopt", "beeindigd", "ingetrokken", "overgedragen"}
        ),
        "gestart": frozenset({"tijdelijk-gestopt", "beeindigd", "toegewezen", "overgedragen"}),
        "tijdelijk-gestopt": frozenset({"gestart", "beeindigd", "toegewezen", "overgedragen"}),
        "beeindigd": frozenset({"gestart", "tijdelijk-gestopt", "toegewezen", "overgedragen"}),
        "ingetrokken": frozenset(),
        "overgedragen": frozenset(),
    }
)
"""Which step may follow which; a correction of a start or stop goes back."""

WACHT: frozenset[Status] = frozenset((*ROUTE[:4], "afgewezen"))
"""States in which a request may still join; help in crisis is joined after its start too."""


BEFORE_HELP: frozenset[Status] = frozenset((*ROUTE, "in-onderzoek", "afgewezen"))
"""States of which the way to help still goes on."""

AF: frozenset[Status] = frozenset({"ingetrokken", "overgedragen"})
"""States that nothing follows here."""


class VerkeerdeStap(ValueError):
    """A step that cannot follow the state there is."""
