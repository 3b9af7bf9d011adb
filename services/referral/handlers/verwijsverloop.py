# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How a referral follows what is done about it: asked, decided, allocated, delivered, moved."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.ids import new_id
from libs.common.runtime import Runtime
from services.referral.domain.client import Client
from services.referral.domain.levering import Levering
from services.referral.domain.toewijzing import Toewijzing
from services.referral.domain.verwijsroute import AF, VOLGT, WACHT, Status
from services.referral.domain.verwijzing import Stap, Verwijzing, from_message, matching
from services.referral.domain.verzoek import Verzoek, VerzoekToewijzing
from services.referral.handlers import gebeurtenissen, mail, wachten
from services.referral.store import leveringen, toewijzingen, verwijzingen


async def keep(rt: Runtime, session: AsyncSession, client: Client, verwijzing: Verwijzing) -> None:
    """A referral as it now stands, and the news of it."""
    await verwijzingen.save(session, rt.need_vault(), verwijzing)
    event = gebeurtenissen.verwijzing_vastgesteld(verwijzing, client)
    await mail.publish(rt, session, [event], verwijzing.id)
    await wachten.judge(rt, session, client, verwijzing)


async def join(
    rt: Runtime, session: AsyncSession, client: Client, asked: Sequence[VerzoekToewijzing]
) -> None:
    """Each request goes on the referral it rests on; one that nobody registered is made of it."""
    waiting = await verwijzingen.of_client(session, rt.need_vault(), client.id, {*WACHT, "gestart"})
    joined: list[Verwijzing] = []
    for verzoek in asked:
        found = matching(waiting, verzoek)
        if found is None:
            same = (one for one in joined if one.verwijzer_code == verzoek.verwijzer.type)
            found = from_message(new_id(), verzoek, next(same, None))
        else:
            waiting.remove(found)
        joined.append(found.joined(verzoek, rt.clock.now()))
        await keep(rt, session, client, joined[-1])


async def decided(
    rt: Runtime,
    session: AsyncSession,
    client: Client,
    verzoek: Verzoek,
    answer: tuple[Status, str | None],
) -> None:
    """A request was rejected or is looked into; `answer` is that state, and why."""
    status, reden = answer
    found = await verwijzingen.of_verzoek(session, rt.need_vault(), verzoek.id)
    if found is not None and status in VOLGT[found.status]:
        changed = found.step(status, rt.clock.now(), {"reden_afwijzing": reden})
        await keep(rt, session, client, changed)


async def allocated(
    rt: Runtime, session: AsyncSession, client: Client, toewijzing: Toewijzing
) -> None:
    """Help was awarded on a referral."""
    if toewijzing.verwijzing_id is None:
        return
    (found,) = await verwijzingen.by_ids(session, rt.need_vault(), [toewijzing.verwijzing_id])
    changed = found.allocated(toewijzing, rt.clock.now())
    if changed != found:
        await keep(rt, session, client, changed)


async def delivered(
    rt: Runtime, session: AsyncSession, client: Client, agb_code: str, changed: Sequence[Levering]
) -> None:
    """Starts and stops were taken in; `changed` are the deliveries that they changed."""
    numbers = {one.sleutel.toewijzing_nummer for one in changed}
    known = await toewijzingen.of_client(session, client.id, agb_code)
    ids = {one.verwijzing_id for one in known if one.toewijzing_nummer in numbers} - {None}
    for found in await verwijzingen.by_ids(session, rt.need_vault(), [i for i in ids if i]):
        all_of_it = await leveringen.of_verwijzing(session, found.id)
        after = found.delivered(all_of_it, rt.clock.now())
        if after != found:
            await keep(rt, session, client, after)


async def taken_back(rt: Runtime, session: AsyncSession, client: Client, gone: Toewijzing) -> None:
    """A toewijzing was deleted: the referral goes with the last one."""
    if gone.verwijzing_id is None:
        return
    given = await toewijzingen.of_verwijzing(session, gone.verwijzing_id)
    (found,) = await verwijzingen.by_ids(session, rt.need_vault(), [gone.verwijzing_id])
    if all(one.verwijderd for one in given) and "ingetrokken" in VOLGT[found.status]:
        await keep(rt, session, client, found.step("ingetrokken", rt.clock.now()))


async def handed_over(
    rt: Runtime, session: AsyncSession, clients: tuple[Client, Client], moved: Toewijzing
) -> str | None:
    """A toewijzing goes on in another gemeente: the id of the referral that goes on there."""
    old, new = clients
    if moved.verwijzing_id is None:
        return None
    vault = rt.need_vault()
    known = await verwijzingen.continuing(session, vault, new.id, moved.verwijzing_id)
    if known is not None:
        return known.id
    (found,) = await verwijzingen.by_ids(session, vault, [moved.verwijzing_id])
    if found.status not in AF:
        await keep(rt, session, old, found.step("overgedragen", rt.clock.now()))
    follows = replace(
        found,
        id=new_id(),
        gemeentecode=new.gemeentecode,
        client_id=new.id,
        verzoek_id=None,
        voortzetting_van=found.id,
        toewijsdatum=None,
        begindatum=None,
        einddatum=None,
        woonplaats=None,
        stappen=(Stap("ontvangen", rt.clock.now()),),
        versie=0,
    )
    follows = follows.step("gevalideerd", rt.clock.now())
    await keep(rt, session, new, follows)
    return follows.id
