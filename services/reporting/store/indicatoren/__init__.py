# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Facts for indicators, as known at a moment, only of the kinds that are asked for."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from services.reporting.domain.indicatoren.feiten import Feiten
from services.reporting.store.indicatoren.bereik import Bereik
from services.reporting.store.indicatoren.overig import READERS, Overig
from services.reporting.store.indicatoren.zorg import Lezer, Verwijzers, clients, referrers
from services.reporting.store.vormen import zorgvormen

__all__ = ["Bereik", "load_facts"]

_CARE = {"hulp": Lezer.hulp, "bedragen": Lezer.bedragen, "toewijzingen": Lezer.toewijzingen}


async def load_facts(session: AsyncSession, bereik: Bereik, soorten: Iterable[str]) -> Feiten:
    """The kinds asked for (`verwijzers` among them: by whom clients were referred)."""
    asked = set(soorten)
    vormen = await zorgvormen(session, bereik.peilmoment)
    found: dict[str, Any] = {}
    care = asked & _CARE.keys()
    if care:
        named = await referrers(session, bereik) if "verwijzers" in asked else Verwijzers()
        lezer = Lezer(session, bereik, vormen, named)
        for kind in care:
            found[kind] = await _CARE[kind](lezer)
    overig = Overig(session, bereik, vormen)
    for kind in asked & READERS.keys():
        found[kind] = await READERS[kind](overig)
    if "clienten" in asked:
        found["clienten"] = await clients(session, bereik)
    return Feiten(**found)
