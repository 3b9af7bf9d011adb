# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The page on which a supplier drops a message, in a browser and without one."""

import re
from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa
from playwright.async_api import Browser
from starlette.applications import Starlette

from libs.common.serve import serving
from libs.ijw import write
from services.sandbox import MAX_BYTES, PATH, Sandbox
from tests.e2e.conftest import Region, a_claim, a_line, a_request
from tests.reporting.visitor import wrong_with

EXAMPLE = Path(__file__).parents[2] / "docs/voorbeelden/JW315.xml"
BSN = "999990019"


HERE = "127.0.0.1"


async def posted(
    content: bytes,
    name: str = "bericht.xml",
    page: Sandbox | None = None,
    host: str = HERE,
    headers: Mapping[str, str] | None = None,
) -> httpx.Response:
    """What the page says of a file."""
    app = Starlette(routes=(page or Sandbox({})).routes)
    transport = httpx.ASGITransport(app, client=(host, 1))
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{HERE}") as anyone:
        files = {"bestand": (name, content, "text/xml")}
        return await anyone.post(PATH, files=files, headers=headers)


async def test_a_person_drops_a_message_and_reads_the_verdict(
    browser: Browser, tmp_path: Path
) -> None:
    """Without scripts, and so that everybody can use it."""
    broken = tmp_path / "kapot.xml"
    broken.write_bytes(EXAMPLE.read_bytes().replace(BSN.encode(), b"123456789"))
    async with serving(Starlette(routes=Sandbox({}).routes), "127.0.0.1", 0) as url:
        context = await browser.new_context(java_script_enabled=True)
        page = await context.new_page()
        await page.goto(f"{url}{PATH}")
        assert await wrong_with(page) == ""

        await page.get_by_label("Het bericht").set_input_files(EXAMPLE)
        await page.get_by_role("button", name="Beoordelen").click()
        await page.get_by_text("niets op aan te merken").wait_for()
        assert await page.get_by_text("JW315 van 90000101 aan 0307, VOORBEELD1.").count() == 1

        await page.get_by_label("Het bericht").set_input_files(broken)
        await page.get_by_role("button", name="Beoordelen").click()
        rows = page.locator("tbody tr")
        await rows.first.wait_for()
        assert "/Bericht/Client/Bsn" in await rows.first.inner_text()
        assert "123456789" not in await page.content()
        assert await wrong_with(page) == ""
        await context.close()


HOSTILE = {
    "an entity": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    "a file from outside": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>',
    "a thousand laughs": b"<!DOCTYPE a [<!ENTITY a0 'ha'>"
    + b"".join(b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 9))
    + b"]><a>&a8;</a>",
    "a deep tree": b"<a>" * 100_000,
    "no XML": b"\x00\xff\xfe",
    "another encoding": "<a/>".encode("utf-16"),
    "half a message": EXAMPLE.read_bytes()[:700],
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_file_gets_a_finding_and_nothing_more(name: str) -> None:
    answer = await posted(HOSTILE[name])
    assert (answer.status_code, "Retourcode" in answer.text) == (200, True)
    assert "Traceback" not in answer.text
    assert "haha" not in answer.text


def page_of(region: Region) -> Sandbox:
    return Sandbox({name: service.trial for name, service in region.services.items()})


async def rows_of(region: Region) -> dict[str, int]:
    """How many rows each table of the two services has."""
    found = {}
    for name in ("referral", "billing"):
        rt = region.services[name].runtime
        async with rt.db.read() as session:
            for table in rt.mechanics.outbox.outbox.metadata.sorted_tables:
                query = sa.select(sa.func.count()).select_from(table)
                found[f"{name}.{table.name}"] = int(await session.scalar(query) or 0)
    return found


@pytest.mark.both_databases
async def test_a_message_is_judged_against_the_region_and_nothing_is_kept(
    region: Region, database_kind: str
) -> None:
    """Level 3 too; tried twice it says the same, and posted afterwards it is the first."""
    page, request = page_of(region), a_request()
    claim = a_claim("D1", "DN1", [a_line(999, "R1", 1)])
    before = await rows_of(region)
    told = [await posted(one, page=page) for one in (request, claim) for _ in range(2)]

    assert await rows_of(region) == before
    assert before["referral.mail_in"] == before["billing.outbox"] == 0
    assert [one.text for one in told[::2]] == [one.text for one in told[1::2]]
    assert "zou het nu verwerken." in told[0].text
    assert "zou het nu verwerken, met bevindingen per regel." in told[2].text
    assert "<td>3</td>" in told[2].text
    assert "<td>9338</td>" in told[2].text

    assert (await region.post("referral", request))["status"] == "verwerkt"
    real = await region.post("billing", claim)
    codes = {one["retourcode"] for one in real["bevindingen"]}
    assert codes == set(re.findall(r"<td>(\d{4})</td>", told[2].text))
    again = await posted(request, page=page)
    assert "zou het nu verwerken." in again.text, "the same bytes have the outcome of then"


async def test_strangers_to_the_region_and_kinds_that_it_sends_itself(region: Region) -> None:
    page = page_of(region)
    stranger = await posted(EXAMPLE.read_bytes(), page=page)
    assert "zou het nu niet aannemen" in stranger.text
    assert "ontvanger-onbekend" in stranger.text
    await region.post("referral", a_request())
    answer = write((await region.outgoing("referral"))[0])
    assert "gaat naar een andere partij" in (await posted(answer, page=page)).text


@pytest.mark.parametrize(
    ("host", "headers"),
    [("192.0.2.7", {}), (HERE, {"X-Forwarded-For": "192.0.2.7"}), (HERE, {"Host": "elders.test"})],
    ids=["from elsewhere", "through a proxy", "under another name"],
)
async def test_who_is_not_at_the_machine_learns_nothing_of_the_region(
    region: Region, host: str, headers: dict[str, str]
) -> None:
    claim = a_claim("D1", "DN1", [a_line(999, "R1", 1)])
    told = await posted(claim, page=page_of(region), host=host, headers=headers)
    assert "niets op aan te merken" in told.text
    assert ("zou het nu" in told.text, "9338" in told.text) == (False, False)


async def test_no_file_and_too_large_a_file() -> None:
    empty = await posted(b"")
    large = await posted(b"x" * (MAX_BYTES + 1))
    odd = await posted("<a>é</a>".encode(), name="<script>.xml")

    assert [answer.status_code for answer in (empty, large, odd)] == [400, 413, 200]
    assert "<script>" not in odd.text
    assert "script-src" not in odd.headers["Content-Security-Policy"]
