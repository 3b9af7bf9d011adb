# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Art. 16 AVG through all services: one child under two BSN's becomes one, everywhere."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from demo import messages
from demo.messages import Envelope
from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from libs.common.consume import Together
from libs.common.contracts import TOPICS, ClientGecorrigeerd
from libs.common.contracts import Envelope as CloudEvent
from libs.common.eventlog.port import EventLog
from libs.common.ids import new_id
from libs.common.runtime import Service, settle
from libs.ijw import JW301
from services.reporting.subscriptions import SUBSCRIPTIONS
from tests.e2e.conftest import (
    AGB,
    CLIENT,
    GEMEENTE,
    TRAJECT,
    Json,
    Region,
    a_claim,
    a_client,
    a_line,
)
from tests.e2e.test_moves import an_award

WRONG = "999900249"
JULY = date(2026, 7, 20)
FIRST = (date(2026, 7, 1), date(2026, 7, 15))
LATER = (date(2026, 7, 16), date(2026, 12, 31))
AUGUST: Json = {"begin": date(2026, 8, 1), "eind": date(2026, 8, 31)}
PERIOD = "van=2026-07&tot=2026-07"
LEVELS = (
    "groepering=gemeente",
    "groepering=regio",
    "groepering=maand",
    "groepering=product",
    "groepering=zorgvorm,aanbieder",
)


async def noted_twice(region: Region) -> tuple[Json, Json]:
    """The same child under its BSN and under a wrong one, each with help and an approved line."""
    officer = region.of("referral", OrgType.GEMEENTE, GEMEENTE)
    made = await officer.post("/clienten", json=a_client() | {"bsn": WRONG})
    assert made.status_code == 201, made.text
    awards = []
    for bsn, (begin, end) in ((CLIENT.bsn, LATER), (WRONG, FIRST)):
        body = an_award(begin.isoformat(), end.isoformat()) | {"bsn": bsn}
        given = await officer.post("/toewijzingen", json=body)
        assert given.status_code == 201, given.text
        awards.append(given.json())
    await region.rest()
    right, wrong = awards
    twin = replace(TRAJECT, client=replace(CLIENT, bsn=WRONG))
    for traject, award in ((TRAJECT, right), (twin, wrong)):
        number, begin = award["toewijzingNummer"], date.fromisoformat(award["ingangsdatum"])
        envelope = Envelope(AGB, GEMEENTE, f"S{number}", JULY)
        taken = await region.post("referral", messages.start(envelope, traject, number, begin))
        assert taken["status"] == "verwerkt", taken
    lines = [
        a_line(right["toewijzingNummer"], "R1", 2, begin=LATER[0]),
        a_line(wrong["toewijzingNummer"], "R2", 2, bsn=WRONG, eind=FIRST[1]),
    ]
    assert await codes(region, a_claim("D1", "DN1", lines)) == [[], []]
    return right, wrong


async def merge(region: Region, right: Json, wrong: Json) -> Json:
    """The gemeente says that the two are one."""
    officer = region.of("referral", OrgType.GEMEENTE, GEMEENTE)
    shown = await officer.get(f"/clienten/{wrong['clientId']}")
    answer = await officer.post(
        f"/clienten/{wrong['clientId']}/_corrigeren",
        json={
            "reden": "dubbel-vastgelegd",
            "bron": "BRP-mutatie 2026-0412",
            "bsn": CLIENT.bsn,
            "samenvoegenMet": right["clientId"],
        },
        headers={"If-Match": shown.headers["ETag"]},
    )
    assert answer.status_code == 200, answer.text
    await region.rest()
    found: Json = answer.json()
    return found


async def figures(region: Region, query: str) -> Json:
    view = region.of("reporting", OrgType.GEMEENTE, GEMEENTE)
    answer = await view.get(f"/kerncijfers?{PERIOD}&{query}")
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def clients(region: Region, query: str) -> set[int]:
    """Unique clients in the total and in each row."""
    found = await figures(region, query)
    return {one["uniekeClienten"] for one in (found["totaal"], *found["rijen"])}


async def codes(region: Region, raw: bytes) -> list[list[str]]:
    """The return codes of each line of a claim."""
    claimed = await region.post("billing", raw)
    assert claimed["status"] == "verwerkt", claimed["bevindingen"]
    provider = region.of("billing", OrgType.AANBIEDER, AGB)
    newest = (await provider.get("/declaraties")).json()["resultaten"][0]["id"]
    shown = (await provider.get(f"/declaraties/{newest}/regels?limit=100")).json()["resultaten"]
    return [line["retourcodes"] for line in shown]


@pytest.mark.both_databases
async def test_avg16_two_pseudonyms_of_one_child_count_once_at_every_level(
    database_kind: str, region: Region, clock: SimulatedClock
) -> None:
    """One less from the correction on, the money as it was, and as known before still two."""
    right, wrong = await noted_twice(region)
    before = clock.now()
    for level in LEVELS:
        assert await clients(region, level) == {2}, level
    spent = (await figures(region, "groepering="))["totaal"]["toegekendBedrag"]
    clock.move_to(before + timedelta(minutes=1))

    await merge(region, right, wrong)

    for level in LEVELS:
        assert await clients(region, level) == {1}, level
        assert await clients(region, f"{level}&peilmoment={_text(before)}") == {2}, level
        assert await clients(region, f"{level}&peilmoment={_text(clock.now())}") == {1}, level
    assert (await figures(region, "groepering="))["totaal"]["toegekendBedrag"] == spent == 32_000
    told = [one for one in await region.outgoing("referral") if isinstance(one, JW301)][-1]
    assert told.client.bsn == CLIENT.bsn
    (product,) = told.client.toegewezen_producten
    assert product.toewijzing_nummer == right["toewijzingNummer"], "the other one is over"


def _text(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


@pytest.mark.both_databases
async def test_avg16_claims_under_either_bsn_are_of_the_corrected_client(
    database_kind: str, region: Region
) -> None:
    """The aanbieder may not know yet; a credit copies what it takes back. Nobody else's pass."""
    right, wrong = await noted_twice(region)
    number, other = wrong["toewijzingNummer"], right["toewijzingNummer"]
    mixed = a_line(other, "R3", 1, bsn=WRONG, **AUGUST)
    assert await codes(region, a_claim("D2", "DN2", [mixed])) == [["0233"]]

    await merge(region, right, wrong)

    again = replace(mixed, referentie="R4")
    assert await codes(region, a_claim("D3", "DN3", [again])) == [[]]
    taken_back = a_line(number, "R5", 2, bsn=WRONG, eind=FIRST[1], vorige="R2", bedrag=-16_000)
    anew = a_line(number, "R6", 2, eind=FIRST[1])
    assert await codes(region, a_claim("D4", "DN4", [taken_back, anew])) == [[], []]
    assert await clients(region, "groepering=gemeente") == {1}
    stranger = replace(again, referentie="R7", bsn="999900262")
    assert await codes(region, a_claim("D5", "DN5", [stranger])) == [["0233"]]


async def test_avg16_doubled_and_heard_anew_it_ends_the_same(
    region: Region, start: Callable[..., Awaitable[Service]], event_log: EventLog
) -> None:
    """The correction first and twice, then all else as it stands in the log, two times over: each
    shows what the living service does."""
    right, wrong = await noted_twice(region)
    await merge(region, right, wrong)
    shown = [await figures(region, level) for level in LEVELS]
    topics = [name for name in SUBSCRIPTIONS if name in TOPICS]
    subscription = await event_log.subscribe(new_id(), topics)
    heard = [CloudEvent.from_bytes(one.payload) for one in await subscription.fetch(1000)]
    (told,) = [one for one in heard if one.type == ClientGecorrigeerd.type]
    assert not {CLIENT.bsn, WRONG} & set(map(str, told.data.values()))

    for _ in range(2):
        service = await start("reporting")
        for envelope in (told, told, *heard):
            await hear(service, envelope)
        await settle(service)
        anew = replace(region, services=region.services | {"reporting": service})
        for level, before in zip(LEVELS, shown, strict=True):
            found = await figures(anew, level)
            assert (found["rijen"], found["totaal"]) == (before["rijen"], before["totaal"])


async def hear(service: Service, envelope: CloudEvent) -> None:
    """One event, in a transaction of its own."""
    for subscribed in SUBSCRIPTIONS.values():
        for event, handler in subscribed.items():
            if event.type == envelope.type:
                assert isinstance(handler, Together)
                async with service.runtime.db.begin() as session:
                    told = [(event.model_validate(envelope.data), envelope)]
                    await handler.handle(session, told)
