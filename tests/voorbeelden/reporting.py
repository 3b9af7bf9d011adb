# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The examples of reporting, in an order in which they are true, and what that needs."""

from datetime import timedelta

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from tests.e2e.conftest import AGB, REGIO, a_claim, a_line
from tests.e2e.test_chain import awarded, start_message
from tests.voorbeelden.spel import Spel

MARAP = "/maraps/{marapId}"
ABONNEMENT = "/abonnementen/{abonnement_id}"


async def play(spel: Spel) -> None:
    """Figures of one child, what is told beside them, and who hears of it."""
    await _told(spel)
    for name in (
        "POST /ingaven",
        "POST /ingaven/_importeren",
        "POST /cbs/spiegelrapportages",
        "POST /cbs/spiegelrapportages/_importeren",
        "POST /ews/kwartaalleveringen",
        "POST /ews/jaarleveringen",
        "POST /ews/kwartaalleveringen/_importeer",
        "POST /ews/jaarleveringen/_importeer",
        "POST /ews/aanbieders/{agbCode}/stappen",
        "POST /ews/normen",
        "PUT /federatie/bronnen/{bron}",
        "POST /federatie/weergaven",
    ):
        await spel(name)
    await spel("POST /accounthouder/aanbieders/{agbCode}/opmerkingen", OrgType.AANBIEDER)
    await _marap(spel)
    await _subscribed(spel)


async def _told(spel: Spel) -> None:
    """A child that was helped, and a provider whose account the region holds."""
    region = spel.region
    nummer = await awarded(region)
    await region.post("referral", start_message(nummer))
    await region.post("billing", a_claim("D1", "DN1", [a_line(nummer, "R1", 10)]))
    beheer = spel.caller(OrgType.BEHEER, dienst="contract")
    held = {"regiocode": REGIO, "geldigVan": "2026-01-01", "bron": "Besluit van de regio"}
    profiel = {"soort": "jhp", "ewsPlichtig": True}
    for path, body in (("/accounthouders", held), ("/aanbiederprofielen", profiel)):
        answer = await beheer.post(path, json={"agbCode": AGB} | body)
        assert answer.is_success, answer.text
    await region.rest()
    clock = region.services["reporting"].runtime.clock
    assert isinstance(clock, SimulatedClock)
    clock.move_to(clock.now() + timedelta(minutes=30))


async def _marap(spel: Spel) -> None:
    """One writes it, another approves."""
    await spel("POST /maraps")
    await spel(f"PUT {MARAP}/toelichtingen/{{indicatorId}}")
    await spel(f"POST {MARAP}/aansluitingen")
    await spel(f"POST {MARAP}/besluiten", persoon="Bram Vos")


async def _subscribed(spel: Spel) -> None:
    """All that is asked comes before a subscription ends; of one child a gemeente sees figures."""
    await spel("POST /abonnementen", OrgType.GEMEENTE)
    await spel(f"PUT {ABONNEMENT}", OrgType.GEMEENTE)
    await spel(f"POST {ABONNEMENT}/geheim", OrgType.GEMEENTE)
    await spel(f"POST {ABONNEMENT}/proef", OrgType.GEMEENTE)
    await spel(f"POST {ABONNEMENT}/herafleveringen", OrgType.GEMEENTE)
    seen = [
        name
        for name, operation in spel.operations.items()
        if OrgType.GEMEENTE in operation["x-organisatiesoorten"] and "/maraps" not in name
    ]
    await spel.questions(dict.fromkeys(seen, OrgType.GEMEENTE))
    await spel(f"DELETE {ABONNEMENT}", OrgType.GEMEENTE)
