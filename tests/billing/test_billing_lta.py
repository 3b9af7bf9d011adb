# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""B-17: nationally bought care is paid and counted, and gives no view to steer by."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import Any

import httpx
import pytest

from libs.common.auth import OrgType
from libs.common.contracts.contract import Tarief
from libs.common.runtime import settle
from tests.billing.claims import GEMEENTE, a_regel
from tests.billing.harness import Billing
from tests.billing.messages import Claim, contract, product, pseudoniem, toewijzing
from tests.billing.zaken import bsn

Client = Callable[..., httpx.AsyncClient]
Publish = Callable[..., Awaitable[None]]
CLIENTS = {2024: 286, 2025: 269}
"""Clients of 2019 and 2020, in years that a message may still be about (CS100, TR335)."""


def _offer() -> list[Any]:
    since = date(2024, 1, 1)
    tarieven = (Tarief(bedrag=1250, geldig_van=since),)
    return [
        contract().model_copy(update={"geldig_van": since}),
        product("55001").model_copy(update={"categorie": "55", "tarieven": tarieven}),
    ]


def _award(number: int) -> Any:
    changes = {"categorie": "55", "ingangsdatum": date(2024, 1, 1), "einddatum": date(2025, 12, 31)}
    return toewijzing(number, bsn=bsn(number), code="55001").model_copy(update=changes)


def _claim(jaar: int, numbers: Sequence[int]) -> Claim:
    begin, end = date(jaar, 12, 1), date(jaar, 12, 31)
    lines = {
        bsn(number): [
            a_regel(
                referentie_nummer=f"{jaar}-{number}",
                toewijzing_nummer=number,
                categorie="55",
                code="55001",
                periode_begin=begin,
                periode_eind=end,
            )
        ]
        for number in numbers
    }
    return Claim(lines, f"ID{jaar}", f"DN{jaar}", (begin, end))


@pytest.mark.both_databases
async def test_b17_286_clients_and_a_year_later_269(
    billing: Billing, publish: Publish, client: Client
) -> None:
    """B-17: every line paid, every client of the year counted once."""
    await publish(*_offer(), *(_award(number) for number in range(1, 287)))
    await settle(billing.service)
    for jaar, count in CLIENTS.items():
        message = await billing.claim(_claim(jaar, range(1, count + 1)))
        assert message["status"] == "verwerkt"
    gemeente = client(billing.service, OrgType.GEMEENTE, GEMEENTE, ("tellingen:lezen",))

    found = {jaar: (await gemeente.get(f"/ltatellingen/{jaar}")).json() for jaar in CLIENTS}

    assert {jaar: count["aantalClienten"] for jaar, count in found.items()} == CLIENTS
    assert found[2025]["toegekend"] == 269 * 5000
    (own,) = found[2024]["gemeenten"]
    assert (own["gemeentecode"], own["aantalClienten"], own["aantalRegels"]) == (GEMEENTE, 286, 286)
    for number in range(1, 287):
        assert bsn(number) not in str(found)
        assert pseudoniem(bsn(number)) not in str(found)


@pytest.mark.both_databases
async def test_b17_a_line_that_was_credited_does_not_count(
    billing: Billing, publish: Publish, client: Client
) -> None:
    """Nor does other care, and another year is empty."""
    await publish(*_offer(), product(), _award(1), _award(2), toewijzing(3, bsn=bsn(3)))
    await settle(billing.service)
    await billing.claim(_claim(2025, [1, 2]))
    debit = _claim(2025, [1]).clienten[bsn(1)][0]
    credit = a_regel(
        **{name: getattr(debit, name) for name in ("toewijzing_nummer", "categorie", "code")},
        periode_begin=debit.periode_begin,
        periode_eind=debit.periode_eind,
        referentie_nummer="C1",
        vorig_referentie_nummer=debit.referentie_nummer,
        credit=True,
    )
    period = (debit.periode_begin, debit.periode_eind)
    await billing.claim(Claim({bsn(1): [credit]}, "ID3", "DN3", period))
    await billing.claim(Claim({bsn(3): [a_regel(toewijzing_nummer=3)]}, "ID4", "DN4"))
    gemeente = client(billing.service, OrgType.GEMEENTE, GEMEENTE, ("tellingen:lezen",))

    count = (await gemeente.get("/ltatellingen/2025")).json()

    assert (count["aantalClienten"], count["aantalRegels"], count["toegekend"]) == (1, 1, 5000)
    assert (await gemeente.get("/ltatellingen/2026")).json() == {
        "jaar": 2026,
        "aantalClienten": 0,
        "aantalRegels": 0,
        "toegekend": 0,
        "gemeenten": [],
    }
