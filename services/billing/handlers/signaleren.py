# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Signals about aanbieders: what one reports about itself, and a report to the IKZ."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.ids import new_id
from libs.common.problem import Conflict, InvalidInput
from libs.common.runtime import Runtime
from services.billing.domain.ikzmelding import IkzMelding
from services.billing.domain.signalering import Bedrijfsopgave
from services.billing.handlers.betalen import Dader
from services.billing.rules.signalering import AanbiederSignalen, look
from services.billing.store import bedrijfsopgaven, declaranten, ikzmeldingen, signalering
from services.billing.store.bereik import Bereik

MEESTE_DAGEN = 366


@dataclass(frozen=True, slots=True)
class Melding:
    """What an officer wants to report: which signals about whom, and where the file is."""

    agb_code: str
    bereik: Bereik
    signalen: frozenset[str]
    kenmerk: str


async def signals(
    rt: Runtime, session: AsyncSession, bereik: Bereik
) -> Sequence[AanbiederSignalen]:
    """All signals over a period of at most a year, with the thresholds of today."""
    if not 1 <= bereik.dagen <= MEESTE_DAGEN:
        raise InvalidInput("De periode loopt van de eerste dag tot en met hooguit een jaar later.")
    return look(await signalering.figures(session, bereik), rt.clock.today())


async def keep_own_report(
    rt: Runtime, session: AsyncSession, opgave: Bedrijfsopgave
) -> Bedrijfsopgave:
    """The next version of what an aanbieder reports about a year; not of a year to come."""
    if opgave.jaar > rt.clock.today().year or opgave.opgericht_op > rt.clock.today():
        raise InvalidInput("Een opgave gaat niet over wat nog komt.")
    await declaranten.lock_declarant(session, opgave.agb_code)
    last = await bedrijfsopgaven.last_version(session, opgave.agb_code, opgave.jaar)
    kept = replace(opgave, versie=last + 1)
    await bedrijfsopgaven.add(session, kept, rt.clock.now())
    return kept


async def report_to_ikz(
    rt: Runtime, session: AsyncSession, melding: Melding, wie: Dader
) -> IkzMelding:
    """Write down that signals were reported, with the figures of now; 409 when one is not given."""
    found = await signals(rt, session, melding.bereik)
    about = next((one for one in found if one.agb_code == melding.agb_code), None)
    given = {one.signaal.id: one for one in about.gezien} if about else {}
    missing = sorted(melding.signalen - given.keys())
    if about is None or missing:
        detail = f"Dit signaal is nu niet te zien bij deze aanbieder: {', '.join(missing)}."
        raise Conflict(detail, code="signaal-niet-gegeven")
    kept = IkzMelding(
        id=new_id(),
        gemeentecode=wie.gemeentecode,
        agb_code=melding.agb_code,
        van=melding.bereik.van,
        tot=melding.bereik.tot,
        score=about.score,
        signalen=tuple(
            {
                "id": name,
                "cijfers": dict(given[name].cijfers),
                "drempel": given[name].drempel.waarde,
            }
            for name in sorted(melding.signalen)
        ),
        kenmerk=melding.kenmerk,
        door=wie.client_id,
        persoon=wie.persoon,
        op=rt.clock.now(),
    )
    await ikzmeldingen.add(session, kept)
    return kept
