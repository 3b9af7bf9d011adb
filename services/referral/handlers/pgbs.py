# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use cases of budgets: give one, end it; never beside the same product in kind (OP043)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts.referral import PgbVastgesteld
from libs.common.ids import new_id
from libs.common.problem import Conflict, InvalidInput, InvalidParam
from libs.common.runtime import Runtime
from services.referral.domain.client import Client
from services.referral.domain.pgb import Pgb, Voorwaarden, excluded_by, in_kind_beside
from services.referral.domain.toewijzing import Toekenning, decision_moment
from services.referral.handlers import mail
from services.referral.handlers.vinden import locked, registered
from services.referral.store import pgbs, toewijzingen
from services.referral.store.clienten import Bekend


@dataclass(frozen=True, slots=True)
class GivePgb:
    """Command: a budget for a registered client."""

    client: Bekend
    categorie: str
    code: str | None
    begindatum: date
    einddatum: date | None
    voorwaarden: Voorwaarden


@dataclass(frozen=True, slots=True)
class EndPgb:
    """Command: another end; before the begin, it was never there."""

    gemeentecode: str
    pgb_id: str
    einddatum: date | None
    unchanged: Callable[[int], None]


async def give(rt: Runtime, session: AsyncSession, command: GivePgb) -> Pgb:
    """400 where a condition of the law is not met, 409 beside the same product in kind."""
    grounds = list(command.voorwaarden.weigeringsgronden())
    params = [InvalidParam(name, "weigeringsgrond", reason) for name, reason in grounds]
    if command.einddatum is not None and command.einddatum < command.begindatum:
        params.append(InvalidParam("einddatum", "volgorde", "ligt voor begindatum"))
    if params:
        detail = "; ".join(f"{param.name}: {param.reason}" for param in params)
        raise InvalidInput(f"{detail}.", invalid_params=params)
    client = await registered(rt, session, command.client)
    made = Pgb(
        id=new_id(),
        gemeentecode=client.gemeentecode,
        client_id=client.id,
        categorie=command.categorie,
        code=command.code,
        begindatum=command.begindatum,
        einddatum=command.einddatum,
        voorwaarden=command.voorwaarden,
        versie=1,
        vastgesteld_op=decision_moment(rt.clock.now()),
    )
    await _keep(rt, session, client, made)
    return made


async def end(rt: Runtime, session: AsyncSession, command: EndPgb) -> Pgb:
    """The next version, or `NotFound`."""
    read = partial(pgbs.read, session, command.gemeentecode, command.pgb_id)
    held, client = await locked(rt, session, read, "Dit pgb bestaat niet.")
    command.unchanged(held.versie)
    if held.einddatum == command.einddatum:
        return held
    changed = held.ends(command.einddatum, decision_moment(rt.clock.now(), held.vastgesteld_op))
    await _keep(rt, session, client, changed)
    return changed


async def refuse_beside_pgb(session: AsyncSession, client_id: str, toekenning: Toekenning) -> None:
    """409 for help in kind while a budget for the same product runs (OP043)."""
    pgb = excluded_by(toekenning, await pgbs.of_client(session, client_id))
    if pgb is not None:
        end_ = f"t/m {pgb.einddatum}" if pgb.einddatum else "zonder einde"
        raise _conflict(f"Voor dit product loopt een pgb van {pgb.begindatum} {end_}.")


async def _keep(rt: Runtime, session: AsyncSession, client: Client, pgb: Pgb) -> None:
    beside = in_kind_beside(pgb, await toewijzingen.of_client_anywhere(session, client.id))
    if beside is not None:
        until = beside.toekenning.einddatum
        end_ = f"t/m {until}" if until else "zonder einde"
        raise _conflict(
            f"Dit product is in natura toegewezen vanaf {beside.toekenning.ingangsdatum} {end_}; "
            "de toewijzing eindigt uiterlijk de dag voor het pgb."
        )
    await pgbs.save(session, pgb)
    event = PgbVastgesteld(
        pgb_id=pgb.id,
        versie=pgb.versie,
        gemeentecode=pgb.gemeentecode,
        client_pseudoniem=client.pseudoniem,
        categorie=pgb.categorie,
        code=pgb.code,
        begindatum=pgb.begindatum,
        einddatum=pgb.einddatum,
        vastgesteld_op=pgb.vastgesteld_op,
    )
    await mail.publish(rt, session, [event], pgb.id)


def _conflict(detail: str) -> Conflict:
    return Conflict(detail, code="OP043")
