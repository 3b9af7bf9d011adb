# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""B-19: signals about an aanbieder as a whole, with figures and threshold, and never a client."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from typing import Any

import httpx
import pytest

from libs.common.auth import OrgType
from libs.common.contracts.referral import LeveringGemeld
from libs.common.crypto import PURPOSE_CHAIN
from libs.common.runtime import settle
from services.billing.domain.signalering import (
    DREMPELS,
    EIGEN_BRON,
    Bedrijfsopgave,
    Kengetallen,
    promille,
    thresholds_on,
)
from services.billing.handlers.personen import PURPOSE_OWN
from services.billing.rules.signaalvorm import Beeld
from services.billing.rules.signalering import SIGNALEN, look
from services.billing.store.bereik import Bereik
from services.billing.store.signalering import figures
from tests.billing.claims import AANBIEDER, GEMEENTE, a_regel
from tests.billing.harness import Billing
from tests.billing.messages import BSN, Claim, contract, product, pseudoniem, toewijzing
from tests.billing.zaken import REGIO, bsn, region

Client = Callable[..., httpx.AsyncClient]
Publish = Callable[..., Awaitable[None]]
PERIOD = {"van": "2026-01-01", "tot": "2026-04-30"}
MONTHS = [
    (date(2026, 1, 1), date(2026, 1, 31)),
    (date(2026, 2, 1), date(2026, 2, 28)),
    (date(2026, 3, 1), date(2026, 3, 31)),
    (date(2026, 4, 1), date(2026, 4, 30)),
]
CLIENTS = 25
PER_MONTH = (20, "04", "4")
OTHERS = {"11111111": 40, "22222222": 61, "33333333": 80}
"""Lines at the maximum, of a hundred: the median is 61."""


def _caller(billing: Billing, client: Client, agb_code: str) -> Billing:
    scopes = ("berichten:indienen", "berichten:lezen", "declaraties:lezen")
    caller = client(billing.service, OrgType.AANBIEDER, agb_code, scopes)
    return Billing(billing.service, caller, billing.gemeente)


def _offers(agb_code: str) -> list[Any]:
    """A contract with the hour product for this aanbieder."""
    ids = {"agb_code": agb_code, "contract_id": f"contract-{agb_code}"}
    return [
        contract().model_copy(update=ids),
        product().model_copy(update=ids | {"product_id": f"product-{agb_code}"}),
    ]


def _awards(agb_code: str, first: int) -> list[Any]:
    """Twenty hours a month for each of twenty-five clients."""
    return [
        toewijzing(first + n, bsn=bsn(first + n), omvang=PER_MONTH, agb_code=agb_code)
        for n in range(CLIENTS)
    ]


async def _declare(billing: Billing, agb_code: str, first: int, at_maximum: int) -> None:
    """Four months for each client: so many lines at the maximum, the others an hour less."""
    lines: dict[str, list[Any]] = {}
    for number in range(CLIENTS * len(MONTHS)):
        who, (begin, end) = first + number // len(MONTHS), MONTHS[number % len(MONTHS)]
        volume = 20 if number < at_maximum else 19
        regel = a_regel(
            referentie_nummer=f"R{number}",
            toewijzing_nummer=who,
            periode_begin=begin,
            periode_eind=end,
            volume=volume,
            bedrag=volume * 1250,
        )
        lines.setdefault(bsn(who), []).append(regel)
    message = await billing.claim(Claim(lines, aanbieder=agb_code))
    assert message["status"] == "verwerkt"


@pytest.mark.both_databases
async def test_b19_at_the_exact_maximum(billing: Billing, publish: Publish, client: Client) -> None:
    """B-19: 98 % of the lines at the exact maximum, and a peer median of 61 %: a signal."""
    parties = {AANBIEDER: 98, **OTHERS}
    for index, agb_code in enumerate(parties):
        await publish(*_offers(agb_code), *_awards(agb_code, 100 * (index + 1)))
    await settle(billing.service)
    for index, (agb_code, at_maximum) in enumerate(parties.items()):
        of_them = _caller(billing, client, agb_code)
        await _declare(of_them, agb_code, 100 * (index + 1), at_maximum)
    gemeente = client(billing.service, OrgType.GEMEENTE, GEMEENTE, ("signalen:lezen",))

    found = await gemeente.get("/signalen", params=PERIOD)

    assert found.status_code == 200, found.text
    (only,) = found.json()["resultaten"]
    assert (only["agbCode"], only["score"]) == (AANBIEDER, 30)
    (signal,) = only["signalen"]
    assert (signal["id"], signal["naam"], signal["bron"]) == (
        "SG01",
        "volume-op-maximum",
        EIGEN_BRON,
    )
    assert signal["cijfers"] == {
        "gemetenRegels": 100,
        "opMaximum": 98,
        "promille": 980,
        "mediaanAnderen": 610,
    }
    _names_nobody(billing, found.text, [bsn(n) for n in range(100, 125)])
    await publish(region("R-1", "0363"), region(REGIO, GEMEENTE))
    await settle(billing.service)
    ours = client(billing.service, OrgType.REGIO, REGIO, ("signalen:lezen",))
    theirs = client(billing.service, OrgType.REGIO, "R-1", ("signalen:lezen",))
    assert (await ours.get("/signalen", params=PERIOD)).json() == found.json()
    assert (await theirs.get("/signalen", params=PERIOD)).json()["resultaten"] == []


def _names_nobody(billing: Billing, text: str, bsns: list[str]) -> None:
    vault = billing.service.runtime.need_vault()
    for number in bsns:
        assert number not in text
        for purpose in (PURPOSE_CHAIN, PURPOSE_OWN):
            assert vault.pseudonym(number, purpose) not in text


def _levering(nummer: int, status: Any, einddatum: date | None) -> LeveringGemeld:
    return LeveringGemeld(
        gemeentecode=GEMEENTE,
        agb_code=AANBIEDER,
        client_pseudoniem=pseudoniem(BSN),
        toewijzing_nummer=nummer,
        categorie="45",
        code="45A03",
        begindatum=date(2026, 1, 1),
        versie=2,
        status=status,
        einddatum=einddatum,
    )


@pytest.mark.both_databases
async def test_b19_figures_as_the_database_adds_them_up(
    billing: Billing, publish: Publish, client: Client
) -> None:
    """Debits, credits, rejections, stops, growth, clients and those with many: each once."""
    others = list(OTHERS)
    for agb_code in (AANBIEDER, *others):
        await publish(*_offers(agb_code))
    await publish(
        *(toewijzing(10 + n, bsn=bsn(0), agb_code=a) for n, a in enumerate([AANBIEDER, *others])),
        toewijzing(20, bsn=bsn(1)),
        toewijzing(21, bsn=bsn(2)),
        _levering(20, "gestopt", date(2026, 2, 28)),
        _levering(21, "lopend", None),
    )
    await settle(billing.service)
    for n, agb_code in enumerate(others, start=11):
        of_them = _caller(billing, client, agb_code)
        line = a_regel(toewijzing_nummer=n)
        await of_them.claim(Claim({bsn(0): [line]}, aanbieder=agb_code))
    february = {"periode_begin": MONTHS[1][0], "periode_eind": MONTHS[1][1]}
    await billing.claim(
        Claim(
            {
                bsn(0): [a_regel(referentie_nummer="A", toewijzing_nummer=10)],
                bsn(1): [
                    a_regel(referentie_nummer="B", toewijzing_nummer=20),
                    a_regel(referentie_nummer="C", toewijzing_nummer=20, **february),
                ],
                bsn(2): [
                    a_regel(referentie_nummer="D", toewijzing_nummer=21, volume=20, bedrag=25_000),
                    a_regel(referentie_nummer="E", toewijzing_nummer=99),
                ],
            }
        )
    )
    credit = a_regel(
        referentie_nummer="F", vorig_referentie_nummer="A", toewijzing_nummer=10, credit=True
    )
    await billing.claim(Claim({bsn(0): [credit]}, "ID2", "DN2"))

    scope = Bereik(frozenset({GEMEENTE}), date(2026, 4, 1), date(2026, 4, 30))
    async with billing.service.runtime.db.read() as session:
        found = {k.agb_code: k for k in await figures(session, scope)}

    assert found[AANBIEDER] == Kengetallen(
        agb_code=AANBIEDER,
        regels=3,
        gemeten=3,
        op_maximum=1,
        na_stop=1,
        afgewezen=1,
        debet=35_000,
        credit=5_000,
        toegekend=30_000,
        toegekend_vorig=0,
        clienten=3,
        clienten_bij_velen=1,
        uren_per_jaar=24 * 365 // 30,
    )
    assert {agb_code: found[agb_code].clienten_bij_velen for agb_code in others} == dict.fromkeys(
        others, 1
    )
    async with billing.service.runtime.db.read() as session:
        march = replace(scope, van=date(2026, 3, 31), tot=date(2026, 4, 30))
        (own,) = (k for k in await figures(session, march) if k.agb_code == AANBIEDER)
    assert own.toegekend_vorig == 0
    async with billing.service.runtime.db.read() as session:
        wide = replace(scope, van=date(2026, 3, 1), tot=date(2026, 4, 30))
        (own,) = (k for k in await figures(session, wide) if k.agb_code == AANBIEDER)
    assert own.toegekend_vorig == 5_000


BASE = Kengetallen("1", regels=100, gemeten=100, debet=5_000_000, toegekend=5_000_000, clienten=40)
OWN = Bedrijfsopgave("1", 2026, 1, date(2025, 6, 1), 200, 10_000_000, 1_500_000)
CASES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("SG01", {"op_maximum": 901}, {"op_maximum": 900}),
    ("SG01", {"op_maximum": 980}, {"op_maximum": 980, "mediaan": 731}),
    ("SG01", {"op_maximum": 980}, {"op_maximum": 980, "mediaan": -1}),
    ("SG01", {"op_maximum": 980}, {"gemeten": 19, "op_maximum": 19}),
    ("SG02", {"na_stop": 21}, {"na_stop": 20}),
    ("SG02", {"na_stop": 21}, {"regels": 19, "na_stop": 19}),
    ("SG03", {"credit": 1_005_000}, {"credit": 1_000_000}),
    ("SG04", {"toegekend_vorig": 2_490_000}, {"toegekend_vorig": 2_500_000}),
    ("SG04", {"toegekend_vorig": 1_000_000}, {"toegekend_vorig": 999_999}),
    ("SG05", {"clienten": 1}, {"clienten": 2}),
    ("SG05", {"clienten": 1}, {"clienten": 1, "toegekend": 999_999}),
    ("SG06", {"clienten_bij_velen": 13}, {"clienten_bij_velen": 12}),
    ("SG06", {"clienten_bij_velen": 13}, {"clienten": 9, "clienten_bij_velen": 9}),
    ("SG07", {"afgewezen": 336}, {"afgewezen": 333}),
    ("SG08", {"bij_verblijf_elders": 101}, {"bij_verblijf_elders": 100}),
    ("SG08", {"bij_verblijf_elders": 101}, {"regels": 19, "bij_verblijf_elders": 19}),
    ("SG09", {"dubbel": 11}, {"dubbel": 10}),
    ("SG09", {"dubbel": 11}, {"regels": 19, "dubbel": 19}),
    ("SG10", {"uren_per_jaar": 3201, "bedrijf": OWN}, {"uren_per_jaar": 3200, "bedrijf": OWN}),
    (
        "SG10",
        {"uren_per_jaar": 1000, "bedrijf": replace(OWN, professionals=0)},
        {"uren_per_jaar": 999, "bedrijf": replace(OWN, professionals=0)},
    ),
    ("SG10", {"uren_per_jaar": 9000, "bedrijf": OWN}, {"uren_per_jaar": 9000}),
    ("SG11", {"bedrijf": replace(OWN, resultaat=1_510_000)}, {"bedrijf": OWN}),
    ("SG11", {"bedrijf": replace(OWN, resultaat=9_000_000)}, {}),
    (
        "SG11",
        {"bedrijf": replace(OWN, resultaat=1_510_000)},
        {"bedrijf": replace(OWN, resultaat=1_510_000, omzet=9_999_999)},
    ),
    ("SG12", {"maanden_oud": 23}, {"maanden_oud": 24}),
    ("SG12", {"maanden_oud": 0}, {"maanden_oud": 0, "toegekend": 999_999}),
    ("SG12", {"maanden_oud": 0}, {}),
]
"""Signal, figures that just give it, figures that just do not."""


def _given(signaal: str, changes: dict[str, Any]) -> bool:
    figures = dict(changes)
    mediaan = figures.pop("mediaan", 610)
    # A thousand lines, so that thousandths can be written as counts.
    base = replace(BASE, regels=1000, gemeten=1000)
    beeld = Beeld(replace(base, **figures), None if mediaan == -1 else mediaan)
    (unit,) = (one for one in SIGNALEN if one.id == signaal)
    return unit.holds(beeld, thresholds_on(date(2026, 6, 1))[signaal])


@pytest.mark.parametrize(("signaal", "given", "silent"), CASES)
def test_signal(signaal: str, given: dict[str, Any], silent: dict[str, Any]) -> None:
    """One case on each side of the threshold."""
    assert (_given(signaal, given), _given(signaal, silent)) == (True, False)


def test_every_signal_has_cases_and_a_threshold_with_a_source() -> None:
    """Together they weigh more than a hundred, and a score stops there."""
    ids = {signaal.id for signaal in SIGNALEN}
    assert ids == {case[0] for case in CASES} == {drempel.signaal for drempel in DREMPELS}
    assert all(drempel.bron for drempel in DREMPELS)
    assert sum(d.gewicht for d in thresholds_on(date(2026, 6, 1)).values()) > 100
    bad = replace(BASE, regels=100, na_stop=50, afgewezen=90, bij_verblijf_elders=50, dubbel=50)
    worst = replace(bad, clienten_bij_velen=40, credit=5_000_000, maanden_oud=1)
    (found,) = look([worst], date(2026, 6, 1))
    assert (sum(one.drempel.gewicht for one in found.gezien), found.score) == (105, 100)


def test_no_threshold_before_it_was_set() -> None:
    """A period is looked at with what holds on the day of looking."""
    assert thresholds_on(date(2025, 12, 31)) == {}
    assert look([replace(BASE, na_stop=100)], date(2025, 12, 31)) == ()


def test_the_highest_score_comes_first() -> None:
    """Scores add up; who gives no signal is not named."""
    stop = replace(BASE, na_stop=50)
    both = replace(stop, agb_code="2", afgewezen=50)
    found = look([BASE, stop, both], date(2026, 6, 1))
    assert [(one.agb_code, one.score) for one in found] == [("2", 30), ("1", 25)]


def test_thousandths_of_nothing() -> None:
    """Are none."""
    assert (promille(5, 0), promille(0, 5), promille(1, 3)) == (0, 0, 333)


@pytest.mark.parametrize(
    "params",
    [
        {"van": "2026-02-01", "tot": "2026-01-31"},
        {"van": "2025-01-01", "tot": "2026-06-30"},
        {"van": "gisteren", "tot": "2026-01-31"},
        {"van": "2026-01-01"},
    ],
)
async def test_periods_that_cannot_be(
    billing: Billing, client: Client, params: dict[str, str]
) -> None:
    """Turned round, longer than a year, no date, no end."""
    gemeente = client(billing.service, OrgType.GEMEENTE, GEMEENTE, ("signalen:lezen",))
    assert (await gemeente.get("/signalen", params=params)).status_code == 400


async def test_an_aanbieder_sees_no_signals(billing: Billing, client: Client) -> None:
    """Also not about itself."""
    caller = client(billing.service, OrgType.AANBIEDER, AANBIEDER, ("signalen:lezen",))
    assert (await caller.get("/signalen", params=PERIOD)).status_code == 403
