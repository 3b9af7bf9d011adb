# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Starts and stops over messages: what they need, and what becomes of them."""

from datetime import date
from typing import Any

import pytest

from libs.common.contracts.referral import LeveringGemeld
from tests.referral.conftest import Published
from tests.referral.harness import Referral, codes_of
from tests.referral.messages import (
    ANDERE_AANBIEDER,
    jw305,
    jw307,
    start,
    stop,
)

BEGIN = date(2026, 4, 3)


async def test_a_start_needs_its_toewijzing(referral: Referral) -> None:
    """Of this gemeente, this aanbieder and this client; 9019 on each start."""
    await referral.register()
    made = await referral.award()
    nummer = made["toewijzingNummer"]
    other = referral.as_party(ANDERE_AANBIEDER)

    wrong_number = await referral.judge(jw305(start(999, BEGIN), identificatie="S1"))
    wrong_client = await referral.judge(
        jw305(start(nummer, BEGIN), identificatie="S2", bsn="999900018")
    )
    wrong_aanbieder = await referral.judge(
        jw305(start(nummer, BEGIN), identificatie="S3", afzender=ANDERE_AANBIEDER), other
    )
    right = await referral.judge(jw305(start(nummer, BEGIN), identificatie="S4"))

    assert [codes_of(one) for one in (wrong_number, wrong_client, wrong_aanbieder)] == [
        ["9019"]
    ] * 3
    assert right["status"] == "verwerkt"


async def test_start_and_stop_over_messages(referral: Referral, published: Published) -> None:
    """The whole machine over HTTP: pause, resume, end, correct."""
    await referral.register()
    nummer = (await referral.award())["toewijzingNummer"]
    may, june = date(2026, 5, 1), date(2026, 6, 1)
    steps: list[tuple[bytes, list[str]]] = [
        (jw307(stop(nummer, BEGIN, may), identificatie="1", dagtekening=june), ["9069"]),
        (jw305(start(nummer, BEGIN), identificatie="2"), []),
        (jw305(start(nummer, date(2026, 4, 6)), identificatie="3"), ["9326"]),
        (jw307(stop(nummer, BEGIN, may, "20"), identificatie="4", dagtekening=june), []),
        (jw307(stop(nummer, BEGIN, june, "20"), identificatie="5", dagtekening=june), ["9413"]),
        (jw305(start(nummer, june), identificatie="6", dagtekening=june), []),
        (jw305(start(nummer, BEGIN, "3"), identificatie="7"), ["9071"]),
        (jw307(stop(nummer, june, june), identificatie="8", dagtekening=june), []),
        (jw307(stop(nummer, june, june, "32"), identificatie="9", dagtekening=june), ["9415"]),
        (jw307(stop(nummer, june, june, status="3"), identificatie="10", dagtekening=june), []),
        (jw305(start(nummer, june, "3"), identificatie="11", dagtekening=june), []),
    ]
    for raw, codes in steps:
        assert codes_of(await referral.judge(raw)) == codes

    told = [(e.begindatum, e.versie, e.status) for e in await published(LeveringGemeld)]
    assert told == [
        (BEGIN, 1, "lopend"),
        (BEGIN, 2, "tijdelijk-gestopt"),
        (june, 1, "lopend"),
        (june, 2, "gestopt"),
        (june, 3, "lopend"),
        (june, 4, "verwijderd"),
    ]


@pytest.mark.both_databases
async def test_b_04_start_pause_and_end(referral: Referral) -> None:
    """B-04: 305, 307(20), 307(31) accepted; after a new start 307(20), 307(20) refused."""
    await referral.register()
    nummer = (await referral.award())["toewijzingNummer"]
    may, june, july = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)
    on: dict[str, Any] = {"dagtekening": july}
    steps: list[tuple[bytes, list[str]]] = [
        (jw305(start(nummer, BEGIN), identificatie="1"), []),
        (jw307(stop(nummer, BEGIN, may, "20"), identificatie="2", **on), []),
        (jw307(stop(nummer, BEGIN, may, "31"), identificatie="3", **on), []),
        (jw305(start(nummer, june), identificatie="4", **on), []),
        (jw307(stop(nummer, june, june, "20"), identificatie="5", **on), []),
        (jw307(stop(nummer, june, july, "20"), identificatie="6", **on), ["9413"]),
    ]

    judged = [codes_of(await referral.judge(raw)) for raw, _ in steps]

    assert judged == [codes for _, codes in steps]


@pytest.mark.both_databases
async def test_b_04_what_ended_may_start_again(referral: Referral, published: Published) -> None:
    """Ended to started (OP379): help that goes on later is a new start, on another day; help that
    never ended is its stop taken back, after which it runs, may not be started beside, and ends.
    """
    await referral.register()
    nummer = (await referral.award())["toewijzingNummer"]
    may, june, july = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)
    on: dict[str, Any] = {"dagtekening": july}
    steps: list[tuple[bytes, list[str]]] = [
        (jw305(start(nummer, BEGIN), identificatie="1"), []),
        (jw307(stop(nummer, BEGIN, may), identificatie="2", **on), []),
        (jw305(start(nummer, BEGIN), identificatie="3", **on), ["9074"]),
        (jw305(start(nummer, june), identificatie="4", **on), []),
        (jw307(stop(nummer, june, july), identificatie="5", **on), []),
        (jw307(stop(nummer, june, july, status="3"), identificatie="6", **on), []),
        (jw305(start(nummer, july), identificatie="7", **on), ["9326"]),
        (jw307(stop(nummer, june, july, "32"), identificatie="8", **on), []),
    ]

    judged = [codes_of(await referral.judge(raw)) for raw, _ in steps]

    assert judged == [codes for _, codes in steps]
    told = [(e.begindatum, e.status, e.einddatum) for e in await published(LeveringGemeld)]
    assert told == [
        (BEGIN, "lopend", None),
        (BEGIN, "gestopt", may),
        (june, "lopend", None),
        (june, "gestopt", july),
        (june, "lopend", None),
        (june, "gestopt", july),
    ]


async def test_taakgericht_start_of_an_unknown_client(
    referral: Referral, published: Published
) -> None:
    """Without a number; the client becomes known from the message."""
    judged = await referral.judge(jw305(start(None, BEGIN)))
    found = (await referral.gemeente.post("/clienten/_zoek", json={"bsn": "999900006"})).json()

    assert judged["status"] == "verwerkt"
    assert found["resultaten"][0]["adres"] is None
    (told,) = await published(LeveringGemeld)
    assert (told.toewijzing_nummer, told.categorie, told.code) == (None, "45", "45B01")


async def test_a_refused_message_leaves_no_client(referral: Referral) -> None:
    """Nothing of it is kept but the sealed message itself."""
    await referral.judge(jw305(start(7, BEGIN)))
    found = (await referral.gemeente.post("/clienten/_zoek", json={"bsn": "999900006"})).json()

    assert found["resultaten"] == []
