# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What was asked as known at a moment has the same answer when it is asked again, whatever came in
meanwhile (P-01): every route that takes a `peilmoment`, as each kind of organisation."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from libs.common.runtime import settle
from services.reporting.domain.indicatoren import indicatoren
from tests.reporting.around import WholeStory
from tests.reporting.conftest import Reporting
from tests.reporting.ews import quarter
from tests.reporting.groepen import BAARN, BEGIN, EEN, END, LEUSDEN, PERIOD, SOEST, a_region
from tests.reporting.story import REGIO, SINCE, Json

SCOPES = [
    "weergaven:lezen",
    "rapportages:schrijven",
    "accounthouders:lezen",
    "accounthouders:opmerken",
    "ews:aanleveren",
    "ews:lezen",
    "ews:sturen",
    "aansluiting:lezen",
]
WHO = {
    "regio": (OrgType.REGIO, REGIO),
    "gemeente": (OrgType.GEMEENTE, LEUSDEN),
    "beheer": (OrgType.BEHEER, "beheer"),
    "aanbieder": (OrgType.AANBIEDER, EEN),
}
ASKED = {
    **PERIOD,
    "kwartaal": "2026-K3",
    "periode": "2026-H2",
    "jaar": "2026",
    "zorgvorm": "begeleiding en behandeling",
    "per": "2027-01-01",
    "agbCode": EEN,
}
DAYS = {"/berichtenverkeer": {"van": "2026-07-01", "tot": "2026-12-31"}}
NEEDED = {"kwartaal"}
"""Not required, but else of the quarter before today."""
AH = f"/accounthouder/aanbieders/{EEN}"
LEVELS = "/accounthouder/aanbieders?kwartaal=2026-K4"
Answers = dict[tuple[str, str], Any]


def first_told() -> WholeStory:
    """Children by groups, with what is told of providers and messages."""
    story = a_region()
    story.aanbieder()
    story.product()
    story.profile()
    story.places(2026, 20)
    story.ceiling(100_000)
    for n in range(12):
        story.line(date(2026, 7, 1), 8_000, client=f"{LEUSDEN}45B01{n}", toewijzing_nummer=n + 1)
    children = [(f"taak{n}", BEGIN, None) for n in range(6)]
    story.report(BEGIN, END, children)
    story.message("JW305", datetime(2026, 7, 5, tzinfo=UTC), afzender=LEUSDEN)
    return story


def told_later(story: WholeStory, now: datetime) -> WholeStory:
    """Of the same months: more help, other amounts, another region, form, contract and child."""
    story.told.clear()
    for n in range(30):
        about: Json = {"client": f"later{n}", "agb_code": EEN, "gemeentecode": LEUSDEN}
        story.delivery(BEGIN, date(2026, 9, 1), **about, toewijzing_nummer=900 + n)
        story.line(date(2026, 7, 1), 11_000, **about, toewijzing_nummer=900 + n)
        story.award(900 + n, BEGIN, END, **about)
    story.regio((LEUSDEN, SINCE, None), (SOEST, SINCE, None), (BAARN, SINCE, date(2026, 6, 30)))
    story.counted_as("45/45B01", "dyslexie")
    story.product(term=(SINCE, date(2027, 3, 31)))
    story.stop(BEGIN)
    story.places(2026, 5)
    story.ceiling(90_000)
    story.near_ceiling(90_000, 80_000)
    story.risk("negatief resultaat")
    story.report(BEGIN, END, [(f"taak{n}", BEGIN, date(2026, 7, 2)) for n in range(4)])
    story.correction(f"{LEUSDEN}45B010", f"{LEUSDEN}45B011")
    message: Json = {"afzender": LEUSDEN, "verwerkt_op": now}
    story.message("JW307", datetime(2026, 7, 6, tzinfo=UTC), **message)
    story.told = [(now, event) for _, event in story.told]
    return story


def figures(more: int) -> list[Json]:
    """What a region tells itself, each time another number."""
    about: Json = {"gebied": REGIO, "jaar": 2026, "bron": "opgave"}
    said = {"soort": "tevredenheid", "onderwerp": f"{EEN}.8", "waarde": 20 + more}
    young = {"soort": "jeugdigen", "onderwerp": "", "waarde": 60_000 + more}
    budget = {"soort": "begroting", "onderwerp": "", "waarde": 5_000_000 + more}
    goal = {"soort": "doel", "onderwerp": "I-19.aandeelAmbulant", "waarde": 500 + more}
    judged = {
        "soort": "nvo",
        "onderwerp": "1",
        "waarde": 2 if more else 1,
        "toelichting": "Vastgesteld",
        "datum": "2026-03-01",
    }
    return [about | one for one in (said, young, budget, goal, goal | {"jaar": 2027}, judged)]


class Everybody:
    """Who asks, and what they tell the service themselves."""

    def __init__(self, reporting: Reporting) -> None:
        self.reporting = reporting
        self.clients: dict[str, httpx.AsyncClient] = {
            name: reporting.make(reporting.service, kind, code, SCOPES)
            for name, (kind, code) in WHO.items()
        }

    async def post(self, who: str, path: str, body: Json) -> None:
        answer = await self.clients[who].post(path, json=body)
        assert answer.is_success, f"{path}: {answer.text}"

    async def tell(self, more: int) -> None:
        """Figures, a mirror report, a quarter, a step and a remark; the next time others."""
        await self.post("regio", "/ingaven", {"ingaven": figures(more)})
        line = {"gemeente": LEUSDEN, "aanbieder": EEN, "hulpvorm": "02", "aantal": 25 + more}
        mirror = {"periode": "2026-H2", "bron": "spiegelrapportage", "regels": [line]}
        await self.post("regio", "/cbs/spiegelrapportages", mirror)
        given = quarter(contact=f"afdeling {more}", liquiditeit=1_000 if more else 100_000)
        await self.post("aanbieder", "/ews/kwartaalleveringen", given)
        step = {"trede": 1, "datum": "2026-10-20", "eigenaar": "accountmanager", "actie": "gesprek"}
        await self.post("regio", f"/ews/aanbieders/{EEN}/stappen", step | {"trede": 1 + more})
        remark = {"kwartaal": "2026-K3", "tekst": f"Opmerking {more}."}
        await self.post("aanbieder", f"{AH}/opmerkingen", remark)
        await settle(self.reporting.service)

    async def ask(self, moment: datetime) -> Answers:
        """Everything that is answered at a moment, by who asked and what."""
        found = {}
        for address in addresses(self.reporting, moment):
            for who, client in self.clients.items():
                answer = await client.get(address)
                assert answer.status_code < 500, f"{address}: {answer.text}"
                if answer.status_code == 200:
                    found[who, address] = answer.json()
        return found


def addresses(reporting: Reporting, moment: datetime) -> Iterator[str]:
    """One question, or one per indicator, of every route that takes a moment."""
    at = {"peilmoment": moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
    document: Json = reporting.service.app.state.v1.openapi()
    for path, operations in document["paths"].items():
        parameters = operations.get("get", {}).get("parameters", [])
        if not any(one["name"] == "peilmoment" for one in parameters):
            continue
        known = ASKED | DAYS.get(path, {}) | at
        query = at | {
            one["name"]: known[one["name"]]
            for one in parameters
            if one["in"] == "query" and (one.get("required") or one["name"] in NEEDED)
        }
        for id_ in [one.id for one in indicatoren()] if "{indicatorId}" in path else [""]:
            place = path.format(agbCode=EEN, indicatorId=id_)
            yield f"{place}?{httpx.QueryParams(query)}"
    yield f"{LEVELS}&{httpx.QueryParams(at)}"


async def test_p01_every_answer_of_a_moment_is_the_same_when_asked_again(
    reporting: Reporting, clock: SimulatedClock
) -> None:
    """Forty days later, of facts that all came in since; and now it is another answer."""
    story, everybody = first_told(), Everybody(reporting)
    await reporting.hear(story)
    await everybody.tell(0)
    then = clock.now()

    before = await everybody.ask(then)
    clock.move_to(then + timedelta(days=40))
    await reporting.hear(told_later(story, clock.now()))
    await everybody.tell(1)
    again = await everybody.ask(then)
    after = await everybody.ask(clock.now())

    answered = {address.partition("?")[0] for _, address in before}
    assert {path for path in asked_paths(reporting, then) if path not in answered} == set()
    assert {key for key in before if again.get(key) != before[key]} == set()
    changed = {key[1].partition("?")[0] for key in again if _other(key, again, after)}
    assert changed >= OTHERWISE, "what came in since is of what is asked"


OTHERWISE = {
    AH,
    "/accounthouder/aanbieders",
    "/accounthouder/kalender",
    "/berichtenverkeer",
    "/cbs/vergelijking",
    "/ervaringen",
    "/indicatoren/I-01",
    "/kerncijfers",
    "/nza/volledigheid",
    "/schaalverkenning",
    "/transformatiemonitor",
    "/uitvoerders",
    f"/ews/aanbieders/{EEN}/beoordeling",
}


def asked_paths(reporting: Reporting, moment: datetime) -> set[str]:
    return {address.partition("?")[0] for address in addresses(reporting, moment)}


def _other(key: tuple[str, str], again: Answers, after: Answers) -> bool:
    """But for the moment that it names itself."""
    who, address = key
    path = address.partition("?")[0]
    of_now = next(
        (one for (by, at), one in after.items() if by == who and _same(at, address)), None
    )
    return path is not None and of_now is not None and _plain(of_now) != _plain(again[key])


def _same(one: str, other: str) -> bool:
    """The same question but for its moment."""
    return httpx.URL(one).copy_remove_param("peilmoment") == httpx.URL(other).copy_remove_param(
        "peilmoment"
    )


def _plain(shown: Any) -> Any:
    if isinstance(shown, dict):
        return {name: _plain(one) for name, one in shown.items() if name != "peilmoment"}
    return [_plain(one) for one in shown] if isinstance(shown, list) else shown
