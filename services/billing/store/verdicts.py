# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Keeps what was judged: the declaratie, its clients, and its lines with what the rules saw."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

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


async def save(
    session: AsyncSession,
    declaratie: Declaratie,
    oordeel: Oordeel,
    antwoord_id: str,
    now: datetime,
) -> list[BewaardeClient]:
    """Keep the verdict; three statements whatever the number of lines."""
    row = _declaratie_values(declaratie, oordeel) | {
        "antwoord_id": antwoord_id,
        "beoordeeld_op": now,
    }
    await session.execute(sa.insert(t.declaratie).values(row))
    if not oordeel.clienten:
        return []
    kept = [(new_id(), _with_ids(client)) for client in oordeel.clienten]
    clients = [_client_values(i, declaratie, client.oordeel) for i, client in kept]
    await session.execute(sa.insert(t.declaratie_client), clients)
    lines = [line for i, client in kept for line in _lines(i, declaratie, client)]
    await session.execute(sa.insert(t.regel), lines)
    return [client for _, client in kept]


async def approved_before(session: AsyncSession, moment: datetime) -> int:
    """Cents approved in all verdicts given before this moment; read from an index alone."""
    c = t.declaratie.c
    query = sa.select(sa.func.sum(c.toegekend)).where(c.beoordeeld_op < moment)
    return int(await session.scalar(query) or 0)


def _declaratie_values(declaratie: Declaratie, oordeel: Oordeel) -> Values:
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
    seen: Sequence[tuple[str, Any]] = (
        ("toewijzingVersie", feiten.toewijzing and feiten.toewijzing.versie),
        ("contractVersie", feiten.product and feiten.product.contract_versie),
        ("productId", feiten.product and feiten.product.product_id),
        ("productVersie", feiten.product and feiten.product.versie),
        ("referentieBekend", feiten.referentie_bekend),
        ("debetRegelId", feiten.debet and feiten.debet.regel_id),
        ("debetGecrediteerd", feiten.debet and feiten.debet.gecrediteerd),
        ("openDebet", feiten.open_debet),
        ("gebruiktVolume", feiten.gebruik.volume),
        ("gebruiktBedrag", feiten.gebruik.bedrag),
        ("pgbId", feiten.pgb and feiten.pgb.pgb_id),
        ("pgbVersie", feiten.pgb and feiten.pgb.versie),
        ("plafondVersie", feiten.plafond and feiten.plafond.versie),
        ("besteed", feiten.besteed),
    )
    return {name: value for name, value in seen if value}
