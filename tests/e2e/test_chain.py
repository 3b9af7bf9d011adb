# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The whole chain over HTTP: asked, awarded, started, claimed, answered, seen by the region."""

from datetime import date

import pytest

from demo import messages
from demo.messages import Envelope
from libs.common.auth import OrgType
from libs.ijw import JW301, JW316, JW325, read
from tests.e2e.conftest import (
    AGB,
    CLIENT,
    GEMEENTE,
    REGIO,
    TRAJECT,
    Region,
    a_claim,
    a_line,
    a_request,
)

JULY, OCTOBER = date(2026, 7, 2), date(2026, 10, 1)


async def awarded(region: Region) -> int:
    """Ask for help, have it awarded by policy, and give the number of the award."""
    asked = await region.post("referral", a_request())
    assert asked["status"] == "verwerkt", asked
    award = next(m for m in await region.outgoing("referral") if isinstance(m, JW301))
    return award.client.toegewezen_producten[0].toewijzing_nummer


@pytest.mark.both_databases
async def test_from_request_to_regional_figures(database_kind: str, region: Region) -> None:
    asked = await region.post("referral", a_request())
    nummer = await award_answered(region)
    started = await region.post("referral", start_message(nummer))
    stopped = await region.post("referral", stop_message(nummer))
    claimed = await region.post("billing", a_claim("D1", "DN1", two_lines(nummer)))
    await region.rest()

    assert isinstance(read(asked["antwoord"]["xml"].encode()), JW316)
    assert [m["status"] for m in (asked, started, stopped, claimed)] == ["verwerkt"] * 4
    assert [m["bevindingen"] for m in (asked, started, stopped)] == [[], [], []]
    answer = read(claimed["antwoord"]["xml"].encode())
    assert isinstance(answer, JW325)
    assert answer.declaratie_antwoord is not None
    assert answer.declaratie_antwoord.totaal_ingediend_bedrag.signed == 80_000 + 16_500
    assert answer.declaratie_antwoord.totaal_toegekend_bedrag.signed == 80_000
    (line,) = answer.declaratie_antwoord.clienten[0].prestaties
    assert line.product_referentie.referentie_nummer == "R2"
    assert "0611" in line.retour_codes
    await the_region_sees_it(region)


async def award_answered(region: Region) -> int:
    """The provider takes in the JW301 and answers it."""
    award = next(m for m in await region.outgoing("referral") if isinstance(m, JW301))
    product = award.client.toegewezen_producten[0]
    assert (product.ingangsdatum, product.einddatum) == (TRAJECT.vanaf, TRAJECT.tot)
    assert product.referentie_aanbieder == TRAJECT.referentie
    retour = await region.post("referral", messages.approval(award, "RT1", date(2026, 6, 21)))
    assert retour["status"] == "verwerkt"
    return product.toewijzing_nummer


def start_message(nummer: int) -> bytes:
    return messages.start(Envelope(AGB, GEMEENTE, "S1", JULY), TRAJECT, nummer, date(2026, 7, 1))


def stop_message(nummer: int) -> bytes:
    envelope = Envelope(AGB, GEMEENTE, "E1", OCTOBER)
    return messages.stop(envelope, TRAJECT, nummer, date(2026, 7, 1), date(2026, 9, 30))


def two_lines(nummer: int) -> list[messages.Line]:
    """Ten hours in July at the contract tariff, two in August at another."""
    august = {"begin": date(2026, 8, 1), "eind": date(2026, 8, 31)}
    return [a_line(nummer, "R1", 10), a_line(nummer, "R2", 2, tarief=8_250, **august)]


async def the_region_sees_it(region: Region) -> None:
    """July to September: 14 ISO weeks of 2 hours at EUR 80 awarded, EUR 800 granted; to the
    gemeente, for of one child its regio sees no figure."""
    view = region.of("reporting", OrgType.GEMEENTE, GEMEENTE)
    query = "van=2026-07&tot=2026-09&groepering=gemeente,productcategorie"
    figures = (await view.get(f"/kerncijfers?{query}")).json()
    expected = {
        "uniekeClienten": 1,
        "waarvanBuitenBerichten": 0,
        "toegewezenBedrag": 14 * 2 * 8_000,
        "ingediendBedrag": 96_500,
        "toegekendBedrag": 80_000,
        "verzilveringspercentage": 35.7,
    }
    assert figures["totaal"] == expected
    (row,) = figures["rijen"]
    assert {name: row[name] for name in expected} == expected
    assert (row["gemeente"], row["productcategorie"]) == (GEMEENTE, "45")
    csv = await view.get(f"/kerncijfers?{query}", headers={"Accept": "text/csv"})
    (line,) = csv.text.splitlines()[1:]
    about = ";2026-07;2026-09;"
    assert line.startswith(f"0327;45;1;224000;96500;80000;35,7;0{about}")
    months = (await view.get("/kerncijfers?van=2026-07&tot=2026-09&groepering=maand")).json()
    assert [r["maand"] for r in months["rijen"]] == ["2026-07", "2026-08", "2026-09"]
    assert [r["uniekeClienten"] for r in months["rijen"]] == [1, 1, 1]
    above = region.of("reporting", OrgType.REGIO, REGIO)
    hidden = (await above.get(f"/kerncijfers?{query}")).json()
    assert hidden["totaal"] == dict.fromkeys(expected)


async def test_each_refusal_is_explained(region: Region) -> None:
    nummer = await awarded(region)
    await region.post("billing", a_claim("D1", "DN1", two_lines(nummer)))
    provider = region.of("billing", OrgType.AANBIEDER, AGB)

    (claim,) = (await provider.get("/declaraties")).json()["resultaten"]
    path = f"/declaraties/{claim['id']}/regels/2/toelichting"
    explained = (await provider.get(path)).json()

    broken = [s for s in explained["stappen"] if s["oordeel"] == "niet-voldaan"]
    assert [s["regel"] for s in broken] == ["TR418"]
    assert broken[0]["feiten"]["contracttarief"] == 8_000
    assert (await region.of("billing", OrgType.GEMEENTE, "0307").get(path)).status_code == 404


async def test_a_claim_waits_for_what_was_published_before_it(region: Region) -> None:
    """Referral's award stands in the log; billing has not read it when the claim is posted."""
    asked = a_request()
    provider = region.of("referral", OrgType.AANBIEDER, AGB)
    headers = {"Content-Type": "application/xml"}
    await provider.post("/berichten", content=asked, headers=headers)
    loops = region.services["referral"].loops
    for loop in (*loops, *loops):
        while await loop.step():
            pass
    award = next(m for m in await region.outgoing("referral") if isinstance(m, JW301))
    nummer = award.client.toegewezen_producten[0].toewijzing_nummer
    biller = region.of("billing", OrgType.AANBIEDER, AGB)
    raw = a_claim("D1", "DN1", [a_line(nummer, "R1", 10)])
    posted = await biller.post("/berichten", content=raw, headers=headers)

    mail = next(loop for loop in region.services["billing"].loops if loop.name == "mail")
    judged_too_soon = await mail.step()
    waiting = (await biller.get(f"http://test{posted.headers['Location']}")).json()
    await region.rest()
    done = (await biller.get(f"http://test{posted.headers['Location']}")).json()

    assert (judged_too_soon, waiting["status"]) == (False, "ontvangen")
    assert (done["status"], done["bevindingen"]) == ("verwerkt", [])


async def test_the_same_claim_again_changes_nothing(region: Region) -> None:
    nummer = await awarded(region)
    raw = a_claim("D1", "DN1", [a_line(nummer, "R1", 10)])
    first = await region.post("billing", raw)
    again = await region.post("billing", raw)
    other = await region.post("billing", a_claim("D1", "DN2", [a_line(nummer, "R9", 1)]))

    assert again == first
    assert [b["retourcode"] for b in other["bevindingen"]] == ["9056"]
    answer = read(other["antwoord"]["xml"].encode())
    assert isinstance(answer, JW325)
    assert answer.header.retour_codes == ("9056",)


async def test_a_claim_for_an_unknown_award_is_refused_line_by_line(region: Region) -> None:
    nummer = await awarded(region)
    lines = [
        a_line(nummer, "R1", 10),
        a_line(nummer + 1, "R2", 1, begin=date(2026, 8, 1), eind=date(2026, 8, 31)),
    ]

    claimed = await region.post("billing", a_claim("D1", "DN1", lines))

    assert [(b["regel"], b["retourcode"]) for b in claimed["bevindingen"]] == [("TR338", "9338")]


async def test_nobody_reads_the_names_of_children_where_they_do_not_belong(region: Region) -> None:
    """BSN and name are in no event, no metric, and no database but sealed."""
    nummer = await awarded(region)
    await region.post("referral", start_message(nummer))
    await region.post("billing", a_claim("D1", "DN1", two_lines(nummer)))
    await region.rest()

    secrets = [CLIENT.bsn.encode(), CLIENT.achternaam.encode(), CLIENT.postcode.encode()]
    for name, service in region.services.items():
        await service.close()
        path = service.runtime.db.url.partition(":///")[2]
        for suffix in ("", "-wal"):
            try:
                with open(path + suffix, "rb") as file:  # noqa: ASYNC230 - a test
                    stored = file.read()
            except FileNotFoundError:
                continue
            assert not [s for s in secrets if s in stored], name
        assert not [s for s in secrets if s in service.runtime.metrics.exposition()], name
