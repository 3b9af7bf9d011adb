# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The command line `jeugdregio` as a program, against a region that is really served."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from demo.parties import open_parties
from libs.client import Client, Login, RefusedError, Session, Waiting
from libs.client.folder import Inbox
from libs.common.clock import SimulatedClock
from libs.common.serve import serving
from services.embedded import open_embedded
from tests.infra.oidc import pem_of, proven

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs/voorbeelden/JW315.xml"
HOST = "127.0.0.1"
SIGNED = {"P-256": "ES256", "RSA": "RS256"}
AANBIEDER, GEMEENTE = "aanbieder:90000101", "gemeente:0307"


@dataclass(frozen=True)
class Told:
    """What a program said, and how it ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Region:
    """A region at an address."""

    url: str
    secret: str

    def login(self, who: str) -> Login:
        """Of one organisation."""
        return Login(who, self.secret, "/embedded/v1/tokens")

    async def run(self, who: str, *arguments: str | Path) -> Told:
        """The command line, as this organisation."""
        return await run(
            *arguments,
            JEUGDREGIO_CLIENT_URL=self.url,
            JEUGDREGIO_CLIENT_ID=who,
            JEUGDREGIO_CLIENT_SECRET=self.secret,
        )


async def run(*arguments: str | Path, **environment: str) -> Told:
    """The command line alone."""
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "libs.client"),
        *map(str, arguments),
        cwd=ROOT,
        env=os.environ | environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await program.communicate()
    assert program.returncode is not None
    return Told(program.returncode, out.decode(), err.decode())


@pytest.fixture
async def region(tmp_path: Path) -> AsyncIterator[Region]:
    clock = SimulatedClock(datetime(2026, 8, 10, 12, tzinfo=UTC))
    async with (
        open_embedded(tmp_path / "data", clock) as embedded,
        serving(embedded.app, "127.0.0.1", 0) as url,
        open_parties(url, embedded.client_secret) as parties,
    ):
        beheer = parties["beheer:beheer"]
        known = {"naam": "Soest", "geldigVan": "2015-01-01"}
        await beheer.call("PUT", "/contract/v1/gemeenten/0307", known)
        for agb in ("90000101", "90000102"):
            await beheer.call("PUT", f"/contract/v1/aanbieders/{agb}", {"naam": f"Hulp {agb}"})
        yield Region(url, embedded.client_secret)


async def test_a_message_goes_in_and_its_answer_comes_home(region: Region, tmp_path: Path) -> None:
    """Collecting again brings nothing, and posting again changes nothing."""
    sent = await region.run(AANBIEDER, "indienen", EXAMPLE, "--controleren", "--json")
    assert sent.out, sent.err
    (one,) = json.loads(sent.out)
    assert (one["soort"], one["klaar"]) == ("JW315", True), sent
    assert sent.code == (0 if one["status"] == "verwerkt" else 1)

    again = await region.run(AANBIEDER, "indienen", EXAMPLE, "--json")
    assert json.loads(again.out) == [one]
    followed = await region.run(AANBIEDER, "volgen", one["plaats"])
    assert followed.code == 0
    assert one["status"] in followed.out

    home = tmp_path / "thuis"
    collected = await region.run(AANBIEDER, "ophalen", home)
    assert collected.out.startswith("1 berichten")
    (answer,) = home.glob("*.xml")
    assert answer.name == f"JW316-{one['antwoord']['id']}.xml"
    assert answer.read_bytes().decode() == one["antwoord"]["xml"]
    assert (await region.run(AANBIEDER, "ophalen", home)).out.startswith("0 berichten")


async def test_what_is_wrong_does_not_leave(region: Region, tmp_path: Path) -> None:
    """Levels 1 and 2 are checked before; of another party it is refused at the door, and kept."""
    broken = tmp_path / "JW315.xml"
    broken.write_text(EXAMPLE.read_text().replace("999990019", "123456789"))
    checked = await region.run(AANBIEDER, "indienen", broken, "--controleren", "--json")
    (one,) = json.loads(checked.out)
    assert (checked.code, "plaats" in one) == (1, False)
    assert one["fout"]

    other = await region.run("aanbieder:90000102", "indienen", EXAMPLE, "--json")
    (refused,) = json.loads(other.out)
    assert (other.code, refused["status"]) == (1, "afgekeurd")
    assert [f["regel"] for f in refused["bevindingen"]] == ["afzender-is-niet-de-aanroeper"]


async def test_a_view_is_taken_home(region: Region, tmp_path: Path) -> None:
    file = tmp_path / "cijfers.csv"
    asked = ("-q", "van=2026-01", "-q", "tot=2026-06", "-q", "groepering=gemeente")
    taken = await region.run(
        GEMEENTE, "weergave", "kerncijfers", *asked, "--vorm", "csv", "-o", file
    )
    assert taken.code == 0, taken
    assert file.read_text().startswith("gemeente;")
    assert [path.name for path in tmp_path.glob("*.deel")] == []

    wrong = await region.run(
        GEMEENTE, "weergave", "kerncijfers", "-q", "van=x", "-o", tmp_path / "y"
    )
    assert (wrong.code, "400" in wrong.err) == (1, True)
    assert not (tmp_path / "y").exists()


async def test_who_may_not_is_told_why(region: Region) -> None:
    guessed = await run(
        *("--url", region.url, "--client-id", AANBIEDER, "--secret", "geraden"),
        *("indienen", EXAMPLE, "--json"),
    )
    nobody = await run("--url", region.url, "volgen", "/referral/v1/berichten/1")
    assert (guessed.code, "client_secret" in guessed.out) == (1, True)
    assert (nobody.code, "--client-id" in nobody.err) == (2, True)


@pytest.mark.parametrize("kind", ["P-256", "RSA"])
async def test_who_we_are_is_proven_by_a_key(tmp_path: Path, kind: str) -> None:
    """No secret goes to the server of tokens, and what does is good there once and nowhere else."""
    file = tmp_path / "sleutel.pem"
    file.write_text(pem_of(kind))
    (jwk,) = json.loads((await run("jwks", file)).out)["keys"]
    assert {"d", "p", "q"}.isdisjoint(jwk)
    asked = []

    async def token(request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode()))
        asked.append((form, proven(form, jwk, str(request.url), algorithm=SIGNED[kind])))
        return JSONResponse({"access_token": f"vers{len(asked)}", "expires_in": 300})

    async with serving(Starlette(routes=[Route("/t", token, methods=["POST"])]), HOST, 0) as url:
        given = {
            "JEUGDREGIO_CLIENT_URL": "http://elders.invalid",
            "JEUGDREGIO_CLIENT_TOKEN_URL": f"{url}/t",
            "JEUGDREGIO_CLIENT_ID": GEMEENTE,
            "JEUGDREGIO_CLIENT_KEY": str(file),
            "JEUGDREGIO_CLIENT_SCOPE": "weergaven:lezen",
        }
        told = [await run("token", **given) for _ in range(2)]
    away = await run("token", **given)

    assert [one.out for one in told] == ["vers1\n", "vers2\n"], told
    assert {form["scope"] for form, _ in asked} == {"weergaven:lezen"}
    assert len({proof["jti"] for _, proof in asked}) == 2
    assert (away.code, "Traceback" in away.err) == (1, False)


async def test_what_is_no_key_is_said(tmp_path: Path) -> None:
    file = tmp_path / "sleutel.pem"
    file.write_text("geheim")
    told = await run("--client-id", GEMEENTE, "--sleutel", file, "token")
    assert (told.code, "geen private sleutel" in told.err, "geheim" in told.err) == (2, True, False)


async def test_the_shell_completes() -> None:
    script = await run("aanvullen", "bash")
    assert "_JEUGDREGIO_COMPLETE=bash_complete" in script.out
    words = {
        "_JEUGDREGIO_COMPLETE": "bash_complete",
        "COMP_WORDS": "jeugdregio in",
        "COMP_CWORD": "1",
    }
    assert (await run(**words)).out.split() == ["plain,indienen"]


async def test_patience_when_it_is_asked_for() -> None:
    """503 and 429 are tried again after the pause they ask; a token is renewed when it runs out."""
    asked: list[str] = []

    async def thing(request: Request) -> Response:
        asked.append(request.headers["Authorization"])
        if len(asked) < 3:
            return JSONResponse({}, 503 if len(asked) == 1 else 429, headers={"Retry-After": "7"})
        return JSONResponse({"goed": True})

    async def token(_request: Request) -> Response:
        return JSONResponse({"access_token": str(len(asked)), "expires_in": 1})

    app = Starlette(
        routes=[Route("/iets", thing), Route("/tokens", token, methods=["POST"])],
    )
    pauses: list[float] = []
    async with serving(app, "127.0.0.1", 0) as url:
        with Session(url, Login("a", "b", "/tokens"), sleep=pauses.append) as session:
            answer = await asyncio.to_thread(session.send, "GET", "/iets")
            with pytest.raises(RefusedError, match="404"):
                await asyncio.to_thread(session.send, "GET", "/niets")

    assert answer.json() == {"goed": True}
    assert (pauses, asked) == ([7.0, 7.0], ["Bearer 0", "Bearer 1", "Bearer 2"])


async def test_all_pages_are_read_in_order(region: Region) -> None:
    """A cursor of the last page goes on after it."""

    def read() -> tuple[list[str], list[Waiting]]:
        with Client(region.url, region.login(AANBIEDER)) as client:
            for number in range(3):
                text = EXAMPLE.read_text().replace("VOORBEELD1", f"VOORBEELD{number}")
                [*client.follow(client.post(text.encode()), patience_s=60)]
            found = [*client.waiting("referral", None)]
            return [one.about["id"] for one in found], [
                *client.waiting("referral", found[-1].cursor)
            ]

    ids, after = await asyncio.to_thread(read)
    assert len(set(ids)) == len(ids) == 3
    assert after == []


def test_a_folder_goes_on_where_a_whole_page_ended(tmp_path: Path) -> None:
    """What stopped half-way collects its page again, into the same files."""
    inbox = Inbox(tmp_path / "in", "referral")
    for number, cursor in (("1", "a"), ("2", "a"), ("3", "b")):
        inbox.keep(Waiting({"soort": "JW301", "id": number}, cursor), b"<x/>")
    assert Inbox(tmp_path / "in", "referral").cursor == "a"
    inbox.close()
    assert Inbox(tmp_path / "in", "referral").cursor == "b"
    assert sorted(file.name for file in (tmp_path / "in").glob("*.xml")) == [
        "JW301-1.xml",
        "JW301-2.xml",
        "JW301-3.xml",
    ]
