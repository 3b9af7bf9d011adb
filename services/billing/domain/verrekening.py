# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Settlement between gemeenten: who paid asks who answers for the child (Jeugdwet 8.2.1)."""

from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal

from libs.ijw.calendar import is_working_day
from services.billing.domain.verloop import Verloop

ANTWOORDTERMIJN = timedelta(weeks=2)
"""Calendar days to answer the question who pays (Regeling Jeugdwet 1a.1)."""

Handeling = Literal["aanvaarden", "afwijzen", "handhaven", "intrekken", "betaling-ontvangen"]
Rol = Literal["betaler", "aangesproken"]

VERLOOP = Verloop(
    naam="verrekening",
    begin="voorgelegd",
    stappen=MappingProxyType(
        {
            ("voorgelegd", "aanvaarden"): "aanvaard",
            ("voorgelegd", "afwijzen"): "afgewezen",
            ("voorgelegd", "intrekken"): "ingetrokken",
            ("afgewezen", "handhaven"): "geschil",
            ("afgewezen", "intrekken"): "ingetrokken",
            ("geschil", "aanvaarden"): "aanvaard",
            ("geschil", "intrekken"): "ingetrokken",
            ("aanvaard", "betaling-ontvangen"): "betaald",
        }
    ),
)

WIE: MappingProxyType[Handeling, Rol] = MappingProxyType(
    {
        "aanvaarden": "aangesproken",
        "afwijzen": "aangesproken",
        "handhaven": "betaler",
        "intrekken": "betaler",
        "betaling-ontvangen": "betaler",
    }
)
"""Which of the two colleges takes a step."""


@dataclass(frozen=True, slots=True)
class Vraag:
    """What the payer lays before the other college; `bedrag` in cents."""

    betaler: str
    aangesproken: str
    bewijs: str
    bedrag: int
    periode_begin: date
    periode_eind: date


@dataclass(frozen=True, slots=True)
class Verrekening:
    """A question as it now stands; `overeengekomen` in cents, once there is an agreement."""

    id: str
    vraag: Vraag
    gevraagd_op: date
    uiterste_datum: date
    toestand: str
    overeengekomen: int | None
    versie: int

    def role_of(self, gemeentecode: str) -> Rol | None:
        """Which side a gemeente is on, if any."""
        if gemeentecode == self.vraag.betaler:
            return "betaler"
        return "aangesproken" if gemeentecode == self.vraag.aangesproken else None

    def is_te_laat(self, today: date) -> bool:
        """Still unanswered after the last day of the term."""
        return self.toestand == VERLOOP.begin and today > self.uiterste_datum


def uiterste_datum(gevraagd_op: date) -> date:
    """The last day to answer; one that is no working day moves to the next (Atw 1)."""
    day = gevraagd_op + ANTWOORDTERMIJN
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def boekingen(vraag: Vraag, overeengekomen: int) -> dict[str, int]:
    """Cents per gemeente on agreement: the payer receives what the other pays, together zero."""
    return {vraag.betaler: overeengekomen, vraag.aangesproken: -overeengekomen}
