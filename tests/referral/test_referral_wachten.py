# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How long a child waits, told before it is too long (R-11); crisis waits for nothing (R-18)."""

import itertools
from datetime import UTC, date, datetime

import pytest

from libs.common.clock import SimulatedClock
from libs.common.contracts.contract import ContractproductVastgesteld
from libs.common.contracts.plafond import PlafondstandVastgesteld
from libs.common.contracts.referral import VerwijzingVastgesteld, WachttijdGesignaleerd
from libs.common.runtime import settle
from libs.ijw.shared import Omvang, Product
from services.referral.app import count_figures
from services.referral.handlers.wachten import tell_waiting
from tests.referral.conftest import Publish, Published
from tests.referral.harness import Json, Referral
from tests.referral.messages import AANBIEDER, contractproduct, jw305, product, start
from tests.referral.verwijzingen import act, now, refer


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(datetime(2026, 2, 1, 9, 0, tzinfo=UTC))


async def on(referral: Referral, clock: SimulatedClock, month: int, day: int) -> list[Json]:
    """What is told by that day, after the work of the day."""
    clock.move_to(datetime(2026, month, day, 9, 0, tzinfo=UTC))
    await tell_waiting(referral.service.runtime)
    await settle(referral.service)
    found: list[Json] = (await referral.gemeente.get("/wachtsignalen")).json()["resultaten"]
    return found


def told(signalen: list[Json]) -> list[tuple[str, str, int, int]]:
    """Oldest first."""
    return [(s["soort"], s["fase"], s["dagen"], s["normDagen"]) for s in reversed(signalen)]


async def overdue(referral: Referral) -> float:
    """The metric, counted now."""
    rt = referral.service.runtime
    async with rt.db.read() as session:
        await count_figures(rt, session)
    lines = rt.metrics.exposition().decode().splitlines()
    line = next(one for one in lines if one.startswith("jeugdregio_waiting_overdue"))
    return float(line.rpartition(" ")[2])


@pytest.mark.both_databases
async def test_r11_two_norms_broken(
    referral: Referral, clock: SimulatedClock, published: Published
) -> None:
    """R-11: referred 1 February, intake 15 March (42 > 28), treatment 1 June (78 > 70)."""
    await referral.register()
    made = await refer(
        referral, verwijzerType="lokaal-team", zorgverlenerCode=None, verwijsdatum="2026-02-01"
    )
    assert await on(referral, clock, 2, 21) == []
    near = told(await on(referral, clock, 2, 22))
    again = told(await on(referral, clock, 3, 1))
    over = told(await on(referral, clock, 3, 2))
    late = await overdue(referral)
    await on(referral, clock, 3, 15)
    waits = {"redenWachten": "wachtlijst", "overbrugging": "lokaal-team"}
    seen = await act(referral, made, "wachten", eersteContact="2026-03-15", **waits)
    given = await referral.award(verwijzingId=made["id"], ingangsdatum="2026-05-01")
    await on(referral, clock, 6, 1)
    raw = jw305(start(given["toewijzingNummer"], date(2026, 6, 1)), dagtekening=date(2026, 6, 1))
    assert (await referral.judge(raw))["status"] == "verwerkt"
    done = await now(referral, made["id"])

    assert near == again == [("intake", "nadert", 21, 28)]
    assert over == [*near, ("intake", "overschreden", 29, 28)]
    assert (late, await overdue(referral)) == (1, 0)
    assert (seen["redenWachten"], seen["overbrugging"]) == ("wachtlijst", "lokaal-team")
    days = [date.fromisoformat(done[n]) for n in ("verwijsdatum", "eersteContact", "begindatum")]
    assert [(b - a).days for a, b in itertools.pairwise(days)] == [42, 78]
    last = told(
        (await referral.gemeente.get("/wachtsignalen?fase=overschreden")).json()["resultaten"]
    )
    assert last == [("intake", "overschreden", 29, 28), ("behandeling", "overschreden", 78, 70)]
    events = await published(WachttijdGesignaleerd)
    assert [(e.soort, e.fase, e.dagen) for e in events] == [
        ("intake", "nadert", 21),
        ("intake", "overschreden", 29),
        ("behandeling", "overschreden", 78),
    ]
    (known,) = [e for e in await published(VerwijzingVastgesteld) if e.begindatum is not None]
    assert (known.verwijsdatum, known.eerste_contact, known.reden_wachten) == (
        date(2026, 2, 1),
        date(2026, 3, 15),
        "wachtlijst",
    )


async def test_r11_a_contact_recorded_late_tells_at_once(referral: Referral) -> None:
    """An intake of 42 days is a breach, also when the days went by unseen."""
    await referral.register()
    made = await refer(referral, verwijsdatum="2025-12-01")
    await act(referral, made, "wachten", eersteContact="2026-01-12")
    signalen = (await referral.gemeente.get("/wachtsignalen")).json()["resultaten"]
    # registered after the norm was over already: told with the days there were by then
    assert told(signalen) == [("intake", "overschreden", 62, 28)]


async def test_r11_norms_by_form_from_a_day_on(referral: Referral) -> None:
    """A norm of the gemeente for a category goes before the one for all, from its day on."""
    await referral.register()
    for norm in (
        {"geldigVan": "2026-01-01", "intakeDagen": 14, "bron": "Contract 2026"},
        {"geldigVan": "2026-01-01", "intakeDagen": 60, "categorie": "54", "bron": "Contract 2026"},
        {"geldigVan": "2027-01-01", "intakeDagen": 7, "bron": "Contract 2027"},
    ):
        assert (await referral.gemeente.post("/wachtnormen", json=norm)).status_code == 201
    await refer(referral, verwijsdatum="2026-01-10")
    await refer(referral, verwijsdatum="2026-01-10", product={"categorie": "54"})
    await refer(referral, verwijsdatum="2025-12-31")
    signalen = (await referral.gemeente.get("/wachtsignalen")).json()["resultaten"]

    assert sorted(told(signalen)) == [
        ("intake", "overschreden", 22, 14),
        ("intake", "overschreden", 32, 28),
    ]
    listed = (await referral.gemeente.get("/wachtnormen")).json()["resultaten"]
    assert [norm["intakeDagen"] for norm in listed] == [7, 60, 14]


async def test_r11_a_contact_that_cannot_be(referral: Referral) -> None:
    """Before the referral, or yet to come."""
    await referral.register()
    made = await refer(referral, verwijsdatum="2026-01-10")
    for day in ("2026-01-09", "2026-02-02"):
        answer = await act(referral, made, "wachten", eersteContact=day)
        assert (answer["http"], answer["invalidParams"][0]["name"]) == (400, "eersteContact")


CRISIS = Product(categorie="46", code="46A01")


def crisis_contract() -> ContractproductVastgesteld:
    """Crisis by the day."""
    return contractproduct(
        AANBIEDER,
        product_id="crisis",
        categorie="46",
        code="46A01",
        eenheid="14",
    )


@pytest.mark.both_databases
async def test_r18_crisis_starts_without_an_allocation(
    referral: Referral, publish: Publish, published: Published
) -> None:
    """R-18: begun on 2 January, awarded with the ceiling at 100 %, 28 days until the way out."""
    await publish(
        crisis_contract(),
        PlafondstandVastgesteld(
            contract_id=f"contract-{AANBIEDER}",
            jaar=2026,
            versie=1,
            agb_code=AANBIEDER,
            plafond=100_000_000,
            besteed=100_000_000,
            stand="bereikt",
        ),
    )
    await settle(referral.service)
    policy = {"automatischToekennen": True}
    assert (await referral.gemeente.put("/gemeenten/0384/beleid", json=policy)).is_success
    await referral.register()
    made = await refer(
        referral,
        verwijsdatum="2026-01-02",
        product={"categorie": "46"},
        crisisStart="2026-01-02",
    )
    asked = await referral.ask(
        product(
            product=CRISIS,
            toewijzing_ingangsdatum=date(2026, 1, 2),
            omvang=Omvang(volume=1, eenheid="14", frequentie="2"),
        ),
        dagtekening=date(2026, 2, 1),
    )
    awarded = await now(referral, made["id"])
    out = await act(referral, made, "uitstroom", op="2026-01-30", begeleid=True)

    assert (made["status"], made["gestartMetCrisis"]) == ("gestart", True)
    assert asked["status"] == "toegekend", asked["toetsen"]
    assert (awarded["status"], awarded["verzoekId"]) == ("gestart", asked["id"])
    assert awarded["toewijsdatum"] == "2026-02-01"
    assert (out["crisisdagen"], out["uitstroomBegeleid"]) == (28, True)
    last = (await published(VerwijzingVastgesteld))[-1]
    assert (last.gestart_met_crisis, last.crisis_uit_op) == (True, date(2026, 1, 30))
    assert await published(WachttijdGesignaleerd) == []


async def test_r18_ways_out_that_cannot_be(referral: Referral) -> None:
    """Before the start, or of help that did not begin in crisis."""
    await referral.register()
    crisis = await refer(
        referral, verwijsdatum="2026-01-02", product={"categorie": "46"}, crisisStart="2026-01-02"
    )
    other = await refer(referral, verwijsdatum="2026-01-10")
    early = await act(referral, crisis, "uitstroom", op="2026-01-01", begeleid=False)
    stray = await act(referral, other, "uitstroom", op="2026-01-20", begeleid=False)

    assert (early["http"], early["invalidParams"][0]["name"]) == (400, "op")
    assert (stray["http"], stray["code"]) == (409, "geen-crisis")
