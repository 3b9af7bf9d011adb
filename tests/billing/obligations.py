# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Facts of an obligation for the tests of the ledger: right unless changed."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from libs.ijw.worth import Award, Tarief
from services.billing.domain.grootboek import Cel, Oorzaak
from services.billing.domain.verplichting import (
    Contractversie,
    Feiten,
    Productversie,
    Stop,
    Toewijzingversie,
)
from tests.billing.claims import GEMEENTE, omvang

SINCE = datetime(2026, 1, 1, tzinfo=UTC)
BEGIN, END = date(2026, 1, 1), date(2026, 3, 31)
TODAY = date(2026, 11, 23)


def a_version(versie: int = 1, **changes: Any) -> Toewijzingversie:
    """Two hours a month in the first quarter, known since the day of its number."""
    values: dict[str, Any] = {
        "ingangsdatum": BEGIN,
        "einddatum": END,
        "omvang": omvang(2, "04", "4"),
        "budget": None,
        "reden_wijziging": None,
    }
    award = Award(**(values | changes))
    oorzaak = Oorzaak("toewijzing", f"{GEMEENTE}/1/v{versie}")
    return Toewijzingversie(SINCE + timedelta(days=versie), oorzaak, versie, award)


def a_contract(versie: int = 1, **changes: Any) -> Contractversie:
    """With this gemeente since 2026, known since then."""
    values: dict[str, Any] = {
        "bekend_op": SINCE,
        "oorzaak": Oorzaak("contract", f"contract-1/v{versie}"),
        "contract_id": "contract-1",
        "versie": versie,
        "gemeentecodes": frozenset((GEMEENTE,)),
        "geldig_van": BEGIN,
        "geldig_tot": None,
        "uitloop_tot": None,
    }
    return Contractversie(**(values | changes))


def a_price(versie: int = 1, bedrag: int = 8_000, day: int = 0) -> Productversie:
    """80 euro an hour, known since `day` days after the rest."""
    oorzaak = Oorzaak("contractproduct", f"product-1/v{versie}")
    tarief = Tarief(bedrag, "04", BEGIN, None)
    known = SINCE + timedelta(days=day)
    return Productversie(known, oorzaak, "product-1", "contract-1", versie, (tarief,))


def some_facts(**changes: Any) -> Feiten:
    """One version at one price, nothing claimed."""
    values: dict[str, Any] = {
        "gemeentecode": GEMEENTE,
        "versies": (a_version(),),
        "prijzen": (a_contract(), a_price()),
        "stop": None,
        "netto": {},
    }
    return Feiten(**(values | changes))


def a_stop(day: date) -> Stop:
    """Help ended that day."""
    return Stop(Oorzaak("levering", f"{GEMEENTE}/65656055/1/2026-01-01/v2"), day)


def shown(cellen: dict[Cel, int]) -> dict[tuple[str, str, int], int]:
    """Cells by cause, kind and month."""
    return {(cel.oorzaak.kenmerk, cel.soort, cel.maand): b for cel, b in cellen.items()}
