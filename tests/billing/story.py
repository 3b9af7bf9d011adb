# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tells billing what happened and asks what became of claims, in few words."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from libs.common.contracts import ContractproductVastgesteld, ToewijzingVastgesteld
from libs.common.runtime import settle
from libs.ijw.months import last_day_of_month
from services.billing.domain.declaratie import Regel
from tests.billing.claims import a_regel
from tests.billing.harness import Billing
from tests.billing.messages import BSN, Claim, product, toewijzing

Publish = Callable[..., Awaitable[None]]


def month(begin: date, **changes: object) -> Regel:
    """A line over the rest of the month of `begin`."""
    period = {"periode_begin": begin, "periode_eind": last_day_of_month(begin)}
    return a_regel(**(period | changes))


def a_claim(*regels: Regel, number: int = 1, bsn: str = BSN) -> Claim:
    """A declaratie in the last month of its lines."""
    first = max(regel.periode_begin for regel in regels).replace(day=1)
    return Claim(
        {bsn: regels},
        f"ID{number}",
        f"DN{number}",
        (first, last_day_of_month(first)),
        dagtekening=date(2026, 11, 1),
    )


def awarded(**changes: Any) -> ToewijzingVastgesteld:
    return toewijzing().model_copy(update=changes)


def contracted(**changes: Any) -> ContractproductVastgesteld:
    return product().model_copy(update=changes)


async def tell(billing: Billing, publish: Publish, *events: object) -> None:
    await publish(*events)
    await settle(billing.service)


async def codes(billing: Billing, claim: Claim) -> list[list[str]]:
    """Judge a claim; the codes of each of its lines."""
    message = await billing.claim(claim)
    assert message["status"] == "verwerkt", message["bevindingen"]
    return [regel["retourcodes"] for regel in await billing.regels()]


async def step(billing: Billing, regel: str, nummer: int = 1) -> dict[str, Any]:
    """What the newest declaratie tells of one rule on one line."""
    newest = (await billing.declaraties())[0]["id"]
    told = (await billing.gemeente.get(f"/declaraties/{newest}/regels/{nummer}/toelichting")).json()
    (step,) = [step for step in told["stappen"] if step["regel"] == regel]
    found: dict[str, Any] = step
    return found
