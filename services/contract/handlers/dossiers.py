# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use cases of dossiers: open one, change it; each version is kept and published."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts import Event
from libs.common.ids import new_id
from libs.common.problem import NotFound
from libs.common.runtime import Runtime
from services.contract import store
from services.contract.domain import Fault
from services.contract.handlers.overzichten import holder_on
from services.contract.handlers.soort import Invoer, Soort
from services.contract.handlers.versies import Expect, refuse
from services.contract.store import dossiers
from services.contract.store.dossiers import Dossier, Zicht


async def open_dossier(
    rt: Runtime, session: AsyncSession, soort: Soort, eigenaar: str, invoer: Invoer
) -> Dossier:
    """A new one of a kind."""
    made = _dossier(rt, soort, new_id(), eigenaar, invoer, 1)
    await _check(session, soort, made, invoer)
    await _keep(rt, session, soort, made, invoer)
    return made


async def change_dossier(
    rt: Runtime,
    session: AsyncSession,
    soort: Soort,
    place: tuple[str, str],
    invoer: Invoer,
    expect: Expect,
) -> Dossier:
    """Change one by its owner and id; the same content again changes nothing.

    Raises `NotFound` when it is another's.
    """
    eigenaar, dossier_id = place
    zicht = Zicht(eigenaren=(eigenaar,))
    held = await dossiers.read(session, soort.naam, dossier_id, zicht, lock=True)
    if held is None or held.eigenaar != eigenaar:
        raise NotFound(f"Dit dossier ({soort.titel.lower()}) bestaat niet.")
    expect(held.versie)
    wanted = _dossier(rt, soort, held.id, eigenaar, invoer, held.versie + 1)
    if wanted.inhoud == held.inhoud:
        return held
    await _check(session, soort, wanted, invoer)
    await _keep(rt, session, soort, wanted, invoer)
    return wanted


def invoer_of(soort: Soort, dossier: Dossier) -> Invoer:
    """What was given, of what is kept."""
    return soort.invoer.model_validate(dossier.inhoud)


async def _check(session: AsyncSession, soort: Soort, dossier: Dossier, invoer: Invoer) -> None:
    faults: list[Fault] = []
    for name, code in soort.agb_codes(invoer):
        if await store.read_aanbieder(session, code) is None:
            faults.append(Fault(name, "onbekend", "is geen geregistreerde aanbieder"))
    own: Sequence[Any] = [invoer_of(soort, one) for one in await dossiers.beside(session, dossier)]
    refuse([*faults, *soort.fouten(invoer, own)])


async def _keep(
    rt: Runtime, session: AsyncSession, soort: Soort, dossier: Dossier, invoer: Invoer
) -> None:
    await dossiers.save(session, dossier)
    if soort.gebeurtenis_met_accounthouder is not None and dossier.agb_code is not None:
        holder = await holder_on(session, dossier.agb_code, rt.clock.today())
        code = holder.regiocode if holder else None
        event: Event | None = soort.gebeurtenis_met_accounthouder(dossier, invoer, code)
    else:
        event = soort.gebeurtenis(dossier, invoer)
    if event is not None:
        await rt.outbox.add(session, event)


def _dossier(
    rt: Runtime, soort: Soort, dossier_id: str, eigenaar: str, invoer: Invoer, versie: int
) -> Dossier:
    about = next((code for _, code in soort.agb_codes(invoer)), None)
    return Dossier(
        id=dossier_id,
        soort=soort.naam,
        eigenaar=eigenaar,
        agb_code=about,
        gedeeld=soort.gedeeld(invoer),
        inhoud=invoer.model_dump(mode="json", by_alias=True),
        versie=versie,
        gewijzigd_op=rt.clock.now(),
    )
