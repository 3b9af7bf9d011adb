# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What referral lets in or keeps out, as billing then pays it: R-03, R-05 and R-18."""

from dataclasses import replace
from datetime import date

import pytest

from demo import messages
from demo.messages import Envelope, Line
from demo.region import Product
from libs.common.auth import OrgType
from libs.ijw import JW301
from tests.e2e.conftest import AGB, CLIENT, GEMEENTE, REGIO, TRAJECT, Json, Region, a_line

MAATREGEL = Product(
    "48", "48A01", "Ondertoezichtstelling", "outputgericht", "82", 60_000, "4", (1,), (3,)
)
CRISIS = Product(
    "46", "46A01", "Crisisopvang", "inspanningsgericht", "14", 30_000, "6", (28,), (1,)
)


async def contracted(region: Region, product: Product, plafond: int | None = None) -> None:
    """A contract for one more product, with a ceiling for the year in cents."""
    regio = region.of("contract", OrgType.REGIO, REGIO)
    tarief = {"bedrag": product.bedrag, "geldigVan": "2026-01-01"}
    body = {
        "agbCode": AGB,
        "gemeentecodes": [GEMEENTE],
        "geldigVan": "2026-01-01",
        "producten": [
            {
                "categorie": product.categorie,
                "code": product.code,
                "omschrijving": product.omschrijving,
                "variant": product.variant,
                "eenheid": product.eenheid,
                "tarieven": [tarief],
            }
        ],
    }
    made = await regio.post("/contracten", json=body)
    assert made.status_code == 201, made.text
    if plafond is not None:
        path = f"/contracten/{made.json()['id']}/plafonds/2026"
        assert (await regio.put(path, json={"bedrag": plafond})).status_code == 200
    await region.rest()


async def asked(
    region: Region, nummer: int, product: Product, term: tuple[date, date], on: date
) -> int:
    """A request that the policy honours: the number of the toewijzing."""
    traject = replace(
        TRAJECT,
        nummer=nummer,
        product=product,
        volume=product.volumes[0],
        vanaf=term[0],
        tot=term[1],
        verwijzer="08" if product is MAATREGEL else "02",
    )
    envelope = Envelope(AGB, GEMEENTE, f"V{nummer}", on)
    taken = await region.post("referral", messages.verzoek(envelope, traject))
    assert taken["status"] == "verwerkt", taken
    award = [m for m in await region.outgoing("referral") if isinstance(m, JW301)][-1]
    given = award.client.toegewezen_producten[-1]
    assert given.ingangsdatum == term[0], given
    return given.toewijzing_nummer


async def claimed(region: Region, nummer: str, lines: list[Line]) -> tuple[int, list[list[str]]]:
    """What was granted in all, in cents, and the codes of each line."""
    envelope = Envelope(AGB, GEMEENTE, f"D{nummer}", date(2026, 11, 20))
    raw = messages.declaratie(envelope, nummer, (date(2026, 10, 1), date(2026, 10, 31)), lines)
    taken = await region.post("billing", raw)
    assert taken["status"] == "verwerkt", taken
    await region.rest()
    provider = region.of("billing", OrgType.AANBIEDER, AGB)
    newest = (await provider.get("/declaraties")).json()["resultaten"][0]
    answer = await provider.get(f"/declaraties/{newest['id']}/regels?limit=100")
    codes = [one["retourcodes"] for one in answer.json()["resultaten"]]
    return newest["totaalToegekend"], codes


def of(product: Product, nummer: int, referentie: str, volume: int, *term: date) -> Line:
    """A line for this product over a term."""
    return a_line(
        nummer,
        referentie,
        volume,
        tarief=product.bedrag or 0,
        categorie=product.categorie,
        code=product.code,
        eenheid=product.eenheid,
        begin=term[0],
        eind=term[1],
    )


@pytest.mark.both_databases
async def test_r05_the_first_broken_month_is_not_billed_and_the_last_in_full(
    region: Region,
) -> None:
    """Court order of 3 March, asked on 24 March from 3 March; the measure ends on 15 June."""
    await contracted(region, MAATREGEL)
    term = (date(2026, 3, 3), date(2026, 6, 15))
    nummer = await asked(region, 2, MAATREGEL, term, date(2026, 3, 24))

    judged = await claimed(
        region,
        "M1",
        [
            of(MAATREGEL, nummer, "R3", 1, date(2026, 3, 3), date(2026, 3, 31)),
            of(MAATREGEL, nummer, "R4", 1, date(2026, 4, 1), date(2026, 4, 30)),
            of(MAATREGEL, nummer, "R5", 1, date(2026, 5, 1), date(2026, 5, 31)),
            of(MAATREGEL, nummer, "R6", 1, date(2026, 6, 1), date(2026, 6, 15)),
        ],
    )

    assert judged == (3 * 60_000, [["9321"], [], [], []])


@pytest.mark.both_databases
async def test_r18_a_crisis_stay_over_the_ceiling_is_accepted_and_paid(region: Region) -> None:
    """28 days spend all of the ceiling; the next 28 days are awarded by policy and paid as well."""
    await contracted(region, CRISIS, plafond=28 * 30_000)
    january = (date(2026, 1, 2), date(2026, 1, 29))
    first = await asked(region, 2, CRISIS, january, date(2026, 2, 1))
    spent = await claimed(region, "C1", [of(CRISIS, first, "R1", 28, *january)])
    regio = region.of("contract", OrgType.REGIO, REGIO)
    (signal,) = (await regio.get("/plafondsignalen")).json()["resultaten"]
    march = (date(2026, 3, 2), date(2026, 3, 29))
    second = await asked(region, 3, CRISIS, march, date(2026, 3, 20))
    paid = await claimed(region, "C2", [of(CRISIS, second, "R2", 28, *march)])

    assert (signal["besteed"], signal["plafond"]) == (840_000, 840_000)
    assert spent == paid == (840_000, [[]])


@pytest.mark.both_databases
async def test_r03_a_course_is_no_obligation_and_the_treatment_is_counted(region: Region) -> None:
    """The CJG gives a parenting course and a treatment: neither obliges the gemeente to pay."""
    officer = region.of("referral", OrgType.GEMEENTE, GEMEENTE)
    free: Json = {
        "bsn": CLIENT.bsn,
        "toegang": "vrij-toegankelijk",
        "verwijzerType": "cjg",
        "verwijsdatum": "2026-05-20",
    }
    course = await officer.post("/verwijzingen", json=free | {"hulp": "preventie"})
    treatment = await officer.post("/verwijzingen", json=free)
    path = f"/verwijzingen/{treatment.json()['id']}"
    begun = await officer.post(f"{path}/_start", json={"op": "2026-06-01"})
    await region.rest()
    ledger = region.of("billing", OrgType.GEMEENTE, GEMEENTE)
    owed = await ledger.get("/verplichtingen?van=2026-01&tot=2026-12")

    assert (course.status_code, course.json()["cbs"]) == (201, None)
    assert begun.json()["cbs"] == {"hulpvorm": "01", "verwijzer": "06"}
    assert (owed.status_code, owed.json()["resultaten"]) == (200, [])
