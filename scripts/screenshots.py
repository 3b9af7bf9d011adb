# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`python -m scripts.screenshots`: pictures of the dashboard in docs/dashboard, of the demo alone.

It looks at the region that `make demo` left, and plays the providers over ten regions of
`make figures REGIO=bovenregionaal` for the pages of account holders; in a folder that goes again.
"""

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from playwright.async_api import Browser, FloatRect, Page
from rich.console import Console

from demo.figures import bovenregionaal
from demo.figures.omgeving import region
from demo.parties import Json, Parties
from demo.region import GEMEENTEN, MONTHS, REGIO, Traject, make_region, month
from libs.common.folder import LOCK_FILE
from libs.common.runtime import settle
from services.embedded import Embedded
from tests.infra.browser import chromium, chromium_path

ROOT = Path(__file__).parents[1]
DEMO = ROOT / ".data" / "demo"
FOLDER = ROOT / "docs" / "dashboard"
_PERIOD = f"van={month(0):%Y-%m}&tot={month(MONTHS - 1):%Y-%m}"
_QUARTER = "kwartaal=2025-K4"
_SIZE = {"width": 1180, "height": 820}
_MARGE = 4


@dataclass(frozen=True, slots=True)
class Plaat:
    """A picture: its name, the page, from and to which element, in which colours or as printed."""

    naam: str
    pad: str
    vanaf: str = "h1"
    tot: str = "figure"
    donker: bool = False
    papier: bool = False


def _of_region(marap: str) -> list[Plaat]:
    return [
        Plaat("kerncijfers", f"?{_PERIOD}"),
        Plaat("kerncijfers-donker", f"?{_PERIOD}", donker=True),
        Plaat("kerncijfers-papier", f"?{_PERIOD}", papier=True),
        Plaat("verplichtingen", f"/verplichtingen?{_PERIOD}"),
        Plaat("marap", f"/marap/{marap}", "#i-01-maand", "#i-01-maand ~ figure"),
        Plaat("indicator", f"/indicatoren/I-02?{_PERIOD}"),
        Plaat("transformatie", "/transformatie", tot="main > .rol"),
        Plaat("cbs", f"/cbs?periode={month(MONTHS - 1):%Y}-H1", tot="main > .rol"),
        Plaat("nza", f"/nza?jaar={month(0):%Y}", tot="main > .rol"),
    ]


_LATER = f"van={month(1):%Y-%m}&tot={month(MONTHS):%Y-%m}"
_OF_WAITING = (Plaat("wachttijden", f"/wachttijden?{_LATER}"),)


_GEMEENTE = "0307"
_OORDELEN = (
    (1, 2, "Regiovisie vastgesteld door alle raden"),
    (2, 2, "Samenwerkingsovereenkomst tot en met 2028"),
    (3, 1, "Afspraken met huisartsen, nog niet met scholen"),
    (4, 2, "Een loket voor aanbieders"),
    (5, 1, "Vroegsignalering ingericht, draaiboek in de maak"),
    (6, 2, "Contracten volgens de landelijke varianten"),
    (7, 2, "Inkoop met marktverkenning"),
)
_OF_HOLDER = (
    Plaat("aanbieders", f"/aanbieders?{_QUARTER}", tot=":nth-match(main > .rol, 2)"),
    Plaat("aanbieder", f"/aanbieders/90002011?{_QUARTER}", tot="main > .rol"),
)
_WACHT = 15
"""In each gemeente, who has an award and no help yet."""


async def make(folder: Path) -> list[Path]:
    """All of them; what was made."""
    path = chromium_path()
    if path is None:
        sys.exit("There is no Chromium on this machine.")
    made: list[Path] = []
    with TemporaryDirectory() as held:
        work = Path(held)
        ignored = shutil.ignore_patterns(LOCK_FILE)
        await asyncio.to_thread(shutil.copytree, DEMO, work / "demo", ignore=ignored)
        await bovenregionaal.play(work / "boven", Console(quiet=True))
        async with chromium(path) as browser:
            async with _opened(work / "demo", f"regio:{REGIO}") as (url, token, embedded, parties):
                marap = await _report(url, token)
                await _tell(url, token)
                await settle(*embedded.services.values())
                made += await _draw(browser, (url, token), _of_region(marap), folder)
                await _refer(parties)
                await settle(*embedded.services.values())
                made += await _draw(browser, (url, token), _OF_WAITING, folder)
            holder = next(one for one in bovenregionaal.aanbieders() if one.verloop == "failliet")
            async with _opened(work / "boven", f"regio:{holder.houder}") as (url, token, _, _):
                made += await _draw(browser, (url, token), _OF_HOLDER, folder)
    return made


@asynccontextmanager
async def _opened(data: Path, who: str) -> AsyncIterator[tuple[str, str, Embedded, Parties]]:
    async with region(data) as (embedded, parties):
        url = str(parties[who].http.base_url).rstrip("/")
        form = {
            "grant_type": "client_credentials",
            "client_id": who,
            "client_secret": embedded.client_secret,
            "persoon": "A. de Vries",
        }
        answer = await parties[who].http.post("/embedded/v1/tokens", data=form)
        yield url, str(answer.raise_for_status().json()["access_token"]), embedded, parties


async def _report(url: str, token: str) -> str:
    """A monthly report of the region through the last month but one, for what came late."""
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=url, timeout=60, headers=headers) as http:
        body = {"maand": f"{month(MONTHS - 1):%Y-%m}"}
        answer = await http.post("/reporting/v1/maraps", json=body)
        return str(answer.raise_for_status().json()["id"])


async def _tell(url: str, token: str) -> None:
    """What no event brings: how agreements are kept, a goal, and a mirror report of the CBS."""
    year, about = month(MONTHS - 1).year, {"gebied": REGIO, "bron": "regiovisie"}
    told = [
        {
            **about,
            "soort": "nvo",
            "jaar": year,
            "onderwerp": str(number),
            "waarde": judged,
            "toelichting": evidence,
            "datum": f"{year}-03-01",
        }
        for number, judged, evidence in _OORDELEN
    ]
    goal = {**about, "soort": "doel", "onderwerp": "I-19.aandeelAmbulant"}
    told += [{**goal, "jaar": year - 1, "waarde": 700}, {**goal, "jaar": year, "waarde": 900}]
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=url, timeout=60, headers=headers) as http:
        answer = await http.post("/reporting/v1/ingaven", json={"ingaven": told})
        answer.raise_for_status()
        periode = f"{year}-H1"
        counted = await http.get(
            f"/reporting/v1/cbs/aantallen?periode={periode}&groepering=aanbieder"
        )
        rows = [row for row in counted.raise_for_status().json()["rijen"] if row["records"]]
        regels = [
            {
                "gemeente": _GEMEENTE,
                "aanbieder": row["cel"]["aanbieder"],
                "hulpvorm": "02",
                "aantal": row["records"] + place % 3,
            }
            for place, row in enumerate(rows)
        ]
        body = {"periode": periode, "bron": "spiegelrapportage", "regels": regels}
        answer = await http.post("/reporting/v1/cbs/spiegelrapportages", json=body)
        answer.raise_for_status()


async def _refer(parties: Parties) -> None:
    """Dated referrals, which no message brings: free help that began, and awards that wait."""
    trajecten = make_region(2026).trajecten
    for number, one in enumerate(trajecten):
        officer = parties[f"gemeente:{one.client.gemeente.code}"]
        begun = month(number % MONTHS) + timedelta(number % 25)
        day = begun - timedelta(12 + number * 37 % 107)
        free = {"toegang": "vrij-toegankelijk", "verwijzerType": "cjg", "verwijsdatum": f"{day}"}
        made = await officer.call("POST", "/referral/v1/verwijzingen", _about(one) | free)
        path = f"/referral/v1/verwijzingen/{made['id']}/_start"
        await officer.call("POST", path, {"op": f"{begun}"})
    for gemeente in GEMEENTEN:
        officer = parties[f"gemeente:{gemeente.code}"]
        past = [one for one in trajecten if one.client.gemeente == gemeente and _is_past(one)]
        for number, one in enumerate(past[-_WACHT:]):
            day = month(MONTHS) - timedelta(10 + number * 37 % 120)
            asked = {"verwijzerType": "huisarts", "verwijzerNaam": "Huisarts"}
            asked["verwijsdatum"] = f"{day}"
            made = await officer.call("POST", "/referral/v1/verwijzingen", _about(one) | asked)
            award = {
                "verwijzingId": made["id"],
                "ingangsdatum": f"{month(MONTHS + 1)}",
                "einddatum": f"{month(MONTHS + 4) - timedelta(1)}",
                "omvang": {"volume": 1, "eenheid": one.product.eenheid, "frequentie": "2"},
            }
            await officer.call("POST", "/referral/v1/toewijzingen", _about(one) | award)


def _about(one: Traject) -> Json:
    return {
        "bsn": one.client.bsn,
        "agbCode": one.aanbieder.agb,
        "product": {"categorie": one.product.categorie, "code": one.product.code},
    }


def _is_past(one: Traject) -> bool:
    """By the week, and over before what is awarded anew."""
    return one.product.frequentie == "2" and one.tot is not None and one.tot < month(MONTHS)


async def _draw(
    browser: Browser, who: tuple[str, str], platen: list[Plaat] | tuple[Plaat, ...], folder: Path
) -> list[Path]:
    url, token = who
    made = []
    for plaat in platen:
        context = await browser.new_context(
            color_scheme="dark" if plaat.donker else "light",
            viewport={"width": _SIZE["width"], "height": _SIZE["height"]},
            locale="nl-NL",
        )
        page = await context.new_page()
        await page.goto(f"{url}/reporting/dashboard/aanmelden")
        await page.get_by_label("Toegangstoken").fill(token)
        await page.get_by_role("button", name="Aanmelden").click()
        await page.goto(f"{url}/reporting/dashboard{plaat.pad}")
        if plaat.papier:
            await page.emulate_media(media="print")
        file = folder / f"{plaat.naam}.png"
        begin = 0 if plaat.vanaf == "h1" else await _edge(page, plaat.vanaf, "top")
        end = await _edge(page, plaat.tot, "bottom") + _MARGE
        part = FloatRect(x=0, y=begin, width=_SIZE["width"], height=end - begin)
        await page.screenshot(path=file, full_page=True, clip=part)
        made.append(file)
        await context.close()
    return made


async def _edge(page: Page, element: str, side: str) -> float:
    script = f"it => it.getBoundingClientRect().{side} + scrollY"
    return float(await page.locator(element).first.evaluate(script))


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for file in asyncio.run(make(FOLDER)):
        print(f"{file.relative_to(ROOT)}: {file.stat().st_size // 1024} kB")  # noqa: T201
