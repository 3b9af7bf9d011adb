# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Messages as the endpoints show them."""

from datetime import date, datetime

from fastapi import Request

from libs.common.api import ApiModel, location
from libs.common.mailbox import MailIn, MailOut, MailStatus


class Bevinding(ApiModel):
    """Eén bevinding: regel, plaats (XPath) en retourcode."""

    regel: str
    niveau: int
    retourcode: str | None
    plaats: str
    melding: str


class Antwoord(ApiModel):
    """Het antwoordbericht, zodra het is vrijgegeven."""

    id: str
    soort: str
    inhoud: str
    xml: str


class Bericht(ApiModel):
    """Een ontvangen bericht en wat ervan geworden is."""

    id: str
    soort: str | None
    afzender: str | None
    ontvanger: str | None
    identificatie: str | None
    dagtekening: date | None
    status: MailStatus
    ontvangen_op: datetime
    antwoord_uiterlijk: date | None
    wachtend_voor: int | None = None
    afgehandeld_op: datetime | None
    bevindingen: list[Bevinding]
    antwoord: Antwoord | None = None


class UitgaandBericht(ApiModel):
    """Een bericht dat voor de ontvanger klaarligt."""

    id: str
    soort: str
    afzender: str
    ontvanger: str
    identificatie: str
    betreft: str | None
    aangemaakt_op: datetime
    vrijgegeven_op: datetime | None
    volgnummer: int | None
    inhoud: str


class BerichtenPagina(ApiModel):
    """Een bladzijde ontvangen berichten."""

    resultaten: list[Bericht]


class UitgaandeBerichtenPagina(ApiModel):
    """Een bladzijde uitgaande berichten."""

    resultaten: list[UitgaandBericht]


def bericht_of(
    mail: MailIn, answer: MailOut | None, path: str, wachtend_voor: int | None = None
) -> Bericht:
    released = answer is not None and answer.vrijgegeven_op is not None
    return Bericht(
        id=mail.id,
        soort=mail.soort,
        afzender=mail.afzender,
        ontvanger=mail.ontvanger,
        identificatie=mail.identificatie,
        dagtekening=mail.dagtekening,
        status=mail.status,
        ontvangen_op=mail.ontvangen_op,
        antwoord_uiterlijk=mail.uiterlijk,
        wachtend_voor=wachtend_voor,
        afgehandeld_op=mail.afgehandeld_op,
        bevindingen=[Bevinding.model_validate(b) for b in mail.bevindingen],
        antwoord=antwoord_of(answer, path) if answer is not None and released else None,
    )


def antwoord_of(answer: MailOut, path: str) -> Antwoord:
    return Antwoord(id=answer.id, soort=answer.soort, inhoud=path, xml=answer.inhoud.decode())


def uitgaand_of(mail: MailOut, request: Request) -> UitgaandBericht:
    path = location(request, f"/uitgaande-berichten/{mail.id}/inhoud")
    shared = {n: getattr(mail, n) for n in UitgaandBericht.model_fields if n != "inhoud"}
    return UitgaandBericht(inhoud=path, **shared)
