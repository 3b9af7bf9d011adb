# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Makes a command of a JW323: its declaratie, clients and lines in billing's own values."""

from functools import partial

from libs.common.crypto import Vault
from libs.common.ids import new_id
from libs.common.mailbox import MailIn
from libs.ijw import JW323, Claimed, ClaimedClient
from services.billing.domain.declaratie import Declaratie, DeclaratieClient, Regel
from services.billing.handlers.declareren import JudgeDeclaratie
from services.billing.handlers.personen import protect


def as_command(bericht: Claimed, mail: MailIn, vault: Vault) -> JudgeDeclaratie:
    """The message in billing's own values; the BSN leaves the message only sealed and hashed."""
    clienten = []
    nummer = 1
    for index, client in enumerate(bericht.clients, start=1):
        clienten.append(_client(client, index, nummer, vault))
        nummer += len(client.lines)
    declaratie = _declaratie(bericht.head, mail, nummer - 1)
    return JudgeDeclaratie(mail, bericht, declaratie, tuple(clienten), tuple(bericht.check()))


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


def _client(client: ClaimedClient, index: int, first: int, vault: Vault) -> DeclaratieClient:
    plaats = f"/Bericht/Declaratie/Clienten/Client[{index}]"
    persoon = protect(vault, client.bsn)
    place = f"{plaats}/Prestaties/Prestatie["
    return DeclaratieClient(
        plaats=plaats,
        pseudoniem=persoon.pseudoniem,
        bsn_hash=persoon.bsn_hash,
        bsn_verzegeld=persoon.bsn_verzegeld,
        regels=tuple(
            [
                _as_regel((first + offset, f"{place}{offset + 1}]", *line[:-1], line[-1] == "C"))
                for offset, line in enumerate(client.lines)
            ]
        ),
    )


_as_regel = partial(tuple.__new__, Regel)
"""Of the values in its order: between `nummer`, `plaats` and `credit` it has those of a `Line`."""
