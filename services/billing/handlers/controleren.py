# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Material control: one step after another, and every attempt is written down (B-18)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.problem import Conflict, Forbidden, NotFound, Problem
from libs.common.runtime import Runtime
from services.billing.domain.controle import VERLOOP, Controle, Handeling
from services.billing.handlers.zaken import Daad, Op, any_version, volgende
from services.billing.rules.controle import (
    Gegevens,
    Weigering,
    may_open_file,
    may_see_figures,
    may_step,
)
from services.billing.store import controles, zaken
from services.billing.store.controles import Audit, Cijfer

DETAIL_STAPPEN = (
    "specifieke-risicoanalyse",
    "specifiek-controleplan",
    "conceptrapport",
    "hoor-en-wederhoor",
)
"""Steps of which the text may be about clients; emptied at the end of the retention."""

PURPOSE_DOSSIER = "controledossier"
"""Purpose of the hash that names a client in one control: no two controls share it."""


@dataclass(frozen=True, slots=True)
class Poging:
    """Somebody tries something on a control; `persoon` is the claim of the token."""

    controle_id: str
    handeling: str
    door: str
    code: str
    persoon: str | None = None
    dossier: str | None = None
    waarom: str | None = None
    inhoud: Mapping[str, Any] = field(default_factory=dict)
    op: Op = any_version

    def as_audit(self, rt: Runtime, reden: str | None = None) -> Audit:
        """As it is written down; with a reason when it was refused."""
        return Audit(
            controle_id=self.controle_id,
            handeling=self.handeling,
            door=self.door,
            persoon=self.persoon,
            op=rt.clock.now(),
            reden=reden,
            dossier=self.dossier,
            waarom=self.waarom,
        )

    def as_daad(self) -> Daad:
        """The same as a step."""
        return Daad(self.handeling, self.door, self.code, self.inhoud)


async def start(rt: Runtime, session: AsyncSession, controle: Controle, poging: Poging) -> None:
    """Fix the goal: the first step, on which everything else rests."""
    await controles.add(session, controle)
    stap = poging.as_daad().as_step(rt, controle.id, controle.versie, controle.toestand)
    await zaken.note(session, stap)
    await controles.log(session, poging.as_audit(rt))


async def step(
    rt: Runtime, session: AsyncSession, handeling: Handeling, gegevens: Gegevens, poging: Poging
) -> Controle:
    """The next step of the ladder; 409 out of order, 403 for who may not take it."""
    before = await _own(session, poging, lock=True)
    poging.op(before.versie)
    toestand = volgende(VERLOOP, before.toestand, handeling)
    _refuse(may_step(before, handeling, gegevens, poging.persoon, rt.clock.today()))
    after = _changed(replace(before, toestand=toestand, versie=before.versie + 1), gegevens)
    await controles.update(session, after)
    await zaken.note(session, poging.as_daad().as_step(rt, after.id, after.versie, toestand))
    await controles.log(session, poging.as_audit(rt))
    return after


async def see_figures(rt: Runtime, session: AsyncSession, poging: Poging) -> Sequence[Cijfer]:
    """Aggregates of the aanbieder in the period; written down like everything."""
    controle = await _own(session, poging)
    _refuse(may_see_figures(controle))
    await controles.log(session, poging.as_audit(rt))
    return await controles.figures(session, controle)


async def list_files(rt: Runtime, session: AsyncSession, poging: Poging) -> dict[str, int]:
    """Lines per client, each client under a name that is of this control only."""
    controle = await _own(session, poging)
    _refuse(may_open_file(controle, poging.persoon))
    await controles.log(session, poging.as_audit(rt))
    await controles.note_clients(session, controle)
    counted = await controles.clients(session, controle)
    return dict(sorted((_name(rt, controle, h), n) for h, n in counted.items()))


async def open_file(rt: Runtime, session: AsyncSession, poging: Poging) -> Sequence[sa.Row[Any]]:
    """The lines of one client, in the detail control and for the bound person only."""
    controle = await _own(session, poging)
    _refuse(may_open_file(controle, poging.persoon))
    known = {_name(rt, controle, h): h for h in await controles.clients(session, controle)}
    if poging.dossier not in known:
        raise NotFound("Dit dossier hoort niet bij deze controle.")
    await controles.log(session, poging.as_audit(rt))
    return await controles.lines_of(session, controle, known[poging.dossier])


async def note_refusal(rt: Runtime, poging: Poging, refusal: Problem) -> None:
    """Write down what was refused, in a transaction of its own: the other one is undone."""
    async with rt.db.begin() as session:
        await controles.log(session, poging.as_audit(rt, refusal.specific_code))


async def clear_expired(rt: Runtime, session: AsyncSession, gemeentecode: str) -> int:
    """Empty the detail of controls after their retention (RJ 6b.6); how many."""
    return await _clear(session, await controles.expired(session, rt.clock.today(), gemeentecode))


async def keep_retention(rt: Runtime) -> bool:
    """The same for all gemeenten, by a worker: what must go does not wait for anybody."""
    async with rt.db.read() as session:  # no transaction that writes while nothing is due
        ids = await controles.expired(session, rt.clock.today())
    if ids:
        async with rt.db.begin() as session:
            await _clear(session, ids)
    return False


async def _clear(session: AsyncSession, ids: Sequence[str]) -> int:
    if ids:
        await controles.empty(session, ids, DETAIL_STAPPEN)
    return len(ids)


async def _own(session: AsyncSession, poging: Poging, *, lock: bool = False) -> Controle:
    found = await controles.read(session, poging.controle_id, lock=lock)
    if found is None or found.gemeentecode != poging.code:
        raise NotFound("Deze controle bestaat niet.")
    return found


def _refuse(weigering: Weigering | None) -> None:
    if weigering is None:
        return
    kind = Forbidden if weigering.verboden else Conflict
    raise kind(weigering.zin, code=weigering.code)


def _changed(controle: Controle, gegevens: Gegevens) -> Controle:
    """What a step states stays until another step states it."""
    zeker = gegevens.voldoende_zekerheid
    return replace(
        controle,
        voldoende_zekerheid=controle.voldoende_zekerheid if zeker is None else zeker,
        gebonden_persoon=gegevens.persoon or controle.gebonden_persoon,
        start_detail=gegevens.start_detail or controle.start_detail,
        bewaren_tot=gegevens.bewaren_tot or controle.bewaren_tot,
    )


def _name(rt: Runtime, controle: Controle, bsn_hash: str) -> str:
    return rt.need_vault().pseudonym(f"{controle.id}/{bsn_hash}", PURPOSE_DOSSIER)
