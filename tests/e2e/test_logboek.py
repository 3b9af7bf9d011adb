# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The log of processing: of whom, by whom, what for; whole, in the transaction, and chained."""

import asyncio
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from libs.common.commands import RefusedError
from libs.common.commands.parser import OPERATE, parser_of
from libs.common.crypto import PURPOSE_CHAIN, Vault
from libs.common.ids import new_id
from libs.common.logboek import (
    Activiteit,
    Betrokkene,
    Breach,
    Chain,
    Register,
    acting_as,
    note,
    store,
)
from libs.common.runtime import Runtime
from tests.e2e.conftest import AGB, CLIENT, GEMEENTE, Region, a_claim, a_client, a_line, a_request

Json = dict[str, Any]
OTHER = "0307"


@pytest.fixture
def who(vault: Vault) -> Betrokkene:
    return Betrokkene(GEMEENTE, vault.pseudonym(CLIENT.bsn, PURPOSE_CHAIN))


def runtime(region: Region, name: str = "referral") -> Runtime:
    return region.services[name].runtime


async def logged(rt: Runtime, who: Betrokkene) -> list[tuple[str, str, str]]:
    """Activity, action and actor of all that was done with the data of one, oldest first."""
    async with rt.db.read() as session:
        found = await store.about(session, rt.need_logboek().tables, who, None, 500)
    return [(one.activiteit, one.actie, one.actor) for one in reversed(found)]


async def command(rt: Runtime, *arguments: str) -> list[str]:
    asked = parser_of(rt.name).parse_args(["logboek", *arguments])
    return [line async for line in OPERATE["logboek"](rt, asked)]


@pytest.mark.both_databases
async def test_a_message_is_logged_for_whom_it_is_about(region: Region, who: Betrokkene) -> None:
    asked = await region.post("referral", a_request())
    claimed = await region.post("billing", a_claim("D1", "DN1", [a_line(1, "R1", 1)]))

    assert ("berichten-uitwisselen-v1", "JW315", "systeem") in await logged(runtime(region), who)
    assert await logged(runtime(region, "billing"), who) == [
        ("declaraties-beoordelen-v1", "mail", "systeem"),
        # Its poster looked at the answer.
        ("declaraties-inzien-v1", "GET /berichten/{bericht_id}", f"aanbieder:{AGB}"),
    ]
    for name, posted in (("referral", asked), ("billing", claimed)):
        rt = runtime(region, name)
        async with rt.db.read() as session:
            of = await store.of_messages(session, rt.need_logboek().tables, [posted["id"]])
        assert of == {who}


@pytest.mark.both_databases
async def test_who_collects_a_message_is_logged(region: Region, who: Betrokkene) -> None:
    await region.post("referral", a_request())
    before = len(await logged(runtime(region), who))

    sent = await region.outgoing("referral")

    read = (
        "berichten-uitwisselen-v1",
        "GET /uitgaande-berichten/{bericht_id}/inhoud",
        f"aanbieder:{AGB}",
    )
    assert (await logged(runtime(region), who))[before:] == [read] * len(sent)
    assert sent


async def test_a_poll_is_logged_each_time_that_it_shows_an_answer_and_never_when_it_does_not(
    region: Region, who: Betrokkene
) -> None:
    rt, services = runtime(region), region.services
    asking = region.of("referral", OrgType.AANBIEDER, AGB)
    headers = {"Content-Type": "application/xml"}
    posted = await asking.post("/berichten", content=a_request(), headers=headers)
    place = posted.headers["Location"].removeprefix("/v1")
    (judging,) = [loop for loop in services["referral"].loops if loop.name == "mail"]
    while await judging.step():
        pass
    before = len(await logged(rt, who))

    judged = (await asking.get(place)).json()
    assert (judged["status"], judged["antwoord"]) == ("verwerkt", None)
    assert len(await logged(rt, who)) == before, "nothing of it was shown"
    await region.rest()
    shown = [await asking.get(place) for _ in range(2)]
    assert all(one.json()["antwoord"]["xml"] for one in shown)
    look = ("berichten-uitwisselen-v1", "GET /berichten/{bericht_id}", f"aanbieder:{AGB}")
    assert (await logged(rt, who))[before:].count(look) == 2

    tag = shown[0].headers["ETag"]
    for known in (tag, f"W/{tag}", f'"x", {tag}'):
        again = await asking.get(place, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    assert (await logged(rt, who)).count(look) == 2
    other = await asking.get(place, headers={"If-None-Match": '"x"'})
    assert (other.status_code, (await logged(rt, who)).count(look)) == (200, 3)
    stranger = region.of("referral", OrgType.AANBIEDER, "90000999")
    assert (await stranger.get(place, headers={"If-None-Match": tag})).status_code == 404


@pytest.mark.both_databases
async def test_a_change_and_a_look_are_logged_with_the_caller(
    region: Region, who: Betrokkene
) -> None:
    officer = region.of("referral", OrgType.GEMEENTE, GEMEENTE)
    found = (await officer.post("/clienten/_zoek", json={"bsn": CLIENT.bsn})).json()
    (client,) = found["resultaten"]
    shown = await officer.get(f"/clienten/{client['id']}")

    assert shown.status_code == 200
    assert await logged(runtime(region), who) == [
        ("clienten-registreren-v1", "POST /clienten", f"gemeente:{GEMEENTE}"),
        ("dossiers-inzien-v1", "POST /clienten/_zoek", f"gemeente:{GEMEENTE}"),
        ("dossiers-inzien-v1", "GET /clienten/{client_id}", f"gemeente:{GEMEENTE}"),
    ]


@pytest.mark.both_databases
async def test_looks_at_once_are_all_kept(region: Region, who: Betrokkene) -> None:
    officer = region.of("referral", OrgType.GEMEENTE, GEMEENTE)
    before = len(await logged(runtime(region), who))

    answers = await asyncio.gather(
        *(officer.post("/clienten/_zoek", json={"bsn": CLIENT.bsn}) for _ in range(20))
    )

    assert {answer.status_code for answer in answers} == {200}
    assert len(await logged(runtime(region), who)) == before + 20


async def test_nothing_is_shown_that_cannot_be_logged(
    region: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_given: object) -> None:
        raise RuntimeError("the log is full")

    officer = region.of("referral", OrgType.GEMEENTE, GEMEENTE)
    monkeypatch.setattr(store, "keep", fails)
    found = await officer.post("/clienten/_zoek", json={"bsn": CLIENT.bsn})
    changed = await officer.post("/clienten", json=a_client() | {"geslacht": "1"})
    monkeypatch.undo()

    assert (found.status_code, changed.status_code) == (500, 500)
    assert CLIENT.achternaam not in found.text
    again = await officer.post("/clienten/_zoek", json={"bsn": CLIENT.bsn})
    assert again.json()["resultaten"][0]["geslacht"] == CLIENT.geslacht


@pytest.mark.both_databases
async def test_what_is_rolled_back_is_not_logged(region: Region) -> None:
    rt, nobody = runtime(region), Betrokkene(GEMEENTE, "0" * 32)

    async def fails() -> None:
        async with rt.db.begin() as session:
            note(session, [nobody])
            raise LookupError

    with pytest.raises(LookupError):
        await fails()
    assert await logged(rt, nobody) == []


@pytest.mark.both_databases
async def test_a_large_message_has_a_row_of_each_person(region: Region) -> None:
    rt = runtime(region, "billing")
    persons = [Betrokkene(GEMEENTE, f"{n:032x}") for n in range(2_000)]
    with acting_as("mail", onderwerp="large"):
        async with rt.db.begin() as session:
            note(session, persons)
    async with rt.db.read() as session:
        assert await store.of_messages(session, rt.need_logboek().tables, ["large"]) == set(persons)


async def kept(rt: Runtime, count: int) -> None:
    """Actions in the chain, and nothing else."""
    t = rt.need_logboek().tables
    async with rt.db.begin() as session:
        await session.execute(sa.delete(t.betrokkene))
        await session.execute(sa.delete(t.verwerking))
    for n in range(count):
        async with rt.db.begin() as session:
            note(session, [Betrokkene(GEMEENTE, f"{n:032x}"), Betrokkene(OTHER, f"{n:032x}")])
    await chain_of(rt).step()


def chain_of(rt: Runtime) -> Chain:
    return Chain(rt.db, rt.need_logboek().tables, rt.need_vault(), rt.clock)


@pytest.mark.both_databases
async def test_a_chain_holds_and_goes_on(region: Region) -> None:
    rt = runtime(region)
    await kept(rt, 3)
    first = await command(rt, "verify")
    async with rt.db.begin() as session:
        note(session, [Betrokkene(GEMEENTE, "f" * 32)])
    await chain_of(rt).step()

    assert first[0] == "3 actions in the chain"
    end = first[1].removeprefix("its end is ")
    assert (await command(rt, "verify", "--end", end))[0] == "4 actions in the chain"


DAMAGE: dict[str, tuple[Callable[[Any], Any], set[str]]] = {
    "changed": (
        lambda t: sa.update(t.verwerking).where(t.verwerking.c.volgnummer == 2).values(actor="x"),
        {"2 was changed"},
    ),
    "another person": (
        lambda t: (
            sa.update(t.betrokkene)
            .where(t.betrokkene.c.pseudoniem == f"{1:032x}", t.betrokkene.c.gemeentecode == OTHER)
            .values(pseudoniem="e" * 32)
        ),
        {"2 was changed"},
    ),
    "a person less": (
        lambda t: sa.delete(t.betrokkene).where(
            t.betrokkene.c.pseudoniem == f"{3:032x}", t.betrokkene.c.gemeentecode == OTHER
        ),
        {"4 was changed"},
    ),
    "an action less": (
        lambda t: sa.delete(t.verwerking).where(t.verwerking.c.volgnummer == 3),
        {"3 is missing"},
    ),
    "the end cut off": (
        lambda t: sa.delete(t.verwerking).where(t.verwerking.c.volgnummer == 5),
        {"5 is not as it was written down"},
    ),
}


@pytest.mark.both_databases
@pytest.mark.parametrize("damage", DAMAGE)
async def test_what_was_done_to_a_log_shows(region: Region, damage: str) -> None:
    rt = runtime(region)
    await kept(rt, 5)
    end = (await command(rt, "verify"))[1].removeprefix("its end is ")
    statement, expected = DAMAGE[damage]
    async with rt.db.begin() as session:
        await session.execute(statement(rt.need_logboek().tables))

    found = [one async for one in chain_of(rt).verify(_end(end)) if isinstance(one, Breach)]

    assert {f"{one.at} {one.why}" for one in found} == expected
    with pytest.raises(RefusedError, match="the chain breaks at 1 places"):
        await command(rt, "verify", "--end", end)


def _end(text: str) -> tuple[int, str]:
    number, _, seal = text.partition(":")
    return int(number), seal


async def test_an_action_that_came_past_the_chain_shows(
    region: Region, clock: SimulatedClock
) -> None:
    rt = runtime(region)
    await kept(rt, 1)
    async with rt.db.begin() as session:
        note(session, [Betrokkene(GEMEENTE, "f" * 32)])
    assert (await command(rt, "verify"))[0] == "1 actions in the chain"
    clock.move_to(clock.now() + timedelta(minutes=16))
    with pytest.raises(RefusedError, match="the chain breaks at 1 places"):
        await command(rt, "verify")
    with pytest.raises(RefusedError, match="NUMBER:SEAL"):
        await command(rt, "verify", "--end", "onzin")


@pytest.mark.both_databases
async def test_a_gemeente_sees_what_was_done_with_the_data_of_one(
    region: Region, who: Betrokkene
) -> None:
    await region.post("referral", a_request())
    asked = {"bsn": CLIENT.bsn}
    officer = region.of("referral", OrgType.GEMEENTE, GEMEENTE)
    first = await officer.post("/verwerkingen/_zoek?limit=2", json=asked)
    rest = await officer.post(first.links["next"]["url"].removeprefix("/v1"), json=asked)
    again = (await officer.post("/verwerkingen/_zoek", json=asked)).json()["resultaten"]
    elsewhere = region.of("referral", OrgType.GEMEENTE, OTHER)
    nothing = await elsewhere.post("/verwerkingen/_zoek", json=asked)
    provider = region.of("referral", OrgType.AANBIEDER, AGB)
    refused = await provider.post("/verwerkingen/_zoek", json=asked)

    assert len(first.json()["resultaten"]) == 2
    shown = [*first.json()["resultaten"], *rest.json()["resultaten"]]
    assert shown[-1]["naam"] == "Clienten registreren"
    assert shown[-1]["actor"] == f"gemeente:{GEMEENTE}"
    assert [one["actie"] for one in again[:2]] == ["POST /verwerkingen/_zoek"] * 2
    assert [one["id"] for one in again[2:]][: len(shown)] == [one["id"] for one in shown]
    assert (nothing.json(), refused.status_code) == ({"resultaten": []}, 403)
    assert CLIENT.bsn not in first.text + rest.text
    activity = await officer.get("/verwerkingsactiviteiten/clienten-registreren-v1")
    assert activity.json()["uri"] == shown[-1]["activiteit"]
    listed = (await officer.get("/verwerkingsactiviteiten")).json()["resultaten"]
    assert activity.json() in listed
    assert (await officer.get("/verwerkingsactiviteiten/onzin-v1")).status_code == 404


async def test_a_log_goes_out_as_otlp(region: Region, who: Betrokkene) -> None:
    await region.post("referral", a_request())
    rt = runtime(region)

    (line,) = await command(rt, "export")

    (resource,) = json.loads(line)["resourceSpans"]
    (scope,) = resource["scopeSpans"]
    told = [(span, _told(span)) for span in scope["spans"]]
    actions = {span["spanId"]: span for span, of in told if "jeugdregio.action" in of}
    persons = [(span, of) for span, of in told if "dpl.core.data_subject_id" in of]
    assert len(actions) + len(persons) == len(told)
    assert {of["dpl.core.data_subject_id"] for _, of in persons} == {who.pseudoniem}
    assert {of["dpl.core.data_subject_id_type"] for _, of in persons} == {"pseudoniem"}
    for span, of in persons:
        above = actions[span["parentSpanId"]]
        assert above["traceId"] == span["traceId"]
        assert of["dpl.core.processing_activity_id"].startswith(
            rt.settings.resource_base("referral")
        )
        assert (len(span["traceId"]), len(span["spanId"]), span["status"]) == (32, 16, {"code": 1})
    last = max(int(_told(span)["jeugdregio.chain_number"]) for span in actions.values())
    assert len(await command(rt, "export", "--after", str(last - 1))) == 1
    assert await command(rt, "export", "--after", str(last)) == []


def _told(span: Json) -> dict[str, str]:
    return {one["key"]: one["value"]["stringValue"] for one in span["attributes"]}


async def test_a_line_of_each_request_has_what_bio_asks(region: Region) -> None:
    officer = region.of("referral", OrgType.GEMEENTE, GEMEENTE)
    with capture_logs() as lines:
        known = await officer.get(f"/clienten/{new_id()}")
        mistaken = await officer.get(f"/clienten/{CLIENT.bsn}")
        await officer.get("http://test/livez")

    first, second = [line for line in lines if line["event"] == "request"]
    assert (known.status_code, mistaken.status_code) == (404, 404)
    assert (first["action"], first["object"]) == ("GET", "/clienten/{client_id}")
    assert (first["result"], first["actor"]) == (404, f"gemeente:{GEMEENTE}")
    assert (len(first["object_id"]), second["object_id"]) == (1, [])
    assert first["origin"]
    assert CLIENT.bsn not in str(lines)


def test_a_register_has_a_place_for_each_action() -> None:
    def activity(versie: int, *acties: str) -> Activiteit:
        return Activiteit("a", versie, "A", "om te", "wet", acties)

    assert Register((activity(1, "GET *"), activity(2, "*"))).of("GET /x").versie == 1
    with pytest.raises(ValueError, match="one id"):
        Register((activity(1, "GET *"), activity(1, "*")))
    with pytest.raises(ValueError, match="no activity"):
        Register((activity(1, "GET *"),))
