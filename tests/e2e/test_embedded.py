# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The embedded mode over real HTTP: examples, tokens, the clock, a restart."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from demo.founding import found_examples
from demo.parties import Parties, open_parties
from libs.common.clock import Clock, SimulatedClock, SystemClock
from libs.common.serve import serving
from services.embedded import CLOCK_FILE, SERVICES, open_embedded
from tests.infra.run import free_ports, root_folder

NOON = datetime(2026, 8, 10, 12, tzinfo=UTC)


@asynccontextmanager
async def running(folder: Path, clock: Clock) -> AsyncIterator[tuple[str, Parties, str]]:
    async with (
        open_embedded(folder, clock) as embedded,
        serving(embedded.app, "127.0.0.1", 0) as url,
        open_parties(url, embedded.client_secret) as parties,
    ):
        yield url, parties, embedded.client_secret


EXAMPLES = [
    ("JW315.xml", "42420001", "referral", []),
    ("JW305.xml", "65656055", "referral", []),
    ("JW307.xml", "65656055", "referral", []),
    ("JW323.xml", "65656055", "billing", ["TR101"]),
    ("JW323.clean.xml", "65656055", "billing", []),
]


async def test_the_examples_of_the_standard_are_taken_in_as_they_are(
    tmp_path: Path, shared_dir: Path
) -> None:
    async with running(tmp_path / "data", SimulatedClock(NOON)) as (_url, parties, _secret):
        await found_examples(parties)
        for name, agb, service, rules in EXAMPLES:
            raw = (shared_dir / "ijw" / "examples" / name).read_bytes()
            posted = await parties[f"aanbieder:{agb}"].post_message(service, name[:5], raw)

            found = [b["regel"] for b in posted.bericht["bevindingen"]]
            assert found == rules, posted.bericht
            assert posted.accepted == (not rules)


async def test_a_restart_keeps_everything(tmp_path: Path, shared_dir: Path) -> None:
    raw = (shared_dir / "ijw" / "examples" / "JW315.xml").read_bytes()
    async with running(tmp_path / "data", SimulatedClock(NOON)) as (_url, parties, _secret):
        await found_examples(parties)
        first = await parties["aanbieder:42420001"].post_message("referral", "JW315", raw)
    async with running(tmp_path / "data", SimulatedClock(NOON)) as (_url, parties, _secret):
        again = await parties["aanbieder:42420001"].post_message("referral", "JW315", raw)

    assert again.bericht == first.bericht


async def test_a_token_that_names_a_person(tmp_path: Path) -> None:
    """Four eyes: who proposes an account does not approve it, another does."""
    iban = {"houder": "0384", "iban": "NL91ABNA0417164300", "tenaamstelling": "Gemeente"}
    async with (
        running(tmp_path / "data", SimulatedClock(NOON)) as (url, _parties, secret),
        httpx.AsyncClient(base_url=url) as http,
    ):
        form = {"client_id": "gemeente:0384", "client_secret": secret}
        headers = []
        for person in ({}, {"persoon": "Anna"}, {"persoon": "Bram"}):
            token = await http.post("/embedded/v1/tokens", data=form | person)
            headers.append({"Authorization": f"Bearer {token.json()['access_token']}"})
        nobody, anna, bram = headers
        path = "/billing/v1/rekeningen"
        unnamed = await http.post(path, json=iban, headers=nobody)
        made = (await http.post(path, json=iban, headers=anna)).json()
        besluit = f"{path}/{made['id']}/besluiten"
        answers = [
            await http.post(besluit, json={"besluit": "goedkeuren"}, headers=who)
            for who in (anna, bram)
        ]

    assert (unnamed.status_code, unnamed.json()["code"]) == (403, "persoon-ontbreekt")
    assert [answer.status_code for answer in answers] == [403, 200]


async def test_tokens_and_clock_are_for_those_who_may(tmp_path: Path) -> None:
    clock = SimulatedClock(NOON)
    async with running(tmp_path / "data", clock) as (url, parties, secret):
        async with httpx.AsyncClient(base_url=url) as http:
            form = {"client_id": "aanbieder:90000101", "client_secret": "geraden"}
            guessed = await http.post("/embedded/v1/tokens", data=form)
            too_much = await http.post(
                "/embedded/v1/tokens",
                data=form | {"client_secret": secret, "scope": "klok:schrijven"},
            )
            nobody = await http.put("/embedded/v1/klok", json={"moment": NOON.isoformat()})
        later = NOON.replace(month=9).isoformat()
        beheer = parties["beheer:beheer"]
        moved = await beheer.call("PUT", "/embedded/v1/klok", {"moment": later})

    assert (guessed.status_code, too_much.status_code, nobody.status_code) == (401, 400, 401)
    assert (moved["moment"], clock.now()) == (later, NOON.replace(month=9))


async def test_no_token_for_a_code_that_each_call_would_refuse(tmp_path: Path) -> None:
    asked = {
        "aanbieder:1": "AGB-code van 8 cijfers",
        "gemeente:03840": "gemeentecode van 4 cijfers",
        "gemeente:\u0660\u0663\u0668\u0664": "gemeentecode van 4 cijfers",
        "regio:" + "r" * 21: "regiocode van ten hoogste 20 tekens",
        "beheer:" + "b" * 21: "naam van ten hoogste 20 tekens",
        "iemand:0384": "is soort:code",
        "gemeente": "is soort:code",
    }
    answers = {}
    async with (
        running(tmp_path / "data", SimulatedClock(NOON)) as (url, _parties, secret),
        httpx.AsyncClient(base_url=url) as http,
    ):
        for client_id in asked:
            form = {"client_id": client_id, "client_secret": secret}
            answers[client_id] = await http.post("/embedded/v1/tokens", data=form)

    assert {answer.status_code for answer in answers.values()} == {400}
    for client_id, told in asked.items():
        (param,) = answers[client_id].json()["invalidParams"]
        assert (param["name"], told in param["reason"]) == ("client_id", True), param


async def test_a_simulated_clock_goes_on_where_it_stopped(tmp_path: Path) -> None:
    clock = SimulatedClock(NOON)
    async with running(tmp_path / "data", clock):
        clock.move_to(NOON.replace(day=30))

    kept = (tmp_path / "data" / CLOCK_FILE).read_text().strip()
    assert datetime.fromisoformat(kept) == NOON.replace(day=30)


async def test_the_real_clock_is_not_moved(tmp_path: Path) -> None:
    async with running(tmp_path / "data", SystemClock()) as (_url, parties, _secret):
        with pytest.raises(Exception, match="echte-klok"):
            await parties["beheer:beheer"].call(
                "PUT", "/embedded/v1/klok", {"moment": NOON.isoformat()}
            )


async def test_it_says_that_it_stands_where_it_serves(tmp_path: Path) -> None:
    """Of an address that is not there, no client made from the documents finds anything."""
    (port,) = free_ports(1)
    url = f"http://localhost:{port}"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "services.embedded"),
        *("--data", str(tmp_path / "data"), "--host", "localhost", "--port", str(port)),
        cwd=root_folder(),
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        assert url in (await process.stdout.readline()).decode()
        async with httpx.AsyncClient(base_url=url) as http:
            documents = {
                name: (await http.get(f"/{name}/v1/openapi.json")).json() for name in SERVICES
            }
            contact = await http.get("/.well-known/security.txt")
    finally:
        process.kill()
        await process.communicate()

    for name, document in documents.items():
        assert [one["url"] for one in document["servers"]] == [f"{url}/{name}/v1"]
        flows = document["components"]["securitySchemes"]["oauth2"]["flows"]
        assert flows["clientCredentials"]["tokenUrl"] == f"{url}/embedded/v1/tokens"
    assert f"Canonical: {url}/.well-known/security.txt" in contact.text


async def test_it_stands_at_the_usual_address_by_itself(tmp_path: Path) -> None:
    async with running(tmp_path / "data", SimulatedClock(NOON)) as (_url, parties, _secret):
        document = await parties["beheer:beheer"].call("GET", "/billing/v1/openapi.json")

    assert [one["url"] for one in document["servers"]] == ["http://127.0.0.1:8000/billing/v1"]
