# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use cases of regions: the providers whose account they hold (AHR), and those they use (PART)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.clock import AMSTERDAM
from services.reporting.domain.accounthouders import (
    ALLE,
    Cel,
    Getal,
    aandeel,
    in_vijftallen,
    toon,
)
from services.reporting.domain.ews.niveau import KLEUREN
from services.reporting.domain.kwartaal import Kwartaal
from services.reporting.domain.onderdrukking import DREMPELS, Getoond, Lijn, onderdruk
from services.reporting.handlers.aanbiederfeiten import read_facts
from services.reporting.handlers.accounthouder import held_by, holders
from services.reporting.handlers.beoordelen import Beoordeling, assess
from services.reporting.store import accounthouders as store
from services.reporting.store import ews, partijen
from services.reporting.store.ews import GezetteStap, Niveaustand
from services.reporting.store.partijen import Houder

_OTHERS = 10
_TERUG = 4


@dataclass(frozen=True, slots=True)
class Gehouden:
    """A provider whose account a region holds."""

    agb_code: str
    naam: str | None
    bron: str
    beoordeling: Beoordeling
    clienten: Getal
    regios: int
    verloop: Mapping[Kwartaal, Niveaustand | None]
    """The level as it was told at the end of each quarter before, or at the moment asked of."""


@dataclass(frozen=True, slots=True)
class Deelname:
    """A provider that a region uses and another region speaks with; no figures of others."""

    agb_code: str
    naam: str | None
    accounthouder: Houder | None
    niveau: Niveaustand | None
    clienten: Getal
    omzet: int | None
    aandeel: int | None
    stappen: Sequence[GezetteStap]


async def held(
    session: AsyncSession, regiocode: str, kwartaal: Kwartaal, moment: datetime
) -> list[Gehouden]:
    """Those of a region today, the worst level first, then the highest step, then by code.

    Children to the nearest five: the view of one provider may round them for reasons that this list
    does not look at, and an exact number beside a rounded one tells what was rounded away.
    """
    today = moment.astimezone(AMSTERDAM).date()
    houders = await held_by(session, regiocode, today, moment)
    codes = sorted(houders)
    feiten = await read_facts(session, codes, kwartaal, moment)
    assessed = await assess(session, codes, kwartaal, moment, feiten)
    names = await partijen.aanbieder_names(session, codes)
    cells = {(code, str(kwartaal)): feiten.kinderen[code, kwartaal] for code in codes}
    before = await store.published(session, cells)
    levels = await _levels(session, codes, kwartaal, moment)
    found = []
    for code in codes:
        key = (code, str(kwartaal))
        shown = toon(cells[key], before[key])
        found.append(
            Gehouden(
                agb_code=code,
                naam=names.get(code),
                bron=houders[code].bron,
                beoordeling=assessed[code],
                clienten=in_vijftallen(shown.van(ALLE)),
                regios=len(shown.regios),
                verloop={quarter: told.get(code) for quarter, told in levels.items()},
            )
        )
    return sorted(found, key=urgency)


async def _levels(
    session: AsyncSession, codes: Sequence[str], kwartaal: Kwartaal, moment: datetime
) -> dict[Kwartaal, Mapping[str, Niveaustand]]:
    found: dict[Kwartaal, Mapping[str, Niveaustand]] = {}
    for back in range(_TERUG, 0, -1):
        quarter = kwartaal.verder(-back)
        end = datetime.combine(quarter.verder(1).begin, time(), AMSTERDAM).astimezone(UTC)
        found[quarter] = await ews.levels_at(session, codes, min(end, moment))
    return found


def urgency(one: Gehouden) -> tuple[int, int, str]:
    """The place of a provider in that list."""
    level = KLEUREN.index(one.beoordeling.niveau.kleur)
    return -level, -(one.beoordeling.om.trede or 0), one.agb_code


async def used(
    session: AsyncSession, regiocode: str, kwartaal: Kwartaal, moment: datetime
) -> list[Deelname]:
    """Those that help children of a region in the quarter, and of which it is not the holder."""
    today = moment.astimezone(AMSTERDAM).date()
    indeling = await partijen.indeling(session, moment)
    here = indeling.gemeenten(regiocode, kwartaal.maanden)
    days = (kwartaal.begin, kwartaal.eind)
    near = await partijen.active_in(session, here, kwartaal.maanden, moment)
    near |= await partijen.helping_in(session, here, *days, moment)
    houders = await holders(session, near, today, moment)
    codes = sorted(c for c in near if c not in houders or houders[c].regiocode != regiocode)
    feiten = await read_facts(session, sorted(near), kwartaal, moment, terug=())
    counts = {c: _own_and_others(feiten.kinderen[c, kwartaal], regiocode) for c in sorted(near)}
    shown = _eigen({code: own for code, (own, _) in counts.items()})
    levels = await ews.levels_at(session, codes, moment)
    names = await partijen.aanbieder_names(session, codes)
    steps: dict[str, list[GezetteStap]] = {}
    for one in await ews.steps(session, codes, moment):
        steps.setdefault(one.agb_code, []).append(one)
    found = []
    for code in codes:
        own, others = counts[code]
        spent = feiten.omzet[code, kwartaal]
        mine, all_of_it = spent.get(regiocode, 0), spent.get(ALLE, 0)
        hidden = code in shown.verborgen
        share = None if hidden or 0 < others < _OTHERS else aandeel(mine, all_of_it)
        found.append(
            Deelname(
                agb_code=code,
                naam=names.get(code),
                accounthouder=houders.get(code),
                niveau=levels.get(code),
                clienten=Getal(None, code in shown.klein) if hidden else Getal(own),
                omzet=None if hidden else mine,
                aandeel=share,
                stappen=steps.get(code, []),
            )
        )
    return found


def _eigen(counts: Mapping[str, int]) -> Getoond[str]:
    """What is hidden of the children of a region by provider: kerncijfers tell their total."""
    lijn = Lijn(tuple(counts), ALLE)
    whole = {**counts, ALLE: sum(counts.values())}
    return onderdruk(whole, [lijn] if counts else [], DREMPELS["regio"])


def _own_and_others(cells: Mapping[Cel, int], regiocode: str) -> tuple[int, int]:
    """Children of the region, and the fewest that those of all others can be."""
    own = cells.get((regiocode, ALLE), 0)
    return own, cells.get((ALLE, ALLE), 0) - own
