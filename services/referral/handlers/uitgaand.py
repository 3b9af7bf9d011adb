# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Sending: a JW301 or JW319 of ours is proven correct before it is stored."""

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.ids import next_number
from libs.common.mailbox import OutgoingMail
from libs.common.problem import Conflict, InvalidParam
from libs.common.runtime import Runtime
from libs.ijw import Message, check, message_type, read, write
from services.referral.domain.client import Adres, Client
from services.referral.domain.toewijzing import Toewijzing, to_send
from services.referral.domain.uitgaand import Kenmerk, compose_jw301, compose_jw319, day_of
from services.referral.domain.verzoek import Afwijzing, Verzoek
from services.referral.store import toewijzingen, verzendingen


class OwnMessageWrong(RuntimeError):
    """We composed a message that breaks the standard: a bug of ours, nothing is sent."""


def home_of(client: Client) -> Adres:
    """The address that a JW301 needs (TR061); `Conflict` while the gemeente gave none."""
    if client.persoon.adres is None:
        reason = "is nog niet bekend; registreer de client met het BRP-adres"
        raise Conflict(
            "Zonder adres van de client kan geen toewijzing worden verzonden.",
            code="client-zonder-adres",
            invalid_params=[InvalidParam("adres", "TR061", reason)],
        )
    return client.persoon.adres


def ensure_told(client: Client) -> None:
    """Either a JW301 can be sent, or the aanbieder is told outside the messages (OP003)."""
    if client.in_berichten:
        home_of(client)


async def send_jw301(
    rt: Runtime,
    session: AsyncSession,
    client: Client,
    agb_code: str,
    referentie: str | None = None,
) -> None:
    """Send all that this aanbieder must know of this client (OP087).

    With the `referentie` of a VOW that it honours, or of one in a JW301 that was refused: that
    counts as never sent (OP286). About a client outside the messages nothing is sent (OP003).
    """
    if not client.in_berichten:
        return
    known = await toewijzingen.of_client(session, client.id, agb_code)
    listed = to_send(known, rt.clock.today())
    kenmerk = await _kenmerk(rt, session, "JW301", (client.gemeentecode, agb_code), listed)
    if referentie is None:
        referentie = await verzendingen.refused_reference(session, [one.id for one in listed])
    bericht = compose_jw301(kenmerk, client, home_of(client), listed, referentie)
    mail_id = await _send(rt, session, bericht, kenmerk)
    await verzendingen.keep(session, mail_id, "JW301", toewijzingen=listed, referentie=referentie)
    await toewijzingen.mark_sent(session, listed)


async def send_jw319(
    rt: Runtime,
    session: AsyncSession,
    client: Client,
    verzoek: Verzoek,
    afwijzing: Afwijzing | None,
    besluit_id: str,
) -> None:
    """Answer a request; without `afwijzing` it is under investigation. Not outside the messages."""
    if not client.in_berichten:
        return
    parties = (verzoek.gemeentecode, verzoek.agb_code)
    kenmerk = await _kenmerk(rt, session, "JW319", parties)
    bericht = compose_jw319(kenmerk, verzoek.referentie_aanbieder, afwijzing)
    mail_id = await _send(rt, session, bericht, kenmerk, verzoek.bericht_id)
    await verzendingen.keep(session, mail_id, "JW319", besluit_id=besluit_id)


def proven(bericht: Message) -> bytes:
    """The message as it is sent; `OwnMessageWrong` when a receiver would have to refuse it."""
    findings = check(bericht)
    if findings:
        broken = ", ".join(f"{f.regel} {f.plaats}" for f in findings)
        raise OwnMessageWrong(f"{message_type(bericht)} breaks {broken}")
    raw = write(bericht)
    if read(raw) != bericht:
        raise OwnMessageWrong(f"{message_type(bericht)} reads back as another message")
    return raw


async def _kenmerk(
    rt: Runtime,
    session: AsyncSession,
    soort: str,
    parties: tuple[str, str],
    listed: tuple[Toewijzing, ...] = (),
) -> Kenmerk:
    """Dated today, or on the day of the last decision when that fell just after midnight."""
    gemeentecode, agb_code = parties
    number = await next_number(session, rt.mechanics.numbers, f"{soort}-{gemeentecode}")
    dagtekening = max([rt.clock.today(), *(day_of(toewijzing) for toewijzing in listed)])
    return Kenmerk(gemeentecode, agb_code, f"H{number:011d}", dagtekening)


async def _send(
    rt: Runtime,
    session: AsyncSession,
    bericht: Message,
    kenmerk: Kenmerk,
    betreft: str | None = None,
) -> str:
    mail = OutgoingMail(
        soort=message_type(bericht),
        afzender=kenmerk.gemeentecode,
        ontvanger=kenmerk.agb_code,
        identificatie=kenmerk.identificatie,
        inhoud=proven(bericht),
        betreft=betreft,
    )
    return await rt.need_mailbox().send(session, mail)
