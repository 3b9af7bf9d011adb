# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Declaraties over REST: for the two parties only, by the page, explained line by line."""

from collections.abc import Callable
from datetime import date
from typing import Any

import httpx
import pytest

from libs.common.auth import OrgType
from services.billing.rules import RULES
from tests.billing.claims import a_regel
from tests.billing.harness import Billing
from tests.billing.messages import BSN, OTHER_BSN, Claim

Client = Callable[..., httpx.AsyncClient]


async def _explained(billing: Billing, nummer: int = 1) -> dict[str, Any]:
    newest = (await billing.declaraties())[0]["id"]
    answer = await billing.aanbieder.get(f"/declaraties/{newest}/regels/{nummer}/toelichting")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def _steps(toelichting: dict[str, Any], oordeel: str) -> dict[str, dict[str, Any]]:
    return {s["regel"]: s for s in toelichting["stappen"] if s["oordeel"] == oordeel}


async def test_both_parties_and_nobody_else(known: Billing, client: Client) -> None:
    """The aanbieder that sent and the gemeente that received; for others it does not exist."""
    await known.claim(Claim({BSN: [a_regel()]}))
    (declaratie,) = await known.declaraties()
    scopes = ("declaraties:lezen",)
    other = client(known.service, OrgType.AANBIEDER, "12345678", scopes)
    other_gemeente = client(known.service, OrgType.GEMEENTE, "0363", scopes)
    regio = client(known.service, OrgType.REGIO, "R1", scopes)
    paths = [f"/declaraties/{declaratie['id']}{tail}" for tail in ("", "/regels")]
    paths.append(f"{paths[1]}/1/toelichting")

    for path in paths:
        assert (await known.aanbieder.get(path)).status_code == 200
        assert (await known.gemeente.get(path)).status_code == 200
        assert (await other.get(path)).status_code == 404
        assert (await other_gemeente.get(path)).status_code == 404
        assert (await regio.get(path)).status_code == 403
    assert (await other.get("/declaraties")).json() == {"resultaten": []}
    assert len((await known.gemeente.get("/declaraties")).json()["resultaten"]) == 1


async def test_unknown_ones(known: Billing) -> None:
    """404 for a declaratie or a line that is not there, 400 for a line number that cannot be."""
    await known.claim(Claim({BSN: [a_regel()]}))
    (declaratie,) = await known.declaraties()
    path = f"/declaraties/{declaratie['id']}/regels"

    assert (await known.aanbieder.get("/declaraties/onbekend")).status_code == 404
    assert (await known.aanbieder.get("/declaraties/onbekend/regels")).status_code == 404
    assert (await known.aanbieder.get(f"{path}/2/toelichting")).status_code == 404
    assert (await known.aanbieder.get(f"{path}/0/toelichting")).status_code == 400
    assert (await known.aanbieder.get(f"{path}?cursor=eA")).status_code == 400


async def test_lines_by_the_page(known: Billing) -> None:
    """Each page links to the next, in message order, until there is none."""
    months = [(date(2026, 2, 1), date(2026, 2, 28)), (date(2026, 3, 1), date(2026, 3, 31))]
    regels = [
        a_regel(nummer=n + 1, referentie_nummer=f"RN{n}", periode_begin=b, periode_eind=e)
        for n, (b, e) in enumerate([*months, (date(2026, 4, 1), date(2026, 4, 30))])
    ]
    await known.claim(Claim({BSN: regels}))
    (declaratie,) = await known.declaraties()

    seen: list[int] = []
    url: str | None = f"/declaraties/{declaratie['id']}/regels?limit=2"
    while url:
        page = await known.aanbieder.get(url)
        seen.extend(regel["nummer"] for regel in page.json()["resultaten"])
        link = page.links.get("next", {}).get("url")
        url = link.removeprefix("/v1") if link else None

    assert seen == [1, 2, 3]


@pytest.mark.both_databases
async def test_declaraties_by_the_page(known: Billing) -> None:
    """Newest first, over pages."""
    for number in (1, 2, 3):
        regel = a_regel(referentie_nummer=f"RN{number}", toewijzing_nummer=number)
        await known.claim(Claim({BSN: [regel]}, f"ID{number}", f"DN{number}"))

    first = await known.aanbieder.get("/declaraties?limit=2")
    rest = await known.aanbieder.get(first.links["next"]["url"].removeprefix("/v1"))

    numbers = [d["declaratieNummer"] for page in (first, rest) for d in page.json()["resultaten"]]
    assert numbers == ["DN3", "DN2", "DN1"]


async def test_explanation_of_an_approved_line(known: Billing) -> None:
    """Every rule was looked at; the facts say which versions and how much is left."""
    await known.claim(Claim({BSN: [a_regel()]}))

    toelichting = await _explained(known)

    assert toelichting["toegekend"]
    assert toelichting["samenvatting"].startswith("Toegekend")
    regels = [step["regel"] for step in toelichting["stappen"]]
    assert regels == ["TR304", *(line.rule.id for line in RULES)]
    assert _steps(toelichting, "niet-voldaan") == {}
    held = _steps(toelichting, "voldaan")
    assert held["TR321"]["feiten"] == {
        "toewijzingNummer": 10072,
        "toewijzingVersie": 1,
        "toegewezenVolume": 4,
        "toegewezenEenheid": "04",
        "frequentie": "2",
        "variant": "inspanningsgericht",
        "weken": 5,
        "maximum": 1200,
        "gedeclareerd": 240,
    }
    assert held["TR418"]["feiten"]["contractId"] == "contract-1"
    assert held["TR418"]["feiten"]["contracttarief"] == 1250
    assert held["TR418"]["feiten"]["tariefGeldigVan"] == "2026-01-01"
    not_asked = {"TR323", "TR390", "TR369", "EB003", "EB005"}
    assert set(_steps(toelichting, "niet-van-toepassing")) == not_asked


async def test_explanation_of_a_rejected_line(known: Billing) -> None:
    """The sentence, the code and the facts of each broken rule; nothing of the client."""
    await known.claim(Claim({BSN: [a_regel(volume=21, tarief=1300, bedrag=27300)]}))

    toelichting = await _explained(known)

    broken = _steps(toelichting, "niet-voldaan")
    assert {r: s["retourcode"] for r, s in broken.items()} == {"TR418": "0611", "TR321": "9321"}
    assert toelichting["retourcodes"] == ["0611", "9321"]
    assert broken["TR321"]["feiten"]["gedeclareerd"] == 21 * 60
    assert "TR321 (9321)" in toelichting["samenvatting"]
    assert BSN not in str(toelichting)


@pytest.mark.both_databases
async def test_explanation_does_not_change_afterwards(known: Billing) -> None:
    """A later line uses volume and a later credit frees it; the old verdict reads the same."""
    await known.claim(Claim({BSN: [a_regel()]}))
    declaratie = (await known.declaraties())[0]["id"]
    path = f"/declaraties/{declaratie}/regels/1/toelichting"
    before = (await known.aanbieder.get(path)).json()

    credit = a_regel(referentie_nummer="RN2", vorig_referentie_nummer="RN1", credit=True)
    await known.claim(Claim({BSN: [credit]}, "ID2", "DN2"))

    assert (await known.aanbieder.get(path)).json() == before
    of_credit = _steps(await _explained(known), "voldaan")
    assert of_credit["TR390"]["feiten"]["eerderGecrediteerd"] is False
    assert of_credit["TR323"]["feiten"]["gelijkAanDebetregel"] is True


async def test_explanation_of_a_line_with_the_wrong_client(known: Billing) -> None:
    """Only the rule on the client was looked at: its lines were not judged."""
    await known.claim(Claim({OTHER_BSN: [a_regel()]}))

    toelichting = await _explained(known)

    (step,) = toelichting["stappen"]
    assert (step["regel"], step["retourcode"]) == ("TR304", "8187")
    assert step["feiten"] == {"toewijzingenVanEenAndereClient": "10072"}
    assert toelichting["retourcodes"] == ["0233"]
