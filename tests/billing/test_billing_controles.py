# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""B-18: the control ladder opens no more than a step needs, and writes down every attempt."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from services.billing.domain.controle import GEGEVENS, VERLOOP
from services.billing.handlers.controleren import keep_retention
from tests.billing.claims import AANBIEDER, GEMEENTE, a_regel
from tests.billing.harness import Billing
from tests.billing.messages import BSN, OTHER_BSN, Claim, pseudoniem

Client = Callable[..., httpx.AsyncClient]
DOEL: dict[str, Any] = {
    "agbCode": AANBIEDER,
    "periodeBegin": "2026-01-01",
    "periodeEind": "2026-06-30",
    "doel": "Nagaan of gedeclareerde hulp is geleverd",
    "signalen": ["SG01"],
}
LADDER: list[dict[str, Any]] = [
    {"handeling": "algemene-risicoanalyse"},
    {"handeling": "algemeen-controleplan", "publicatie": "Plan 2026"},
    {"handeling": "algemeen-resultaat", "voldoendeZekerheid": False},
    {"handeling": "specifieke-risicoanalyse"},
    {"handeling": "specifiek-controleplan", "persoon": "j.jansen"},
    {"handeling": "aankondigen", "startDetail": "2026-12-01"},
    {"handeling": "detailcontrole"},
    {"handeling": "conceptrapport"},
    {"handeling": "hoor-en-wederhoor"},
    {"handeling": "eindrapport", "publicatie": "Uitkomst", "bewarenTot": "2027-12-01"},
    {"handeling": "afsluiten"},
]
DETAIL = 7
"""Steps up to and including the beginning of the detail control."""


@pytest.fixture
async def claimed(known: Billing) -> Billing:
    """Two clients with a claim line each."""
    other = a_regel(referentie_nummer="RN2", nummer=2, toewijzing_nummer=10074)
    await known.claim(Claim({BSN: [a_regel()], OTHER_BSN: [other]}))
    return known


@pytest.fixture
def officers(claimed: Billing, client: Client) -> Callable[..., httpx.AsyncClient]:
    """Makes callers of the gemeente, each with its person in the token."""

    def make(persoon: str | None = "j.jansen", code: str = GEMEENTE) -> httpx.AsyncClient:
        scopes = ("controles:uitvoeren",)
        return client(claimed.service, OrgType.GEMEENTE, code, scopes, persoon)

    return make


async def _begun(officer: httpx.AsyncClient) -> str:
    answer = await officer.post("/controles", json=DOEL)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def _step(officer: httpx.AsyncClient, zaak: str, **body: Any) -> httpx.Response:
    path = f"/controles/{zaak}/handelingen"
    return await officer.post(path, json={"tekst": "Vastgelegd", **body})


async def _climb(
    officer: httpx.AsyncClient, zaak: str, clock: SimulatedClock, steps: int = len(LADDER)
) -> None:
    for body in LADDER[:steps]:
        if body["handeling"] == "detailcontrole":
            clock.move_to(datetime(2026, 12, 1, 9, 0, tzinfo=UTC))
        answer = await _step(officer, zaak, **body)
        assert answer.status_code == 200, answer.text


async def _log(officer: httpx.AsyncClient, zaak: str) -> list[tuple[str, bool, str | None]]:
    found = (await officer.get(f"/controles/{zaak}/audit")).json()["resultaten"]
    return [(entry["handeling"], entry["toegestaan"], entry["reden"]) for entry in found]


@pytest.mark.both_databases
async def test_b18_a_client_file_from_the_general_plan(
    officers: Callable[..., httpx.AsyncClient], clock: SimulatedClock
) -> None:
    """B-18: opening a client file in state "general plan" is 403, with a row in the log."""
    officer = officers()
    zaak = await _begun(officer)
    await _climb(officer, zaak, clock, 2)
    attempt = {"dossier": "a" * 32, "reden": "Steekproef"}

    opened = await officer.post(f"/controles/{zaak}/inzagen", json=attempt)
    listed = await officer.get(f"/controles/{zaak}/dossiers")

    for refused in (opened, listed):
        assert (refused.status_code, refused.json()["code"]) == (403, "trap-niet-bereikt")
        assert "'algemeen-controleplan'" in refused.json()["detail"]
    assert (await _log(officer, zaak))[-2:] == [
        ("inzage", False, "trap-niet-bereikt"),
        ("dossiers", False, "trap-niet-bereikt"),
    ]


@pytest.mark.both_databases
async def test_b18_the_whole_ladder(
    officers: Callable[..., httpx.AsyncClient], clock: SimulatedClock
) -> None:
    """Every step in its order; in the detail control the bound person opens files one by one."""
    officer = officers()
    zaak = await _begun(officer)
    await _climb(officer, zaak, clock, DETAIL)

    files = (await officer.get(f"/controles/{zaak}/dossiers")).json()["resultaten"]
    assert [entry["aantalRegels"] for entry in files] == [1, 1]
    attempt = {"dossier": files[0]["dossier"], "reden": "Steekproef 1 van 2"}
    opened = await officer.post(f"/controles/{zaak}/inzagen", json=attempt)

    assert opened.status_code == 200, opened.text
    (line,) = opened.json()["regels"]
    assert (line["bedrag"], line["toegekend"]) == (5000, True)
    shown = str(files) + opened.text
    for name in (BSN, OTHER_BSN, pseudoniem(BSN), pseudoniem(OTHER_BSN)):
        assert name not in shown
    entries = (await officer.get(f"/controles/{zaak}/audit")).json()["resultaten"]
    assert (entries[-1]["dossier"], entries[-1]["waarom"]) == (
        files[0]["dossier"],
        "Steekproef 1 van 2",
    )
    assert entries[-1]["persoon"] == "j.jansen"
    for body in LADDER[DETAIL:]:
        assert (await _step(officer, zaak, **body)).status_code == 200
    after = (await officer.get(f"/controles/{zaak}")).json()
    assert (after["toestand"], after["bewarenTot"]) == ("afgesloten", "2027-12-01")
    assert [stap["publicatie"] for stap in after["stappen"] if stap["publicatie"]] == [
        "Plan 2026",
        "Uitkomst",
    ]
    assert len(after["stappen"]) == len(LADDER) + 1


@pytest.mark.parametrize("skipped", range(len(LADDER) - 1))
async def test_b18_no_step_can_be_skipped(
    officers: Callable[..., httpx.AsyncClient], clock: SimulatedClock, skipped: int
) -> None:
    """409 that says which step is next, a row in the log, and the state as it was."""
    officer = officers()
    zaak = await _begun(officer)
    await _climb(officer, zaak, clock, skipped)
    before = (await officer.get(f"/controles/{zaak}")).json()
    body = next(b for b in LADDER[skipped + 1 :] if _is_out_of_order(before["toestand"], b))

    refused = await _step(officer, zaak, **body)

    assert (refused.status_code, refused.json()["code"]) == (409, "verkeerde-stap")
    assert LADDER[skipped]["handeling"] in refused.json()["detail"]
    assert (await _log(officer, zaak))[-1] == (body["handeling"], False, "verkeerde-stap")
    assert (await officer.get(f"/controles/{zaak}")).json() == before


def _is_out_of_order(toestand: str, body: dict[str, Any]) -> bool:
    return body["handeling"] not in VERLOOP.mogelijk(toestand)


@pytest.mark.both_databases
async def test_b18_only_the_bound_person(
    officers: Callable[..., httpx.AsyncClient], clock: SimulatedClock
) -> None:
    """Another of the same gemeente, and one without a name, are refused and written down."""
    bound = officers()
    zaak = await _begun(bound)
    await _climb(bound, zaak, clock, DETAIL)
    files = (await bound.get(f"/controles/{zaak}/dossiers")).json()["resultaten"]
    attempt = {"dossier": files[0]["dossier"], "reden": "Nieuwsgierig"}

    for officer in (officers("p.pietersen"), officers(None)):
        opened = await officer.post(f"/controles/{zaak}/inzagen", json=attempt)
        assert (opened.status_code, opened.json()["code"]) == (403, "niet-de-gebonden-persoon")
        step = await _step(officer, zaak, handeling="conceptrapport")
        assert (step.status_code, step.json()["code"]) == (403, "niet-de-gebonden-persoon")
    refused = [entry for entry in await _log(bound, zaak) if not entry[1]]
    assert (
        refused
        == [
            ("inzage", False, "niet-de-gebonden-persoon"),
            ("conceptrapport", False, "niet-de-gebonden-persoon"),
        ]
        * 2
    )


async def test_a_file_of_another_control_is_unknown(
    officers: Callable[..., httpx.AsyncClient], clock: SimulatedClock
) -> None:
    """The names of two controls have nothing in common."""
    officer = officers()
    zaken = [await _begun(officer), await _begun(officer)]
    await _climb(officer, zaken[0], clock, DETAIL)
    names = (await officer.get(f"/controles/{zaken[0]}/dossiers")).json()["resultaten"]
    for body in LADDER[:DETAIL]:
        change = {"startDetail": "2026-12-02"} if body["handeling"] == "aankondigen" else {}
        if body["handeling"] == "detailcontrole":
            clock.move_to(datetime(2026, 12, 2, 9, 0, tzinfo=UTC))
        assert (await _step(officer, zaken[1], **(body | change))).status_code == 200
    others = (await officer.get(f"/controles/{zaken[1]}/dossiers")).json()["resultaten"]

    assert not {e["dossier"] for e in names} & {e["dossier"] for e in others}
    attempt = {"dossier": names[0]["dossier"], "reden": "Verkeerde controle"}
    assert (await officer.post(f"/controles/{zaken[1]}/inzagen", json=attempt)).status_code == 404


@pytest.mark.parametrize(
    ("before", "body", "code"),
    [
        (5, {"handeling": "aankondigen", "startDetail": "2026-11-23"}, "geen-vooraankondiging"),
        (6, {"handeling": "detailcontrole"}, "voor-aangekondigde-datum"),
    ],
)
async def test_notice_goes_before(
    officers: Callable[..., httpx.AsyncClient],
    clock: SimulatedClock,
    before: int,
    body: dict[str, Any],
    code: str,
) -> None:
    """409 for a notice of today, and for a detail control before its date."""
    officer = officers()
    zaak = await _begun(officer)
    await _climb(officer, zaak, clock, before)
    refused = await _step(officer, zaak, **body)
    assert (refused.status_code, refused.json()["code"]) == (409, code)
    assert (await _log(officer, zaak))[-1] == (body["handeling"], False, code)


async def test_enough_certainty_ends_it(
    officers: Callable[..., httpx.AsyncClient], clock: SimulatedClock
) -> None:
    """After a general control that gave certainty no detail control follows."""
    officer = officers()
    zaak = await _begun(officer)
    await _climb(officer, zaak, clock, 2)
    await _step(officer, zaak, handeling="algemeen-resultaat", voldoendeZekerheid=True)

    refused = await _step(officer, zaak, handeling="specifieke-risicoanalyse")

    assert (refused.status_code, refused.json()["code"]) == (409, "zekerheid-voldoende")
    assert (await _step(officer, zaak, handeling="afsluiten")).status_code == 200


@pytest.mark.both_databases
async def test_b18_aggregates_from_the_general_plan_on(
    officers: Callable[..., httpx.AsyncClient], clock: SimulatedClock
) -> None:
    """Before it 403; from it on totals, in which nobody can be found."""
    officer = officers()
    zaak = await _begun(officer)
    early = await officer.get(f"/controles/{zaak}/cijfers")
    assert (early.status_code, early.json()["code"]) == (403, "trap-niet-bereikt")
    await _climb(officer, zaak, clock, 2)

    figures = await officer.get(f"/controles/{zaak}/cijfers")

    assert figures.json()["resultaten"] == [
        {
            "maand": "2026-04",
            "categorie": "45",
            "code": "45A03",
            "aantalRegels": 2,
            "aantalClienten": 2,
            "toegekend": 10_000,
        }
    ]
    for name in (BSN, OTHER_BSN, pseudoniem(BSN), pseudoniem(OTHER_BSN)):
        assert name not in figures.text
    assert await _log(officer, zaak) == [
        ("doel", True, None),
        ("cijfers", False, "trap-niet-bereikt"),
        ("algemene-risicoanalyse", True, None),
        ("algemeen-controleplan", True, None),
        ("cijfers", True, None),
    ]


async def test_b18_what_the_aanbieder_knows(
    claimed: Billing,
    officers: Callable[..., httpx.AsyncClient],
    client: Client,
    clock: SimulatedClock,
) -> None:
    """Nothing before the notice; then the notice, the draft to react to, and the report."""
    officer = officers()
    aanbieder = client(claimed.service, OrgType.AANBIEDER, AANBIEDER, ("controles:lezen",))
    zaak = await _begun(officer)
    await _climb(officer, zaak, clock, 5)
    assert (await aanbieder.get("/controleaankondigingen")).json() == {"resultaten": []}

    for body in LADDER[5:8]:
        if body["handeling"] == "detailcontrole":
            clock.move_to(datetime(2026, 12, 1, 9, 0, tzinfo=UTC))
        await _step(officer, zaak, **body)

    (notice,) = (await aanbieder.get("/controleaankondigingen")).json()["resultaten"]
    assert (notice["startDetail"], notice["conceptrapport"], notice["eindrapport"]) == (
        "2026-12-01",
        "Vastgelegd",
        None,
    )
    assert "specifieke" not in str(notice)
    for path in (f"/controles/{zaak}", f"/controles/{zaak}/audit"):
        assert (await aanbieder.get(path)).status_code == 403


@pytest.mark.both_databases
@pytest.mark.parametrize("by_worker", [False, True])
async def test_b18_retention_ends(
    officers: Callable[..., httpx.AsyncClient],
    claimed: Billing,
    clock: SimulatedClock,
    by_worker: bool,
) -> None:
    """After it the detail goes: texts, the person, and whose files were opened."""
    officer = officers()
    zaak = await _begun(officer)
    await _climb(officer, zaak, clock, DETAIL)
    files = (await officer.get(f"/controles/{zaak}/dossiers")).json()["resultaten"]
    attempt = {"dossier": files[0]["dossier"], "reden": "Steekproef"}
    await officer.post(f"/controles/{zaak}/inzagen", json=attempt)
    for body in LADDER[DETAIL:]:
        await _step(officer, zaak, **body)
    assert (await officer.post("/controles/_opruimen")).json() == {"aantal": 0}

    clock.move_to(datetime(2027, 12, 2, 9, 0, tzinfo=UTC))
    if by_worker:
        assert not await keep_retention(claimed.service.runtime)
    else:
        assert (await officer.post("/controles/_opruimen")).json() == {"aantal": 1}
    assert (await officer.post("/controles/_opruimen")).json() == {"aantal": 0}

    after = (await officer.get(f"/controles/{zaak}")).json()
    texts = {stap["handeling"]: stap["tekst"] for stap in after["stappen"]}
    assert (texts["conceptrapport"], texts["eindrapport"]) == (None, "Vastgelegd")
    assert after["gebondenPersoon"] is None
    entries = (await officer.get(f"/controles/{zaak}/audit")).json()["resultaten"]
    assert {entry["dossier"] for entry in entries} == {None}


async def test_another_gemeente_knows_nothing_of_it(
    officers: Callable[..., httpx.AsyncClient],
) -> None:
    """404, and its attempts do not fill the log of the first."""
    officer, other = officers(), officers(code="0363")
    zaak = await _begun(officer)
    assert (await other.get(f"/controles/{zaak}")).status_code == 404
    assert (await other.get(f"/controles/{zaak}/audit")).status_code == 404
    assert (await other.get(f"/controles/{zaak}/cijfers")).status_code == 404
    assert (await _step(other, zaak, handeling="algemene-risicoanalyse")).status_code == 404
    assert (await other.get("/controles")).json() == {"resultaten": []}
    assert await _log(officer, zaak) == [("doel", True, None)]


@pytest.mark.parametrize(
    "body",
    [
        {"handeling": "algemene-risicoanalyse", "signalen": ["SG01"]},
        {"handeling": "algemene-risicoanalyse", "persoon": "j.jansen"},
        {"handeling": "algemeen-controleplan"},
        {"handeling": "specifiek-controleplan"},
        {"handeling": "eindrapport", "publicatie": "Zonder bewaartermijn"},
        {"handeling": "algemene-risicoanalyse", "tekst": "Het gaat om 999900006"},
    ],
)
async def test_incomplete_steps(
    officers: Callable[..., httpx.AsyncClient], body: dict[str, Any]
) -> None:
    """Signals feed the first step only, each step states what it must, and no text names a BSN."""
    officer = officers()
    zaak = await _begun(officer)
    assert (await _step(officer, zaak, **body)).status_code == 400


def test_every_step_says_what_it_must_state() -> None:
    """The table knows each step of the ladder."""
    assert set(GEGEVENS) == set(VERLOOP.handelingen)
