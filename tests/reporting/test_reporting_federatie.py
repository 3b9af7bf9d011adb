# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Two installations side by side: one delivers signed views over HTTP, the other shows them."""

import asyncio
import json
import re
from argparse import Namespace
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pydantic import SecretStr

from libs.common.auth import OrgType, TokenIssuer
from libs.common.clock import SimulatedClock
from libs.common.commands import RefusedError
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.runtime import Parts
from libs.common.serve import serving
from libs.common.settings import Settings
from services.reporting.api.federatie_opdrachten import COLLECT, FEDERATE
from services.reporting.app import build
from services.reporting.domain.federatie import onderteken
from tests.reporting.around import WholeStory
from tests.reporting.conftest import Reporting
from tests.reporting.story import AGB, SINCE, Json
from tests.reporting.test_reporting_accounthouders import AH, REGIONS, add_children

SCOPES = ["federatie:leveren", "federatie:beheren", "accounthouders:lezen", "weergaven:lezen"]
POST = "/federatie/weergaven"


def a_region(code: str, number: int, holder: str = "AAA") -> WholeStory:
    story = WholeStory()
    story.aanbieder()
    story.holder(holder)
    story.gemeente(REGIONS[code])
    story.regio((REGIONS[code], SINCE, None), code=code)
    add_children(story, code, number)
    return story


def a_key() -> tuple[str, str]:
    """A private key and its public half, as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private.decode(), public.decode()


@dataclass
class Federation:
    """The installation of the account holder, that of another region, and what lies between."""

    holder: Reporting
    other: Reporting
    url: str
    key: str
    folder: Path
    issuer: TokenIssuer

    def of(self, org_type: OrgType, code: str) -> httpx.AsyncClient:
        made: httpx.AsyncClient = self.holder.make(self.holder.service, org_type, code, SCOPES)
        return made

    async def federate(self, key: str | None = None) -> list[str]:
        """What the command of the other installation says."""
        await asyncio.to_thread((self.folder / "key.pem").write_text, key or self.key)
        token = self.issuer.issue(OrgType.REGIO, "BBB", SCOPES)
        await asyncio.to_thread((self.folder / "token").write_text, token)
        asked = Namespace(
            url=f"{self.url}/v1",
            source="bbb-zelf",
            holder="AAA",
            quarter="2026-K3",
            key_file=self.folder / "key.pem",
            token_file=self.folder / "token",
        )
        return [line async for line in FEDERATE.run(self.other.service.runtime, asked)]

    async def collect(
        self, url: str, source: str = "bbb-zelf", hosts: str = "127.0.0.1"
    ) -> list[str]:
        """What the command of the holder's installation says."""
        token = self.issuer.issue(OrgType.REGIO, "AAA", ["federatie:ophalen"])
        await asyncio.to_thread((self.folder / "token").write_text, token)
        asked = Namespace(
            url=f"{url}/v1", source=source, quarter="2026-K3", token_file=self.folder / "token"
        )
        runtime = self.holder.service.runtime
        changes = {"federation_hosts": hosts, "webhook_trial": True}
        here = replace(runtime, settings=runtime.settings.model_copy(update=changes))
        return [line async for line in COLLECT.run(here, asked)]

    async def view(self) -> Json:
        answer = await self.of(OrgType.REGIO, "AAA").get(f"{AH}?kwartaal=2026-K3")
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found


@pytest.fixture
async def federation(
    reporting: Reporting,
    database_url: Callable[[str], str],
    clock: SimulatedClock,
    issuer: TokenIssuer,
    settings: Settings,
    tmp_path: Path,
) -> AsyncIterator[Federation]:
    log = SqliteEventLog(tmp_path / "other-log.db")
    verifier = issuer.verifier()
    private, public = a_key()
    signs = {"federation_name": "bbb-zelf", "federation_key": SecretStr(private)}
    known_as = settings.model_copy(update=signs)
    other = build(Parts(database_url("reporting"), log, clock, verifier, known_as))
    async with AsyncExitStack() as stack:
        stack.push_async_callback(log.close)
        stack.push_async_callback(other.close)
        url = await stack.enter_async_context(serving(reporting.service.app, "127.0.0.1", 0))
        found = Federation(
            reporting,
            Reporting(other, log, reporting.make),
            url,
            private,
            tmp_path,
            issuer,
        )
        await found.holder.hear(a_region("AAA", 120))
        await found.other.hear(a_region("BBB", 45))
        known = {"publiekeSleutel": public, "regiocodes": ["BBB"]}
        put = await found.of(OrgType.BEHEER, "beheer").put(
            "/federatie/bronnen/bbb-zelf", json=known
        )
        assert put.status_code == 200, put.text
        yield found


async def test_federation_two_installations_in_one_view(federation: Federation) -> None:
    assert [one["regiocode"] for one in (await federation.view())["regios"]] == ["AAA"]

    said = await federation.federate()

    assert said == [f"{AGB} 2026-K3: nieuw", "1 views delivered"]
    view = await federation.view()
    own, other = view["regios"]
    assert (own["regiocode"], own["clienten"]["waarde"], own["omzet"]) == ("AAA", 120, 120_000)
    assert (other["regiocode"], other["clienten"]["waarde"], other["omzet"]) == ("BBB", 45, 45_000)
    assert (own["bron"] != other["bron"], other["bron"]) == (True, "bbb-zelf")
    assert view["totaal"]["clienten"]["waarde"] == 120
    (bron,) = view["bronnen"]
    assert (bron["bron"], bron["definitieversie"]) == ("bbb-zelf", "1")
    assert bron["totaal"]["clienten"]["waarde"] == 45
    assert bron["peilmoment"] == "2026-11-23T09:00:00Z"

    region = federation.of(OrgType.REGIO, "AAA")
    token = region.headers["Authorization"].removeprefix("Bearer ")
    page = await region.get(
        f"http://test/dashboard/aanbieders/{AGB}?kwartaal=2026-K3",
        headers={"Cookie": f"jeugdregio_dashboard={token}"},
    )
    assert re.findall(r'<th scope="row">(AAA|BBB|Totaal[^<]*)</th>', page.text) == [
        "AAA",
        "BBB",
        "Totaal van bbb-zelf",
        "Totaal (eigen telling)",
    ]


async def test_federation_again_changes_nothing_and_newer_replaces(
    federation: Federation, clock: SimulatedClock
) -> None:
    await federation.federate()
    assert (await federation.federate())[0].endswith("ongewijzigd")

    clock.move_to(clock.now() + timedelta(days=1))
    more = WholeStory()
    for n in range(20):
        gemeente = REGIONS["BBB"]
        more.delivery(SINCE, client=f"later{n}", gemeentecode=gemeente)
    await federation.other.hear(more)
    assert (await federation.federate())[0].endswith("nieuw")
    view = await federation.view()
    assert [one["clienten"]["waarde"] for one in view["regios"]] == [120, 65]
    table = federation.holder.service.runtime.mechanics.outbox.outbox.metadata.tables
    kept = table["federatie_weergave"]
    async with federation.holder.service.runtime.db.read() as session:
        rows = (await session.execute(sa.select(kept).order_by(kept.c.versie))).all()
    assert [(row.versie, row.vervallen_op is None) for row in rows] == [(1, False), (2, True)]
    assert all(row.jws.count(".") == 2 for row in rows), "what proves it is kept"

    region = federation.of(OrgType.REGIO, "BBB")
    late = await region.post(
        POST, content=rows[0].jws, headers={"Content-Type": "application/jose"}
    )
    assert (late.status_code, late.json()["uitkomst"]) == (200, "verouderd")
    assert await federation.view() == view


async def test_federation_what_is_not_signed_by_its_source_is_refused(
    federation: Federation,
) -> None:
    stranger, _ = a_key()
    with pytest.raises(RefusedError, match="handtekening-ongeldig"):
        await federation.federate(stranger)
    region = federation.of(OrgType.REGIO, "BBB")
    jose = {"Content-Type": "application/jose"}
    for text in ("", "geen", "a.b.c"):
        answer = await region.post(POST, content=text, headers=jose)
        assert (answer.status_code, answer.json()["code"]) == (403, "handtekening-ongeldig")
    assert (await region.post(POST, json={})).status_code == 415
    assert [one["regiocode"] for one in (await federation.view())["regios"]] == ["AAA"]


async def test_federation_a_source_speaks_for_its_regions_and_hides_small_numbers(
    federation: Federation,
) -> None:
    await federation.federate()
    rt = federation.holder.service.runtime
    kept = rt.mechanics.outbox.outbox.metadata.tables["federatie_weergave"]
    async with rt.db.read() as session:
        good = await session.scalar(sa.select(kept.c.inhoud))
    assert good is not None
    region = federation.of(OrgType.REGIO, "BBB")

    async def post(who: httpx.AsyncClient, view: Json) -> httpx.Response:
        signed = onderteken("bbb-zelf", view, federation.key, 0)
        return await who.post(POST, content=signed, headers={"Content-Type": "application/jose"})

    def changed(**region_changes: object) -> Json:
        view: Json = json.loads(json.dumps(good))
        view["regios"][0] |= region_changes
        return view

    async def codes(view: Json) -> set[tuple[str, str]]:
        answer = await post(region, view)
        assert answer.status_code == 400, answer.text
        return {(one["name"], one["code"]) for one in answer.json()["invalidParams"]}

    assert await codes(changed(regiocode="AAA")) == {("regios[0].regiocode", "niet-van-bron")}
    assert await codes(changed(bron="ander")) == {("regios", "andere-bron")}
    small = {"waarde": 3, "weergave": "3"}
    spoken = {"waarde": None, "weergave": "drie"}
    for number in (small, spoken):
        assert await codes(changed(clienten=number)) == {("regios", "niet-onderdrukt")}
    assert await codes({**good, "definitieversie": "9"}) == {
        ("definitieversie", "andere-definitie")
    }
    assert await codes({**good, "client": 1}) == {("client", "extra-forbidden")}
    assert (await post(federation.of(OrgType.REGIO, "CCC"), dict(good))).status_code == 403


async def test_federation_small_regions_leave_hidden(
    federation: Federation, database_url: Callable[[str], str], tmp_path: Path
) -> None:
    """Seven children of a region never leave it as a number."""
    rt = federation.other.service.runtime
    log = SqliteEventLog(tmp_path / "few-log.db")
    few = build(Parts(database_url("reporting"), log, rt.clock, rt.verifier, rt.settings))
    federation.other = Reporting(few, log, federation.other.make)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(log.close)
        stack.push_async_callback(few.close)
        await federation.other.hear(a_region("BBB", 7))
        await federation.federate()

    (_, other) = (await federation.view())["regios"]
    assert other["clienten"] == {"waarde": None, "weergave": "<10"}
    assert other["omzet"] is None


async def test_federation_the_holder_collects_what_another_installation_has(
    federation: Federation, clock: SimulatedClock
) -> None:
    """As if it had been delivered: the same view, again changes nothing, newer takes its place."""
    async with serving(federation.other.service.app, "127.0.0.1", 0) as url:
        said = await federation.collect(url)
        again = await federation.collect(url)
        view = await federation.view()
        pushed = await federation.federate()
        clock.move_to(clock.now() + timedelta(days=1))
        more = WholeStory()
        for n in range(20):
            more.delivery(SINCE, client=f"later{n}", gemeentecode=REGIONS["BBB"])
        await federation.other.hear(more)
        newer = await federation.collect(url)

    assert said == [f"{AGB} 2026-K3: nieuw", "1 views collected"]
    assert again[0].endswith("ongewijzigd")
    assert pushed[0].endswith("ongewijzigd"), "both ways bring one view"
    assert newer[0].endswith("nieuw")
    (_, other) = view["regios"]
    assert (other["regiocode"], other["clienten"]["waarde"], other["bron"]) == (
        "BBB",
        45,
        "bbb-zelf",
    )
    later = (await federation.view())["regios"]
    assert [one["clienten"]["waarde"] for one in later] == [120, 65]


async def test_federation_collects_from_known_sources_at_registered_hosts_only(
    federation: Federation,
) -> None:
    async with serving(federation.other.service.app, "127.0.0.1", 0) as url:
        with pytest.raises(RefusedError, match="niet is geregistreerd"):
            await federation.collect(url, hosts="*.regio.nl")
        with pytest.raises(RefusedError, match="niet ondertekend"):
            await federation.collect(url, source="ander")
        with pytest.raises(RefusedError, match="geen webadres"):
            await federation.collect("ftp://127.0.0.1")
    assert [one["regiocode"] for one in (await federation.view())["regios"]] == ["AAA"]


async def test_federation_hands_out_what_a_region_holds_and_only_signed(
    federation: Federation,
) -> None:
    """To another region nothing; without a key nothing; and each time it is known who fetched."""
    made = federation.other.make
    scopes = ["federatie:ophalen"]
    stranger = made(federation.other.service, OrgType.REGIO, "CCC", scopes)
    keyless = made(federation.holder.service, OrgType.REGIO, "AAA", scopes)
    houder = made(federation.other.service, OrgType.REGIO, "AAA", scopes)
    path = "/federatie/weergaven?kwartaal=2026-K3"

    given = (await houder.get(path)).json()
    refused = await keyless.get(path)

    assert ((await stranger.get(path)).json()["weergaven"], len(given["weergaven"])) == ([], 1)
    assert (refused.status_code, refused.json()["code"]) == (409, "federatie-niet-ingericht")
    aanbieder = made(federation.other.service, OrgType.AANBIEDER, AGB, SCOPES)
    (seen,) = (await aanbieder.get(f"{AH}/inzagen")).json()["resultaten"]
    assert (seen["weergave"], seen["door"]) == ("federatie", "regio:AAA")
