# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What a visitor chose to look at, out of the address of the page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode

from libs.common.auth import Caller, OrgType
from libs.common.clock import AMSTERDAM, Clock
from libs.ijw.months import months, months_later
from services.reporting.api.vragen import MAAND, MAX_MONTHS, gebied_van
from services.reporting.handlers.gevraagd import Gebied
from services.reporting.store import Window

_GEMEENTE = re.compile(r"[0-9]{4}")
_MAANDEN_TERUG = 11


@dataclass(frozen=True, slots=True)
class Keuze:
    """Firsts of the first and last month, the gemeente if one was chosen, and as known when."""

    van: date
    tot: date
    peilmoment: datetime
    gemeente: str | None = None
    peildag: date | None = None

    def window(self, caller: Caller, *groepering: str) -> Window:
        """The question to the store, within what the caller may see."""
        gebied, now = self.gebied(caller), self.peildag is None
        asked = (self.van, self.tot, self.peilmoment, groepering, gebied.regio, gebied.gemeente)
        return Window(*asked, nu=now)

    def gebied(self, caller: Caller) -> Gebied:
        """Whose figures; a gemeente sees itself, whatever stands in the address."""
        chosen = None if caller.org_type == OrgType.GEMEENTE else self.gemeente
        return gebied_van(caller, None, chosen)

    def verder(self, **anders: str) -> str:
        """The same choice but for some of it, as a query string."""
        gekozen = {
            "van": f"{self.van:%Y-%m}",
            "tot": f"{self.tot:%Y-%m}",
            "gemeente": self.gemeente or "",
            "peildag": f"{self.peildag or ''}",
        }
        return urlencode({k: v for k, v in (gekozen | anders).items() if v})

    @property
    def maanden(self) -> list[date]:
        """The months of it, in order."""
        return list(months(self.van, self.tot))


def gekozen(query: Mapping[str, str], clock: Clock) -> tuple[Keuze, list[str]]:
    """What was chosen, by default the last twelve months; with all that was wrong with it."""
    fouten: list[str] = []
    deze = clock.today().replace(day=1)
    van = _maand(query, "van", "Eerste maand", fouten) or months_later(deze, -_MAANDEN_TERUG)
    tot = _maand(query, "tot", "Laatste maand", fouten) or deze
    if van > tot:
        fouten.append("De laatste maand ligt voor de eerste.")
        tot = van
    gemeente = query.get("gemeente") or None
    if gemeente and not _GEMEENTE.fullmatch(gemeente):
        fouten.append("Gemeente is geen code van vier cijfers.")
        gemeente = None
    keuze = _zoals_bekend(Keuze(van, tot, clock.now(), gemeente), query, clock, fouten)
    if len(keuze.maanden) > MAX_MONTHS:
        fouten.append(f"Kies ten hoogste {MAX_MONTHS} maanden.")
        keuze = replace(keuze, van=months_later(keuze.tot, 1 - MAX_MONTHS))
    return keuze, fouten


def _maand(query: Mapping[str, str], naam: str, label: str, fouten: list[str]) -> date | None:
    gegeven = query.get(naam, "")
    if re.fullmatch(MAAND, gegeven):
        return date.fromisoformat(f"{gegeven}-01")
    if gegeven:
        fouten.append(f"{label} is geen maand (jjjj-mm).")
    return None


def _zoals_bekend(keuze: Keuze, query: Mapping[str, str], clock: Clock, fouten: list[str]) -> Keuze:
    peildag, peilmoment = peil(query, clock, fouten)
    return replace(keuze, peildag=peildag, peilmoment=peilmoment)


def peil(query: Mapping[str, str], clock: Clock, fouten: list[str]) -> tuple[date | None, datetime]:
    """The day as of whose end a page shows what was known, and that moment; without one, or while
    that day is not over, it is now."""
    now, gegeven = clock.now(), query.get("peildag", "")
    if not gegeven:
        return None, now
    try:
        dag = date.fromisoformat(gegeven)
    except ValueError:
        fouten.append("De dag waarop iets bekend was is geen datum (jjjj-mm-dd).")
        return None, now
    if not date(2000, 1, 1) <= dag <= clock.today():
        fouten.append("De dag waarop iets bekend was ligt in de toekomst, of voor 2000.")
        return None, now
    eind = datetime.combine(dag + timedelta(days=1), time(), AMSTERDAM).astimezone(UTC)
    return dag, min(eind, now)
