# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""B-03: nothing that was started or paid for loses its toewijzing (OP362, TR385, OP186)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from libs.common.contracts.billing import DeclaratieBeoordeeld, Regel
from libs.common.runtime import settle
from services.referral import tables as t
from tests.referral.conftest import Publish
from tests.referral.harness import Json, Referral
from tests.referral.messages import AANBIEDER, GEMEENTE, jw305, start


def approved(number: int, *lines: Regel) -> DeclaratieBeoordeeld:
    """What billing tells of a claim."""
    return DeclaratieBeoordeeld(
        declaratie_id=f"declaratie-{number}",
        deel=1,
        gemeentecode=GEMEENTE,
        agb_code=AANBIEDER,
        client_pseudoniem="c" * 32,
        declaratie_maand="2026-11",
        beoordeeld_op=datetime(2026, 11, 20, tzinfo=UTC),
        regels=lines,
    )


def a_line(number: int, **fields: Any) -> Regel:
    """An hour in October on number 1."""
    known: dict[str, Any] = {
        "regel_id": f"regel-{number}",
        "referentie_nummer": f"R{number}",
        "toewijzing_nummer": 1,
        "categorie": "45",
        "code": "45B01",
        "periode_begin": date(2026, 10, 1),
        "periode_eind": date(2026, 10, 31),
        "volume": 1,
        "eenheid": "04",
        "bedrag": 7850,
        "toegekend": True,
    }
    return Regel(**(known | fields))


CREDIT = a_line(2, vorig_referentie_nummer="R1", bedrag=-7850)


@pytest.fixture
async def awarded(referral: Referral) -> Json:
    """Number 1, for all of 2026."""
    await referral.register()
    return await referral.award()


async def _change(referral: Referral, made: Json, **body: Any) -> Json:
    path = f"/toewijzingen/{made['id']}/wijzigingen"
    answer = await referral.gemeente.post(path, json=body)
    await settle(referral.service)
    found: Json = answer.json()
    return found | {"status": answer.status_code}


@pytest.mark.both_databases
async def test_b03_an_award_with_an_approved_claim_is_not_deleted(
    referral: Referral, awarded: Json, publish: Publish
) -> None:
    """OP362 and TR385, until it is credited; in whatever order and however often it is told."""
    await publish(approved(2, CREDIT), approved(1, a_line(1)), approved(1, a_line(1)))
    await publish(approved(3, a_line(3)), approved(4, a_line(4, toegekend=False)))
    await settle(referral.service)

    refused = await _change(referral, awarded, redenWijziging="13")
    await publish(approved(5, a_line(5, vorig_referentie_nummer="R3", bedrag=-7850)))
    await settle(referral.service)
    deleted = await _change(referral, awarded, redenWijziging="13")

    assert (refused["status"], refused["code"]) == (409, "OP362")
    assert [param["code"] for param in refused["invalidParams"]] == ["OP362", "TR385"]
    assert deleted["status"] == 201
    async with referral.service.runtime.db.read() as session:
        assert await session.scalar(sa.select(sa.func.count()).select_from(t.goedgekeurd)) == 4


async def test_b03_nor_one_on_which_help_began(referral: Referral, awarded: Json) -> None:
    """OP362, until the aanbieder takes its start back."""
    await referral.judge(jw305(start(1, date(2026, 2, 1))))
    refused = await _change(referral, awarded, redenWijziging="13")
    await referral.judge(jw305(start(1, date(2026, 2, 1), status="3"), identificatie="BACK"))
    deleted = await _change(referral, awarded, redenWijziging="13")

    assert (refused["status"], refused["code"]) == (409, "OP362")
    assert deleted["status"] == 201


async def test_op186_a_past_end_is_agreed(
    referral: Referral, awarded: Json, publish: Publish
) -> None:
    """Nor an end before what was approved, without consent."""
    paid = a_line(1, periode_begin=date(2026, 11, 1), periode_eind=date(2026, 11, 30))
    await publish(approved(1, paid))
    await settle(referral.service)

    past = await _change(referral, awarded, einddatum="2026-11-20", redenWijziging="05")
    before = await _change(referral, awarded, einddatum="2026-11-29", redenWijziging="05")
    agreed = {"einddatum": "2026-11-20", "redenWijziging": "05", "instemmingAanbieder": True}
    done = await _change(referral, awarded, **agreed)

    assert [(x["status"], x["code"]) for x in (past, before)] == [(409, "OP186")] * 2
    assert (done["status"], done["einddatum"]) == (201, "2026-11-20")
