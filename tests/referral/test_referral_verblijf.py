# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""R-17, R-10, R-24: how often a child is moved, and what is done when that is too often."""

import pytest

from libs.common.contracts.regie import EscalatieVastgesteld, VerblijfVastgesteld
from libs.common.runtime import settle
from tests.referral.conftest import Published
from tests.referral.gezinnen import child, listed, post, wrong
from tests.referral.harness import Json, Referral
from tests.referral.messages import AANBIEDER, ANDERE_AANBIEDER, GEMEENTE


async def stay(referral: Referral, client_id: str, begin: str, **fields: str) -> Json:
    """A foster family, for a reason that is nobody's wish."""
    known = {"vorm": "pleegzorg", "agbCode": AANBIEDER, "reden": "uitval"}
    body = known | {"clientId": client_id, "begindatum": begin}
    return await post(referral, "/verblijven", body | fields)


@pytest.mark.both_databases
async def test_r17_each_change_of_place_is_a_transfer(
    referral: Referral, published: Published
) -> None:
    """A 1 Jan-1 Mar, B 1 Mar-1 Jul, C 1 Jul-: two; in any order of noting."""
    one = await child(referral)
    await stay(referral, one, "2026-01-01", reden="eerste-plaatsing", plaats="A")
    await stay(referral, one, "2026-03-01", plaats="B")
    await stay(referral, one, "2026-07-01", vorm="instelling", agbCode=ANDERE_AANBIEDER, plaats="C")
    other = await child(referral, 1)
    await stay(referral, other, "2026-07-01", reden="opschalen")
    await stay(referral, other, "2026-03-01", einddatum="2026-07-01", reden="perspectief")
    cijfers = (await referral.gemeente.get("/regiecijfers?van=2026-01-01&tot=2026-12-31")).json()
    half = (await referral.gemeente.get("/regiecijfers?van=2026-03-02&tot=2026-06-30")).json()
    await settle(referral.service)

    found = cijfers["overplaatsingen"]
    assert {row["clientId"]: row["aantal"] for row in found["perClient"]} == {one: 2, other: 1}
    assert (found["aantal"], found["onvrijwillig"]) == (3, 3)
    assert found["perAanbieder"] == [{"agbCode": AANBIEDER, "aantal": 3}]
    assert found["perVorm"] == [{"vorm": "pleegzorg", "aantal": 3}]
    assert (found["pleegzorgBeeindigd"], found["pleegzorgUitval"]) == (3, 2)
    assert half["overplaatsingen"]["aantal"] == 0
    told = await published(VerblijfVastgesteld)
    assert {one.versie for one in told} == {1, 2}
    assert "plaats" not in told[0].model_dump()


async def test_r17_a_time_at_home_between_is_no_transfer(referral: Referral) -> None:
    """And two places at once cannot be."""
    one = await child(referral)
    first = await stay(referral, one, "2026-01-01", reden="eerste-plaatsing")
    path = f"/verblijven/{first['id']}/_beeindig"
    early = await referral.gemeente.post(path, json={"op": "2025-12-31", "reden": "naar-huis"})
    await post(referral, path, {"op": "2026-02-01", "reden": "naar-huis"}, 200)
    again = await referral.gemeente.post(path, json={"op": "2026-02-01", "reden": "naar-huis"})
    body = {"clientId": one, "vorm": "gezinshuis", "reden": "terugkeer"}
    both = await referral.gemeente.post("/verblijven", json=body | {"begindatum": "2026-01-15"})
    await stay(referral, one, "2026-04-01", reden="terugkeer")
    cijfers = (await referral.gemeente.get("/regiecijfers?van=2026-01-01&tot=2026-12-31")).json()

    assert wrong(early) == {"op"}
    assert (again.status_code, again.json()["code"]) == (409, "verkeerde-stap")
    assert wrong(both) == {"begindatum"}
    assert cijfers["overplaatsingen"]["aantal"] == 0
    assert len(await listed(referral, "/verblijven")) == 2


@pytest.mark.both_databases
async def test_r10_the_third_involuntary_transfer_in_twelve_months_escalates(
    referral: Referral, published: Published
) -> None:
    """To the region, by itself, once."""
    one = await child(referral)
    await stay(referral, one, "2025-01-01", reden="eerste-plaatsing")
    for begin in ("2025-11-01", "2026-02-01"):
        await stay(referral, one, begin)
    await stay(referral, one, "2026-03-01", reden="wens-jeugdige")
    before = await listed(referral, "/escalaties")
    await stay(referral, one, "2026-10-31")
    (opened,) = await listed(referral, "/escalaties")
    await stay(referral, one, "2026-11-10")
    await settle(referral.service)

    assert before == []
    assert (opened["niveau"], opened["reden"], opened["automatisch"]) == (
        "regionaal",
        "herhaalde-overplaatsing",
        True,
    )
    assert opened["geopendOp"] == "2026-10-31"
    assert len(await listed(referral, "/escalaties")) == 1
    assert [one.geopend_op.isoformat() for one in await published(EscalatieVastgesteld)] == [
        "2026-10-31"
    ]


async def test_r10_two_in_twelve_months_do_not_and_a_local_case_goes_up(
    referral: Referral,
) -> None:
    """A year and a day counts no more; a gemeente may set another number."""
    one = await child(referral)
    await stay(referral, one, "2025-01-01", reden="eerste-plaatsing")
    for begin in ("2025-10-31", "2026-02-01", "2026-10-31"):
        await stay(referral, one, begin)
    assert await listed(referral, "/escalaties") == []

    body = {"clientId": one, "reden": "onenigheid", "op": "2026-11-01"}
    local = await post(referral, "/escalaties", body)
    path = f"/gemeenten/{GEMEENTE}/casusbeleid"
    assert (await referral.gemeente.put(path, json={"overplaatsingen": 2})).is_success
    await stay(referral, one, "2026-11-20")
    (raised,) = await listed(referral, "/escalaties")
    assert (raised["id"], raised["niveau"]) == (local["id"], "regionaal")
    assert [stap["niveau"] for stap in raised["stappen"]] == ["lokaal", "regionaal"]


async def test_r10_r24_from_local_to_supra_regional_and_what_came_of_it(
    referral: Referral, published: Published
) -> None:
    """Advice and decision stay sealed; a step that does not fit is refused."""
    one = await child(referral)
    body = {"clientId": one, "reden": "geen-passend-aanbod", "op": "2026-11-01"}
    made = await post(referral, "/escalaties", body)
    twice = await referral.gemeente.post("/escalaties", json=body)
    path = f"/escalaties/{made['id']}"
    advies = {"op": "2026-11-02", "tekst": "Zoek een gezinshuis"}
    await post(referral, f"{path}/adviezen", advies, 200)
    early = await referral.gemeente.post(
        f"{path}/_opschalen", json={"op": "2026-10-31", "reden": "wachttijd"}
    )
    for day in ("2026-11-05", "2026-11-09"):
        await post(referral, f"{path}/_opschalen", {"op": day, "reden": "wachttijd"}, 200)
    top = await referral.gemeente.post(
        f"{path}/_opschalen", json={"op": "2026-11-10", "reden": "wachttijd"}
    )
    unfinished = await referral.gemeente.post(
        f"{path}/_afsluiten", json={"uitkomst": "maatwerk", "les": "regie"}
    )
    doorbraak = {
        "grondslag": "artikel 2.3 Jeugdwet",
        "kosten": 3_000_000,
        "vermedenKosten": 9_000_000,
        "akkoord": "Wethouder",
    }
    besluit = {"op": "2026-11-12", "eigenaar": "Directeur", "tekst": "Eigen gezinshuis"}
    decided = await post(referral, f"{path}/_besluiten", besluit | {"doorbraak": doorbraak}, 200)
    closed = await post(
        referral, f"{path}/_afsluiten", {"uitkomst": "maatwerk", "les": "aanbod-ontbreekt"}, 200
    )
    await post(referral, "/escalaties", body)
    await settle(referral.service)

    assert (twice.status_code, twice.json()["code"]) == (409, "al-geescaleerd")
    assert wrong(early) == {"op"}
    assert (top.status_code, top.json()["code"]) == (409, "hoogste-niveau")
    assert (unfinished.status_code, unfinished.json()["code"]) == (409, "verkeerde-stap")
    assert decided["besluit"]["doorbraak"] == doorbraak
    assert (closed["toestand"], closed["niveau"]) == ("afgesloten", "bovenregionaal")
    assert closed["adviezen"] == [{"niveau": "lokaal", **advies}]
    told = await published(EscalatieVastgesteld)
    assert [one.toestand for one in told][-3:] == ["besloten", "afgesloten", "open"]
    assert (told[-2].doorbraak, told[-2].les) == (True, "aanbod-ontbreekt")
    text = "".join(one.model_dump_json() for one in told)
    assert not any(word in text for word in ("gezinshuis", "Directeur", "Wethouder"))
    assert (await referral.as_party("0363").get(path)).status_code == 404
