# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Indicators asked of the API, by which no more is read than a formula looks at, are to the digit
what they are of all facts there are: of any story, now and in the past, hidden or not."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.auth import OrgType
from services.reporting.domain.indicatoren import indicatoren
from services.reporting.domain.indicatoren.register import TIJD, Indicator
from services.reporting.handlers import indicatoren as handlers
from services.reporting.handlers.gevraagd import Gebied, Geladen, Gevraagd
from services.reporting.handlers.laden import load
from tests.reporting.conftest import Reporting
from tests.reporting.regie import FamilyStory
from tests.reporting.story import AGB, LEUSDEN, REGIO, SINCE, SOEST, Json
from tests.reporting.test_reporting_order import a_full_story

OTHERS = (AGB, "90000202", "90000303")
CLIENTS = [f"kind{number}" for number in range(24)]
KNOWN = [datetime(2024, month, 1, tzinfo=UTC) for month in (2, 6, 9)]
PERIODS = (
    "van=2023-04&tot=2024-03&vergelijkVan=2022-04&vergelijkTot=2023-03",
    "van=2024-02&tot=2024-02",
    "van=2023-10&tot=2024-12",
)
WHO = ((OrgType.GEMEENTE, LEUSDEN), (OrgType.REGIO, REGIO), (OrgType.BEHEER, "beheer"))
MOMENTS = ("", "&peilmoment=2024-06-15T12:00:00Z")


def test_every_indicator_says_how_far_it_looks_but_those_that_look_back_without_end() -> None:
    wide = {one.id for one in indicatoren() if one.reikt is None}
    assert wide == {"I-14", "I-15", "I-20", "I-21", "I-29"}


def a_long_story(chance: random.Random) -> FamilyStory:
    """Three years of help that begins, stops and begins again, of awards, claims and credits."""
    made = a_full_story()
    moved = chance.choice((date(2023, 6, 30), date(2023, 12, 31)))
    made.regio((LEUSDEN, SINCE, None), (SOEST, SINCE, moved))
    made.product("45B01", (8_000, SINCE), contract="lang")
    made.product("45B02", (9_000, SINCE), contract="lang")
    made.counted_as("45/45B02", "verblijf", geldig_van=date(2023, chance.randint(1, 12), 1))
    for number in range(70):
        _care(made, chance, 100 + number)
    for number in range(12):
        begin = _day(chance)
        made.referral(
            f"lang-{number}",
            chance.choice(("toegewezen", "gestart")),
            client=chance.choice(CLIENTS),
            verwijsdatum=begin,
            toewijsdatum=begin + timedelta(days=9),
            begindatum=begin + timedelta(days=chance.randint(10, 150)),
            categorie="45",
            code="45B01",
        )
    was, became = chance.sample(CLIENTS, 2)
    made.correction(was, became, known=KNOWN[1])
    made.pgb(date(2023, 8, 1), client=CLIENTS[0])
    return made


def _care(made: FamilyStory, chance: random.Random, number: int) -> None:
    """An award, what was delivered on it, and what was claimed of it and taken back."""
    begin, client = _day(chance), chance.choice(CLIENTS)
    end = begin + timedelta(days=chance.choice((5, 20, 45, 100, 400)))
    about: Json = {
        "client": client,
        "gemeentecode": chance.choice((LEUSDEN, LEUSDEN, SOEST)),
        "agb_code": chance.choice(OTHERS),
        "code": chance.choice(("45B01", "45B02")),
    }
    if chance.random() < 0.6:
        omvang = chance.choice(((2, "04", "2"), (3, "04", "4"), (20, "04", "6")))
        known = chance.choice(KNOWN)
        birth = f"20{chance.randint(4, 20):02}-0{chance.randint(1, 9)}"
        made.award(number, begin, end, omvang, known=known, geboortemaand=birth, **about)
    if chance.random() < 0.8:
        ended: Json = {"status": chance.choice(("gestopt", "tijdelijk-gestopt", "verwijderd"))}
        last, said = (None, {}) if chance.random() < 0.3 else (end, ended)
        made.delivery(begin, last, toewijzing_nummer=number, **said, **about)
    agb = about.pop("agb_code")
    for later in range(chance.randint(0, 3)):
        month = (begin + timedelta(days=31 * later)).replace(day=1)
        about["known"], cents = chance.choice(KNOWN), chance.randint(1, 900_000)
        granted = chance.random() < 0.9
        reference = made.line(month, cents, toewijzing_nummer=number, toegekend=granted, **about)
        made.told[-1] = (about["known"], made.told[-1][1].model_copy(update={"agb_code": agb}))
        if granted and chance.random() < 0.3:
            about["known"] = KNOWN[2]
            made.credit(month, cents, reference, toewijzing_nummer=number, **about)
            made.told[-1] = (KNOWN[2], made.told[-1][1].model_copy(update={"agb_code": agb}))


def _day(chance: random.Random) -> date:
    return date(2022, 1, 1) + timedelta(days=chance.randrange(1_000))


def questions(chance: random.Random) -> Iterator[tuple[OrgType, str, str]]:
    """Of each indicator as each may ask it, by dimensions that are drawn."""
    for one in indicatoren():
        for org_type, code in WHO:
            for groups in (one.vast, _drawn(one, chance)):
                asked = f"{_period(chance)}{chance.choice(MOMENTS)}"
                place = chance.choice(("", f"&gemeente={LEUSDEN}")) if code == REGIO else ""
                path = f"/indicatoren/{one.id}?{asked}{place}&groepering={','.join(groups)}"
                yield org_type, code, path


def _drawn(one: Indicator, chance: random.Random) -> tuple[str, ...]:
    other = chance.choice([name for name in one.dimensies if name not in TIJD])
    times = [name for name in one.dimensies if name in TIJD]
    drawn = chance.choice(((other,), times[:1], (*times[1:2], other)))
    return tuple(drawn) or (other,)


def _period(chance: random.Random) -> str:
    return chance.choice(PERIODS) if chance.random() < 0.95 else "van=2030-01&tot=2030-06"


@pytest.mark.both_databases
@pytest.mark.parametrize("seed", range(2))
async def test_the_same_as_from_all_facts(
    database_kind: str, reporting: Reporting, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)
    await reporting.hear(a_long_story(chance), chance)
    asked = list(questions(chance))

    narrow = [await answer(reporting, *one) for one in asked]
    monkeypatch.setattr(handlers, "load_narrow", all_facts)
    monkeypatch.setattr(handlers, "counted_ahead", nothing)
    wide = [await answer(reporting, *one) for one in asked]

    for question, found, expected in zip(asked, narrow, wide, strict=True):
        assert found == expected, question
    told = [one for found in wide for one in (found["totaal"], *found["rijen"])]
    assert sum(any((one["waarden"] or {}).values()) for one in told) > 150
    assert sum(bool(one["verborgen"] or one["verborgenVelden"]) for one in told) > 20


async def all_facts(
    session: AsyncSession, gebied: Gebied, gevraagd: Gevraagd, _: Indicator
) -> Geladen:
    """As a monthly report has them: of every kind, of years around what is asked."""
    return await load(session, gebied, gevraagd, indicatoren())


async def nothing(*_: object) -> None:
    """Nothing was counted ahead."""


async def answer(reporting: Reporting, org_type: OrgType, code: str, path: str) -> Json:
    found = await reporting.of(org_type, code).get(path)
    assert found.status_code == 200, found.text
    told: Json = found.json()
    if "peilmoment" not in path:
        del told["peilmoment"]
    return told
