# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""R-14, R-16, R-22, R-25: tables, forms of stay in their order, consults, causes of measures."""

from typing import Any

import pytest

from libs.common.contracts.regie import ConsultVastgesteld, TafelAfgerond
from libs.common.runtime import settle
from libs.ijw.shared import Product
from tests.referral.conftest import Publish, Published
from tests.referral.gezinnen import bsn, child, listed, post, wrong
from tests.referral.harness import Json, Referral
from tests.referral.messages import AANBIEDER, BSN, GEMEENTE, contractproduct, product

YEAR = "/regiecijfers?van=2026-01-01&tot=2026-12-31"
THERE = ["ouders", "jeugdige", "gezinscoach", "voorzitter"]
HOME = "Gezinscoach komt wekelijks"


async def figures(referral: Referral) -> Json:
    """Of 2026."""
    found: Json = (await referral.gemeente.get(YEAR)).json()
    return found


@pytest.mark.both_databases
async def test_r14_forty_tables_of_which_fourteen_go_to_the_raad(
    referral: Referral, published: Published
) -> None:
    """The voluntary share is 65 %; a table that is to be held does not count."""
    one = await child(referral)
    body = {"clientId": one, "datum": "2026-05-11", "deelnemers": THERE}
    results = ["verzoek-onderzoek"] * 12 + ["spoed"] * 2 + ["vrijwillig"] * 26
    for resultaat in results:
        made = await post(referral, "/beschermingstafels", body)
        afloop = {"resultaat": resultaat, "deelnemers": [*THERE, "rvdk"], "vervolg": HOME}
        path = f"/beschermingstafels/{made['id']}/_afronden"
        done = await post(referral, path, afloop, 200)
    await post(referral, "/beschermingstafels", body)
    again = await referral.gemeente.post(path, json=afloop)
    await settle(referral.service)

    assert (await figures(referral))["beschermingstafels"] == {
        "aantal": 40,
        "naarRaad": 14,
        "percentageVrijwillig": 65.0,
    }
    assert (done["vervolg"], done["deelnemers"][-1]) == (HOME, "rvdk")
    assert (again.status_code, again.json()["code"]) == (409, "verkeerde-stap")
    told = await published(TafelAfgerond)
    assert [one.resultaat for one in told] == results
    assert HOME not in told[0].model_dump_json()
    assert len(await listed(referral, "/beschermingstafels?limit=500")) == 41


async def test_r14_r25_end_talks_and_the_share_of_complex_divorce(referral: Referral) -> None:
    """70 of 100 OTS are flagged: 70 %; three ended, two with an end talk."""
    one = await child(referral)
    for number in range(100):
        oorzaken = ["complexe-scheiding"] if number < 70 else ["verwaarlozing"]
        body = {"clientId": one, "soort": "ots", "begindatum": "2026-02-01", "oorzaken": oorzaken}
        made = await post(referral, "/maatregelen", body)
        if number < 2:
            einde: Json = {"einddatum": "2026-10-01"}
            if number:
                einde["eindgesprek"] = {"op": "2026-09-20", "nazorg": HOME}
            await post(referral, f"/maatregelen/{made['id']}/_beeindig", einde, 200)
    await post(
        referral,
        "/maatregelen",
        {"clientId": one, "soort": "voogdij", "begindatum": "2026-02-01"},
    )
    await post(referral, f"/maatregelen/{made['id']}/_beeindig", einde, 200)
    twice = await referral.gemeente.post(f"/maatregelen/{made['id']}/_beeindig", json=einde)

    assert (twice.status_code, twice.json()["code"]) == (409, "verkeerde-stap")
    assert (await figures(referral))["maatregelen"] == {
        "otsBegonnen": 100,
        "otsComplexeScheiding": 70,
        "percentageComplexeScheiding": 70.0,
        "otsBeeindigd": 3,
        "eindgesprekken": 2,
    }


async def test_r22_of_120_consults_30_led_to_help(referral: Referral, published: Published) -> None:
    """They name no child and are no youth help."""
    body = {"datum": "2026-04-01", "onderwerp": "scheiding", "vrager": "huisarts"}
    for number in range(120):
        made = await post(referral, "/consulten", body)
        if number < 30:
            path = f"/consulten/{made['id']}/_opvolgen"
            await post(referral, path, {"vervolg": "jeugdhulp"}, 200)
    await post(referral, "/consulten", body | {"datum": "2027-01-01"})
    stale = await referral.gemeente.post(
        f"/consulten/{made['id']}/_opvolgen",
        json={"vervolg": "geen"},
        headers={"If-Match": '"2"'},
    )
    await settle(referral.service)

    assert (await figures(referral))["consulten"] == {"aantal": 120, "naarJeugdhulp": 30}
    assert stale.status_code == 412
    told = await published(ConsultVastgesteld)
    assert sum(one.vervolg == "jeugdhulp" for one in told) == 30
    backwards = await referral.gemeente.get("/regiecijfers?van=2026-12-31&tot=2026-01-01")
    assert wrong(backwards) == {"tot"}


SKIPPED = [
    {"vorm": "netwerk", "reden": "niet-beschikbaar"},
    {"vorm": "netwerkpleegzorg", "reden": "niet-beschikbaar"},
    {"vorm": "pleegzorg", "reden": "zorgzwaarte"},
    {"vorm": "gezinshuis", "reden": "niet-beschikbaar"},
    {"vorm": "kleinschalig", "reden": "veiligheid"},
]
STAY: dict[str, Any] = {
    "product": {"categorie": "43", "code": "43A01"},
    "omvang": {"volume": 1, "eenheid": "14", "frequentie": "2"},
}


async def choose(referral: Referral, **beleid: Any) -> None:
    """The gemeente says which product is which form of stay."""
    body = {"verblijfsvormen": {"43A01": "instelling", "44A01": "netwerk"}}
    answer = await referral.gemeente.put(f"/gemeenten/{GEMEENTE}/casusbeleid", json=body | beleid)
    assert answer.status_code == 200, answer.text


@pytest.mark.both_databases
async def test_r16_an_institution_without_a_reason_to_skip_foster_care(
    referral: Referral, publish: Publish
) -> None:
    """Refused, and not awarded; with a reason for each form it is."""
    await choose(referral)
    stay = {"product_id": "stay", "categorie": "43", "code": "43A01", "eenheid": "14"}
    await publish(contractproduct(AANBIEDER, **stay))
    await settle(referral.service)
    one = await child(referral)
    award = STAY | {"bsn": bsn(0), "agbCode": AANBIEDER, "ingangsdatum": "2026-12-01"}
    award |= {"einddatum": "2027-05-31"}
    body = {"clientId": one, "vorm": "instelling"}
    no_foster = [skip for skip in SKIPPED if skip["vorm"] != "pleegzorg"]

    before = await referral.gemeente.post("/toewijzingen", json=award)
    refused = await referral.gemeente.post(
        "/verblijfsafwegingen", json=body | {"overgeslagen": no_foster}
    )
    heavier = [*SKIPPED, {"vorm": "gesloten", "reden": "machtiging"}]
    strange = await referral.gemeente.post(
        "/verblijfsafwegingen", json=body | {"overgeslagen": heavier}
    )
    made = await post(referral, "/verblijfsafwegingen", body | {"overgeslagen": SKIPPED})
    after = await referral.gemeente.post("/toewijzingen", json=award)

    assert (before.status_code, before.json()["code"]) == (409, "geen-verblijfsafweging")
    assert wrong(refused) == {"overgeslagen"}
    (param,) = refused.json()["invalidParams"]
    assert param["reason"] == "noemt geen reden om pleegzorg over te slaan"
    assert wrong(strange) == {"overgeslagen"}
    assert after.status_code == 201, after.text
    shown = (await referral.gemeente.get(f"/verblijfsafwegingen/{made['id']}")).json()
    assert shown["overgeslagen"] == SKIPPED
    assert [x["id"] for x in await listed(referral, "/verblijfsafwegingen")] == [made["id"]]


async def test_r16_no_decision_by_itself_without_a_choice(referral: Referral) -> None:
    """The request waits for a person, with the gate that it failed."""
    await choose(referral)
    policy = {"automatischToekennen": True}
    assert (await referral.gemeente.put("/gemeenten/0384/beleid", json=policy)).is_success
    await referral.register(BSN)
    asked = await referral.ask(product(product=Product(categorie="43", code="43A01")))
    award = await referral.decide(asked["id"], besluit="toegekend")

    failed = {toets["toets"] for toets in asked["toetsen"] if not toets["geslaagd"]}
    assert "verblijf-afgewogen" in failed
    assert (award.status_code, award.json()["code"]) == (409, "geen-verblijfsafweging")


async def test_r16_the_network_comes_first_and_needs_no_reason(referral: Referral) -> None:
    """It skips nothing; a form named twice is named."""
    one = await child(referral)
    await post(referral, "/verblijfsafwegingen", {"clientId": one, "vorm": "netwerk"})
    twice = [SKIPPED[0], SKIPPED[0]]
    body = {"clientId": one, "vorm": "netwerkpleegzorg", "overgeslagen": twice}
    assert wrong(await referral.gemeente.post("/verblijfsafwegingen", json=body)) == {
        "overgeslagen"
    }
