# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Keeps what was judged: the declaratie, its clients, and its lines with what the rules saw."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import bulk_insert
from libs.common.ids import new_id
from services.billing import tables as t
from services.billing.domain.declaratie import Declaratie
from services.billing.domain.feiten import RegelFeiten
from services.billing.rules.verdict import IN_ORDE, ClientOordeel, Oordeel, RegelOordeel

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class BewaardeClient:
    """A judged client with the ids under which its lines are kept, in the same order."""

    oordeel: ClientOordeel
    regel_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beoordeeld:
    """A declaratie that was judged, with its verdict and the id of the answer to it."""

    declaratie: Declaratie
    oordeel: Oordeel
    antwoord_id: str


async def save(
    session: AsyncSession, judged: Sequence[Beoordeeld], now: datetime
) -> list[list[BewaardeClient]]:
    """Keep verdicts in three statements, however many; the clients of each as they were kept."""
    heads = [_declaratie_values(one, now) for one in judged]
    await bulk_insert(session, t.declaratie, heads)
    kept = [[(new_id(), _with_ids(c)) for c in one.oordeel.clienten] for one in judged]
    clients: list[Values] = []
    lines: list[Values] = []
    for one, of_one in zip(judged, kept, strict=True):
        for client_id, client in of_one:
            clients.append(_client_values(client_id, one.declaratie, client.oordeel))
            lines.extend(_lines(client_id, one.declaratie, client))
    await bulk_insert(session, t.declaratie_client, clients)
    await bulk_insert(session, t.regel, lines)
    return [[client for _, client in of_one] for of_one in kept]


async def approved_before(session: AsyncSession, moment: datetime) -> int:
    """Cents approved in all verdicts given before this moment; read from an index alone."""
    c = t.declaratie.c
    query = sa.select(sa.func.sum(c.toegekend)).where(c.beoordeeld_op < moment)
    return int(await session.scalar(query) or 0)


def _declaratie_values(judged: Beoordeeld, now: datetime) -> Values:
    declaratie, oordeel = judged.declaratie, judged.oordeel
    return {
        "id": declaratie.id,
        "bericht_id": declaratie.bericht_id,
        "gemeentecode": declaratie.gemeentecode,
        "agb_code": declaratie.agb_code,
        "declaratie_nummer": declaratie.declaratie_nummer,
        "periode_begin": declaratie.periode_begin,
        "periode_eind": declaratie.periode_eind,
        "dagtekening": declaratie.dagtekening,
        "verwerkt": oordeel.niveau == "regels",
        "retourcodes": list(oordeel.antwoordcodes),
        "ingediend": declaratie.ingediend,
        "toegekend": oordeel.toegekend,
        "aantal_regels": declaratie.aantal_regels,
        "aantal_afgewezen": declaratie.aantal_regels - oordeel.aantal_toegekend,
        "ontvangen_op": declaratie.ontvangen_op,
        "antwoord_id": judged.antwoord_id,
        "beoordeeld_op": now,
    }


def _with_ids(oordeel: ClientOordeel) -> BewaardeClient:
    return BewaardeClient(oordeel, tuple(new_id() for _ in oordeel.regels))


def _client_values(client_id: str, declaratie: Declaratie, oordeel: ClientOordeel) -> Values:
    codes = [finding.retourcode for finding in oordeel.bevindingen]
    return {
        "id": client_id,
        "declaratie_id": declaratie.id,
        "bsn_verzegeld": oordeel.client.bsn_verzegeld,
        "bsn_hash": oordeel.client.bsn_hash,
        "retourcodes": codes or [IN_ORDE],
        "andermans_toewijzingen": list(oordeel.andermans_toewijzingen),
    }


def _lines(client_id: str, declaratie: Declaratie, client: BewaardeClient) -> Iterator[Values]:
    shared = {
        "client_id": client_id,
        "declaratie_id": declaratie.id,
        "gemeentecode": declaratie.gemeentecode,
        "agb_code": declaratie.agb_code,
    }
    for regel_id, oordeel in zip(client.regel_ids, client.oordeel.regels, strict=True):
        yield shared | {"id": regel_id} | _line_values(oordeel)


def _line_values(oordeel: RegelOordeel) -> Values:
    regel = oordeel.regel
    return {
        "nummer": regel.nummer,
        "referentie_nummer": regel.referentie_nummer,
        "vorig_referentie_nummer": regel.vorig_referentie_nummer,
        "toewijzing_nummer": regel.toewijzing_nummer,
        "categorie": regel.categorie,
        "code": regel.code,
        "periode_begin": regel.periode_begin,
        "periode_eind": regel.periode_eind,
        "volume": regel.volume,
        "eenheid": regel.eenheid,
        "tarief": regel.tarief,
        "bedrag": regel.signed,
        "toegekend": oordeel.toegekend,
        "retourcodes": list(oordeel.retourcodes),
        "feiten": {} if oordeel.feiten is None else _facts_json(oordeel.feiten),
    }


def _facts_json(feiten: RegelFeiten) -> dict[str, Any]:
    """Only what differs from "nothing known", to keep 700 000 lines a month small."""
    seen: Values = {}
    if feiten.toewijzing:
        seen["toewijzingVersie"] = feiten.toewijzing.versie
    if feiten.product:
        seen["contractVersie"] = feiten.product.contract_versie
        seen["productId"] = feiten.product.product_id
        seen["productVersie"] = feiten.product.versie
    if feiten.debet:
        seen["debetRegelId"] = feiten.debet.regel_id
        seen["debetGecrediteerd"] = feiten.debet.gecrediteerd
    if feiten.pgb:
        seen["pgbId"] = feiten.pgb.pgb_id
        seen["pgbVersie"] = feiten.pgb.versie
    if feiten.plafond:
        seen["plafondVersie"] = feiten.plafond.versie
        seen["besteed"] = feiten.besteed
    return seen | _standing(feiten)


def _standing(feiten: RegelFeiten) -> Values:
    """What earlier lines had used or opened."""
    seen: Values = {}
    if feiten.referentie_bekend:
        seen["referentieBekend"] = True
    if feiten.open_debet:
        seen["openDebet"] = feiten.open_debet
    if feiten.gebruik.volume or feiten.gebruik.bedrag:
        seen["gebruiktVolume"] = feiten.gebruik.volume
        seen["gebruiktBedrag"] = feiten.gebruik.bedrag
    return seen
