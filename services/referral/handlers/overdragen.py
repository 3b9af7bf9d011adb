# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Handing a client over to the gemeente that it moved to: offered, then confirmed or refused."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.ids import new_id
from libs.common.problem import Conflict, Forbidden, InvalidInput, InvalidParam, NotFound
from libs.common.runtime import Runtime
from services.referral.domain.client import Adres, Client
from services.referral.domain.contract import Afwijking, under_contract
from services.referral.domain.gezag import Omgeving, with_surroundings
from services.referral.domain.herziening import current
from services.referral.domain.overdracht import (
    Overdracht,
    continued,
    continuing,
    handed_over,
)
from services.referral.domain.toewijzing import Toewijzing, decision_moment
from services.referral.handlers import gebeurtenissen, mail, toekennen, uitgaand, verwijsverloop
from services.referral.handlers.toekennen import Award
from services.referral.handlers.vinden import locked
from services.referral.store import (
    clienten,
    goedgekeurd,
    overdrachten,
    sources,
    toewijzingen,
)
from services.referral.store.clienten import Bekend

NA_VERHUIZING = Afwijking("verhuizing", "De hulp gaat na een verhuizing door.")
"""Without a contract of its own the new gemeente goes on with the help for a year at most."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Command: hand over what runs of a client, or these toewijzingen of it, from a day."""

    gemeentecode: str
    client_id: str
    naar: str
    per: date
    nummers: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Conclude:
    """Command of one of the two on an offer; `unchanged` may refuse its version."""

    gemeentecode: str
    overdracht_id: str
    unchanged: Callable[[int], None]


async def offer(rt: Runtime, session: AsyncSession, command: Offer) -> Overdracht:
    """409 when nothing runs, something was offered already, or claims go beyond the day."""
    await _ensure_party(session, command)
    client = await clienten.read(session, rt.need_vault(), command.gemeentecode, command.client_id)
    if client is None:
        raise NotFound("Deze client bestaat niet.")
    if not client.in_berichten:
        detail = "Een client buiten de berichten wordt buiten dit systeem overgedragen (OP003)."
        raise Conflict(detail, code="client-buiten-berichten")
    await clienten.lock(session, rt.need_vault(), client.id)
    if await overdrachten.open_of(session, client.id) is not None:
        raise Conflict("Deze client is al ter overdracht aangeboden.", code="al-aangeboden")
    chosen = await _chosen(session, command)
    await _refuse_claimed(session, chosen, command.per)
    made = Overdracht(
        id=new_id(),
        van=command.gemeentecode,
        naar=command.naar,
        client_id=client.id,
        per=command.per,
        toewijzing_ids=tuple(one.id for one in chosen),
        toestand="aangeboden",
        versie=1,
        aangeboden_op=decision_moment(rt.clock.now()),
    )
    await overdrachten.add(session, made)
    return made


async def confirm(
    rt: Runtime, session: AsyncSession, command: Conclude, adres: Adres
) -> Overdracht:
    """End help in the old gemeente and let it go on in the new one: JW301s of both."""
    vault = rt.need_vault()
    found, old = await _locked(rt, session, command, "naar")
    persoon = replace(old.persoon, adres=adres)
    who = Bekend(found.naar, old.bsn)
    new, _ = await clienten.ensure(session, vault, who, persoon, rt.clock.now())
    if new.persoon.adres is None:
        moved = with_surroundings(replace(new.persoon, adres=adres), Omgeving(), persoon)
        new = replace(new, versie=new.versie + 1, persoon=moved)
        await clienten.save(session, vault, new, rt.clock.now())
    moving = await _still_current(session, found)
    await _refuse_claimed(session, moving, found.per)
    for agb_code in sorted({one.agb_code for one in moving}):
        of_one = [one for one in moving if one.agb_code == agb_code]
        await _move(rt, session, found, (old, new), of_one)
    done = found.concluded("bevestigen", client_id=new.id)
    await overdrachten.update(session, done)
    return done


async def refuse(rt: Runtime, session: AsyncSession, command: Conclude, reden: str) -> Overdracht:
    """The new gemeente does not take it over: all stays as it was."""
    found, _ = await _locked(rt, session, command, "naar")
    done = found.concluded("weigeren", reden=reden)
    await overdrachten.update(session, done)
    return done


async def withdraw(rt: Runtime, session: AsyncSession, command: Conclude) -> Overdracht:
    """The old gemeente takes its offer back."""
    found, _ = await _locked(rt, session, command, "van")
    done = found.concluded("intrekken")
    await overdrachten.update(session, done)
    return done


async def _locked(
    rt: Runtime, session: AsyncSession, command: Conclude, party: str
) -> tuple[Overdracht, Client]:
    read = partial(_open, session, command, party)
    found, client = await locked(rt, session, read, "Deze overdracht bestaat niet.")
    command.unchanged(found.versie)
    return found, client


async def _open(session: AsyncSession, command: Conclude, party: str) -> Overdracht | None:
    found = await overdrachten.read(session, command.gemeentecode, command.overdracht_id)
    if found is None:
        return None
    if getattr(found, party) != command.gemeentecode:
        raise Forbidden("Deze stap is aan de andere gemeente.", code="niet-de-partij")
    if found.toestand != "aangeboden":
        raise Conflict(f"Deze overdracht is '{found.toestand}'.", code="verkeerde-stap")
    return found


async def _ensure_party(session: AsyncSession, command: Offer) -> None:
    reason = None
    if command.naar == command.gemeentecode:
        reason = "is de eigen gemeente"
    elif not await sources.knows_gemeente(session, command.naar):
        reason = "neemt hier niet deel: beëindig met reden 07 zodra zij de hulp overneemt"
    if reason is not None:
        raise InvalidInput(
            f"naar {reason}.", invalid_params=[InvalidParam("naar", "gemeente", reason)]
        )


async def _chosen(session: AsyncSession, command: Offer) -> list[Toewijzing]:
    known = await toewijzingen.of_client_anywhere(session, command.client_id)
    running = current(known, command.per)
    wanted = frozenset(running) if command.nummers is None else command.nummers
    unknown = sorted(wanted - running.keys())
    if unknown:
        reason = f"loopt niet op {command.per}: {', '.join(map(str, unknown))}"
        params = [InvalidParam("toewijzingNummers", "niet-actueel", reason)]
        raise InvalidInput(f"Een toewijzing {reason}.", invalid_params=params)
    if not wanted:
        raise Conflict("Er loopt geen hulp die kan worden overgedragen.", code="niets-lopend")
    return [running[number] for number in sorted(wanted)]


async def _still_current(session: AsyncSession, found: Overdracht) -> list[Toewijzing]:
    known = await toewijzingen.of_client_anywhere(session, found.client_id)
    chosen = [one for one in known if one.id in found.toewijzing_ids]
    return list(current(chosen, found.per).values())


async def _refuse_claimed(session: AsyncSession, moving: list[Toewijzing], per: date) -> None:
    """What was paid for stays with the gemeente that paid it (OP362)."""
    for one in moving:
        last = await goedgekeurd.last_day(session, one.gemeentecode, one.toewijzing_nummer)
        if last is not None and last >= per:
            detail = f"Op toewijzing {one.toewijzing_nummer} is goedgekeurd tot en met {last}: "
            raise Conflict(f"{detail}kies een latere dag.", code="OP362")


async def _move(
    rt: Runtime,
    session: AsyncSession,
    found: Overdracht,
    clients: tuple[Client, Client],
    moving: list[Toewijzing],
) -> None:
    """What runs at one aanbieder."""
    old, new = clients
    agb_code = moving[0].agb_code
    producten = await sources.contractproducten(session, new.gemeentecode, agb_code)
    of_old = await sources.contractproducten(session, old.gemeentecode, agb_code)
    who = Bekend(new.gemeentecode, new.bsn)
    for one in moving:
        ended = handed_over(one, found.per, rt.clock.now())
        await toewijzingen.change(session, ended)
        event = gebeurtenissen.toewijzing_vastgesteld(ended, old)
        await mail.publish(rt, session, [event], found.id)
        toekenning = continued(one.toekenning, found.per, producten)
        contracted = under_contract(toekenning, toekenning.ingangsdatum, producten)
        await toekennen.ensure_awardable(session, new, agb_code, toekenning)
        award = Award(
            who,
            agb_code,
            toekenning,
            voortzetting=continuing(one, found.per, of_old),
            verwijzing_id=await verwijsverloop.handed_over(rt, session, clients, one),
            afwijking=None if contracted else NA_VERHUIZING,
        )
        await toekennen.give(rt, session, new, award, None)
    for client in (old, new):
        await uitgaand.send_jw301(rt, session, client, agb_code)
