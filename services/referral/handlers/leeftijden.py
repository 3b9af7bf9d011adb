# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Refuses help beyond the age until which it may be given (R-12)."""

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.problem import Conflict
from libs.common.runtime import Runtime
from libs.ijw import evaluate
from services.referral.domain.client import Client
from services.referral.domain.leeftijd import kader_of, may_go_beyond
from services.referral.domain.toewijzing import Toekenning
from services.referral.domain.verwijzing import Verwijzing
from services.referral.handlers.bezwaren import params_of
from services.referral.rules.leeftijd import LEEFTIJD_RULES, LeeftijdFeiten
from services.referral.store import casusbeleid, toewijzingen

LEEFTIJDSGRENS = "WJ759-9"


async def refuse_beyond_age(
    rt: Runtime,
    session: AsyncSession,
    client: Client,
    toekenning: Toekenning,
    rests_on: Verwijzing | None,
) -> None:
    """409 for help that begins too late, unless it was decided on before 18 or is taken up again.

    What the child was referred for before it was 18, was decided on before.
    """
    born, begin = client.persoon.geboortedatum, toekenning.ingangsdatum
    referred = rests_on.verwijsdatum if rests_on else None
    needed_since = min(rt.clock.today(), referred or rt.clock.today())
    known = await toewijzingen.of_client_anywhere(session, client.id)
    earlier = [one.toekenning for one in known if not one.verwijderd]
    verlengd = may_go_beyond(born, begin, needed_since, earlier)
    code = rests_on.verwijzer_code if rests_on else None
    await _refuse(session, client, toekenning, (code, verlengd))


async def refuse_longer_than_age(
    session: AsyncSession, client: Client, toekenning: Toekenning
) -> None:
    """409 for help that runs and is made longer than the law allows."""
    await _refuse(session, client, toekenning, (None, True))


async def _refuse(
    session: AsyncSession, client: Client, toekenning: Toekenning, known: tuple[str | None, bool]
) -> None:
    code, verlengd = known
    vormen = (await casusbeleid.in_force(session, client.gemeentecode)).verblijfsvormen
    kader = kader_of(toekenning, vormen.get(toekenning.code or ""), code)
    feiten = LeeftijdFeiten(client.persoon.geboortedatum, kader, verlengd)
    findings = evaluate(LEEFTIJD_RULES, toekenning, feiten, "")
    if findings:
        params = params_of(findings)
        raise Conflict(findings[0].melding, code=LEEFTIJDSGRENS, invalid_params=params)
