# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Payment runs over HTTP: four eyes, never twice, never below zero, to the cent."""

import csv
import io

import httpx
import pytest
import sqlalchemy as sa
from lxml import etree
from sqlalchemy.exc import IntegrityError

from libs.common.auth import OrgType
from libs.common.ids import new_id
from services.billing import tables as t
from services.billing.handlers.betaalbestand import NAMESPACE
from tests.billing.betalen import (
    OTHER,
    RUN,
    SCOPES,
    THEIRS,
    Client,
    account,
    all_lines,
    credit,
    prepared,
    step,
)
from tests.billing.claims import AANBIEDER, GEMEENTE, a_regel
from tests.billing.harness import Billing
from tests.billing.messages import BSN, Claim


@pytest.mark.both_databases
async def test_from_approved_lines_to_a_file(
    ready: Billing, anna: httpx.AsyncClient, bram: httpx.AsyncClient, client: Client
) -> None:
    """Prepare, approve, take the file twice, execute; the lines add up to what is paid."""
    run = await prepared(anna)
    assert (run["bedrag"], run["aantal"], run["toestand"]) == (10_000, 1, "concept")
    path = f"/betaalruns/{run['id']}"
    early = await anna.get(f"{path}/bestand")
    assert (early.status_code, early.json()["code"]) == (409, "niet-goedgekeurd")

    assert (await step(bram, run["id"], "goedkeuren")).json()["toestand"] == "goedgekeurd"
    first, again = [await anna.get(f"{path}/bestand") for _ in range(2)]
    assert (first.status_code, first.content == again.content) == (200, True)
    amounts = etree.fromstring(first.content).xpath(
        "//p:InstdAmt/text()", namespaces={"p": NAMESPACE}
    )
    assert amounts == ["100.00"]

    assert (await step(anna, run["id"], "uitvoeren")).json()["toestand"] == "uitgevoerd"
    dossier = (await anna.get(path)).json()
    assert [(s["handeling"], s["persoon"]) for s in dossier["stappen"]] == [
        ("voorbereiden", "Anna Bos"),
        ("goedkeuren", "Bram Vos"),
        ("uitvoeren", "Anna Bos"),
    ]
    assert (dossier["betalingen"][0]["iban"], dossier["overgeslagen"]) == (THEIRS, [])
    aanbieder = client(ready.service, OrgType.AANBIEDER, AANBIEDER, ("betalingen:lezen",))
    for caller in (anna, aanbieder):
        lines = await all_lines(caller, f"{path}/specificatie?limit=1")
        assert [line["referentieNummer"] for line in lines] == ["RN1", "RN2"]
        assert sum(line["bedrag"] for line in lines) == run["bedrag"]


async def test_the_overview_as_csv(ready: Billing, anna: httpx.AsyncClient) -> None:
    run = await prepared(anna)

    answer = await anna.get(f"/betaalruns/{run['id']}/specificatie", headers={"Accept": "text/csv"})

    rows = list(csv.DictReader(io.StringIO(answer.text), delimiter=";"))
    assert sum(int(row["bedrag"]) for row in rows) == run["bedrag"]
    assert {row["declaratieNummer"] for row in rows} == {"DN1"}
    assert "clienten" not in answer.text.lower()


async def test_four_eyes(
    ready: Billing, anna: httpx.AsyncClient, bram: httpx.AsyncClient, client: Client
) -> None:
    """Whoever prepares does not approve, under whatever spelling; nor does who has no name."""
    run = (await prepared(anna))["id"]
    annas = client(ready.service, OrgType.GEMEENTE, GEMEENTE, SCOPES, persoon="ANNA  bos")
    nobody = client(ready.service, OrgType.GEMEENTE, GEMEENTE, SCOPES)

    refused = [await step(caller, run, "goedkeuren") for caller in (anna, annas, nobody)]

    assert [(a.status_code, a.json()["code"]) for a in refused] == [
        (403, "vier-ogen"),
        (403, "vier-ogen"),
        (403, "persoon-ontbreekt"),
    ]
    assert (await step(bram, run, "goedkeuren")).status_code == 200


async def test_an_account_needs_four_eyes_too(
    ready: Billing, anna: httpx.AsyncClient, bram: httpx.AsyncClient
) -> None:
    """And a run is made with the last one that was approved."""
    body = {"houder": AANBIEDER, "iban": "nl02 abna 0123 4567 89", "tenaamstelling": "Zorg"}
    made = (await anna.post("/rekeningen", json=body)).json()
    path = f"/rekeningen/{made['id']}/besluiten"

    refused = await anna.post(path, json={"besluit": "goedkeuren"})
    before = await _iban_in_a_run(anna, bram)
    await bram.post(path, json={"besluit": "goedkeuren"})

    assert (made["iban"], made["nummer"], made["toestand"]) == (OTHER, 2, "voorgesteld")
    assert (refused.status_code, refused.json()["code"]) == (403, "vier-ogen")
    assert before == THEIRS
    assert await _iban_in_a_run(anna, bram) == OTHER
    listed = (await anna.get("/rekeningen")).json()["resultaten"]
    assert [one["toestand"] for one in listed] == ["goedgekeurd"] * 3


async def test_an_account_that_changes_stops_the_run(
    ready: Billing, anna: httpx.AsyncClient, bram: httpx.AsyncClient
) -> None:
    run = (await prepared(anna))["id"]
    await account(anna, bram, AANBIEDER, OTHER)

    refused = await step(bram, run, "goedkeuren")

    assert (refused.status_code, refused.json()["code"]) == (409, "rekening-gewijzigd")
    assert AANBIEDER in refused.json()["detail"]


@pytest.mark.parametrize(
    "body",
    [
        {"houder": AANBIEDER, "iban": "NL92ABNA0417164300", "tenaamstelling": "Zorg"},
        {"houder": AANBIEDER, "iban": THEIRS, "tenaamstelling": "漢字"},
        {"houder": "03070", "iban": THEIRS, "tenaamstelling": "Zorg"},
        {"houder": "123", "iban": THEIRS, "tenaamstelling": "Zorg"},
    ],
    ids=["check digits", "no sign a bank takes", "another gemeente", "no holder"],
)
async def test_an_account_that_cannot_be(anna: httpx.AsyncClient, body: dict[str, str]) -> None:
    assert (await anna.post("/rekeningen", json=body)).status_code == 400


async def test_a_line_is_in_one_run(ready: Billing, anna: httpx.AsyncClient) -> None:
    """Also when it was withdrawn: then in the next."""
    first = await prepared(anna)
    second = await anna.post("/betaalruns", json=RUN)
    assert (second.status_code, second.json()["code"]) == (409, "niets-te-betalen")

    assert (await step(anna, first["id"], "intrekken")).json()["toestand"] == "ingetrokken"

    assert (await prepared(anna))["bedrag"] == first["bedrag"]
    gone = await anna.get(f"/betaalruns/{first['id']}/bestand")
    assert gone.status_code == 409


async def test_a_key_repeats_the_answer(ready: Billing, anna: httpx.AsyncClient) -> None:
    headers = {"Idempotency-Key": new_id()}

    answers = [await anna.post("/betaalruns", json=RUN, headers=headers) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()


@pytest.mark.both_databases
async def test_credits_after_payment_wait_for_debits(
    ready: Billing, anna: httpx.AsyncClient, bram: httpx.AsyncClient
) -> None:
    """Paid 100; then 50 is credited: below zero, nothing is paid and nothing is asked back."""
    run = (await prepared(anna))["id"]
    await step(bram, run, "goedkeuren")
    await step(anna, run, "uitvoeren")
    await ready.claim(credit(3, "RN1"))

    below = await anna.post("/betaalruns", json=RUN)
    assert (below.status_code, below.json()["code"]) == (409, "niets-te-betalen")
    assert f"{AANBIEDER}: niets-te-betalen, -5000" in below.json()["detail"]

    more = a_regel(referentie_nummer="RN4", volume=5, bedrag=6_250)
    await ready.claim(Claim({BSN: [more]}, "ID4", "DN4"))
    assert (await prepared(anna))["bedrag"] == 1_250


async def test_of_whom_it_is_not(ready: Billing, anna: httpx.AsyncClient, client: Client) -> None:
    """Another gemeente, an aanbieder before approval, one that is not paid."""
    path = f"/betaalruns/{(await prepared(anna))['id']}"
    other = client(ready.service, OrgType.GEMEENTE, "0307", SCOPES, persoon="Cor")
    aanbieder = client(ready.service, OrgType.AANBIEDER, AANBIEDER, ("betalingen:lezen",))

    for place in ("", "/bestand", "/specificatie"):
        assert (await other.get(path + place)).status_code == 404
    assert (await aanbieder.get(f"{path}/specificatie")).status_code == 404
    assert (await step(other, path.rpartition("/")[2], "goedkeuren")).status_code == 404


async def test_the_database_itself_keeps_a_declaratie_from_two_runs(
    ready: Billing, anna: httpx.AsyncClient
) -> None:
    await prepared(anna)
    run, declaratie = new_id(), (await ready.declaraties())[0]["id"]
    columns = [column.name for column in t.betaalrun.columns]
    copy = sa.select(*(sa.literal(run) if n == "id" else t.betaalrun.c[n] for n in columns))
    values = {
        "betaalrun_id": run,
        "declaratie_id": declaratie,
        "agb_code": AANBIEDER,
        "bedrag": 1,
        "telt": True,
    }

    async with ready.service.runtime.db.begin() as session:
        await session.execute(sa.insert(t.betaalrun).from_select(columns, copy))
        with pytest.raises(IntegrityError):
            await session.execute(sa.insert(t.betaalde_declaratie).values(values))


async def _iban_in_a_run(anna: httpx.AsyncClient, bram: httpx.AsyncClient) -> str:
    run = (await prepared(anna))["id"]
    found: str = (await bram.get(f"/betaalruns/{run}")).json()["betalingen"][0]["iban"]
    await step(anna, run, "intrekken")
    return found
