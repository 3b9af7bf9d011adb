# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Correcting what is kept of a client: here, at its aanbieders, and at who counts it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.crypto import Vault
from libs.common.ids import new_id
from libs.common.problem import Conflict, InvalidParam, NotFound
from libs.common.runtime import Runtime
from libs.ijw import evaluate
from services.referral.domain.client import Client
from services.referral.domain.correctie import Correctie, Gecorrigeerd, changes, merged
from services.referral.domain.toewijzing import Toewijzing, stacked_on, to_send
from services.referral.handlers import gebeurtenissen, mail, uitgaand
from services.referral.handlers.bezwaren import refuse_input
from services.referral.rules.client import CLIENT_RULES, ClientFeiten
from services.referral.store import clienten, correcties, toewijzingen
from services.referral.store.clienten import Bekend


@dataclass(frozen=True, slots=True)
class Correct:
    """Command: this is right of a client, says `door`.

    `unchanged` is called with the version that is about to be corrected, and may refuse it.
    """

    gemeentecode: str
    client_id: str
    correctie: Correctie
    door: str
    unchanged: Callable[[int], None]


async def correct(rt: Runtime, session: AsyncSession, command: Correct) -> Client:
    """The client as it is right; what is so already changes nothing."""
    vault, now, asked = rt.need_vault(), rt.clock.now(), command.correctie
    before = await _mine(session, vault, command)
    command.unchanged(before.versie)
    after = replace(before, versie=before.versie + 1, persoon=asked.of(before.persoon))
    refuse_input(evaluate(CLIENT_RULES, after.persoon, ClientFeiten(rt.clock.today()), ""))
    if asked.adres and not before.in_berichten:
        raise Conflict("Buiten de berichten wordt geen adres bewaard.", code="buiten-berichten")
    if asked.bsn is not None and asked.bsn != before.bsn:
        after = await _with_bsn(session, vault, (before, after), asked, now)
    gewijzigd = changes(before, after)
    if not gewijzigd:
        return before
    await clienten.save(session, vault, after, now)
    one = Gecorrigeerd(
        id=new_id(),
        gemeentecode=after.gemeentecode,
        client_id=after.id,
        versie=after.versie,
        reden=asked.reden,
        bron=asked.bron,
        door=command.door,
        gewijzigd=gewijzigd,
        gecorrigeerd_op=now,
    )
    await correcties.keep(session, vault, one)
    await tell(rt, session, before, after, one.id)
    await _tell_aanbieders(rt, session, after)
    return after


async def tell(
    rt: Runtime, session: AsyncSession, before: Client, after: Client, correctie_id: str
) -> None:
    """To who counts clients; of a name or an address only that the client was corrected.

    No message leaves before an event of its transaction does.
    """
    event = gebeurtenissen.client_gecorrigeerd(before, after, correctie_id, rt.clock.now())
    await mail.publish(rt, session, [event], correctie_id)


async def _mine(session: AsyncSession, vault: Vault, command: Correct) -> Client:
    """The client, locked; 404 when it is not of this gemeente."""
    found = await clienten.read(session, vault, command.gemeentecode, command.client_id)
    if found is None:
        raise NotFound("Deze client bestaat niet.")
    return await clienten.lock(session, vault, found.id)


async def _with_bsn(
    session: AsyncSession,
    vault: Vault,
    states: tuple[Client, Client],
    asked: Correctie,
    now: datetime,
) -> Client:
    """The client under the right BSN, and with what was kept under that one already."""
    before, after = states
    assert asked.bsn  # noqa: S101 - this is about it
    if not before.in_berichten:
        raise Conflict(
            "Een client buiten de berichten heeft geen BSN om te corrigeren.",
            code="buiten-berichten",
        )
    if await correcties.is_former(session, vault, before, asked.bsn):
        raise Conflict(
            "Dit BSN stond eerder ten onrechte bij een andere client van uw gemeente.",
            code="bsn-gecorrigeerd",
        )
    other = await clienten.find(session, vault, Bekend(before.gemeentecode, asked.bsn))
    if other is not None and other.id == before.id:  # it is corrected back
        other = None
    if (other and other.id) != asked.samenvoegen_met:
        raise _other_than_told(other)
    if other is not None:
        if not other.in_berichten:  # else its address would go out
            raise Conflict(
                "De andere vastlegging is buiten de berichten: registreer deze eerst ook zo.",
                code="buiten-berichten",
            )
        newer = max(before.versie, other.versie) + 1
        persoon = asked.of(merged(before.persoon, other.persoon))
        after = replace(after, versie=newer, persoon=persoon)
        await correcties.absorb(session, before.id, other.id)
    after = replace(after, bsn=asked.bsn, pseudoniem=clienten.pseudonym_of(vault, asked.bsn))
    await correcties.replace_bsn(session, vault, before, after, now)
    return after


def _other_than_told(other: Client | None) -> Conflict:
    if other is None:
        detail, code = "Met dit BSN is geen client om mee samen te voegen.", "niet-dubbel"
        reason = "is niet de client die dit BSN al heeft"
    else:
        detail, code = "Dit BSN is al van een andere client van uw gemeente.", "bsn-bekend"
        reason = f"noem client {other.id} als het dezelfde persoon is; anders is dit BSN niet juist"
    return Conflict(
        detail, code=code, invalid_params=[InvalidParam("samenvoegenMet", code, reason)]
    )


async def _tell_aanbieders(rt: Runtime, session: AsyncSession, client: Client) -> None:
    """A JW301 with the right data to each aanbieder that gives help, or is to (art. 19 AVG)."""
    known = await toewijzingen.of_client_anywhere(session, client.id)
    listed = to_send(known, rt.clock.today())
    for agb_code in sorted({one.agb_code for one in listed}):
        _refuse_stacked([one for one in listed if one.agb_code == agb_code])
        await uitgaand.send_jw301(rt, session, client, agb_code)


def _refuse_stacked(listed: Sequence[Toewijzing]) -> None:
    """409 for two records with the same help at the same time: no JW301 may list both (TR302)."""
    for one in listed:
        others = tuple(other for other in listed if other.id != one.id)
        if not one.verwijderd and stacked_on(one.toekenning, others):
            raise Conflict(
                f"Toewijzing {one.toewijzing_nummer} geeft dezelfde hulp in dezelfde tijd als een "
                "andere van deze client; beëindig of verwijder er eerst een.",
                code="TR302",
            )
