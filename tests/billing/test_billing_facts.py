# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What billing knows from events: the causal barrier, any order, any number of times."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from libs.common.contracts.base import Event
from libs.common.contracts.contract import Tarief
from libs.common.runtime import Service, settle
from services.billing import tables as t
from tests.billing.claims import AANBIEDER, a_regel
from tests.billing.harness import Billing, jw325_of
from tests.billing.messages import BSN, Claim, contract, product, toewijzing

Publish = Callable[..., Awaitable[None]]

HISTORY: tuple[Event, ...] = (
    contract(),
    contract(versie=2, gemeenten=("0384", "0363")),
    product(),
    product(bedrag=1300, versie=2),
    toewijzing(),
    toewijzing(versie=2, omvang=(5, "04", "2")),
)


async def _versions(service: Service, table: sa.Table, *columns: str) -> list[tuple[Any, ...]]:
    query = sa.select(table.c.versie, *(table.c[name] for name in columns))
    async with service.runtime.db.read() as session:
        return [tuple(row) for row in await session.execute(query.order_by(table.c.versie))]


async def test_claim_waits_for_what_was_published_before_it(
    billing: Billing, publish: Publish
) -> None:
    """The toewijzing stands in the log when the claim is posted; it is known when judged."""
    await publish(contract(), product(), toewijzing())

    posted = (await billing.post(Claim({BSN: [a_regel()]}).xml())).json()
    mail = next(loop for loop in billing.service.loops if loop.name == "mail")
    await mail.step()
    waiting = await billing.message(posted["id"])
    await settle(billing.service)

    assert waiting["status"] == "ontvangen"
    judged = await billing.message(posted["id"])
    assert (judged["status"], judged["bevindingen"]) == ("verwerkt", [])


async def test_c5_a_claim_before_its_allocation_is_refused_and_taken_when_it_comes_again(
    billing: Billing, publish: Publish
) -> None:
    """The claim is there, and judged, before anybody told of the toewijzing; the same line in a new
    message after it is approved."""
    await publish(contract(), product())
    early = await billing.claim(Claim({BSN: [a_regel()]}))
    assert [line["toegekend"] for line in await billing.regels()] == [False]
    assert early["status"] == "verwerkt"

    await publish(toewijzing())
    await settle(billing.service)
    assert [line["toegekend"] for line in await billing.regels()] == [False]
    line = a_regel(referentie_nummer="RN2")
    await billing.claim(Claim({BSN: [line]}, identificatie="ID2", declaratie_nummer="DN2"))

    assert [(one["toegekend"], one["retourcodes"]) for one in await billing.regels()] == [
        (True, [])
    ]


@pytest.mark.parametrize(
    "events",
    [HISTORY, HISTORY[::-1], HISTORY + HISTORY, HISTORY[3:] + HISTORY[::-1] + HISTORY[:2]],
    ids=["in order", "reversed", "twice", "mixed"],
)
async def test_order_and_repetition_do_not_matter(
    billing: Billing, publish: Publish, events: tuple[Event, ...]
) -> None:
    """Whatever the order and however often: the same versions."""
    await publish(*events)
    await settle(billing.service)

    service = billing.service
    assert await _versions(service, t.toewijzing, "volume") == [(1, 4), (2, 5)]
    gemeenten = await _versions(service, t.contract, "gemeentecodes")
    assert gemeenten == [(1, ["0384"]), (2, ["0384", "0363"])]
    products = await _versions(service, t.contractproduct, "tarieven")
    assert [(v, tarieven[0]["bedrag"]) for v, tarieven in products] == [(1, 1250), (2, 1300)]


@pytest.mark.both_databases
async def test_the_highest_version_counts(billing: Billing, publish: Publish) -> None:
    """Also when it came first: five hours a week and 13 euro."""
    await publish(*reversed(HISTORY))

    message = await billing.claim(Claim({BSN: [a_regel(volume=25, tarief=1300, bedrag=32500)]}))

    assert message["bevindingen"] == []


@pytest.mark.both_databases
async def test_replay_changes_nothing(known: Billing, publish: Publish) -> None:
    """The same message and the same events again: one declaratie, one answer, one verdict."""
    claim = Claim({BSN: [a_regel()]})
    first = await known.claim(claim)
    await publish(contract(), product(), toewijzing())

    again = await known.claim(claim)

    assert again == first
    assert len(await known.declaraties()) == 1
    async with known.service.runtime.db.read() as session:
        assert await session.scalar(sa.select(sa.func.count()).select_from(t.regel)) == 1


async def test_toewijzing_of_another_aanbieder(billing: Billing, publish: Publish) -> None:
    """For this sender it does not exist."""
    await publish(contract(), product(), toewijzing(agb_code="12345678"))

    message = await billing.claim(Claim({BSN: [a_regel()]}))

    assert [f["retourcode"] for f in message["bevindingen"]] == ["9338"]


async def test_toewijzing_without_a_contract(billing: Billing, publish: Publish) -> None:
    """The product is in no list in use between these two: S329, and no guess at a tariff."""
    await publish(product(), toewijzing())

    message = await billing.claim(Claim({BSN: [a_regel()]}))

    assert [f["retourcode"] for f in message["bevindingen"]] == ["S329"]


async def test_tariff_by_the_minute(billing: Billing, publish: Publish) -> None:
    """Hour tariff 81.50: 125 minutes at 1.36 are 169.79, not 170.00."""
    tarieven = (Tarief(bedrag=8150, geldig_van=date(2026, 1, 1)),)
    await publish(contract(), product().model_copy(update={"tarieven": tarieven}), toewijzing())
    by_minute = {"eenheid": "01", "volume": 125, "tarief": 136}
    right = a_regel(bedrag=16979, **by_minute)
    wrong = a_regel(
        nummer=2,
        referentie_nummer="RN2",
        bedrag=17000,
        periode_begin=date(2026, 3, 1),
        periode_eind=date(2026, 3, 31),
        **by_minute,
    )

    message = await billing.claim(Claim({BSN: [right, wrong]}))

    assert [f["retourcode"] for f in message["bevindingen"]] == ["9346"]
    antwoord = jw325_of(message).declaratie_antwoord
    assert antwoord is not None
    assert antwoord.totaal_toegekend_bedrag.signed == 16979


async def test_no_bsn_outside_its_column(known: Billing) -> None:
    """Not in an event, a finding, or a column but the sealed one."""
    await known.claim(Claim({BSN: [a_regel(), a_regel(nummer=2, referentie_nummer="RN2")]}))

    async with known.service.runtime.db.read() as session:
        for table in t.metadata.sorted_tables:
            for row in await session.execute(sa.select(table)):
                assert BSN not in repr(tuple(row)), table.name


def test_aanbieder_of_the_examples() -> None:
    """The example messages come from the aanbieder of these tests."""
    assert AANBIEDER == "65656055"
