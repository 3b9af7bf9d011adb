# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use cases between installations: take in what another one signed, and deliver our own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.auth import Caller
from libs.common.problem import Forbidden, InvalidInput, InvalidParam
from libs.common.runtime import Runtime
from services.reporting.domain.accounthouders import ALLE, DEFINITIEVERSIE, DREMPEL
from services.reporting.domain.federatie import (
    Ondertekend,
    SignatureError,
    gelezen,
    genoemde_bron,
    te_klein,
)
from services.reporting.domain.kwartaal import Kwartaal
from services.reporting.handlers.accounthouder import held_by
from services.reporting.handlers.accounthouders import Weergave, view
from services.reporting.store import accounthouders as ah
from services.reporting.store import federatie as store
from services.reporting.store.federatie import Bron, Geleverd

Uitkomst = Literal["nieuw", "ongewijzigd", "verouderd"]


@dataclass(frozen=True, slots=True)
class Gelezen:
    """A delivery of which the source is proven."""

    bron: Bron
    jws: str
    weergave: Mapping[str, Any]


async def prove(session: AsyncSession, caller: Caller, jws: str) -> Gelezen:
    """Whose it is. Raises `Forbidden` when it is not signed by a source that may speak for the
    caller: nothing of its content is told."""
    given = await signed_by(session, jws)
    if caller.code not in given.bron.regiocodes:
        raise Forbidden("Deze bron levert niet voor uw regio.", code="bron-van-anderen")
    return given


async def signed_by(session: AsyncSession, jws: str, naam: str | None = None) -> Gelezen:
    """By which known source it is signed, and no other than the one of that name if one is given.
    Raises `Forbidden`."""
    try:
        bron = await store.read_source(session, genoemde_bron(jws))
        if bron is None or naam not in {None, bron.bron}:
            raise SignatureError("unknown source")
        one: Ondertekend = gelezen(jws, bron.bron, bron.publieke_sleutel)
    except SignatureError as error:
        detail = "De weergave is niet ondertekend door een bekende bron."
        raise Forbidden(detail, code="handtekening-ongeldig") from error
    return Gelezen(bron, jws, one.weergave)


async def keep(
    rt: Runtime, session: AsyncSession, given: Gelezen, peilmoment: datetime
) -> tuple[Geleverd, Uitkomst]:
    """Keep a view in place of an older one of the same source, provider and quarter.

    The same again, and what is older than what stands, change nothing: any order ends the same.
    """
    inhoud = given.weergave
    _refuse(given)
    key = (given.bron.bron, inhoud["agbCode"], inhoud["kwartaal"])
    before = await store.newest_view(session, *key)
    if before is not None and before.inhoud == inhoud:
        return before, "ongewijzigd"
    if before is not None and peilmoment <= before.peilmoment:
        return before, "verouderd"
    one = Geleverd(
        bron=key[0],
        agb_code=key[1],
        kwartaal=key[2],
        versie=before.versie + 1 if before else 1,
        bekend_op=rt.clock.now(),
        peilmoment=peilmoment,
        inhoud=inhoud,
        jws=given.jws,
    )
    await store.save_view(session, one)
    return one, "nieuw"


def _refuse(given: Gelezen) -> None:
    """What no installation may deliver."""
    inhoud, wrong = given.weergave, []
    if inhoud["definitieversie"] != DEFINITIEVERSIE:
        reason = f"is een andere dan hier ({DEFINITIEVERSIE})"
        wrong.append(InvalidParam("definitieversie", "andere-definitie", reason))
    for name in ("regios", "zorgvormen"):
        for place, one in enumerate(inhoud[name]):
            if one["regiocode"] not in (ALLE, *given.bron.regiocodes):
                reason = "is geen regio van deze bron"
                wrong.append(InvalidParam(f"{name}[{place}].regiocode", "niet-van-bron", reason))
    if any(one["bron"] != given.bron.bron for one in (*inhoud["regios"], inhoud["totaal"])):
        reason = "noemen een andere bron dan die ondertekende"
        wrong.append(InvalidParam("regios", "andere-bron", reason))
    if any(te_klein(inhoud, DREMPEL)):
        reason = f"bevat een aantal onder {DREMPEL}"
        wrong.append(InvalidParam("regios", "niet-onderdrukt", reason))
    if wrong:
        detail = "; ".join(f"{one.name} {one.reason}" for one in wrong)
        raise InvalidInput(f"{detail}.", invalid_params=wrong)


async def to_deliver(rt: Runtime, regiocode: str, kwartaal: Kwartaal) -> list[Weergave]:
    """Our views of the providers whose account a region elsewhere holds; kept as shown."""
    now, today = rt.clock.now(), rt.clock.today()
    async with rt.db.read() as session:
        codes = sorted(await held_by(session, regiocode, today, now))
        found = [await view(session, code, kwartaal, now, "accounthouder") for code in codes]
    async with rt.db.begin() as session:
        for one in found:
            await ah.publish(session, one.agb_code, one.kaal, now)
    return [one for one in found if one.kaal[kwartaal]]
