# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Twelve aanbieders that work in three to ten regions, with eight quarters of early warning.

All of it ours: nine are well, one weakens, one has a recovery plan, one fails. What is expected
follows from how they fare, by the norms that the services come with.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from rich.console import Console

from demo.figures import berichten, grond
from demo.figures.aflezen import Cell
from demo.figures.omgeving import region, take_in
from demo.figures.plan import Child, Help
from demo.figures.regio import Form
from demo.parties import Json, Parties
from libs.common.runtime import settle
from libs.ijw import reserved_bsns

YEAR = 2025
_QUARTERS = tuple(f"{year}-K{number}" for year in (YEAR - 1, YEAR) for number in range(1, 5))
_SINCE = "2015-01-01"
_FORM = Form("Jeugdbescherming", {}, "45", "45A05", "04", 9_420, 12)
_GEMEENTEN = (
    ("0957", "Roermond"),
    ("0983", "Venlo"),
    ("0984", "Venray"),
    ("1507", "Horst aan de Maas"),
    ("1711", "Echt-Susteren"),
    ("1894", "Peel en Maas"),
    ("0889", "Beesel"),
    ("0893", "Bergen (L.)"),
    ("0907", "Gennep"),
    ("1641", "Maasgouw"),
)
_COUNT = 12
_CHILDREN = 10
"""At one aanbieder in one region: as many as an account holder is shown."""
_STEPS = {
    "herstelplan": ((1, "2025-04-08"), (3, "2025-10-07")),
    "failliet": ((1, "2024-10-08"), (3, "2025-02-04"), (4, "2025-06-10"), (6, "2025-12-16")),
}
_LEVELS = {"wel": "groen", "zwakker": "oranje", "herstelplan": "rood", "failliet": "rood"}


@dataclass(frozen=True, slots=True)
class Aanbieder:
    """One of them: with how it fares, and the numbers of the regions that use it."""

    agb: str
    regios: tuple[int, ...]
    soort: str
    verloop: str

    @property
    def houder(self) -> str:
        """The region that speaks with it for all of them."""
        return _regio(self.regios[0])


def aanbieders() -> list[Aanbieder]:
    """The same each time."""
    verlopen = {3: "zwakker", 7: "herstelplan", 10: "failliet"}
    return [
        Aanbieder(
            agb=str(90_002_001 + number),
            regios=tuple((number + place) % len(_GEMEENTEN) for place in range(3 + number % 8)),
            soort="gi" if number < 4 else "jhp",  # noqa: PLR2004 - SAVE, BJZ, WSS and LdH
            verloop=verlopen.get(number, "wel"),
        )
        for number in range(_COUNT)
    ]


def quarter(verloop: str, number: int) -> Json:
    """What is delivered of a quarter, the first is 0; in cents, and it adds up."""
    worse = 0 if verloop == "wel" else 1_500_00 * number
    cash = 11_000_00 * number if verloop == "failliet" else 0
    return {
        "periode": _QUARTERS[number],
        "kvkNummer": "12345678",
        "contact": "afdeling control",
        "vormen": [_FORM.categorie],
        "bedrijfsresultaat": 5_000_00 - worse,
        "bedrijfsopbrengsten": 100_000_00,
        "liquiditeit": 95_000_00 - cash,
        "overigeBedrijfskosten": 15_000_00 + worse,
        "werkkapitaal": 20_000_00 - worse,
        "personeelLoondienst": 70_000_00,
        "personeelNietLoondienst": 10_000_00,
        "opbrengstenJeugdwet": 80_000_00,
        "nietDeclarabeleProductie": 4_000_00,
        "continuiteitsrisico": False,
    }


async def play(data: Path, console: Console) -> list[Cell]:
    """All of them through the real services, and what their account holders see."""
    known = aanbieders()
    async with region(data, _told_on(0)) as (embedded, parties):
        await _found(known, parties)
        for number in range(len(_QUARTERS)):
            await _at(_told_on(number), parties)
            for one in known:
                await _deliver(one, number, parties)
            await settle(*embedded.services.values())
    archive = data.with_suffix(".zip")
    written = await asyncio.to_thread(berichten.write_archive, _helps(known), archive)
    kinds = ", ".join(f"{count} {soort}" for soort, count in sorted(written.items()))
    console.print(f"{_COUNT} bovenregionale aanbieders: {kinds}.")
    await asyncio.to_thread(take_in, archive, data)
    async with region(data) as (embedded, parties):
        await settle(*embedded.services.values())
        seen = [cell for one in known for cell in await _seen(one, parties)]
        await settle(*embedded.services.values())
    return seen


def _regio(number: int) -> str:
    return f"BOVEN-{number + 1:02}"


async def _found(known: list[Aanbieder], parties: Parties) -> None:
    beheer = parties["beheer:beheer"]
    for number, (cbs, name) in enumerate(_GEMEENTEN):
        await beheer.call(
            "PUT", f"/contract/v1/gemeenten/{cbs}", {"naam": name, "geldigVan": _SINCE}
        )
        leden = [{"gemeentecode": cbs, "geldigVan": _SINCE}]
        body = {"naam": f"Regio {name}", "leden": leden}
        await beheer.call("PUT", f"/contract/v1/regios/{_regio(number)}", body)
        inkoop = parties[f"regio:{_regio(number)}"]
        await inkoop.call("POST", "/contract/v1/productindelingen", grond.indeling(_FORM))
    for one in known:
        about = {"naam": f"Aanbieder {one.agb}", "kvkNummer": one.agb}
        await parties[f"regio:{one.houder}"].call(
            "PUT", f"/contract/v1/aanbieders/{one.agb}", about
        )
        profile = {"agbCode": one.agb, "soort": one.soort, "ewsPlichtig": True}
        await beheer.call("POST", "/contract/v1/aanbiederprofielen", profile)
        holder = {"agbCode": one.agb, "regiocode": one.houder, "geldigVan": _SINCE, "bron": "spel"}
        await beheer.call("POST", "/contract/v1/accounthouders", holder)
        for number in one.regios:
            gemeenten = [_GEMEENTEN[number][0]]
            contract = grond.contract(one.agb, gemeenten, f"{YEAR}-01-01", [_FORM])
            await parties[f"regio:{_regio(number)}"].call(
                "POST", "/contract/v1/contracten", contract
            )


def _helps(known: list[Aanbieder]) -> Iterator[Help]:
    numbers = islice(reserved_bsns(), 2, None)
    begin, end = date(YEAR, 10, 1), date(YEAR, 12, 31)
    for one in known:
        for number in one.regios:
            for _ in range(_CHILDREN):
                child = Child(next(numbers), date(YEAR - 10, 1, 1), "1")
                gemeente = _GEMEENTEN[number][0]
                yield Help(child, gemeente, _FORM, one.agb, begin, end, (10,) * 3, 50)


def _told_on(number: int) -> date:
    """The first of the month after the one that follows a quarter."""
    year, quarter = map(int, _QUARTERS[number].split("-K"))
    return date(year + quarter // 4, quarter * 3 % 12 + 2, 1)


async def _at(day: date, parties: Parties) -> None:
    moment = f"{day}T13:00:00+00:00"
    await parties["beheer:beheer"].call("PUT", "/embedded/v1/klok", {"moment": moment})


async def _deliver(one: Aanbieder, number: int, parties: Parties) -> None:
    """The figures of a quarter, and the steps since those before."""
    await parties[f"aanbieder:{one.agb}"].call(
        "POST", "/reporting/v1/ews/kwartaalleveringen", quarter(one.verloop, number)
    )
    since = _told_on(number - 1) if number else date.min
    for trede, datum in _STEPS.get(one.verloop, ()):
        if not since < date.fromisoformat(datum) <= _told_on(number):
            continue
        step = {"trede": trede, "datum": datum, "eigenaar": "accountmanager", "actie": "overleg"}
        uiterlijk = {"uiterlijk": f"{YEAR}-12-31"} if trede == 3 else {}  # noqa: PLR2004 - a plan
        await parties[f"regio:{one.houder}"].call(
            "POST", f"/reporting/v1/ews/aanbieders/{one.agb}/stappen", step | uiterlijk
        )


async def _seen(one: Aanbieder, parties: Parties) -> list[Cell]:
    """As its account holder has it in its list, and what is asked about it."""
    houder = parties[f"regio:{one.houder}"]
    path = f"/reporting/v1/accounthouder/aanbieders?kwartaal={_QUARTERS[-1]}"
    rows = (await houder.call("GET", path))["resultaten"]
    (row,) = [row for row in rows if row["agbCode"] == one.agb]
    trede = _STEPS[one.verloop][-1][0] if one.verloop in _STEPS else 0
    over = f"/reporting/v1/accounthouder/aanbieders/{one.agb}?kwartaal={_QUARTERS[-1]}"
    view = await houder.call("GET", over)
    everybody = _CHILDREN * len(one.regios)
    spent = everybody * 3 * 10 * (_FORM.tarief or 0)
    told = {region["clienten"]["waarde"] or 0 for region in view["regios"]}
    return [
        Cell(one.agb, "cliënten", YEAR, everybody, view["totaal"]["clienten"]["waarde"] or 0),
        Cell(one.agb, "per regio", YEAR, _CHILDREN, min(told)),
        Cell(one.agb, "omzet", YEAR, spent, view["totaal"]["omzet"] or 0),
        Cell(one.agb, "regio's", YEAR, len(one.regios), row["regios"], one.verloop),
        Cell(one.agb, "niveau", YEAR, _LEVELS[one.verloop], row["niveau"], one.verloop),
        Cell(one.agb, "trede", YEAR, trede, row["trede"] or 0, one.verloop),
    ]
