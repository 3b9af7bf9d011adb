# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is to come is refused: a moment, a quarter that did not begin, a month that is not over."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from tests.reporting.conftest import Reporting
from tests.reporting.groepen import EEN, LEUSDEN, a_region
from tests.reporting.story import REGIO, Json
from tests.reporting.test_reporting_opnieuw_gevraagd import ASKED, DAYS, SCOPES

CODES = {
    OrgType.REGIO: REGIO,
    OrgType.GEMEENTE: LEUSDEN,
    OrgType.BEHEER: "beheer",
    OrgType.AANBIEDER: EEN,
}
VIEWS = {
    f"/accounthouder/aanbieders/{EEN}",
    "/accounthouder/aanbieders",
    "/accounthouder/deelnames",
    f"/ews/aanbieders/{EEN}/beoordeling",
}
"""Of a quarter, as known at a moment."""
ALSO_OF_A_QUARTER = {f"/accounthouder/aanbieders/{EEN}/opmerkingen", "/federatie/weergaven"}


def document(reporting: Reporting) -> Json:
    found: Json = reporting.service.app.state.v1.openapi()
    return found


def asked_with(document: Json, name: str) -> Iterator[tuple[str, Json, Json]]:
    """Path, operation and the values it needs, of each question that has the parameter."""
    for path, operations in document["paths"].items():
        operation = operations.get("get", {})
        parameters = operation.get("parameters", [])
        if any(one["name"] == name for one in parameters):
            known = ASKED | DAYS.get(path, {})
            needed = {
                one["name"]: known[one["name"]]
                for one in parameters
                if one["in"] == "query" and one.get("required") and one["name"] != name
            }
            yield path.format(agbCode=EEN, indicatorId="I-01"), operation, needed


def bodies_with(document: Json, name: str) -> Iterator[tuple[str, Json]]:
    """Path and operation of each command whose body has the field."""
    schemas = document["components"]["schemas"]
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            content = operation.get("requestBody", {}).get("content", {})
            ref = content.get("application/json", {}).get("schema", {}).get("$ref", "")
            if method in {"post", "put"} and name in schemas.get(ref.rpartition("/")[2], {}).get(
                "properties", {}
            ):
                yield path, operation


def callers(reporting: Reporting, operation: Json) -> Iterator[httpx.AsyncClient]:
    """One of each kind of organisation that may call it."""
    scopes = [*SCOPES, "federatie:ophalen"]
    for kind in operation["x-organisatiesoorten"]:
        org_type = OrgType(kind)
        yield reporting.make(reporting.service, org_type, CODES[org_type], scopes, persoon="Ada")


def named(answer: httpx.Response) -> Any:
    if answer.status_code != 400:
        return answer.status_code
    return [(one["name"], one["code"]) for one in answer.json()["invalidParams"]]


async def test_every_route_that_takes_a_moment_refuses_one_to_come(
    reporting: Reporting, clock: SimulatedClock
) -> None:
    """Of whomever; in an address, and in a body."""
    await reporting.hear(a_region())
    later = (clock.now() + timedelta(seconds=1)).astimezone(UTC)
    moment = later.strftime("%Y-%m-%dT%H:%M:%SZ")
    taken = {}
    asked = list(asked_with(document(reporting), "peilmoment"))

    for path, operation, needed in asked:
        for client in callers(reporting, operation):
            answer = await client.get(path, params=needed | {"peilmoment": moment})
            if named(answer) != [("peilmoment", "toekomst")]:
                taken[path] = named(answer)
    told = list(bodies_with(document(reporting), "peilmoment"))
    for path, operation in told:
        for client in callers(reporting, operation):
            answer = await client.post(path, json={"maand": "2026-09", "peilmoment": moment})
            if named(answer) != [("peilmoment", "toekomst")]:
                taken[path] = named(answer)

    assert taken == {}
    assert len(asked) >= 18
    assert [path for path, _ in told] == ["/maraps"]


async def test_now_is_a_moment_that_may_be_asked(
    reporting: Reporting, clock: SimulatedClock
) -> None:
    await reporting.hear(a_region())
    regio = reporting.of(OrgType.REGIO, REGIO)
    query = {"van": "2026-07", "tot": "2026-09", "peilmoment": clock.now().isoformat()}

    answer = await regio.get("/kerncijfers", params=query)

    assert answer.status_code == 200, answer.text


async def test_everything_wrong_is_told_with_the_moment(reporting: Reporting) -> None:
    beheer = reporting.of(OrgType.BEHEER, "beheer")
    query = {"van": "2026-09", "tot": "2026-07", "peilmoment": "2050-01-01T00:00:00Z"}
    wrong = [("tot", "volgorde"), ("peilmoment", "toekomst")]

    for path in ("/kerncijfers", "/indicatoren/I-01", "/datakwaliteit"):
        answer = await beheer.get(path, params=query)

        assert named(answer) == wrong, path
    assert answer.json()["detail"].endswith("peilmoment ligt na nu (2026-11-23T09:00:00Z).")


async def test_every_route_of_a_quarter_refuses_one_to_come_and_marks_the_running_one(
    reporting: Reporting, clock: SimulatedClock
) -> None:
    """The last that is over at the moment is what is meant when none is named."""
    story = a_region()
    story.aanbieder()
    await reporting.hear(story)
    asked = list(asked_with(document(reporting), "kwartaal"))
    told, taken = {}, {}
    for path, operation, _ in asked:
        for client in callers(reporting, operation):
            answer = await client.get(path, params={"kwartaal": "2027-K1"})
            if named(answer) != [("kwartaal", "toekomst")]:
                taken[path] = named(answer)
            if path not in VIEWS:
                continue
            told[path] = [
                (await client.get(path, params=query)).json()
                for query in (
                    {"kwartaal": "2026-K4"},
                    {"kwartaal": "2026-K3"},
                    {"peilmoment": "2026-08-15T12:00:00Z"},
                )
            ]

    assert taken == {}
    assert {path for path, _, _ in asked} == VIEWS | ALSO_OF_A_QUARTER
    for path, answers in told.items():
        shown = [(one.get("kwartaal"), one.get("voortgang")) for one in answers]
        assert shown == [("2026-K4", "lopend"), ("2026-K3", "voorbij"), ("2026-K2", "voorbij")], (
            path
        )


async def test_a_file_of_a_running_quarter_is_marked(reporting: Reporting) -> None:
    regio = reporting.make(reporting.service, OrgType.REGIO, REGIO, SCOPES)
    await reporting.hear(a_region())

    answer = await regio.get(
        "/accounthouder/deelnames?kwartaal=2026-K4", headers={"Accept": "text/csv"}
    )

    head, *rows = answer.text.splitlines()
    place = head.split(";").index("voortgang")
    assert rows
    assert {row.split(";")[place] for row in rows} == {"lopend"}


async def test_nothing_is_remarked_on_a_quarter_to_come(reporting: Reporting) -> None:
    story = a_region()
    story.aanbieder()
    await reporting.hear(story)
    provider = reporting.make(reporting.service, OrgType.AANBIEDER, EEN, SCOPES)
    path = f"/accounthouder/aanbieders/{EEN}/opmerkingen"

    refused = await provider.post(path, json={"kwartaal": "2027-K1", "tekst": "Te vroeg."})
    taken = await provider.post(path, json={"kwartaal": "2026-K4", "tekst": "Op tijd."})

    assert named(refused) == [("kwartaal", "toekomst")]
    assert taken.status_code == 201, taken.text


@pytest.mark.parametrize(
    ("maand", "now", "taken"),
    [
        ("2026-11", datetime(2026, 11, 23, 9, tzinfo=UTC), False),
        ("2027-03", datetime(2026, 11, 23, 9, tzinfo=UTC), False),
        # In Amsterdam it is December an hour before midnight in UTC; what is settled then is of
        # ten to fifteen minutes ago.
        ("2026-11", datetime(2026, 11, 30, 23, 5, tzinfo=UTC), False),
        ("2026-11", datetime(2026, 11, 30, 23, 20, tzinfo=UTC), True),
    ],
)
async def test_p07_a_report_is_of_months_that_are_over(
    reporting: Reporting, clock: SimulatedClock, maand: str, now: datetime, taken: bool
) -> None:
    await reporting.hear(a_region())
    clock.move_to(now)
    ada = reporting.make(reporting.service, OrgType.REGIO, REGIO, SCOPES, persoon="Ada")

    made = await ada.post("/maraps", json={"maand": maand})

    assert named(made) == (201 if taken else [("maand", "niet-voorbij")])
    if not taken:
        assert "P-07" in made.json()["detail"]
        assert (await ada.get("/maraps")).json() == {"resultaten": []}


async def test_p07_a_month_that_was_not_over_then_has_no_report_of_then(
    reporting: Reporting,
) -> None:
    """It would look like the report of the month, and be of a part of it."""
    await reporting.hear(a_region())
    ada = reporting.make(reporting.service, OrgType.REGIO, REGIO, SCOPES, persoon="Ada")
    body = {"maand": "2026-09", "peilmoment": "2026-09-30T12:00:00Z"}

    assert named(await ada.post("/maraps", json=body)) == [("maand", "niet-voorbij")]
    body["peilmoment"] = "2026-10-01T12:00:00Z"
    assert (await ada.post("/maraps", json=body)).status_code == 201
