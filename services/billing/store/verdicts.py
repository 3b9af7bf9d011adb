# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Keeps what was judged: the declaratie, its clients, and its lines with what the rules saw."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import bulk_insert, insert_records
from libs.common.ids import new_id
from services.billing import tables as t
from services.billing.domain.declaratie import Declaratie
from services.billing.domain.feiten import ONGEBRUIKT, RegelFeiten
from services.billing.rules.verdict import IN_ORDE, ClientOordeel, Oordeel

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class BewaardeClient:
    """A judged client with the ids under which it and its lines, in the same order, are kept."""

    oordeel: ClientOordeel
    regel_ids: tuple[str, ...]
    id: str


@dataclass(frozen=True, slots=True)
class Beoordeeld:
    """A declaratie that was judged, with its verdict and the id of the answer to it."""

    declaratie: Declaratie
    oordeel: Oordeel
    antwoord_id: str
    uit_verleden: bool = False


def named(judged: Iterable[Beoordeeld]) -> list[list[BewaardeClient]]:
    """The clients of each, under the ids by which they are to be kept."""
    return [[_with_ids(client) for client in one.oordeel.clienten] for one in judged]


async def save(
    session: AsyncSession,
    judged: Collection[Beoordeeld],
    kept: Collection[Sequence[BewaardeClient]],
    now: datetime,
) -> None:
    """Keep verdicts, with the clients of each as they were `named`; three statements."""
    heads = [_declaratie_values(one, now) for one in judged]
    await bulk_insert(session, t.declaratie, heads)
    clients = [
        _client_values(client, one.declaratie)
        for one, of_one in zip(judged, kept, strict=True)
        for client in of_one
    ]
    await bulk_insert(session, t.declaratie_client, clients)
    seen = _Seen()
    lines = (
        line
        for one, of_one in zip(judged, kept, strict=True)
        for client in of_one
        for line in _lines(one.declaratie, client, seen)
    )
    await insert_records(session, t.regel, _LINE, lines)


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
        "regelset": oordeel.regelset,
        "uit_verleden": judged.uit_verleden,
        "beoordeeld_op": now,
    }


def _with_ids(oordeel: ClientOordeel) -> BewaardeClient:
    own = new_id()
    return BewaardeClient(oordeel, tuple(new_id() for _ in oordeel.regels), own)


def _client_values(client: BewaardeClient, declaratie: Declaratie) -> Values:
    oordeel = client.oordeel
    codes = [finding.retourcode for finding in oordeel.bevindingen]
    return {
        "id": client.id,
        "declaratie_id": declaratie.id,
        "bsn_verzegeld": oordeel.client.bsn_verzegeld,
        "bsn_hash": oordeel.client.bsn_hash,
        "retourcodes": codes or [IN_ORDE],
        "andermans_toewijzingen": list(oordeel.andermans_toewijzingen),
    }


_LINE = (
    "id",
    "declaratie_id",
    "client_id",
    "nummer",
    "gemeentecode",
    "agb_code",
    "referentie_nummer",
    "vorig_referentie_nummer",
    "toewijzing_nummer",
    "categorie",
    "code",
    "periode_begin",
    "periode_eind",
    "volume",
    "eenheid",
    "tarief",
    "bedrag",
    "toegekend",
    "retourcodes",
    "feiten",
)
"""The columns of a line in the order in which `_lines` gives them."""


def _lines(
    declaratie: Declaratie, client: BewaardeClient, seen: "_Seen"
) -> Iterator[tuple[Any, ...]]:
    whose, agb_code = declaratie.gemeentecode, declaratie.agb_code
    for regel_id, oordeel in zip(client.regel_ids, client.oordeel.regels, strict=True):
        regel, feiten, _, retourcodes = oordeel
        nummer, _, *own, bedrag, credit = regel
        yield (
            regel_id,
            declaratie.id,
            client.id,
            nummer,
            whose,
            agb_code,
            *own,
            -bedrag if credit else bedrag,
            not retourcodes,
            list(retourcodes) if retourcodes else _NONE,
            _NOTHING if feiten is None else seen.of(feiten),
        )


_NONE: list[str] = []
_NOTHING: Values = {}


class _Seen:
    """What the rules saw, as it is kept: one value for all lines that saw the same."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], Values] = {}

    def of(self, feiten: RegelFeiten) -> Values:
        """Of a line on which nothing bears but its toewijzing and its product, the common one."""
        met = feiten.referentie_bekend or feiten.debet or feiten.open_debet or feiten.pgb
        if met or feiten.plafond or feiten.gebruik != ONGEBRUIKT:
            return _facts_json(feiten)
        versie = feiten.toewijzing.versie if feiten.toewijzing else None
        key = (versie, id(feiten.product), feiten.voortgezet_van)  # it outlives this
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = _facts_json(feiten)
        return known


def _facts_json(feiten: RegelFeiten) -> dict[str, Any]:
    """Only what differs from "nothing known", to keep 700 000 lines a month small."""
    seen: Values = {}
    if feiten.toewijzing:
        seen["toewijzingVersie"] = feiten.toewijzing.versie
    if feiten.product:
        seen["contractVersie"] = feiten.product.contract_versie
        seen["productId"] = feiten.product.product_id
        seen["productVersie"] = feiten.product.versie
    if feiten.voortgezet_van:
        seen["voortgezetVan"] = feiten.voortgezet_van
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
