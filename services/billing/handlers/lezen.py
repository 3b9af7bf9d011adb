# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Makes a command of a JW323: its declaratie, clients and lines in billing's own values."""

from operator import attrgetter

from libs.common.crypto import Vault
from libs.common.ids import new_id
from libs.common.mailbox import MailIn
from libs.ijw import JW323, check
from libs.ijw import messages as m
from services.billing.domain.declaratie import Declaratie, DeclaratieClient, Regel
from services.billing.handlers.declareren import JudgeDeclaratie
from services.billing.handlers.personen import protect


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


_VALUES = attrgetter(
    "product_referentie.referentie_nummer",
    "product_referentie.vorig_referentie_nummer",
    "toewijzing_nummer",
    "product_categorie",
    "product_code",
    "product_periode.begindatum",
    "product_periode.einddatum",
    "geleverd_volume",
    "eenheid",
    "product_tarief",
    "ingediend_bedrag.bedrag",
    "ingediend_bedrag.debet_credit",
)
"""In the order of the fields of a `Regel`: of tens of thousands, a name for each value counts."""


def _regel(prestatie: m.Prestatie, nummer: int, plaats: str) -> Regel:
    *values, debet_credit = _VALUES(prestatie)
    return Regel._make((nummer, plaats, *values, debet_credit == "C"))
