# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""R-12: the plan for life as an adult, signalled at seventeen; ages and what help ends with."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from libs.common.clock import SimulatedClock
from libs.common.contracts.regie import TaakVastgesteld, ToekomstplanVastgesteld
from libs.common.runtime import settle
from libs.ijw.cbs import cbs_reason
from services.referral.domain.toekomstplan import plan_due
from tests.referral.conftest import Publish, Published
from tests.referral.gezinnen import bsn, child, listed, post, wrong
from tests.referral.harness import Json, Referral
from tests.referral.messages import AANBIEDER, GEMEENTE, contract, jw305, jw307, start, stop

BORN = date(2005, 5, 12)
FULL: Json = {
    "eigenaar": "Lokaal team Diemen",
    "netwerk": "Oma en de mentor",
    "wonen": "Kamer met begeleiding",
    "opleidingWerk": "Mbo niveau 3",
    "financien": "Eigen rekening, zorgverzekering",
    "welzijn": "Sport en een vaste begeleider",
    "vervolgregimes": ["wmo"],
}


@pytest.fixture
def clock() -> SimulatedClock:
    """The day before somebody who was born on 12 May 2005 becomes seventeen."""
    return SimulatedClock(datetime(2022, 5, 11, 9, 0, tzinfo=UTC))


@pytest.fixture
async def referral(referral: Referral, publish: Publish) -> Referral:
    """With a contract that was there in 2022."""
    await publish(contract(AANBIEDER, versie=2, geldig_van=date(2020, 1, 1)))
    await settle(referral.service)
    return referral


async def helped(referral: Referral, number: int = 0, born: str = "2005-05-12") -> str:
    """A young person with help since 2022 on the toewijzing that comes next."""
    client_id = await child(referral, number, born)
    term = {"ingangsdatum": "2022-01-01", "einddatum": "2023-12-31"}
    toewijzing = await referral.award(bsn=bsn(number), **term)
    report = jw305(
        start(toewijzing["toewijzingNummer"], date(2022, 1, 1)),
        identificatie=f"S{number}",
        bsn=bsn(number),
        dagtekening=date(2022, 5, 11),
    )
    judged = await referral.judge(report)
    assert judged["status"] == "verwerkt", judged
    return client_id


@pytest.mark.both_databases
async def test_r12_a_signal_on_the_seventeenth_birthday(
    referral: Referral, clock: SimulatedClock, published: Published
) -> None:
    """Born 12-05-2005, active: on 12-05-2022, once; an approved plan takes it off the list."""
    client_id = await helped(referral)
    await child(referral, 1, "2005-05-12")  # the same age, without help
    before = await listed(referral, "/taken")
    clock.move_to(datetime(2022, 5, 12, 9, 0, tzinfo=UTC))
    await settle(referral.service)
    (task,) = await listed(referral, "/taken?toestand=open")
    clock.move_to(datetime(2022, 5, 13, 9, 0, tzinfo=UTC))
    await settle(referral.service)
    later = await listed(referral, "/taken")

    made = await post(referral, "/toekomstplannen", FULL | {"clientId": client_id})
    drafted = await listed(referral, "/taken?toestand=open")
    path = f"/toekomstplannen/{made['id']}/_goedkeuren"
    done = await post(referral, path, {"op": "2022-05-13"}, 200)
    await settle(referral.service)

    assert before == []
    assert (task["soort"], task["clientId"], task["termijn"]) == (
        "toekomstplan",
        client_id,
        "2022-05-12",
    )
    assert [one["id"] for one in later] == [one["id"] for one in drafted] == [task["id"]]
    assert (done["toestand"], done["goedgekeurdOp"]) == ("goedgekeurd", "2022-05-13")
    assert await listed(referral, "/taken?toestand=open") == []
    signals = await published(TaakVastgesteld)
    assert [(one.soort, one.termijn, one.toestand) for one in signals] == [
        ("toekomstplan", date(2022, 5, 12), "open"),
        ("toekomstplan", date(2022, 5, 12), "afgehandeld"),
    ]
    assert signals[0].client_pseudoniem is not None
    plans = await published(ToekomstplanVastgesteld)
    assert [(one.toestand, one.vervolgregimes) for one in plans] == [
        ("concept", ("wmo",)),
        ("goedgekeurd", ("wmo",)),
    ]
    assert "Oma" not in plans[0].model_dump_json()


async def test_r12_half_a_year_before_where_the_gemeente_asks_for_it(
    referral: Referral, clock: SimulatedClock
) -> None:
    """At 16 years and six months, and at 17 again."""
    body = {"voorsignaal": True}
    answer = await referral.gemeente.put(f"/gemeenten/{GEMEENTE}/casusbeleid", json=body)
    assert answer.status_code == 200
    await helped(referral, born="2005-11-12")
    early = await listed(referral, "/taken")
    clock.move_to(datetime(2022, 5, 12, 9, 0, tzinfo=UTC))
    await settle(referral.service)
    before = await listed(referral, "/taken")
    clock.move_to(datetime(2022, 11, 12, 9, 0, tzinfo=UTC))
    await settle(referral.service)
    both = await listed(referral, "/taken")

    assert early == []
    assert [(one["soort"], one["termijn"]) for one in before] == [
        ("toekomstplan-vooraf", "2022-05-12")
    ]
    assert [one["termijn"] for one in both] == ["2022-11-12", "2022-05-12"]


@pytest.mark.both_databases
async def test_r12_a_stop_at_18_that_goes_on_under_the_wmo(
    referral: Referral, clock: SimulatedClock
) -> None:
    """JZ588 39 is reason 01 of the CBS; help that ended asks for no plan any more."""
    client_id = await helped(referral)
    made = await post(referral, "/toekomstplannen", FULL | {"clientId": client_id})
    path = f"/toekomstplannen/{made['id']}"
    running = (await referral.gemeente.get(path)).json()
    clock.move_to(datetime(2023, 5, 12, 9, 0, tzinfo=UTC))
    ended = jw307(
        stop(1, date(2022, 1, 1), date(2023, 5, 11), "39"),
        bsn=bsn(0),
        dagtekening=date(2023, 5, 12),
    )
    judged = await referral.judge(ended)
    shown = (await referral.gemeente.get(path)).json()

    assert judged["status"] == "verwerkt", judged
    assert running["uitstroom"] is None
    assert shown["uitstroom"] == {
        "einddatum": "2023-05-11",
        "redenBeeindiging": "39",
        "cbsReden": "01",
    }


async def test_r12_a_plan_lacks_nothing_when_it_is_approved(referral: Referral) -> None:
    """All that is missing at once; approved, it is not revised."""
    client_id = await child(referral)
    made = await post(referral, "/toekomstplannen", {"clientId": client_id, "wonen": "Thuis"})
    again = await referral.gemeente.post("/toekomstplannen", json={"clientId": client_id})
    path = f"/toekomstplannen/{made['id']}"
    approval = {"op": "2022-05-11"}

    lacking = await referral.gemeente.post(f"{path}/_goedkeuren", json=approval)
    await post(referral, f"{path}/_herzien", FULL, 200)
    future = await referral.gemeente.post(f"{path}/_goedkeuren", json={"op": "2022-05-12"})
    await post(referral, f"{path}/_goedkeuren", approval, 200)
    late = await referral.gemeente.post(f"{path}/_herzien", json=FULL)
    await post(referral, "/toekomstplannen", {"clientId": client_id})

    assert (again.status_code, again.json()["code"]) == (409, "al-in-concept")
    missing = {"eigenaar", "netwerk", "opleidingWerk", "financien", "welzijn", "vervolgregimes"}
    assert wrong(lacking) == missing
    assert wrong(future) == {"op"}
    assert (late.status_code, late.json()["code"]) == (409, "verkeerde-stap")
    assert len(await listed(referral, "/toekomstplannen")) == 2


def test_r12_each_signal_has_its_days() -> None:
    """Before 16 and a half nothing, from 18 on nothing."""
    days = [date(2021, 11, 11), date(2021, 11, 12), date(2022, 5, 12), date(2023, 5, 12)]
    found = [plan_due(BORN, day, voorsignaal=True) for day in days]
    assert found == [
        None,
        ("toekomstplan-vooraf", date(2021, 11, 12)),
        ("toekomstplan", date(2022, 5, 12)),
        None,
    ]
    assert plan_due(BORN, date(2022, 5, 11), voorsignaal=False) is None


@pytest.mark.parametrize(
    ("kader", "peildatum", "verlengd", "expected"),
    [
        ("jeugdhulp", "2022-05-12", False, "2023-05-11"),
        ("jeugdhulp", "2022-05-12", True, "2028-05-11"),
        ("pleegzorg", "2018-06-30", False, "2023-05-11"),
        ("pleegzorg", "2018-07-01", False, "2026-05-11"),
        ("pleegzorg", "2022-05-12", True, "2028-05-11"),
        ("strafrecht", "2022-05-12", False, None),
    ],
)
async def test_r12_until_which_day(
    referral: Referral, kader: str, peildatum: str, verlengd: bool, expected: str | None
) -> None:
    """18, foster care to 21, extended to 23, criminal law without a limit."""
    asked = {"geboortedatum": "2005-05-12", "kader": kader, "peildatum": peildatum}
    found = await post(referral, "/leeftijdsgrenzen/_bepaal", asked | {"verlengd": verlengd}, 200)
    assert found["laatsteDag"] == expected
    early = asked | {"peildatum": "2014-12-31"}
    answer = await referral.gemeente.post("/leeftijdsgrenzen/_bepaal", json=early)
    assert wrong(answer) == {"peildatum"}


@pytest.mark.parametrize(
    ("redenen", "expected"),
    [
        (("31", "39"), "01"),
        (("34",), "02"),
        (("32",), "03"),
        (("33",), "04"),
        (("35", "02"), "05"),
        (("20", "36", "37", "38"), None),
    ],
)
def test_why_help_ended_in_the_code_of_the_cbs(
    redenen: Sequence[str], expected: str | None
) -> None:
    """B.6; going to another aanbieder counts as the client's end when the client chose it."""
    assert [cbs_reason(reden) for reden in redenen] == [expected] * len(redenen)
    assert cbs_reason("38", client_koos=True) == "03"
