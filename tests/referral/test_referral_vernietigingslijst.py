# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""X-05: what outlived its term is proposed, two people decide, and a hold keeps what it keeps."""

from collections.abc import Callable
from datetime import UTC, datetime

import httpx
import pytest

from libs.common.clock import SimulatedClock
from libs.common.commands.parser import OPERATE, parser_of
from libs.common.runtime import settle
from tests.archief import LISTS, Archief, approved
from tests.referral.gezinnen import child, wrong
from tests.referral.harness import Referral
from tests.referral.messages import BSN
from tests.referral.vernietiging import AT_NIGHT, LATER, person

Make = Callable[..., httpx.AsyncClient]


@pytest.fixture
def anna(client: Make, referral: Referral) -> Archief:
    return person(client, referral, "Anna Vos")


@pytest.fixture
def bert(client: Make, referral: Referral) -> Archief:
    return person(client, referral, "Bert Mol")


async def draw_up(who: Archief, **body: str) -> httpx.Response:
    return await who.http.post(LISTS, json=body)


@pytest.mark.both_databases
async def test_a_list_says_of_whom_since_when_on_what_ground_and_how_much(
    referral: Referral, anna: Archief, clock: SimulatedClock
) -> None:
    client_id = (await referral.register())["id"]
    await referral.award()
    await settle(referral.service)
    nothing = await draw_up(anna)
    clock.move_to(LATER)

    made = await draw_up(anna)
    lijst = made.json()
    (regel,) = await anna.regels(lijst)

    assert (nothing.status_code, nothing.json()["code"]) == (409, "niets-te-vernietigen")
    assert made.status_code == 201, made.text
    assert made.headers["Location"].endswith(f"{LISTS}/{lijst['id']}")
    assert (lijst["categorie"], lijst["jaren"]) == ("clientdossier", 20)
    assert lijst["begin"] == "laatste wijziging van het dossier"
    assert lijst["grondslag"].startswith("Jeugdwet art. 7.3.8 lid 3")
    assert (lijst["peildatum"], lijst["voor"]) == ("2047-03-01", "2027-03-01")
    assert regel["clientId"] == client_id
    assert (regel["begonnenOp"], regel["bewaardTot"]) == ("2026-12-31", "2046-12-31")
    assert regel["rijen"] == {
        "client": 1,
        "toewijzing": 1,
        "verzending": 1,
        "verzonden_toewijzing": 1,
    }
    assert BSN not in made.text + str(regel)
    again = await draw_up(anna)
    assert (again.status_code, again.json()["code"]) == (409, "lijst-open")


@pytest.mark.both_databases
async def test_at_night_a_list_is_drawn_up_once(
    referral: Referral, anna: Archief, clock: SimulatedClock
) -> None:
    await child(referral)
    await settle(referral.service)
    clock.move_to(LATER)
    await settle(referral.service)
    first = await anna.lijsten()
    clock.move_to(AT_NIGHT)
    await settle(referral.service)

    assert [one["stappen"][0]["persoon"] for one in first] == ["systeem"]
    assert [one["id"] for one in await anna.lijsten()] == [one["id"] for one in first]


async def test_the_command_draws_up_for_each_gemeente(
    referral: Referral, anna: Archief, clock: SimulatedClock
) -> None:
    await child(referral)
    clock.move_to(LATER)
    rt = referral.service.runtime
    asked = parser_of("referral").parse_args(["retention", "draw-up"])

    told = [line async for line in OPERATE["retention"](rt, asked)]

    (lijst,) = await anna.lijsten()
    assert told == [f"0384 clientdossier list {lijst['id']}"]
    assert [line async for line in OPERATE["retention"](rt, asked)] == ["nothing to draw up"]


@pytest.mark.both_databases
async def test_who_submits_does_not_approve(
    referral: Referral, anna: Archief, bert: Archief, client: Make, clock: SimulatedClock
) -> None:
    await child(referral)
    clock.move_to(LATER)
    lijst = (await draw_up(anna)).json()

    early = await bert.do(lijst, "_vaststellen")
    await anna.do(lijst, "_indienen")
    own = await anna.do(lijst, "_vaststellen")
    disguised = await person(client, referral, " anna  VOS").do(lijst, "_vaststellen")
    path = f"{LISTS}/{lijst['id']}/_vaststellen"
    stale = await bert.http.post(path, headers={"If-Match": '"1"'})
    nobody = await person(client, referral, " ").do(lijst, "_vaststellen")
    done = await bert.do(lijst, "_vaststellen")

    assert (early.status_code, early.json()["code"]) == (409, "verkeerde-toestand")
    for refused in (own, disguised):
        assert (refused.status_code, refused.json()["code"]) == (403, "vier-ogen")
    assert stale.status_code == 412
    assert (nobody.status_code, nobody.json()["code"]) == (403, "persoon-ontbreekt")
    assert done.json()["toestand"] == "vastgesteld"
    steps = [(one["handeling"], one["persoon"]) for one in done.json()["stappen"]]
    assert steps == [
        ("opstellen", "Anna Vos"),
        ("indienen", "Anna Vos"),
        ("vaststellen", "Bert Mol"),
    ]


@pytest.mark.both_databases
async def test_a_hold_keeps_a_client_and_shows(
    referral: Referral, anna: Archief, bert: Archief, clock: SimulatedClock
) -> None:
    kept, goes = await child(referral, 0), await child(referral, 1)
    held = await anna.hold(kept, reden="onderzoek")
    clock.move_to(LATER)
    lijst = (await draw_up(anna)).json()

    rows = {one["clientId"]: one for one in await anna.regels(lijst)}

    assert (rows[kept]["toestand"], rows[kept]["reden"]) == ("opgeschort", "onderzoek")
    assert rows[kept]["bewaarplichtId"] == held["id"]
    assert rows[goes]["toestand"] == "open"
    assert lijst["regels"] == {
        "open": 1,
        "opgeschort": 1,
        "inGebruik": 0,
        "vernietigd": 0,
        "gebleven": 0,
    }
    found = await anna.http.post("/bewaarplichten/_zoek", json={"clientId": kept})
    assert [one["id"] for one in found.json()["resultaten"]] == [held["id"]]
    one = await anna.http.get(f"/bewaarplichten/{held['id']}")
    assert (one.status_code, one.headers["ETag"]) == (200, '"1"'), one.text


async def test_a_list_of_none_but_held_ones_is_not_drawn_up(
    referral: Referral, anna: Archief, clock: SimulatedClock
) -> None:
    held = await anna.hold(await child(referral))
    clock.move_to(LATER)
    before = await draw_up(anna)
    lifted = await anna.http.post(
        f"/bewaarplichten/{held['id']}/_opheffen", headers={"If-Match": '"1"'}
    )
    twice = await anna.http.post(
        f"/bewaarplichten/{held['id']}/_opheffen", headers={"If-Match": '"2"'}
    )
    after = await draw_up(anna)

    assert (before.status_code, before.json()["code"]) == (409, "niets-te-vernietigen")
    assert lifted.json()["opgehevenDoor"] == "Anna Vos"
    assert (twice.status_code, twice.json()["code"]) == (409, "verkeerde-toestand")
    assert after.status_code == 201


async def test_a_hold_has_days(referral: Referral, anna: Archief, clock: SimulatedClock) -> None:
    past, coming = await child(referral, 0), await child(referral, 1)
    await anna.hold(past, sinds="2026-11-23", tot="2047-02-28")
    await anna.hold(coming, sinds="2047-03-02")
    clock.move_to(LATER)

    rows = await anna.regels((await draw_up(anna)).json())
    upside_down = await anna.http.post(
        "/bewaarplichten",
        json={
            "clientId": past,
            "reden": "onderzoek",
            "grondslag": "Wet",
            "sinds": "2047-03-02",
            "tot": "2047-03-01",
        },
    )
    unknown = await anna.http.post(
        "/bewaarplichten",
        json={"clientId": "x", "reden": "onderzoek", "grondslag": "Wet", "sinds": "2047-03-02"},
    )

    assert {one["toestand"] for one in rows} == {"open"}
    assert wrong(upside_down) == {"tot"}
    assert wrong(unknown) == {"clientId"}


@pytest.mark.both_databases
async def test_a_row_is_taken_off_by_a_hold(
    referral: Referral, anna: Archief, bert: Archief, clock: SimulatedClock
) -> None:
    await child(referral)
    clock.move_to(LATER)
    lijst = (await draw_up(anna)).json()
    why = {"reden": "lopende-procedure", "grondslag": "Awb art. 8:42", "sinds": "2047-03-01"}

    for days, field in (({"sinds": "2047-03-02"}, "sinds"), ({"tot": "2047-02-28"}, "tot")):
        not_now = {"sinds": "2047-02-01"} | days
        answer = await anna.do(lijst, "regels/1/_opschorten", **why | not_now)
        assert wrong(answer) == {field}
    taken = await anna.do(lijst, "regels/1/_opschorten", **why)
    again = await anna.do(lijst, "regels/1/_opschorten", **why)
    absent = await anna.do(lijst, "regels/2/_opschorten", **why)
    empty = await anna.do(lijst, "_indienen")
    refused = await bert.do(lijst, "_afwijzen", reden="onjuist-voorgesteld")

    assert taken.status_code == 201, taken.text
    (regel,) = await anna.regels(lijst)
    assert (regel["toestand"], regel["bewaarplichtId"]) == ("opgeschort", taken.json()["id"])
    assert (again.status_code, again.json()["code"]) == (409, "verkeerde-toestand")
    assert absent.status_code == 404
    assert (empty.status_code, empty.json()["code"]) == (409, "niets-te-vernietigen")
    assert refused.json()["toestand"] == "afgewezen"
    assert refused.json()["stappen"][-1]["reden"] == "onjuist-voorgesteld"


async def test_who_takes_a_row_off_does_not_approve(
    referral: Referral, anna: Archief, bert: Archief, client: Make, clock: SimulatedClock
) -> None:
    """Whoever did anything to a list chose what is on it."""
    await child(referral, 0)
    await child(referral, 1)
    clock.move_to(LATER)
    lijst = (await draw_up(anna)).json()
    await anna.do(lijst, "_indienen")
    why = {"reden": "lopende-procedure", "grondslag": "Awb art. 8:42", "sinds": "2047-03-01"}
    taken = await bert.do(lijst, "regels/1/_opschorten", **why)

    own = await bert.do(lijst, "_vaststellen")
    done = await person(client, referral, "Cor Tak").do(lijst, "_vaststellen")

    assert taken.status_code == 201, taken.text
    assert (own.status_code, own.json()["code"]) == (403, "vier-ogen")
    step = done.json()["stappen"][2]
    found = [step[name] for name in ("handeling", "persoon", "reden")]
    assert found == ["opschorten", "Bert Mol", "lopende-procedure"]


@pytest.mark.both_databases
async def test_a_hold_reaches_a_list_that_was_approved(
    referral: Referral, anna: Archief, bert: Archief, clock: SimulatedClock
) -> None:
    client_id = await child(referral)
    clock.move_to(LATER)
    lijst = await approved(anna, bert, (await draw_up(anna)).json())

    await anna.hold(client_id)

    (regel,) = await anna.regels(lijst)
    assert regel["toestand"] == "opgeschort"


@pytest.mark.both_databases
async def test_a_client_asks_and_help_that_runs_refuses(
    referral: Referral, anna: Archief, bert: Archief, clock: SimulatedClock
) -> None:
    """Jeugdwet art. 7.3.9; the refusal keeps its reason and its article."""
    asks = await child(referral, 0)
    helped = (await referral.register())["id"]
    await referral.award()  # until the end of the year
    today = clock.today().isoformat()

    made = await draw_up(anna, clientId=asks, verzochtOp=today)
    twice = await draw_up(anna, clientId=asks, verzochtOp=today)
    running = (await draw_up(anna, clientId=helped, verzochtOp=today)).json()
    law = {"reden": "dossier-in-gebruik", "grondslag": "Jeugdwet art. 7.3.9 lid 2"}
    submitted = await anna.do(running, "_indienen")
    refused = await bert.do(running, "_afwijzen", **law)

    assert (made.json()["grond"], made.json()["verzochtOp"]) == ("verzoek", today)
    assert made.json()["regels"]["open"] == 1
    assert (twice.status_code, twice.json()["code"]) == (409, "lijst-open")
    assert (running["regels"]["open"], running["regels"]["inGebruik"]) == (0, 1)
    assert submitted.status_code == 409
    assert refused.json()["stappen"][-1]["reden"] == (
        "dossier-in-gebruik: Jeugdwet art. 7.3.9 lid 2"
    )
    assert wrong(await draw_up(anna, clientId=asks)) == {"body"}
    tomorrow = await draw_up(anna, clientId=asks, verzochtOp="2026-11-24")
    assert wrong(tomorrow) == {"verzochtOp"}


async def test_who_looked_at_a_list_is_in_the_log_of_the_client(
    referral: Referral, anna: Archief, client: Make, clock: SimulatedClock
) -> None:
    await child(referral)
    clock.move_to(datetime(2047, 3, 1, 9, 0, tzinfo=UTC))
    await anna.regels((await draw_up(anna)).json())
    rt = referral.service.runtime
    assert rt.logboek is not None
    t = rt.logboek.tables.verwerking

    async with rt.db.read() as session:
        rows = (await session.execute(t.select().order_by(t.c.id))).all()

    assert (rows[-1].actie, rows[-1].activiteit) == (
        "GET /vernietigingslijsten/{lijstId}/regels",
        "gegevens-vernietigen-v1",
    )
