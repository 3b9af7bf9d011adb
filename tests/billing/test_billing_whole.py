# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What was refused as a whole is explained, judged again and tried, as lines are."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import lxml.html
import pytest
import sqlalchemy as sa

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from libs.common.crypto import Vault
from libs.common.mailbox import MailIn, MailStatus
from libs.ijw import Claimed
from services.billing import tables as t
from services.billing.api import proef
from services.billing.domain import regelset
from services.billing.domain.feiten import RegelFeiten
from services.billing.domain.regelset import STANDAARD, Regelset, Regelsetversie
from services.billing.handlers.declareren import judge_inside
from services.billing.handlers.lezen import as_command
from services.billing.rules.adjudication import judge_lines
from services.billing.rules.explanation import explain
from tests.billing.claims import a_toewijzing, some_facts
from tests.billing.conftest import SCOPES
from tests.billing.harness import Billing
from tests.billing.messages import BSN, contract, product, toewijzing
from tests.billing.story import Publish, a_claim, month, tell
from tests.ijw import cases_claim, cases_other, cases_person, cases_product
from tests.ijw.builders import DAGTEKENING, base, change
from tests.ijw.cases import Case

ALL_CASES = [*cases_claim.CASES, *cases_other.CASES, *cases_person.CASES, *cases_product.CASES]
A_MAIL = MailIn(
    id="bericht-1",
    ingediend_door="42420001",
    soort="JW323",
    afzender="42420001",
    ontvanger="0384",
    identificatie="B0001",
    dagtekening=DAGTEKENING,
    status=MailStatus.ONTVANGEN,
    open=bytes,
    ontvangen_op=datetime(2026, 11, 3, tzinfo=UTC),
    uiterlijk=None,
    bevindingen=(),
    antwoord_id=None,
    afgehandeld_op=None,
    traceparent=None,
)

Client = Callable[..., httpx.AsyncClient]
APRIL, MAY, JUNE, JULY = (date(2026, number, 1) for number in (4, 5, 6, 7))


async def _twelve_hours(billing: Billing, publish: Publish) -> None:
    await tell(billing, publish, contract(), product(), toewijzing(omvang=(12, "04", "6")))


async def _told(billing: Billing, path: str) -> dict[str, Any]:
    answer = await billing.aanbieder.get(f"{path}/toelichting")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def _broken(told: dict[str, Any]) -> list[tuple[str, str, str]]:
    steps = [step for step in told["stappen"] if step["oordeel"] == "niet-voldaan"]
    return [(step["niveau"], step["regel"], step["retourcode"]) for step in steps]


async def _tried(billing: Billing, **body: Any) -> dict[str, Any]:
    answer = await billing.gemeente.post("/declaraties/_proef", json={"maanden": 12} | body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def _counts(tried: dict[str, Any]) -> dict[str, list[int]]:
    """Code -> lines and cents then, lines and cents in the trial."""
    names = ("regelsToen", "bedragToen", "regelsNu", "bedragNu")
    return {row["retourcode"]: [row[n] for n in names] for row in tried["perRetourcode"]}


async def _whole_refused(billing: Billing, publish: Publish) -> list[str]:
    """May, then April which comes too late (8214), June, and July under the number of April."""
    await _twelve_hours(billing, publish)
    await billing.claim(a_claim(month(MAY, referentie_nummer="A"), number=1))
    await billing.claim(a_claim(month(APRIL, referentie_nummer="B"), number=2))
    await billing.claim(a_claim(month(JUNE, referentie_nummer="C"), number=3))
    july = a_claim(month(JULY, referentie_nummer="D"), number=4)
    await billing.claim(replace(july, declaratie_nummer="DN2"))
    rows = list(reversed(await billing.declaraties()))
    assert [row["retourcodes"] for row in rows] == [["8001"], ["8214"], ["8001"], ["8001"]]
    return [row["id"] for row in rows]


async def test_a_line_of_what_was_refused_as_a_whole_is_explained_by_that(
    billing: Billing, publish: Publish
) -> None:
    """Also as a page; a line that is not in the message is not there."""
    judged = await _whole_refused(billing, publish)
    path = f"/declaraties/{judged[1]}/regels"

    told = await _told(billing, f"{path}/1")
    page = await billing.aanbieder.get(f"{path}/1/toelichting", headers={"Accept": "text/html"})

    assert (told["toegekend"], told["retourcodes"]) == (False, ["8214"])
    assert (told["nummer"], told["referentieNummer"]) == (1, "B")
    assert told["samenvatting"].startswith("Afgewezen. Niet voldaan is aan: TR318 (8214): ")
    broken = [step["regel"] for step in told["stappen"] if step["oordeel"] == "niet-voldaan"]
    assert broken == ["TR318"]
    assert (page.status_code, "TR318" in page.text) == (200, True)
    assert (await billing.aanbieder.get(f"{path}/2/toelichting")).status_code == 404


async def test_a_declaratie_that_was_refused_as_a_whole_is_explained(
    billing: Billing, publish: Publish
) -> None:
    """Each rule of level 2, the header and the declaratie, as JSON and as a page."""
    judged = await _whole_refused(billing, publish)

    told = await _told(billing, f"/declaraties/{judged[1]}")

    assert told["afgewezenOp"] == "declaratie"
    assert _broken(told) == [("declaratie", "TR318", "8214")]
    steps = {step["regel"]: step for step in told["stappen"]}
    assert steps["TR318"]["bevinding"] == (
        "De declaratieperiode begint op 1 april 2026; de laatste daarvoor op 1 mei 2026."
    )
    assert steps["TR318"]["feiten"] == {
        "declaratieperiodeBegindatum": "2026-04-01",
        "laatsteDeclaratieperiode": "2026-05-01",
    }
    assert {"TR358", "TR135", "TR056", "TR378", "TR333"} < set(steps)
    assert {steps[id]["niveau"] for id in ("TR358", "TR137")} == {"bericht"}
    assert BSN not in str(told)
    page = await billing.gemeente.get(
        f"/declaraties/{judged[1]}/toelichting", headers={"Accept": "text/html"}
    )
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    tree = lxml.html.fromstring(page.text)
    assert tree.findtext(".//title") == "Toelichting op declaratie DN2"
    assert steps["TR318"]["bevinding"] in " ".join(str(part) for part in tree.itertext())
    other = await _told(billing, f"/declaraties/{judged[0]}")
    assert (other["afgewezenOp"], _broken(other)) == (None, [])


async def test_a_message_that_was_refused_before_there_was_a_declaratie_is_explained(
    known: Billing, client: Client
) -> None:
    """Level 2: the total is not that of the lines. Header: dated in the future. What comes after
    was not looked at."""
    raw = a_claim(month(APRIL)).xml()
    inside = await known.judge(raw.replace(b"<b:TotaalBedrag>5000", b"<b:TotaalBedrag>5001"))
    late = replace(a_claim(month(APRIL), number=2), dagtekening=date(2027, 5, 1))
    header = await known.claim(late)

    told = await _told(known, f"/berichten/{inside['id']}")
    assert (told["afgewezenOp"], told["declaratieId"], told["retourcodes"]) == (
        "bericht",
        None,
        ["0001"],
    )
    assert _broken(told) == [("bericht", "TR358", "0001")]
    (total,) = [s["bevinding"] for s in told["stappen"] if s["regel"] == "TR358"]
    (finding,) = inside["bevindingen"]
    assert total == f"Het bericht voldoet hieraan niet op {finding['plaats']}."
    after = {s["oordeel"] for s in told["stappen"] if s["niveau"] != "bericht"}
    assert after == {"niet-van-toepassing"}
    told = await _told(known, f"/berichten/{header['id']}")
    assert _broken(told) == [("header", "TR135", "8848")]
    stranger = client(known.service, OrgType.AANBIEDER, "99999999", SCOPES)
    assert (await stranger.get(f"/berichten/{header['id']}/toelichting")).status_code == 404


@pytest.mark.both_databases
async def test_a_declaratie_that_was_refused_as_a_whole_is_judged_again(
    billing: Billing, publish: Publish, clock: SimulatedClock
) -> None:
    """The same as then; with a product and toewijzing that came later the same too, for the month
    had gone by when it came."""
    judged = await _whole_refused(billing, publish)
    path = f"/declaraties/{judged[1]}/_herbeoordeel"

    again = (await billing.gemeente.post(path, json={})).json()

    assert again["gelijk"] is True
    assert (again["retourcodesToen"], again["retourcodesNu"]) == (["8214"], ["8214"])
    assert (again["aantalRegels"], again["toegekendToen"], again["toegekendNu"]) == (1, 0, 0)
    assert (again["regelsetToen"], again["regelsetNu"]) == (1, 1)
    early = clock.now() - timedelta(days=1)
    before = (await billing.gemeente.post(path, json={"peilmoment": early.isoformat()})).json()
    (verschil,) = before["verschillen"]
    assert (verschil["retourcodesToen"], verschil["retourcodesNu"]) == (["8214"], ["9338", "S329"])


@pytest.mark.both_databases
async def test_a_trial_takes_in_what_was_refused_as_a_whole(
    billing: Billing, publish: Publish
) -> None:
    """12 h, four lines of 4 h. Without TR318 April is taken in: its number is used, so July is
    refused as a whole instead. Nothing is written."""
    await _whole_refused(billing, publish)

    tried = await _tried(billing, zonder=["TR318"])

    assert _counts(tried) == {
        "8214": [1, 5000, 0, 0],
        "9333": [0, 0, 1, 5000],
        "toegekend": [3, 15_000, 3, 15_000],
    }
    assert (tried["aantalDeclaraties"], tried["aantalRegels"], tried["aantalAnders"]) == (4, 4, 2)
    both = _counts(await _tried(billing, zonder=["TR318", "TR333"]))
    assert both == {
        "8214": [1, 5000, 0, 0],
        "9322": [0, 0, 1, 5000],
        "toegekend": [3, 15_000, 3, 15_000],
    }
    assert (await _tried(billing))["aantalAnders"] == 0


async def test_a_trial_takes_in_what_broke_a_rule_of_level_2_or_the_header(
    known: Billing,
) -> None:
    """A wrong total: sent again well under the same Identificatie, which would have been used.
    And a message from the future."""
    raw = a_claim(month(APRIL)).xml()
    await known.judge(raw.replace(b"<b:TotaalBedrag>5000", b"<b:TotaalBedrag>5001"))
    await known.judge(raw)
    future = replace(
        a_claim(month(MAY, referentie_nummer="RN2"), number=2), dagtekening=date(2027, 5, 1)
    )
    await known.claim(future)
    then = {"0001": [1, 5000], "8848": [1, 5000], "toegekend": [1, 5000]}

    def expected(**now: list[int]) -> dict[str, list[int]]:
        names = {*then, *now}
        return {name: [*then.get(name, [0, 0]), *now.get(name, [0, 0])] for name in names}

    inside = _counts(await _tried(known, zonder=["TR358"]))
    assert inside == expected(**{"9056": [1, 5000], "8848": [1, 5000], "toegekend": [1, 5000]})
    header = _counts(await _tried(known, zonder=["TR135"]))
    assert header == expected(**{"0001": [1, 5000], "toegekend": [2, 10_000]})


async def test_a_trial_leaves_out_the_rule_on_the_client(known: Billing) -> None:
    """TR304: the toewijzing of another client is then no reason any more."""
    await known.claim(a_claim(month(APRIL, toewijzing_nummer=10074)))

    assert _counts(await _tried(known, zonder=["TR304"])) == {
        "0233": [1, 5000, 0, 0],
        "toegekend": [0, 0, 1, 5000],
    }


async def test_who_may_try_and_how_much(
    known: Billing, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A gemeente on its own, beheer on all; every unknown rule is named; a bound on the lines."""
    await known.claim(a_claim(month(APRIL)))
    other = client(known.service, OrgType.GEMEENTE, "0327", SCOPES)
    beheer = client(known.service, OrgType.BEHEER, "beheer", SCOPES)

    assert (await _tried(known))["aantalRegels"] == 1
    assert (await other.post("/declaraties/_proef", json={})).json()["aantalRegels"] == 0
    assert (await beheer.post("/declaraties/_proef", json={})).json()["aantalRegels"] == 1
    assert (await known.aanbieder.post("/declaraties/_proef", json={})).status_code == 403
    wrong = await known.gemeente.post("/declaraties/_proef", json={"zonder": ["TR9", "TR8"]})
    assert wrong.status_code == 400
    assert len(wrong.json()["invalidParams"]) == 2
    monkeypatch.setattr(proef, "MOST_LINES", 0)
    too_many = await known.gemeente.post("/declaraties/_proef", json={})
    assert (too_many.status_code, too_many.json()["code"]) == (409, "proef-te-groot")


@pytest.mark.both_databases
async def test_a_verdict_names_its_rule_set_and_is_given_again_by_it(
    known: Billing, clock: SimulatedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """4 h a week. By whole weeks (3 in April) 13 h do not fit; from a later day on weeks touched
    count (5). As of that day the first claim would be approved; by the rules of then it is not."""
    begins = clock.today() + timedelta(days=10)
    sets = (
        Regelsetversie(1, date(2021, 1, 1), Regelset(weken="heel")),
        Regelsetversie(2, begins, STANDAARD),
    )
    monkeypatch.setattr(regelset, "REGELSETS", sets)
    await known.claim(a_claim(month(APRIL, volume=13, bedrag=16_250)))
    clock.move_to(clock.now() + timedelta(days=11))
    later = month(APRIL, referentie_nummer="RN2", volume=13, bedrag=16_250)
    await known.claim(a_claim(later, number=2))

    second, first = (row["id"] for row in await known.declaraties())
    again = f"/declaraties/{first}/_herbeoordeel"
    as_then = (await known.gemeente.post(again, json={})).json()
    assert (as_then["gelijk"], as_then["regelsetToen"], as_then["regelsetNu"]) == (True, 1, 1)
    today = {"peilmoment": clock.now().isoformat()}
    (verschil,) = (await known.gemeente.post(again, json=today)).json()["verschillen"]
    assert (verschil["retourcodesToen"], verschil["retourcodesNu"]) == (["9321"], [])
    fresh = (await known.gemeente.post(f"/declaraties/{second}/_herbeoordeel", json={})).json()
    assert (fresh["gelijk"], fresh["regelsetToen"], fresh["toegekendNu"]) == (True, 2, 16_250)
    async with known.service.runtime.db.read() as session:
        stored = await session.scalars(sa.select(t.declaratie.c.regelset).order_by("id"))
        assert list(stored) == [1, 2]
    assert (await known.gemeente.get("/verschillen")).json()["resultaten"] == []
    told = (await known.gemeente.get(f"/declaraties/{first}/regels/1/toelichting")).json()
    assert [step["retourcode"] for step in told["stappen"] if step["retourcode"]] == ["9321"]


def test_a_rule_that_was_left_out_is_told_as_left_out() -> None:
    regel = month(APRIL, tarief=1, bedrag=4)
    feiten = RegelFeiten(APRIL, regelset=Regelset(zonder=frozenset({"TR418"})))

    (step,) = [step for step in explain(regel, feiten) if step.regel == "TR418"]

    assert (step.oordeel, step.retourcode) == ("niet-van-toepassing", None)
    assert "niet in de regelset" in step.bevinding


LEVEL_2 = [case for case in ALL_CASES if case.soort == "JW323" and case.breaks]


@pytest.mark.parametrize("case", LEVEL_2, ids=str)
def test_lines_can_be_judged_without_any_rule_of_level_2(case: Case) -> None:
    """Whatever such a rule kept out, the rules on lines have an answer to it."""
    bericht = change(base("JW323"), case.changes)
    vault = Vault(data_key=b"d" * 32, hash_key=b"h" * 32)
    command = as_command(Claimed.of(bericht), A_MAIL, vault)
    without = Regelset(zonder=frozenset(found.regel for found in command.bevindingen))

    assert case.rule in without.zonder
    assert judge_inside(command, without) is None
    regels = [regel for client in command.clienten for regel in client.regels]
    toewijzingen = {r.toewijzing_nummer: a_toewijzing(code="45A04") for r in regels}
    oordeel = judge_lines(command.clienten, some_facts(toewijzingen=toewijzingen, regelset=without))
    assert len(oordeel.regels) == len(regels)
