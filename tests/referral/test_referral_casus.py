# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""R-23 and R-13: complex cases, one row for a family, seen by its owner only."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import httpx
import pytest

from libs.common.auth import OrgType
from libs.common.contracts.billing import DeclaratieBeoordeeld, Regel
from libs.common.contracts.contract import (
    AanbiederVastgesteld,
    Lidmaatschap,
    RegioVastgesteld,
)
from libs.common.contracts.referral import ToewijzingVastgesteld
from libs.common.runtime import settle
from services.referral.domain.casus import MOST
from tests.referral.conftest import Client, Publish, Published, Start
from tests.referral.gezinnen import bsn, child, post
from tests.referral.harness import Json, Referral, award_json, client_json
from tests.referral.messages import ANDERE_GEMEENTE, GEMEENTE

DREMPEL = 4_000_000


def claim(
    awards: Sequence[ToewijzingVastgesteld], number: int, cents: int, day: date
) -> DeclaratieBeoordeeld:
    """Approved on the award with this number, for the month that ends on a day."""
    award = next(one for one in awards if one.toewijzing_nummer == number)
    line = Regel(
        regel_id=f"regel-{award.gemeentecode}-{number}-{day}",
        referentie_nummer=f"R{number}{day:%y%m}",
        toewijzing_nummer=number,
        categorie=str(award.categorie),
        code=str(award.code),
        periode_begin=day.replace(day=1),
        periode_eind=day,
        volume=1,
        eenheid="04",
        bedrag=cents,
        toegekend=True,
    )
    return DeclaratieBeoordeeld(
        declaratie_id=f"declaratie-{award.gemeentecode}-{number}-{day}",
        deel=1,
        gemeentecode=award.gemeentecode,
        agb_code=award.agb_code,
        client_pseudoniem=award.client_pseudoniem,
        declaratie_maand=f"{day:%Y-%m}",
        beoordeeld_op=datetime(2026, 11, 20, tzinfo=UTC),
        regels=(line,),
    )


async def own_cases(owner: httpx.AsyncClient) -> list[Json]:
    """The list of one case owner."""
    found: list[Json] = (await owner.get("/complexe-casussen")).json()["resultaten"]
    return found


@pytest.mark.both_databases
async def test_r13_r23_siblings_are_one_family_here_and_two_clients_in_table_1(
    referral: Referral, start: Start, client: Client, publish: Publish, published: Published
) -> None:
    """EUR 25 000 each: above EUR 40 000 only together; one case, two unique clients."""
    reporting = await start("reporting")
    kinds = [await child(referral, number) for number in range(3)]
    gezin = await post(
        referral,
        "/gezinnen",
        {"clientIds": kinds[:2], "begindatum": "2026-01-01", "eigenaar": "j.jansen"},
    )
    for number in range(3):
        await referral.award(bsn=bsn(number))
    awards = await published(ToewijzingVastgesteld)
    day = date(2026, 10, 31)
    await publish(
        claim(awards, 1, 2_500_000, day),
        claim(awards, 2, 2_500_000, day),
        claim(awards, 3, DREMPEL, day),  # not above the threshold, and alone
        claim(awards, 3, 9_000_000, date(2025, 10, 31)),  # more than twelve months ago
    )
    await settle(referral.service, reporting)

    def as_owner(persoon: str | None) -> httpx.AsyncClient:
        scopes = ["casussen:lezen"]
        return client(referral.service, OrgType.GEMEENTE, GEMEENTE, scopes, persoon)

    manager = client(referral.service, OrgType.GEMEENTE, GEMEENTE, ["casussen:tellen"], "m")
    (case,) = await own_cases(as_owner("j.jansen"))
    counts = (await manager.get("/casuscijfers")).json()
    viewer = client(reporting, OrgType.BEHEER, "beheer", ["weergaven:lezen"])
    table = (await viewer.get("/kerncijfers?van=2026-10&tot=2026-10")).json()

    assert case["gezinId"] == gezin["id"]
    assert (set(case["clientIds"]), case["bedrag"]) == (set(kinds[:2]), 5_000_000)
    assert case["redenen"] == ["kosten"]
    assert table["totaal"]["uniekeClienten"] == 3
    assert counts | {"peildatum": None} == {
        "peildatum": None,
        "drempel": DREMPEL,
        "aantal": 1,
        "zonderEigenaar": 0,
        "bedrag": 5_000_000,
        "totaalbedrag": 9_000_000,
        "aandeel": 55.6,
    }
    assert await own_cases(as_owner("p.pieters")) == []
    nameless = await as_owner(None).get("/complexe-casussen")
    assert (nameless.status_code, nameless.json()["code"]) == (403, "persoon-ontbreekt")
    assert (await manager.get("/complexe-casussen")).status_code == 403
    assert (await as_owner("j.jansen").get("/casuscijfers")).status_code == 403


async def test_r23_the_fifty_that_cost_most_above_forty_thousand(
    referral: Referral, client: Client, publish: Publish, published: Published
) -> None:
    """51 above EUR 40 000 and one at it: the list stops at fifty, and its share is of all help."""
    cents = [DREMPEL + number for number in range(MOST + 2)]
    for number in range(len(cents)):
        await child(referral, number)
        await referral.award(bsn=bsn(number))
    awards = await published(ToewijzingVastgesteld)
    day = date(2026, 10, 31)
    await publish(*(claim(awards, number + 1, one, day) for number, one in enumerate(cents)))
    await settle(referral.service)

    manager = client(referral.service, OrgType.GEMEENTE, GEMEENTE, ["casussen:tellen"], "m")
    counts = (await manager.get("/casuscijfers")).json()

    assert (counts["drempel"], counts["aantal"]) == (DREMPEL, 50)
    assert (counts["bedrag"], counts["totaalbedrag"]) == (sum(cents[2:]), sum(cents))
    assert counts["aandeel"] == 96.2


async def test_r23_a_region_counts_a_family_once_and_sees_only_its_members(
    referral: Referral, client: Client, publish: Publish, published: Published
) -> None:
    """EUR 25 000 in each of two gemeenten for one child: above EUR 40 000 in the region only."""
    other = referral.as_party(ANDERE_GEMEENTE)
    assert (await other.post("/clienten", json=client_json(bsn(0)))).status_code == 201
    await child(referral)
    for officer in (referral.gemeente, other):
        given = await officer.post("/toewijzingen", json=award_json() | {"bsn": bsn(0)})
        assert given.status_code == 201, given.text
    await settle(referral.service)
    awards, day = await published(ToewijzingVastgesteld), date(2026, 10, 31)
    here, there = (claim([one], 1, 2_500_000, day) for one in awards)
    since = date(2015, 1, 1)
    leden = (
        Lidmaatschap(gemeentecode=GEMEENTE, geldig_van=since),
        Lidmaatschap(gemeentecode=ANDERE_GEMEENTE, geldig_van=since),
    )
    region: Json = {"regiocode": "AMSTEL", "naam": "Amstel", "versie": 1}
    await publish(here, there, RegioVastgesteld(leden=leden, **region))
    await settle(referral.service)
    tellen = ["casussen:tellen"]
    regio = client(referral.service, OrgType.REGIO, "AMSTEL", tellen)
    stranger = client(referral.service, OrgType.REGIO, "ELDERS", tellen)
    manager = client(referral.service, OrgType.GEMEENTE, GEMEENTE, tellen)
    seen = [(await who.get("/casuscijfers")).json() for who in (regio, manager, stranger)]
    left = Lidmaatschap(gemeentecode=ANDERE_GEMEENTE, geldig_van=since, geldig_tot=day)
    await publish(RegioVastgesteld(leden=(leden[0], left), **(region | {"versie": 2})))
    await settle(referral.service)
    after = (await regio.get("/casuscijfers")).json()

    assert [(one["aantal"], one["bedrag"], one["totaalbedrag"]) for one in seen] == [
        (1, 5_000_000, 5_000_000),
        (0, 0, 2_500_000),
        (0, 0, 0),
    ]
    assert (after["aantal"], after["totaalbedrag"]) == (0, 2_500_000)
    assert (await regio.get("/complexe-casussen")).status_code == 403


async def test_r23_many_aanbieders_and_the_compulsory_frame(
    referral: Referral, client: Client, publish: Publish, published: Published
) -> None:
    """As the gemeente set it; a case without an owner is counted and shown to nobody."""
    beleid = {"drempel": 10_000_000, "vormen": 2, "aanbieders": 2}
    path = f"/gemeenten/{GEMEENTE}/casusbeleid"
    assert (await referral.gemeente.get(path)).json()["versie"] == 0
    kept = (await referral.gemeente.put(path, json=beleid)).json()
    same = (await referral.gemeente.put(path, json=beleid)).json()
    await publish(AanbiederVastgesteld(agb_code="42420002", naam="B", versie=1))
    await settle(referral.service)
    helped, watched = await child(referral), await child(referral, 1)
    await referral.award(bsn=bsn(0))
    await referral.award(bsn=bsn(0), agbCode="65656055")
    await post(
        referral,
        "/maatregelen",
        {"clientId": watched, "soort": "ots", "begindatum": "2026-05-01"},
    )
    awards, day = await published(ToewijzingVastgesteld), date(2026, 10, 31)
    await publish(claim(awards, 1, 100, day), claim(awards, 2, 100, day))
    await settle(referral.service)
    for client_id in (helped, watched):
        body = {"clientIds": [client_id], "begindatum": "2026-01-01"}
        gezin = await post(referral, "/gezinnen", body)
        if client_id == helped:
            owner = {"eigenaar": "j.jansen"}
            await post(referral, f"/gezinnen/{gezin['id']}/_eigenaar", owner, 200)

    owner_client = client(
        referral.service, OrgType.GEMEENTE, GEMEENTE, ["casussen:lezen"], "j.jansen"
    )
    manager = client(referral.service, OrgType.GEMEENTE, GEMEENTE, ["casussen:tellen"])
    (case,) = await own_cases(owner_client)
    counts = (await manager.get("/casuscijfers")).json()

    assert (kept["versie"], same["versie"], kept["overplaatsingen"]) == (1, 1, 3)
    assert (case["redenen"], case["vormen"], case["aanbieders"]) == (["aanbieders"], 1, 2)
    assert (counts["aantal"], counts["zonderEigenaar"]) == (2, 1)
    assert (await referral.as_party("0363").get(path)).status_code == 404
