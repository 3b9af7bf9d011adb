# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The messages billing takes in: a JW323 is read, checked and made into a command."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.crypto import Vault
from libs.common.ids import new_id
from libs.common.mailbox import MailIn
from libs.common.mailbox_api import Intake, Kind
from libs.common.metrics import DUE_WITHIN
from libs.common.runtime import Runtime
from libs.common.watch import count_terms, settled_before
from libs.ijw import JW323, MAX_BYTES, MessageError, UnreadableMessage, check, read, sniff
from libs.ijw import messages as m
from libs.ijw.calendar import add_working_days
from services.billing.domain.declaratie import Declaratie, DeclaratieClient, Regel
from services.billing.handlers.beantwoorden import Uitkomst, conclude
from services.billing.handlers.declareren import JudgeDeclaratie, judge_declaraties
from services.billing.handlers.grootboekcontrole import CONTROLE
from services.billing.handlers.personen import protect
from services.billing.rules.verdict import Oordeel
from services.billing.store import werkvoorraad
from services.billing.store.facts import lock_declaranten
from services.billing.store.verdicts import approved_before
from services.billing.store.verrekeningen import count_overdue

ANSWER_DUE = 10
"""Working days to answer a JW323 (OP090x4)."""

INTAKE = Intake(
    sniff=sniff,
    unreadable=UnreadableMessage,
    kinds={"JW323": Kind(answer_due=ANSWER_DUE)},
    max_bytes=MAX_BYTES,
    due=add_working_days,
)


async def judge_all(
    rt: Runtime, session: AsyncSession, mails: Sequence[MailIn]
) -> Sequence[MailIn]:
    """Deal with messages in one transaction, one outcome each.

    Those of an aanbieder whose messages another worker judges now stay where they are.
    """
    free = await lock_declaranten(session, {mail.afzender or "" for mail in mails})
    taken = [mail for mail in mails if mail.afzender in free]
    if not taken:
        return []
    seen = [_read(mail, rt.need_vault()) for mail in taken]
    commands = [one for one in seen if isinstance(one, JudgeDeclaratie)]
    oordelen = await judge_declaraties(rt, session, commands)
    await conclude(
        rt,
        session,
        [
            one if isinstance(one, Uitkomst) else _outcome(one, oordelen[one.mail.id])
            for one in seen
        ],
    )
    return taken


def _outcome(command: JudgeDeclaratie, oordeel: Oordeel) -> Uitkomst:
    return Uitkomst(command.mail, oordeel.bevindingen, command, oordeel)


def _read(mail: MailIn, vault: Vault) -> JudgeDeclaratie | Uitkomst:
    """The command in a message, or its outcome when it fails level 1: then it has no answer."""
    try:
        bericht = read(mail.inhoud)
    except MessageError as error:
        return Uitkomst(mail, error.findings)
    if not isinstance(bericht, JW323):
        raise TypeError(f"the door let in a {mail.soort}")
    return as_command(bericht, mail, vault)


async def count_figures(rt: Runtime, session: AsyncSession) -> None:
    """For the metrics: terms that end or ended, and what the check of the ledger found."""
    today = rt.clock.today()
    await count_terms(rt, session, INTAKE.answered, add_working_days(today, DUE_WITHIN))
    rt.metrics.gauge("settlements_overdue", await count_overdue(session, today))
    rt.metrics.gauge("ledger_differences", await werkvoorraad.found(session, CONTROLE))


async def add_up(rt: Runtime, session: AsyncSession) -> None:
    """For the metrics: what was approved until a while ago."""
    approved = await approved_before(session, settled_before(rt.clock.now()))
    rt.metrics.gauge("approved_settled_cents", approved)


def as_command(bericht: JW323, mail: MailIn, vault: Vault) -> JudgeDeclaratie:
    """The message in billing's own values; the BSN leaves the message only sealed and hashed."""
    clienten = []
    nummer = 1
    for index, client in enumerate(bericht.declaratie.clienten, start=1):
        clienten.append(_client(client, index, nummer, vault))
        nummer += len(client.prestaties)
    declaratie = _declaratie(bericht, mail, nummer - 1)
    return JudgeDeclaratie(mail, bericht, declaratie, tuple(clienten), tuple(check(bericht)))


def _declaratie(bericht: JW323, mail: MailIn, aantal_regels: int) -> Declaratie:
    declaratie = bericht.declaratie
    return Declaratie(
        id=new_id(),
        bericht_id=mail.id,
        gemeentecode=bericht.header.ontvanger,
        agb_code=bericht.header.afzender,
        declaratie_nummer=declaratie.declaratie_nummer,
        periode_begin=declaratie.declaratie_periode.begindatum,
        periode_eind=declaratie.declaratie_periode.einddatum,
        dagtekening=declaratie.declaratie_dagtekening,
        ingediend=declaratie.totaal_ingediend_bedrag.signed,
        aantal_regels=aantal_regels,
        ontvangen_op=mail.ontvangen_op,
    )


def _client(client: m.DeclaratieClient, index: int, first: int, vault: Vault) -> DeclaratieClient:
    plaats = f"/Bericht/Declaratie/Clienten/Client[{index}]"
    persoon = protect(vault, client.bsn)
    return DeclaratieClient(
        plaats=plaats,
        pseudoniem=persoon.pseudoniem,
        bsn_hash=persoon.bsn_hash,
        bsn_verzegeld=persoon.bsn_verzegeld,
        regels=tuple(
            _regel(prestatie, first + offset, f"{plaats}/Prestaties/Prestatie[{offset + 1}]")
            for offset, prestatie in enumerate(client.prestaties)
        ),
    )


def _regel(prestatie: m.Prestatie, nummer: int, plaats: str) -> Regel:
    return Regel(
        nummer=nummer,
        plaats=plaats,
        referentie_nummer=prestatie.product_referentie.referentie_nummer,
        vorig_referentie_nummer=prestatie.product_referentie.vorig_referentie_nummer,
        toewijzing_nummer=prestatie.toewijzing_nummer,
        categorie=prestatie.product_categorie,
        code=prestatie.product_code,
        periode_begin=prestatie.product_periode.begindatum,
        periode_eind=prestatie.product_periode.einddatum,
        volume=prestatie.geleverd_volume,
        eenheid=prestatie.eenheid,
        tarief=prestatie.product_tarief,
        bedrag=prestatie.ingediend_bedrag.bedrag,
        credit=prestatie.ingediend_bedrag.debet_credit == "C",
    )
