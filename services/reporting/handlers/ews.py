# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use cases of the early warning system: take in deliveries, set steps and norms, tell levels."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts import EwsniveauGewijzigd
from libs.common.ids import new_id, next_numbers
from libs.common.problem import InvalidInput, InvalidParam
from libs.common.runtime import Runtime
from services.reporting.domain.ews.levering import Fout, fouten_jaar, fouten_kwartaal
from services.reporting.domain.ews.niveau import Stap, fouten_stap
from services.reporting.domain.ews.normen import normen_uit
from services.reporting.domain.ews.perioden import Soort
from services.reporting.domain.kwartaal import Kwartaal
from services.reporting.handlers.accounthouder import holders
from services.reporting.handlers.beoordelen import assess
from services.reporting.store import ews, partijen
from services.reporting.store.ews import GezetteStap, Levering, Niveaustand

Kanaal = Literal["rest", "upload"]


@dataclass(frozen=True, slots=True)
class Aanlevering:
    """What a provider sent: the period by its written form, and the fields as on the wire."""

    agb_code: str
    soort: Soort
    periode: str
    gegevens: Mapping[str, Any]
    kanaal: Kanaal


async def faults(session: AsyncSession, given: Aanlevering, today: date) -> list[Fout]:
    """Everything that is wrong with a delivery."""
    if given.soort == "jaar":
        return list(fouten_jaar(given.gegevens))
    regios = await partijen.regio_codes(session)
    kwartaal = Kwartaal.lees(given.periode)
    return list(fouten_kwartaal(kwartaal, given.gegevens, regios, today))


async def deliver(rt: Runtime, session: AsyncSession, given: Aanlevering) -> tuple[Levering, bool]:
    """Keep a delivery that is right; the same again is no other version.

    Raises `InvalidInput` with all that is wrong.
    """
    refuse(await faults(session, given, rt.clock.today()))
    return await keep(rt, session, given)


async def keep(rt: Runtime, session: AsyncSession, given: Aanlevering) -> tuple[Levering, bool]:
    """Keep a delivery of which `faults` finds none; whether it is a new version."""
    await _one_after_another(rt, session, [given.agb_code])
    before = await ews.newest_delivery(session, given.agb_code, given.periode)
    if before is not None and before.gegevens == given.gegevens:
        return before, False
    levering = Levering(
        levering_id=new_id(),
        agb_code=given.agb_code,
        soort=given.soort,
        periode=given.periode,
        versie=1 if before is None else before.versie + 1,
        bekend_op=rt.clock.now(),
        vervallen_op=None,
        kanaal=given.kanaal,
        gegevens=given.gegevens,
    )
    await ews.save_delivery(session, levering)
    await tell_levels(rt, session, [given.agb_code])
    return levering, True


async def set_step(
    rt: Runtime, session: AsyncSession, agb_code: str, regiocode: str, stap: Stap
) -> GezetteStap:
    """Add a step to the ladder. Raises `InvalidInput` with all that is wrong."""
    now = rt.clock.now()
    await _one_after_another(rt, session, [agb_code])
    earlier = [one.stap for one in await ews.steps(session, [agb_code], now)]
    refuse(fouten_stap(stap, earlier, rt.clock.today()))
    one = GezetteStap(new_id(), now, agb_code, regiocode, stap)
    await ews.save_step(session, one)
    await tell_levels(rt, session, [agb_code])
    return one


async def set_norms(
    rt: Runtime, session: AsyncSession, data: Mapping[str, Any], versie: int
) -> Mapping[str, Any]:
    """Keep thresholds as the version after `versie`; levels follow when the worker looks."""
    kept = {**data, "versie": versie + 1}
    normen_uit(kept)
    await ews.save_norm(session, kept, rt.clock.now())
    return kept


async def tell_levels(rt: Runtime, session: AsyncSession, agb_codes: Collection[str]) -> int:
    """Keep and publish the level of each of which it became another; how many there were."""
    await _one_after_another(rt, session, agb_codes)
    now, today = rt.clock.now(), rt.clock.today()
    kwartaal = Kwartaal.laatst_voorbij(today)
    found = await assess(session, agb_codes, kwartaal, now)
    told = await ews.levels_at(session, agb_codes, now)
    changed = [
        one
        for code, one in sorted(found.items())
        if code not in told or told[code].niveau != one.niveau.kleur
    ]
    held = await holders(session, [one.agb_code for one in changed], today, now)
    events = []
    for one in changed:
        before = told.get(one.agb_code)
        stand = Niveaustand(
            agb_code=one.agb_code,
            versie=before.versie + 1 if before else 1,
            bekend_op=now,
            kwartaal=str(kwartaal),
            niveau=one.niveau.kleur,
            redenen=one.niveau.redenen,
            norm_versie=one.normen.versie,
        )
        await ews.save_level(session, stand)
        holder = held.get(one.agb_code)
        events.append(_event(stand, before, one.om.trede, holder.regiocode if holder else None))
    await rt.outbox.add(session, *events)
    return len(changed)


def _event(
    stand: Niveaustand, before: Niveaustand | None, trede: int | None, houder: str | None
) -> EwsniveauGewijzigd:
    return EwsniveauGewijzigd.model_validate(
        {
            "agb_code": stand.agb_code,
            "versie": stand.versie,
            "kwartaal": stand.kwartaal,
            "niveau": stand.niveau,
            "vorig_niveau": before.niveau if before else None,
            "redenen": stand.redenen,
            "trede": trede,
            "norm_versie": stand.norm_versie,
            "accounthouder": houder,
            "vastgesteld_op": stand.bekend_op,
        }
    )


def refuse(found: Iterable[Fout], place: str = "") -> None:
    """Raise all of them as one refusal."""
    wrong = [InvalidParam(f"{place}{one.veld}", one.code, one.reden) for one in found]
    if wrong:
        detail = "; ".join(f"{one.name} {one.reason}" for one in wrong[:5])
        raise InvalidInput(f"{detail}.", invalid_params=wrong)


async def _one_after_another(
    rt: Runtime, session: AsyncSession, agb_codes: Collection[str]
) -> None:
    """Changes of one provider wait for each other: the row of its number is locked."""
    await next_numbers(session, rt.mechanics.numbers, {f"ews/{code}": 1 for code in agb_codes})
