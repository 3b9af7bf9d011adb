# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the tests of the ledger tell billing, and what its check answers."""

from argparse import Namespace
from datetime import date
from typing import Any

from libs.common.commands import RefusedError
from libs.common.contracts.referral import LeveringGemeld
from services.billing.handlers.grootboekcontrole import check_ledger
from tests.billing.claims import AANBIEDER, GEMEENTE, a_regel
from tests.billing.harness import Billing
from tests.billing.messages import BSN, Claim, pseudoniem

HOURS_A_MONTH = (4, "04", "4")


def a_claim(number: int = 1, **changes: Any) -> Claim:
    """Four hours in April at 12.50 euro, on toewijzing 10072."""
    regel = a_regel(referentie_nummer=f"RN{number}", **changes)
    return Claim({BSN: [regel]}, f"ID{number}", f"DN{number}")


def a_credit() -> Claim:
    """Of the first claim."""
    return a_claim(2, vorig_referentie_nummer="RN1", credit=True)


def ended(day: date | None, status: str = "gestopt", versie: int = 2) -> LeveringGemeld:
    """Help on toewijzing 10072 since January."""
    return LeveringGemeld(
        gemeentecode=GEMEENTE,
        agb_code=AANBIEDER,
        client_pseudoniem=pseudoniem(BSN),
        toewijzing_nummer=10072,
        categorie="45",
        code="45A03",
        begindatum=date(2026, 1, 1),
        versie=versie,
        status=status,
        einddatum=day,
    )


async def told(billing: Billing) -> list[str]:
    lines = []
    try:
        async for line in check_ledger(billing.service.runtime, Namespace()):
            lines.append(line)
    except RefusedError as why:
        lines.append(str(why))
    return lines
