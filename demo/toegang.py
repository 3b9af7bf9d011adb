# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`python -m demo.toegang`: from request to lawful allocation, and what each party receives."""

import asyncio
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from demo.founding import parent
from demo.parties import DemoError, Json, Parties, Party, open_parties
from libs.common import log as logs
from libs.common.clock import SimulatedClock
from libs.common.serve import serving
from libs.ijw import JW301, JW315, JW317, JW319, codelist, read, write
from libs.ijw import messages as m
from libs.ijw import shared as s
from libs.ijw.header import Header
from services.embedded import open_embedded

TODAY = date(2026, 11, 23)
LEUSDEN, SOEST = ("0327", "Leusden"), ("0342", "Soest")
WILG, ANKER = ("90000101", "De Wilg"), ("90000102", "Het Anker")
AMBULANT, TRAINING, GESLOTEN = "45B01", "45B02", "43G01"
NOOR, SAM, ISA = "999900006", "999900018", "999900031"
NAMES = {NOOR: "Noor", SAM: "Sam", ISA: "Isa"}

_NEWS_WITHIN_S = 30.0
_HEADINGS = ("bericht", "van", "wat", "vanaf", "tot en met", "omvang", "reden", "referentie")
_PRODUCTS = {
    WILG[0]: (("45", AMBULANT, "04", 8000, None), ("45", TRAINING, "04", 7500, None)),
    ANKER[0]: (("43", GESLOTEN, "14", 60_000, "2026-12-31"),),
}


@dataclass
class Story:
    """The parties, and what was told so far."""

    parties: Parties
    console: Console
    _numbers: dict[str, int] = field(default_factory=dict)

    def gemeente(self, which: tuple[str, str]) -> Party:
        """A gemeente as a party."""
        return self.parties[f"gemeente:{which[0]}"]

    def aanbieder(self, which: tuple[str, str]) -> Party:
        """An aanbieder as a party."""
        return self.parties[f"aanbieder:{which[0]}"]

    def header(self, code: str, aanbieder: tuple[str, str], gemeente: tuple[str, str]) -> Header:
        """Of a next message between these."""
        number = self._numbers[code] = self._numbers.get(code, 0) + 1
        kenmerk = s.BerichtIdentificatie(identificatie=f"{code}-{number}", dagtekening=TODAY)
        return Header(
            bericht_code=code,
            afzender=aanbieder[0],
            ontvanger=gemeente[0],
            bericht_identificatie=kenmerk,
        )

    def tell(self, title: str, *lines: str) -> None:
        """A chapter."""
        self.console.print(f"\n[bold]{title}[/bold]")
        for line in lines:
            self.console.print(f"  {line}")

    async def post(self, aanbieder: tuple[str, str], soort: str, raw: bytes) -> Json:
        """Post a message; its answer."""
        posted = await self.aanbieder(aanbieder).post_message("referral", soort, raw)
        answer = posted.bericht["antwoord"]["soort"]
        codes = ", ".join(posted.codes) or "zonder retourcodes"
        self.console.print(f"  {aanbieder[1]} stuurt {soort}, krijgt {answer} ({codes})")
        await self.asked()
        return posted.bericht

    async def asked(self) -> None:
        """Print the request that came to Leusden, and what its policy made of it."""
        party = self.gemeente(LEUSDEN)
        (verzoek, *_) = (await party.call("GET", "/referral/v1/verzoeken"))["resultaten"]
        failed = [one["toets"] for one in verzoek["toetsen"] if not one["geslaagd"]]
        told = f"niet geslaagd: {', '.join(failed)}" if failed else "alle geslaagd"
        self.console.print(
            f"  Leusden ontvangt {verzoek['soort']} {verzoek['referentieAanbieder']}: "
            f"{len(verzoek['toetsen'])} toetsen, {told}; het verzoek is {verzoek['status']}"
        )

    async def received(self, aanbieder: tuple[str, str]) -> None:
        """Print what came for an aanbieder since the last look."""
        deadline = time.monotonic() + _NEWS_WITHIN_S
        while time.monotonic() < deadline:
            found = [raw async for _, raw in self.aanbieder(aanbieder).collect("referral")]
            if found:
                self.console.print(_as_table(f"{aanbieder[1]} ontvangt", found))
                for line in _reasons(found):
                    self.console.print(f"  {line}")
                return
            await asyncio.sleep(0.1)
        raise DemoError(f"nothing came for {aanbieder[1]}")


def main() -> None:
    """Play and print."""
    logs.configure("WARNING")
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 110)
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(play(Path(folder), console))


async def play(folder: Path, console: Console) -> None:
    """The story in a region of its own."""
    clock = SimulatedClock(datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=UTC))
    async with (
        open_embedded(folder, clock) as embedded,
        serving(embedded.app, "127.0.0.1", 0) as url,
        open_parties(url, embedded.client_secret) as parties,
    ):
        story = Story(parties, console)
        story.tell(
            "Een verzonnen regio op 23 november 2026",
            f"Leusden en Soest, De Wilg (ambulant: {AMBULANT}, {TRAINING}) en Het Anker "
            f"(gesloten verblijf: {GESLOTEN}).",
            "Beide gemeenten laten hun beleid besluiten; gesloten hulp beslist een mens.",
        )
        await _found(story)
        await _request(story)
        await _change(story)
        await _closed_care(story)
        await _move(story)
        await _contract_end(story)


async def _found(story: Story) -> None:
    beheer = story.parties["beheer:beheer"]
    for code, naam in (LEUSDEN, SOEST):
        body: Json = {"naam": naam, "geldigVan": "2015-01-01"}
        await beheer.call("PUT", f"/contract/v1/gemeenten/{code}", body)
    for agb, naam in (WILG, ANKER):
        await beheer.call("PUT", f"/contract/v1/aanbieders/{agb}", {"naam": naam})
        for gemeente in (LEUSDEN, SOEST):
            contract = _contract(agb, gemeente[0])
            await story.gemeente(gemeente).call("POST", "/contract/v1/contracten", contract)
    for gemeente in (LEUSDEN, SOEST):
        policy = {"automatischToekennen": True, "maximumVolume": 4, "geslotenCodes": [GESLOTEN]}
        path = f"/referral/v1/gemeenten/{gemeente[0]}/beleid"
        await story.gemeente(gemeente).call("PUT", path, policy)
    for bsn in (NOOR, SAM, ISA):
        await story.gemeente(LEUSDEN).call("POST", "/referral/v1/clienten", _client(bsn))


async def _request(story: Story) -> None:
    story.tell("1. Een verzoek om toewijzing (JW315)", "Leusden kent toe volgens haar beleid.")
    await story.post(WILG, "JW315", _vot(story, WILG, NOOR, AMBULANT, date(2026, 12, 1)))
    await story.received(WILG)


async def _change(story: Story) -> None:
    story.tell(
        "2. Een verzoek om wijziging (JW317)",
        "Meer uren en een training erbij: ook dat kent Leusden toe volgens haar beleid.",
    )
    await story.post(WILG, "JW317", _vow(story))
    await story.received(WILG)


async def _closed_care(story: Story) -> None:
    story.tell("3. Een gesloten plaatsing", "Sam mag niet worden geplaatst zonder machtiging.")
    await story.post(ANKER, "JW315", _vot(story, ANKER, SAM, GESLOTEN, date(2026, 12, 1)))
    try:
        await _decide(story, besluit="toegekend")
    except DemoError as refusal:
        if "geen-machtiging" not in str(refusal):
            raise
        story.console.print("  Leusden kent toe: 409 geen-machtiging.")
    given = {
        "bsn": SAM,
        "soort": "regulier",
        "rechtbank": "Rechtbank Midden-Nederland",
        "beschikkingDatum": "2026-11-20",
        "begindatum": "2026-12-01",
        "einddatum": "2027-05-31",
        "verzoeker": "college",
        "grondslag": "instemming",
        "verklaring": True,
    }
    made = await story.gemeente(LEUSDEN).call("POST", "/referral/v1/machtigingen", given)
    story.console.print(f"  De rechter machtigt van {made['begindatum']} t/m {made['laatsteDag']}.")
    await _decide(story, besluit="toegekend", einddatum=made["laatsteDag"])
    await story.received(ANKER)


async def _move(story: Story) -> None:
    story.tell("4. Een verhuizing", "Noor gaat met haar ouders naar Soest, per 15 december.")
    found = await story.gemeente(LEUSDEN).call("POST", "/referral/v1/clienten/_zoek", {"bsn": NOOR})
    offer = {"clientId": found["resultaten"][0]["id"], "naar": SOEST[0], "per": "2026-12-15"}
    made = await story.gemeente(LEUSDEN).call("POST", "/referral/v1/overdrachten", offer)
    story.console.print("  Leusden biedt de hulp aan; er verandert niets tot Soest bevestigt.")
    (offered,) = (await story.gemeente(SOEST).call("GET", "/referral/v1/overdrachten"))[
        "resultaten"
    ]
    story.console.print(f"  Soest ontvangt het aanbod: {offered['toestand']}, per {offered['per']}")
    path = f"/referral/v1/overdrachten/{made['id']}/_bevestig"
    await story.gemeente(SOEST).call("POST", path, {"adres": _client(NOOR)["adres"]})
    await story.received(WILG)


async def _contract_end(story: Story) -> None:
    story.tell(
        "5. Een contract dat eindigt",
        "Het Anker heeft een contract t/m 31 december: Sam blijft, Isa kan er daarna niet heen.",
    )
    await story.post(ANKER, "JW315", _vot(story, ANKER, ISA, GESLOTEN, date(2027, 1, 5)))
    await _decide(story, besluit="afgewezen", reden="4")
    await story.received(ANKER)


async def _decide(story: Story, **body: str) -> None:
    officer = story.gemeente(LEUSDEN)
    (asked, *_) = (await officer.call("GET", "/referral/v1/verzoeken"))["resultaten"]
    await officer.call("POST", f"/referral/v1/verzoeken/{asked['id']}/besluiten", body)


def _as_table(title: str, messages: list[bytes]) -> Table:
    table = Table(title=title, title_justify="left", title_style="")
    for heading in _HEADINGS:
        table.add_column(heading)
    for raw in messages:
        for row in _rows(raw):
            table.add_row(*row)
    return table


def _rows(raw: bytes) -> list[tuple[str, ...]]:
    message = read(raw)
    if isinstance(message, JW319) and message.antwoord is not None:
        answer = message.antwoord
        reason = answer.reden_afwijzing_verzoek or ""
        told = ("JW319", _name(message.header.afzender), "afgewezen", "", "", "", reason)
        return [(*told, answer.referentie_aanbieder)]
    if not isinstance(message, JW301):
        return []
    return [
        _product_row(_name(message.header.afzender), one)
        for one in message.client.toegewezen_producten
    ]


def _product_row(afzender: str, one: m.ToegewezenProduct) -> tuple[str, ...]:
    code = one.product.code if one.product else "-"
    size = one.omvang
    return (
        "JW301",
        afzender,
        f"{one.toewijzing_nummer} {code}",
        str(one.ingangsdatum),
        str(one.einddatum or ""),
        _in_words(size) if size else "",
        one.reden_wijziging or "",
        one.referentie_aanbieder or "",
    )


def _name(code: str) -> str:
    return next(naam for found, naam in (LEUSDEN, SOEST, WILG, ANKER) if found == code)


def _in_words(size: s.Omvang) -> str:
    eenheid, frequentie = codelist("WJ756").codes, codelist("WMO757").codes
    return f"{size.volume} {eenheid[size.eenheid]} {frequentie[size.frequentie]}".lower()


def _reasons(messages: list[bytes]) -> list[str]:
    """What the codes under `reden` mean."""
    found = dict.fromkeys((row[0], row[6]) for raw in messages for row in _rows(raw) if row[6])
    lists = {"JW301": "JZ002", "JW319": "WJ759"}
    return [f"reden {code}: {codelist(lists[soort]).codes[code]}" for soort, code in found]


def _vot(story: Story, aanbieder: tuple[str, str], bsn: str, code: str, begin: date) -> bytes:
    per_week = code != GESLOTEN
    product = m.AangevraagdProduct(
        referentie_aanbieder=f"VOT-{NAMES[bsn]}",
        product=s.Product(categorie=code[:2], code=code),
        toewijzing_ingangsdatum=begin,
        toewijzing_einddatum=date(2027, 6, 30),
        omvang=s.Omvang(
            volume=2 if per_week else 7, eenheid="04" if per_week else "14", frequentie="2"
        ),
        verwijzer=s.Verwijzer(type="02", naam="Huisartsenpraktijk Zonnehof"),
    )
    client = m.VerzoekClient(
        bsn=bsn,
        geboortedatum=s.Geboortedatum(datum=date(2011, 4, 2)),
        geslacht="2",
        naam=s.VerkorteNaam(geslachtsnaam=s.Achternaam(achternaam="Demo"), voorletters="N"),
        aangevraagde_producten=(product,),
    )
    return write(JW315(header=story.header("446", aanbieder, LEUSDEN), client=client))


def _vow(story: Story) -> bytes:
    begin, end = date(2026, 12, 8), date(2027, 6, 30)
    hours = s.Omvang(volume=3, eenheid="04", frequentie="2")
    verzoek = m.Verzoek(
        referentie_aanbieder="VOW-Noor",
        reden_verzoek="1",
        te_wijzigen_producten=(
            m.TeWijzigenProduct(
                toewijzing_nummer=1, gewenste_ingangsdatum=begin, einddatum=end, omvang=hours
            ),
        ),
        nieuwe_producten=(
            m.NieuwProduct(
                product=s.Product(categorie="45", code=TRAINING),
                gewenste_ingangsdatum=begin,
                einddatum=end,
                omvang=s.Omvang(volume=1, eenheid="04", frequentie="2"),
            ),
        ),
    )
    client = m.WijzigingClient(bsn=NOOR, verzoek=verzoek)
    return write(JW317(header=story.header("486", WILG, LEUSDEN), client=client))


def _contract(agb: str, gemeente: str) -> Json:
    producten = [
        {
            "categorie": categorie,
            "code": code,
            "omschrijving": f"Product {code}",
            "variant": "inspanningsgericht",
            "eenheid": eenheid,
            "tarieven": [{"bedrag": bedrag, "geldigVan": "2026-01-01"}],
        }
        for categorie, code, eenheid, bedrag, _ in _PRODUCTS[agb]
    ]
    return {
        "agbCode": agb,
        "gemeentecodes": [gemeente],
        "geldigVan": "2026-01-01",
        "geldigTot": _PRODUCTS[agb][0][4],
        "producten": producten,
    }


def _client(bsn: str) -> Json:
    return {
        "bsn": bsn,
        "geboortedatum": "2011-04-02",
        "geslacht": "2",
        "naam": {"achternaam": "Demo", "voornamen": NAMES[bsn]},
        "adres": {
            "straatnaam": "Dorpsstraat",
            "huisnummer": 1,
            "postcode": "3830AA",
            "plaatsnaam": "Leusden",
        },
        "relaties": [parent("Demo")],
    }


if __name__ == "__main__":
    main()
