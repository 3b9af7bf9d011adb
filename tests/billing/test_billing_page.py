# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The explanation of a line as a page: for whom asks for one, readable, and only text."""

from base64 import b64encode
from hashlib import sha256
from itertools import pairwise

import httpx
import lxml.html
import pytest

from services.billing.api.page import _shown
from tests.billing.claims import a_regel
from tests.billing.harness import Billing
from tests.billing.messages import BSN, Claim

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


async def _page(known: Billing, accept: str) -> httpx.Response:
    newest = (await known.declaraties())[0]["id"]
    path = f"/declaraties/{newest}/regels/1/toelichting"
    return await known.aanbieder.get(path, headers={"Accept": accept})


def _text(tree: lxml.html.HtmlElement) -> str:
    return " ".join(str(part) for part in tree.itertext())


async def test_explanation_as_a_page(known: Billing) -> None:
    """For a browser: in Dutch, with a title and headings, no scripts, and the same sentences."""
    await known.claim(Claim({BSN: [a_regel(volume=21, bedrag=26250)]}))

    page = await _page(known, BROWSER)

    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert page.headers["Vary"] == "Accept"
    csp = page.headers["Content-Security-Policy"]
    style = page.text.partition("<style>")[2].partition("</style>")[0]
    assert b64encode(sha256(style.encode()).digest()).decode() in csp
    assert "script" not in csp + page.text
    tree = lxml.html.fromstring(page.text)
    assert tree.get("lang") == "nl"
    assert tree.findtext(".//title") == "Toelichting op regel 1 van declaratie DN1"
    headings = [int(str(e.tag)[1]) for e in tree.iter("h1", "h2", "h3")]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(headings))
    assert tree.xpath("//section[not(@aria-labelledby = .//h2/@id)]") == []
    assert len(list(tree.iter("main"))) == 1
    told = (
        "Gedeclareerd 1260 minuten, toegestaan 1200 minuten in deze periode (5 ISO-weken x 4 uur)."
    )
    assert told in _text(tree)
    steps = (await _page(known, "application/json")).json()["stappen"]
    assert [s["bevinding"] for s in steps if s["regel"] == "TR321"] == [told]
    assert BSN not in page.text


async def test_a_page_tells_euros_and_that_there_is_no_end(known: Billing) -> None:
    """Where the JSON has cents and null; the verdict stands there once."""
    await known.claim(Claim({BSN: [a_regel(volume=21, bedrag=26250)]}))

    tree = lxml.html.fromstring((await _page(known, BROWSER)).text)
    steps = (await _page(known, "application/json")).json()["stappen"]

    json = {name: value for step in steps for name, value in step["feiten"].items()}
    names, values = (
        [str(e.text) for section in tree.iter("section") for e in section.iter(tag)]
        for tag in ("dt", "dd")
    )
    page = dict(zip(names, values, strict=True))
    assert (json["bedrag"], page["bedrag"]) == (26250, "€ 262,50")
    assert (json["tariefGeldigTot"], page["tariefGeldigTot"]) == (None, "zonder einde")
    assert (json["gedeclareerd"], page["gedeclareerd"]) == (1260, "1260")
    assert page["contracttarief"].startswith("€ ")
    assert _text(tree).count("Afgewezen") == 1


def test_beside_a_budget_what_was_used_is_money() -> None:
    """A volume has the same name, and is none."""
    used: dict[str, int | None] = {"eerderGebruikt": 150, "ruimte": None}

    assert dict(_shown({"budget": 200, **used})) == {
        "budget": "€ 2,00",
        "eerderGebruikt": "€ 1,50",
        "ruimte": "onbekend",
    }
    assert dict(_shown({"maximum": 200, **used})) == {
        "maximum": 200,
        "eerderGebruikt": 150,
        "ruimte": "onbekend",
    }


async def test_what_an_aanbieder_filled_in_is_only_text(known: Billing) -> None:
    """Markup in a reference number reaches the page as characters."""
    wicked = '"><script>x</script>'
    claim = Claim({BSN: [a_regel(referentie_nummer="RN1")]}).xml()
    escaped = b'"&gt;&lt;script&gt;x&lt;/script&gt;'
    message = await known.judge(claim.replace(b">RN1<", b">" + escaped + b"<"))
    assert message["status"] == "verwerkt", message["bevindingen"]

    page = await _page(known, "text/html")

    assert wicked not in page.text
    assert wicked in _text(lxml.html.fromstring(page.text))


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/json", "application/json"),
        ("*/*", "application/json"),
        ("", "application/json"),
        ("text/html;q=0, */*", "application/json"),
        ("text/html, application/json", "application/json"),
        ("text/html;q=x", "application/json"),
        ("TEXT/HTML", "text/html; charset=utf-8"),
        ("text/html, application/json;q=0.9", "text/html; charset=utf-8"),
    ],
)
async def test_who_has_no_preference_gets_json(known: Billing, accept: str, kind: str) -> None:
    """Content negotiation by weight."""
    await known.claim(Claim({BSN: [a_regel()]}))

    assert (await _page(known, accept)).headers["Content-Type"] == kind
