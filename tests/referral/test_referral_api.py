# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who may see what, requests that can be repeated, and where personal data are not."""

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.migrate import check
from libs.common.runtime import settle
from services.referral.tables import metadata
from tests.referral.harness import Referral, award_json, client_json
from tests.referral.messages import ANDERE_AANBIEDER, ANDERE_GEMEENTE, BSN, jw315

PERSONAL = [BSN, "Wit", "Kerkweg", "1111AB", "Huisarts Jansen", "Graag spoed", "2010-02-14"]


async def test_register_and_find_a_client(referral: Referral) -> None:
    """Upsert per gemeente and BSN; the same data again make no version."""
    first = await referral.gemeente.post("/clienten", json=client_json())
    same = await referral.gemeente.post("/clienten", json=client_json())
    moved = client_json()
    moved["adres"]["straatnaam"] = "Dorpsstraat"
    late = await referral.gemeente.post("/clienten", json=moved, headers={"If-Match": '"9"'})
    changed = await referral.gemeente.post("/clienten", json=moved)
    found = await referral.gemeente.post("/clienten/_zoek", json={"bsn": BSN})
    one = await referral.gemeente.get(changed.headers["Location"].removeprefix("/v1"))

    assert [a.status_code for a in (first, same, changed)] == [201, 200, 200]
    assert late.status_code == 412
    assert [a.json()["versie"] for a in (first, same, changed)] == [1, 1, 2]
    assert found.json()["resultaten"] == [changed.json()]
    assert one.json() == changed.json()
    assert one.headers["ETag"] == '"2"'
    assert one.json()["adres"]["straatnaam"] == "Dorpsstraat"


WRONG: list[tuple[dict[str, Any], set[str]]] = [
    ({"bsn": "123456789", "geslacht": "9"}, {"bsn", "geslacht"}),
    ({"bsn": "000000000"}, {"bsn"}),
    ({"geboortedatum": "2026-11-24"}, {"geboortedatum"}),
    ({"geboortedatum": "1890-01-01"}, {"geboortedatum"}),
    ({"naam": {"achternaam": " "}, "adres": {}}, {"naam.achternaam", "adres.straatnaam"}),
    ({"naam": {"achternaam": "W\u0001t", "voorletters": "T."}}, {"naam.voorletters"}),
    ({"geheim": 1}, {"geheim"}),
]


@pytest.mark.parametrize(("fields", "names"), WRONG)
async def test_wrong_clients(referral: Referral, fields: dict[str, Any], names: set[str]) -> None:
    """Every field that is wrong is named, and none of their values."""
    answer = await referral.gemeente.post("/clienten", json=client_json() | fields)

    assert answer.status_code == 400
    assert names <= {param["name"] for param in answer.json()["invalidParams"]}
    assert str(fields.get("bsn", "123456789")) not in answer.text


async def test_another_gemeente_sees_nothing(referral: Referral) -> None:
    """404 for all that is not one's own; lists are empty."""
    client = await referral.register()
    made = await referral.award()
    await referral.judge(jw315())
    (verzoek,) = await referral.verzoeken()
    other = referral.as_party(ANDERE_GEMEENTE)

    for path in (
        f"/clienten/{client['id']}",
        f"/toewijzingen/{made['id']}",
        f"/verzoeken/{verzoek['id']}",
        f"/verzoeken/{verzoek['id']}/besluiten",
        "/gemeenten/0384/beleid",
    ):
        assert (path, (await other.get(path)).status_code) == (path, 404)
    changes = {"einddatum": "2026-12-01", "redenWijziging": "05"}
    path = f"/toewijzingen/{made['id']}/wijzigingen"
    assert (await other.post(path, json=changes)).status_code == 404
    path = f"/verzoeken/{verzoek['id']}/besluiten"
    assert (await other.post(path, json={"besluit": "in-onderzoek"})).status_code == 404
    assert (await other.get("/toewijzingen")).json() == {"resultaten": []}
    assert (await other.get("/verzoeken")).json() == {"resultaten": []}
    found = await other.post("/clienten/_zoek", json={"bsn": BSN})
    assert found.json() == {"resultaten": []}


async def test_an_aanbieder_sees_its_own_messages_only(referral: Referral) -> None:
    """And nothing of what the gemeente keeps."""
    judged = await referral.judge(jw315())
    other = referral.as_party(ANDERE_AANBIEDER)

    assert (await other.get(f"/berichten/{judged['id']}")).status_code == 404
    assert (await other.get("/berichten")).json() == {"resultaten": []}
    assert (await other.get("/uitgaande-berichten")).json() == {"resultaten": []}
    answer = await referral.aanbieder.get("/verzoeken")
    assert (answer.status_code, answer.json()["code"]) == (403, "verkeerde-soort")


async def test_r15_repeated_requests(referral: Referral) -> None:
    """The same key and body give the same answer and award once; another body is a 409."""
    await referral.register()
    headers = {"Idempotency-Key": "0123456789"}

    first = await referral.gemeente.post("/toewijzingen", json=award_json(), headers=headers)
    again = await referral.gemeente.post("/toewijzingen", json=award_json(), headers=headers)
    other = await referral.gemeente.post(
        "/toewijzingen", json=award_json() | {"toewijzingNummer": 9}, headers=headers
    )

    assert (first.status_code, again.json()) == (201, first.json())
    assert (other.status_code, other.json()["code"]) == (409, "sleutel-hergebruikt")
    assert len(await referral.toewijzingen()) == 1


async def test_changed_meanwhile(referral: Referral) -> None:
    """If-Match guards a change and a decision."""
    await referral.register()
    made = await referral.award()
    await referral.judge(jw315())
    (verzoek,) = await referral.verzoeken()
    stale = {"If-Match": '"7"'}

    change = await referral.gemeente.post(
        f"/toewijzingen/{made['id']}/wijzigingen",
        json={"einddatum": "2026-12-01", "redenWijziging": "05"},
        headers=stale,
    )
    decision = await referral.gemeente.post(
        f"/verzoeken/{verzoek['id']}/besluiten", json={"besluit": "in-onderzoek"}, headers=stale
    )

    assert (change.status_code, decision.status_code) == (412, 412)
    assert change.headers["ETag"] == '"1"'


async def test_pages(referral: Referral) -> None:
    """Newest first, followed by the Link header, none twice and none missed."""
    await referral.register()
    for number in range(5):
        product = {"categorie": "45", "code": f"45C0{number}"}
        await referral.award(product=product)

    seen: list[int] = []
    path = "/toewijzingen?limit=2"
    while path:
        answer = await referral.gemeente.get(path)
        seen += [one["toewijzingNummer"] for one in answer.json()["resultaten"]]
        path = answer.links.get("next", {}).get("url", "").removeprefix("/v1")

    assert seen == [5, 4, 3, 2, 1]


async def test_personal_data_are_sealed(
    referral: Referral,
    event_log: SqliteEventLog,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """In the database only sealed, in events, logs and metrics not at all."""
    await referral.register()
    await referral.award(ingangsdatum="2027-01-01", einddatum="2027-12-31")
    await referral.judge(jw315())
    (verzoek,) = await referral.verzoeken()
    await referral.decide(verzoek["id"], besluit="toegekend")
    await settle(referral.service)

    async with referral.service.runtime.db.read() as session:
        kept = [
            str(row)
            for table in metadata.sorted_tables
            for row in await session.execute(sa.select(table))
        ]
    metrics = referral.service.runtime.metrics.exposition().decode()
    captured = capsys.readouterr()
    topics = ["jeugdregio.verzoek", "jeugdregio.toewijzing", "jeugdregio.bericht"]
    subscription = await event_log.subscribe("test", topics)
    told = [json.dumps(str(d.payload)) for d in await subscription.fetch(1000)]

    assert len(told) >= 5
    everything = "\n".join([*kept, *told, metrics, captured.out, captured.err])
    assert [value for value in PERSONAL if value in everything] == []


@pytest.mark.both_databases
def test_migrations_make_the_tables(database_url: Any, database_kind: str) -> None:
    """No drift between the tables in the code and those of the migrations."""
    assert database_kind
    check("referral", database_url("referral"))
