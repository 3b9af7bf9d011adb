# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The page on which a supplier drops a message, in a browser and without one."""

from pathlib import Path

import httpx
import pytest
from playwright.async_api import Browser
from starlette.applications import Starlette

from libs.common.serve import serving
from services.sandbox import MAX_BYTES, PATH, ROUTES
from tests.reporting.visitor import wrong_with

EXAMPLE = Path(__file__).parents[2] / "docs/voorbeelden/JW315.xml"
BSN = "999990019"


async def posted(content: bytes, name: str = "bericht.xml") -> httpx.Response:
    """What the page says of a file."""
    transport = httpx.ASGITransport(Starlette(routes=ROUTES))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as anyone:
        return await anyone.post(PATH, files={"bestand": (name, content, "text/xml")})


async def test_a_person_drops_a_message_and_reads_the_verdict(
    browser: Browser, tmp_path: Path
) -> None:
    """Without scripts, and so that everybody can use it."""
    broken = tmp_path / "kapot.xml"
    broken.write_bytes(EXAMPLE.read_bytes().replace(BSN.encode(), b"123456789"))
    async with serving(Starlette(routes=ROUTES), "127.0.0.1", 0) as url:
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


async def test_no_file_and_too_large_a_file() -> None:
    empty = await posted(b"")
    large = await posted(b"x" * (MAX_BYTES + 1))
    odd = await posted("<a>é</a>".encode(), name="<script>.xml")

    assert [answer.status_code for answer in (empty, large, odd)] == [400, 413, 200]
    assert "<script>" not in odd.text
    assert "script-src" not in odd.headers["Content-Security-Policy"]
