# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""R-13: one family, one plan, one director; what the daily work finds about plans."""

from datetime import UTC, date, datetime

import pytest

from libs.common.clock import SimulatedClock
from libs.common.contracts.regie import (
    GezinsplanVastgesteld,
    MaatregelVastgesteld,
    TaakVastgesteld,
)
from libs.common.runtime import settle
from services.referral.handlers.dagwerk import look_at_plans
from tests.referral.conftest import Published
from tests.referral.gezinnen import child, listed, post, wrong
from tests.referral.harness import Json, Referral

TEAM: Json = {"soort": "lokaal-team", "naam": "Lokaal team Diemen"}
GOAL = "Weer elke dag naar school"


async def family(referral: Referral, *client_ids: str, **fields: str) -> Json:
    """These clients are a family since 2026."""
    body = {"clientIds": list(client_ids), "begindatum": "2026-01-01"}
    return await post(referral, "/gezinnen", body | fields)


async def plan(referral: Referral, gezin: Json, begin: str = "2026-11-23", **fields: Json) -> Json:
    """A plan with two goals."""
    doelen = [{"omschrijving": GOAL}, {"omschrijving": "Rust in huis"}]
    body = {"gezinId": gezin["id"], "begindatum": begin, "regisseur": TEAM, "doelen": doelen}
    return await post(referral, "/gezinsplannen", body | fields)


@pytest.mark.both_databases
async def test_r13_a_plan_that_is_not_evaluated_in_six_months_is_a_task(
    referral: Referral, clock: SimulatedClock, published: Published
) -> None:
    """Once, on the list and in the metrics, until it is evaluated."""
    made = await plan(referral, await family(referral, await child(referral)))
    path = f"/gezinsplannen/{made['id']}"
    assert made["evaluatieUiterlijk"] == "2027-05-23"
    runtime = referral.service.runtime

    clock.move_to(datetime(2027, 5, 23, 9, 0, tzinfo=UTC))
    on_time = (await look_at_plans(runtime), await listed(referral, "/taken"))
    clock.move_to(datetime(2027, 5, 24, 9, 0, tzinfo=UTC))
    late = (await look_at_plans(runtime), await look_at_plans(runtime))
    (task,) = await listed(referral, "/taken?toestand=open&soort=plan-evalueren")
    evaluated = {"op": "2027-05-24", "vervolg": "voortzetten"}
    uitkomsten = [{"nummer": 1, "uitkomst": "bereikt"}]
    after = await post(referral, f"{path}/evaluaties", evaluated | {"uitkomsten": uitkomsten}, 200)
    await settle(referral.service)

    assert on_time == (False, [])
    assert late == (True, False)
    assert (task["onderwerp"], task["termijn"]) == (made["id"], "2027-05-23")
    assert await listed(referral, "/taken?toestand=open") == []
    assert (await listed(referral, "/taken?toestand=afgehandeld"))[0]["id"] == task["id"]
    assert (after["evaluatieUiterlijk"], after["doelen"][0]["uitkomst"]) == (
        "2027-11-24",
        "bereikt",
    )
    told = [(one.soort, one.toestand, one.versie) for one in await published(TaakVastgesteld)]
    assert told == [("plan-evalueren", "open", 1), ("plan-evalueren", "afgehandeld", 2)]
    plans = await published(GezinsplanVastgesteld)
    assert [(one.evaluaties, one.doelen, one.doelen_bereikt) for one in plans] == [
        (0, 2, 0),
        (1, 2, 1),
    ]


async def test_r13_one_plan_and_goals_that_stay_sealed(
    referral: Referral, published: Published
) -> None:
    """A second plan is refused; no event and no column tells what was written."""
    gezin = await family(referral, await child(referral))
    made = await plan(referral, gezin)
    body = {"gezinId": gezin["id"], "begindatum": "2026-12-01", "regisseur": TEAM}
    again = await referral.gemeente.post(
        "/gezinsplannen", json=body | {"doelen": [{"omschrijving": "Nog een"}]}
    )
    shown = (await referral.gemeente.get(f"/gezinsplannen/{made['id']}")).json()
    await settle(referral.service)

    assert (again.status_code, again.json()["code"]) == (409, "een-gezin-een-plan")
    assert shown["doelen"][0]["omschrijving"] == GOAL
    assert [one["id"] for one in await listed(referral, "/gezinsplannen")] == [made["id"]]
    (told,) = await published(GezinsplanVastgesteld)
    assert GOAL not in told.model_dump_json()
    assert (await referral.as_party("0363").get(f"/gezinsplannen/{made['id']}")).status_code == 404


async def test_r13_direction_passes_on_and_its_history_stays(referral: Referral) -> None:
    """From the parent to the local team; the version is guarded."""
    gezin = await family(referral, await child(referral))
    made = await plan(referral, gezin, regisseur={"soort": "ouder", "naam": "moeder"})
    path = f"/gezinsplannen/{made['id']}/regie"
    passed = TEAM | {"begindatum": "2026-12-01", "reden": "Moeder vraagt het team"}
    stale = await referral.gemeente.post(path, json=passed, headers={"If-Match": '"7"'})
    after = await post(referral, path, passed, 200)
    early = await referral.gemeente.post(path, json=passed | {"begindatum": "2026-11-30"})

    assert stale.status_code == 412
    assert [(one["soort"], one["begindatum"]) for one in after["regie"]] == [
        ("ouder", "2026-11-23"),
        ("lokaal-team", "2026-12-01"),
    ]
    assert wrong(early) == {"begindatum"}


@pytest.mark.both_databases
async def test_r13_the_gi_directs_in_the_compulsory_frame(
    referral: Referral, clock: SimulatedClock, published: Published
) -> None:
    """A measure makes a task of a plan that another directs; nobody else may take it over."""
    kind = await child(referral)
    made = await plan(referral, await family(referral, kind, await child(referral, 1)))
    measure = {"clientId": kind, "soort": "ots", "begindatum": "2026-11-23"}
    ots = await post(referral, "/maatregelen", measure | {"oorzaken": ["complexe-scheiding"]})
    assert await look_at_plans(referral.service.runtime)
    (task,) = await listed(referral, "/taken?soort=regie-naar-gi&toestand=open")

    path = f"/gezinsplannen/{made['id']}/regie"
    reden = {"begindatum": "2026-11-24", "reden": "Ondertoezichtstelling"}
    other = await referral.gemeente.post(path, json=TEAM | reden)
    gi = await post(referral, path, {"soort": "gi", "naam": "GI Noord"} | reden, 200)
    assert not await look_at_plans(referral.service.runtime)
    einde = {"einddatum": "2026-12-31", "eindgesprek": {"op": "2026-12-15", "nazorg": "Team"}}
    ended = await post(referral, f"/maatregelen/{ots['id']}/_beeindig", einde, 200)
    clock.move_to(datetime(2027, 1, 2, 9, 0, tzinfo=UTC))
    back = await post(referral, path, TEAM | reden | {"begindatum": "2027-01-01"}, 200)
    await settle(referral.service)

    assert (task["onderwerp"], task["termijn"]) == (made["id"], "2026-11-23")
    assert (other.status_code, other.json()["code"]) == (409, "gi-voert-regie")
    assert gi["regie"][-1]["soort"] == "gi"
    assert await listed(referral, "/taken?toestand=open") == []
    assert ended["eindgesprek"] == {"op": "2026-12-15", "nazorg": "Team"}
    assert back["regie"][-1]["soort"] == "lokaal-team"
    told = await published(MaatregelVastgesteld)
    assert [(one.oorzaken, one.einddatum) for one in told] == [
        (("complexe-scheiding",), None),
        (("complexe-scheiding",), date(2026, 12, 31)),
    ]


async def test_r13_a_plan_that_begins_in_the_frame_has_the_gi(referral: Referral) -> None:
    """400 with the field, also when only an award says that the frame is compulsory."""
    kind = await child(referral)
    gezin = await family(referral, kind)
    measure = {"clientId": kind, "soort": "voogdij", "begindatum": "2026-01-01"}
    await post(referral, "/maatregelen", measure)
    body = {"gezinId": gezin["id"], "begindatum": "2026-11-23", "regisseur": TEAM}
    answer = await referral.gemeente.post(
        "/gezinsplannen",
        json=body | {"doelen": [{"omschrijving": GOAL}], "volgendeEvaluatie": "2027-05-24"},
    )
    assert wrong(answer) == {"regisseur", "volgendeEvaluatie"}


async def test_r13_stopping_settles_every_goal(referral: Referral) -> None:
    """Goals without an outcome are named; an ended plan is evaluated no more."""
    gezin = await family(referral, await child(referral))
    path = f"/gezinsplannen/{(await plan(referral, gezin))['id']}/evaluaties"
    stop: Json = {"op": "2026-12-20", "vervolg": "stoppen"}
    uitkomsten = [{"nummer": n, "uitkomst": "bereikt"} for n in (1, 2)]

    half = await referral.gemeente.post(path, json=stop | {"uitkomsten": uitkomsten[:1]})
    strange = [{"nummer": 3, "uitkomst": "bereikt"}]
    other = await referral.gemeente.post(path, json=stop | {"uitkomsten": strange})
    done = await post(referral, path, stop | {"uitkomsten": uitkomsten}, 200)
    again = await referral.gemeente.post(path, json=stop | {"uitkomsten": uitkomsten})
    new = await plan(referral, gezin, "2027-01-01")

    assert wrong(half) == wrong(other) == {"uitkomsten"}
    assert (done["toestand"], done["einddatum"]) == ("beeindigd", "2026-12-20")
    assert (again.status_code, again.json()["code"]) == (409, "verkeerde-stap")
    assert new["toestand"] == "lopend"


@pytest.mark.both_databases
async def test_r13_a_child_is_in_one_family_at_a_time(referral: Referral) -> None:
    """It leaves one before it joins another; the history of both stays."""
    one, two = await child(referral), await child(referral, 1)
    first, second = await family(referral, one), await family(referral, two)
    path = f"/gezinnen/{second['id']}"
    joins = {"clientId": one, "begindatum": "2026-07-01"}

    refused = await referral.gemeente.post(f"{path}/leden", json=joins)
    leave = f"/gezinnen/{first['id']}/_verlaten"
    early = await referral.gemeente.post(leave, json={"clientId": one, "einddatum": "2025-12-31"})
    left = await post(referral, leave, {"clientId": one, "einddatum": "2026-06-30"}, 200)
    joined = await post(referral, f"{path}/leden", joins, 200)
    twice = await referral.gemeente.post(f"{path}/leden", json=joins)
    strange = await referral.gemeente.post(f"{path}/leden", json=joins | {"clientId": "x"})

    assert (refused.status_code, refused.json()["code"]) == (409, "ander-gezin")
    assert wrong(early) == {"einddatum"}
    assert left["leden"][0]["einddatum"] == "2026-06-30"
    assert {lid["clientId"] for lid in joined["leden"]} == {one, two}
    assert wrong(twice) == {"begindatum"}
    assert wrong(strange) == {"clientId"}
    assert (await referral.gemeente.get(path)).headers["ETag"] == '"2"'
    assert [gezin["id"] for gezin in await listed(referral, "/gezinnen?limit=1")] == [second["id"]]


async def test_a_task_is_taken_off_the_list_by_hand_once(
    referral: Referral, clock: SimulatedClock
) -> None:
    """And does not come back for the same term."""
    await plan(referral, await family(referral, await child(referral)))
    clock.move_to(datetime(2027, 6, 1, 9, 0, tzinfo=UTC))
    await look_at_plans(referral.service.runtime)
    (task,) = await listed(referral, "/taken")
    path = f"/taken/{task['id']}/_afhandelen"

    done = await post(referral, path, {}, 200)
    again = await referral.gemeente.post(path)

    assert done["toestand"] == "afgehandeld"
    assert (again.status_code, again.json()["code"]) == (409, "verkeerde-stap")
    assert not await look_at_plans(referral.service.runtime)
    assert (await referral.gemeente.post("/taken/x/_afhandelen")).status_code == 404
