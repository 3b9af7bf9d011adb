# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Subsidies of a year: awarded, advanced, accounted for, determined, wound up (B-16)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from libs.common.shares import split_by_weight
from services.billing.domain.verdeling import by_key
from services.billing.domain.verloop import Verloop

Regeling = Literal["jeugdbescherming", "veilig-thuis", "overig"]
Handeling = Literal[
    "bevoorschotten", "verantwoorden", "vaststellen", "afwikkelen", "intrekken", "aanvullen"
]
AANVULLEN = "aanvullen"
"""Tell the AGB code of the receiver, which was not known at the award: changes no state."""

_LIVE = ("verleend", "bevoorschot", "verantwoord", "vastgesteld", "afgewikkeld")
"""Of which money may still be paid."""


VERLOOP = Verloop(
    naam="subsidie",
    begin="verleend",
    stappen=MappingProxyType(
        {
            ("verleend", "bevoorschotten"): "bevoorschot",
            ("verleend", "verantwoorden"): "verantwoord",
            ("verleend", "intrekken"): "ingetrokken",
            ("bevoorschot", "bevoorschotten"): "bevoorschot",
            ("bevoorschot", "verantwoorden"): "verantwoord",
            ("verantwoord", "verantwoorden"): "verantwoord",
            ("verantwoord", "vaststellen"): "vastgesteld",
            ("vastgesteld", "afwikkelen"): "afgewikkeld",
            **{(toestand, AANVULLEN): toestand for toestand in _LIVE},
        }
    ),
)


@dataclass(frozen=True, slots=True)
class Subsidie:
    """A subsidy as it now stands, in cents; `lasten` is what was accounted for, by gemeente.

    `agb_code` is that of the receiver: with it payment runs pay advances and balance.
    """

    id: str
    verlener: str
    ontvanger: str
    regeling: Regeling
    jaar: int
    sleutel: Mapping[str, int]
    verleend: int
    bevoorschot: int
    vastgesteld: int | None
    lasten: Mapping[str, int] | None
    toestand: str
    versie: int
    agb_code: str | None = None

    def paid_by_key(self, bedrag: int) -> dict[str, int]:
        """What each gemeente pays of an amount: negative, for it receives what is positive."""
        return split_by_weight(-bedrag, self.sleutel)

    def balance(self, voorschotten: Mapping[str, int]) -> dict[str, int]:
        """What is left to pay or get back per gemeente, after what was booked as advances.

        With the advances it adds up to the determined amount, to the cent and for each of them.
        """
        return by_key(self.paid_by_key(self.vastgesteld or 0), voorschotten)
