# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""C-02 and C-03 through HTTP: who may still come in, and the care with which is bought."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from libs.common.clock import SimulatedClock
from services.contract.domain.inkoop import Inkoop, waarschuwingen
from services.contract.handlers.termijnen import tell_terms
from tests.contract.world import Json, World, a_contract, a_product, named

MLO: Json = {
    "naam": "Midden-Limburg Oost ambulant",
    "route": "openbaar",
    "vorm": "basis-en-uitvoeringsovereenkomst",
    "start": "2024-01-01",
    "einde": "2032-12-31",
    "publicatie": "2023-01-16",
    "laatsteOndertekening": "2023-06-30",
    "continuiteitsclausule": True,
}
"""The published calendar: begun January 2023, signed in the second quarter, from 2024 to 2032."""


async def bought(world: World, **changes: Any) -> Json:
    answer = await world.regio.post("/inkopen", json=MLO | changes)
    assert answer.status_code == 201, answer.text
    made: Json = answer.json()
    return made


def verdicts(inkoop: Json) -> dict[str, str]:
    return {toets["eis"]: toets["uitslag"] for toets in inkoop["kalender"]}


ALL_PASS = dict.fromkeys(("publicatie", "ondertekening", "looptijd", "continuiteit"), "voldoet")


async def test_c03_the_tender_of_2024_passes(world: World) -> None:
    made = await bought(world)

    assert verdicts(made) == ALL_PASS
    terms = {toets["eis"]: toets["uiterlijk"] for toets in made["kalender"]}
    assert (terms["publicatie"], terms["ondertekening"]) == ("2023-03-31", "2023-10-01")


async def test_c03_signed_on_the_last_day_and_a_day_later(world: World) -> None:
    """1-10-2023 is the latest; 2-10-2023 fails by one day."""
    assert verdicts(await bought(world, laatsteOndertekening="2023-10-01")) == ALL_PASS

    late = await bought(world, laatsteOndertekening="2023-10-02")

    assert verdicts(late) == ALL_PASS | {"ondertekening": "voldoet-niet"}
    (toets,) = [t for t in late["kalender"] if t["eis"] == "ondertekening"]
    assert toets["toelichting"].endswith("1 te laat")


async def test_c03_today_fails_the_term_of_three_years(world: World) -> None:
    """An implementation agreement of a year; with a reason it is a deviation that is owned up."""
    yearly = {"start": "2022-01-01", "einde": "2022-12-31", "publicatie": "2021-01-04"}
    yearly |= {"laatsteOndertekening": "2021-09-30"}
    made = await bought(world, **yearly)
    assert verdicts(made) == ALL_PASS | {"looptijd": "voldoet-niet"}

    owned = await bought(world, **yearly, afwijkingen={"looptijd": "overbrugging naar 2024"})
    assert verdicts(owned) == ALL_PASS | {"looptijd": "gemotiveerd-afgeweken"}


async def test_c03_warns_before_a_term(world: World, clock: SimulatedClock) -> None:
    """From sixty days before the last day to sign, 1 January 2027, until that is done."""
    made = await bought(
        world,
        start="2027-04-01",
        einde="2031-12-31",
        publicatie="2026-03-01",
        laatsteOndertekening=None,
    )
    assert verdicts(made) == ALL_PASS | {"ondertekening": "nog-niet-bekend"}

    async def warned(day: datetime) -> list[Json]:
        clock.move_to(day)
        found: list[Json] = (await world.regio.get(f"/inkopen/{made['id']}")).json()[
            "waarschuwingen"
        ]
        return found

    assert made["waarschuwingen"] == [
        {"eis": "ondertekening", "uiterlijk": "2027-01-01", "dagen": 39}
    ]
    assert (await warned(datetime(2027, 1, 1, 9, tzinfo=UTC)))[0]["dagen"] == 0
    assert await warned(datetime(2027, 1, 2, 9, tzinfo=UTC)) == []


def test_c03_the_first_warning_is_sixty_days_before() -> None:
    inkoop = Inkoop("openbaar", "overeenkomst", date(2027, 4, 1), date(2031, 12, 31))
    signing = [w for w in waarschuwingen(inkoop, date(2026, 11, 2)) if w.eis == "ondertekening"]
    assert [w.dagen for w in signing] == [60]
    assert not waarschuwingen(inkoop, date(2026, 11, 1))


@pytest.mark.parametrize(
    ("changes", "name", "code"),
    [
        ({"einde": "2023-12-31"}, "einde", "volgorde"),
        ({"vorm": "raamovereenkomst"}, "einde", "te-lang"),
        ({"route": "loting"}, "route", "literal-error"),
        ({"afwijkingen": {"looptijd": " "}}, "afwijkingen.looptijd", "string-too-short"),
    ],
)
async def test_c03_what_is_refused(world: World, changes: Json, name: str, code: str) -> None:
    assert named(await world.regio.post("/inkopen", json=MLO | changes)) == {(name, code)}


@pytest.mark.both_databases
async def test_c02_a_closed_procurement_lets_nobody_in(world: World) -> None:
    """Signed long ago, so closed; open house admits until it is closed itself."""
    sas = await bought(world, route="sas")
    house = await bought(world, route="toelating", laatsteOndertekening=None)

    refused = await world.regio.post("/contracten", json=a_contract(inkoopId=sas["id"]))
    assert (refused.status_code, refused.json()["code"]) == (409, "inkoop-gesloten")
    made = await world.regio.post("/contracten", json=a_contract(inkoopId=house["id"]))
    assert made.status_code == 201, made.text
    assert made.json()["inkoopId"] == house["id"]

    closed = MLO | {"route": "toelating", "laatsteOndertekening": None, "geslotenOp": "2026-07-01"}
    assert (await world.regio.put(f"/inkopen/{house['id']}", json=closed)).status_code == 200
    again = a_contract(agbCode="90000102", inkoopId=house["id"])
    assert (await world.regio.post("/contracten", json=again)).status_code == 409
    unknown = a_contract(agbCode="90000102", inkoopId="0")
    assert named(await world.regio.post("/contracten", json=unknown)) == {("inkoopId", "onbekend")}


async def test_c04_measures_of_an_institution_are_output_only(world: World) -> None:
    wrong = a_contract(producten=[a_product(categorie="48", code="48A01")])
    answer = await world.regio.post("/contracten", json=wrong)
    assert named(answer) == {("producten[0].variant", "past-niet-bij-categorie")}


async def test_c03_an_agreement_without_an_end_fails_the_term(world: World) -> None:
    """Finding 10: a basic agreement of indefinite term with a yearly implementation agreement."""
    today = {"einde": None, "uitvoeringMaanden": 12}
    made = await bought(world, **today)
    assert verdicts(made) == ALL_PASS | {"looptijd": "voldoet-niet"}
    (toets,) = [t for t in made["kalender"] if t["eis"] == "looptijd"]
    assert toets["toelichting"] == "uitvoeringsovereenkomst van 12 maanden, ten minste 36"

    endless = await bought(world, einde=None)
    assert verdicts(endless)["looptijd"] == "voldoet-niet"
    long = await bought(world, einde=None, uitvoeringMaanden=36)
    assert verdicts(long) == ALL_PASS
    wrong = MLO | {"vorm": "overeenkomst", "uitvoeringMaanden": 12}
    answer = await world.regio.post("/inkopen", json=wrong)
    assert named(answer) == {("uitvoeringMaanden", "overbodig")}


STEPS = [
    {"soort": "strategie", "gepland": "2026-01-20", "gereed": "2026-01-20"},
    {"soort": "marktconsultatie", "gepland": "2026-02-20", "gereed": "2026-02-18"},
    {"soort": "gunning", "gepland": "2026-12-20", "gereed": None},
    {"soort": "implementatie", "gepland": "2027-02-15", "gereed": None},
]
COMING: Json = {
    "start": "2027-04-01",
    "einde": "2031-12-31",
    "publicatie": "2026-03-01",
    "laatsteOndertekening": None,
    "mijlpalen": STEPS,
}


@pytest.mark.both_databases
async def test_c03_terms_are_told_at_sixty_and_thirty_days(
    world: World, clock: SimulatedClock
) -> None:
    """By a job, once for each threshold, of terms and milestones that are not met."""
    made = await bought(world, **COMING)

    async def told() -> list[tuple[str, int]]:
        await tell_terms(world.service.runtime)
        await tell_terms(world.service.runtime)
        found = (await world.published()).get("nl.jeugdwet.contracttermijn.nadert.v1", [])
        assert {one["over"] for one in found} <= {made["id"]}
        return [(one["soort"], one["dagen"]) for one in found]

    assert await told() == [("ondertekening", 60), ("gunning", 30)]
    clock.move_to(datetime(2026, 12, 2, 9, tzinfo=UTC))
    assert await told() == [("ondertekening", 60), ("gunning", 30), ("ondertekening", 30)]
    done = MLO | COMING | {"laatsteOndertekening": "2026-12-02"}
    assert (await world.regio.put(f"/inkopen/{made['id']}", json=done)).status_code == 200
    clock.move_to(datetime(2026, 12, 31, 9, tzinfo=UTC))
    assert (await told())[3:] == [("implementatie", 60)]


async def test_c03_milestones_come_once_and_in_order(world: World) -> None:
    twice = COMING | {"mijlpalen": [STEPS[0], STEPS[0]]}
    answer = await world.regio.post("/inkopen", json=MLO | twice)
    assert named(answer) == {("mijlpalen[1].soort", "dubbel")}

    early = {"soort": "strategie", "gepland": "2027-01-15"}
    turned = COMING | {"mijlpalen": [STEPS[2], early]}
    answer = await world.regio.post("/inkopen", json=MLO | turned)
    assert named(answer) == {("mijlpalen[1].gepland", "volgorde")}


async def test_c02_on_the_first_of_july(world: World, clock: SimulatedClock) -> None:
    """1 July 2027: not to a contract after selection that is signed, but to an open house."""
    clock.move_to(datetime(2027, 6, 30, 22, 30, tzinfo=UTC))  # 1 July, 00:30 in the Netherlands
    start = {"start": "2028-01-01", "einde": "2031-12-31", "publicatie": "2027-01-15"}
    sas = await bought(world, **start, route="sas-emvi", laatsteOndertekening="2027-06-30")
    house = await bought(world, **start, route="toelating", laatsteOndertekening=None)
    later = {
        "geldigVan": "2028-01-01",
        "geldigTot": "2031-12-31",
        "producten": [a_product(tarieven=[{"bedrag": 8000, "geldigVan": "2028-01-01"}])],
    }

    refused = await world.regio.post("/contracten", json=a_contract(**later, inkoopId=sas["id"]))
    made = await world.regio.post("/contracten", json=a_contract(**later, inkoopId=house["id"]))
    assert (refused.status_code, refused.json()["code"]) == (409, "inkoop-gesloten")
    assert made.status_code == 201, made.text


@pytest.mark.parametrize(
    ("product", "fault"),
    [
        ({"eenheid": "82"}, "past-niet-bij-variant"),
        ({"categorie": "48", "code": "48A01"}, "past-niet-bij-categorie"),
    ],
)
async def test_c04_a_variant_with_what_it_excludes(world: World, product: Json, fault: str) -> None:
    """Unit 82 in the inspanning variant, and a measure of a GI in it: refused, also later."""
    answer = await world.regio.post(
        "/contracten", json=a_contract(producten=[a_product(**product)])
    )
    assert {code for _, code in named(answer)} == {fault}
    signed = await world.sign()
    more = a_product(**({"code": "45B02"} | product))
    answer = await world.regio.post(f"/contracten/{signed['id']}/producten", json=more)
    assert {code for _, code in named(answer)} == {fault}
