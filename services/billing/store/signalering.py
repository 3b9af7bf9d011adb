# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Figures per aanbieder, added up in the database: no row about a client leaves it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.ijw.shared import Omvang
from libs.ijw.volumes import max_per_prestatie
from services.billing import tables as t
from services.billing.domain.eenheden import (
    EURO,
    MINUTEN_PER_UUR,
    MINUUT,
    STUKS_OUTPUT,
    UUR,
    meetvolume,
)
from services.billing.domain.signalering import VEEL_AANBIEDERS, Kengetallen, whole_months
from services.billing.store import bedrijfsopgaven, samenloop
from services.billing.store.bereik import Bereik, in_period, in_scope
from services.billing.store.regels import is_debit, signed_meetvolume

_line = t.regel.c
_client = t.declaratie_client.c

Column = sa.ColumnElement[Any]
_YEAR = 365


async def figures(session: AsyncSession, bereik: Bereik) -> Sequence[Kengetallen]:
    """Every aanbieder with a line in it; eight statements, whatever the number of lines."""
    at_most = await _at_maximum(session, bereik)
    after_stop = await _after_stop(session, bereik)
    with_many = await _clients_with_many(session, bereik)
    before = await _approved(session, bereik.vorige)
    elsewhere = await samenloop.on_days_of_stay_elsewhere(session, bereik)
    double = await samenloop.paid_twice(session, bereik)
    reported = await bedrijfsopgaven.newest_until(session, bereik.tot.year)
    found = []
    for row in await session.execute(_totals(bereik)):
        measured, maximal = at_most.get(row.agb_code, (0, 0))
        own = reported.get(row.agb_code)
        found.append(
            Kengetallen(
                agb_code=row.agb_code,
                regels=row.regels,
                gemeten=measured,
                op_maximum=maximal,
                na_stop=after_stop.get(row.agb_code, 0),
                afgewezen=row.afgewezen,
                debet=int(row.debet),
                credit=int(row.credit),
                toegekend=int(row.debet) - int(row.credit),
                toegekend_vorig=before.get(row.agb_code, 0),
                clienten=row.clienten,
                clienten_bij_velen=with_many.get(row.agb_code, 0),
                bij_verblijf_elders=elsewhere.get(row.agb_code, 0),
                dubbel=double.get(row.agb_code, 0),
                uren_per_jaar=int(row.minuten) * _YEAR // (bereik.dagen * MINUTEN_PER_UUR),
                bedrijf=own,
                maanden_oud=whole_months(own.opgericht_op, bereik.tot) if own else None,
            )
        )
    return found


def _totals(bereik: Bereik) -> sa.Select[Any]:
    def count(condition: Column) -> Column:
        return sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0)

    def cents(condition: Column) -> Column:
        amount = sa.case((condition, sa.cast(_line.bedrag, sa.BigInteger)), else_=0)
        return sa.func.coalesce(sa.func.sum(amount), 0)

    client = sa.case((_line.toegekend, _client.bsn_hash))
    timed = sa.and_(_line.toegekend, _line.eenheid.in_((UUR, MINUUT)))
    minutes = sa.case((timed, signed_meetvolume), else_=0)
    return (
        sa.select(
            _line.agb_code,
            count(sa.and_(_line.toegekend, is_debit)).label("regels"),
            count(sa.not_(_line.toegekend)).label("afgewezen"),
            cents(sa.and_(_line.toegekend, is_debit)).label("debet"),
            (-cents(sa.and_(_line.toegekend, sa.not_(is_debit)))).label("credit"),
            sa.func.count(client.distinct()).label("clienten"),
            sa.func.coalesce(sa.func.sum(minutes), 0).label("minuten"),
        )
        .join(t.declaratie_client, _client.id == _line.client_id)
        .where(in_scope(bereik))
        .group_by(_line.agb_code)
    )


async def _approved(session: AsyncSession, bereik: Bereik) -> Mapping[str, int]:
    """Also what was approved before the gemeente worked here: starting here is no growth."""
    query = (
        sa.select(_line.agb_code, sa.func.sum(_line.bedrag).label("som"))
        .where(in_period(bereik), _line.toegekend)
        .group_by(_line.agb_code)
    )
    return {row.agb_code: int(row.som) for row in await session.execute(query)}


async def _at_maximum(session: AsyncSession, bereik: Bereik) -> Mapping[str, tuple[int, int]]:
    """Lines that their award bounds, and those of them that stand exactly at the maximum.

    Lines that are alike are counted together in the database; the maximum of each kind comes
    from the function that judging uses (TR321), so that the two cannot disagree.
    """
    measured: Counter[str] = Counter()
    maximal: Counter[str] = Counter()
    for row in await session.execute(_kinds_of_lines(bereik)):
        measured[row.agb_code] += row.aantal
        if meetvolume(row.volume, row.eenheid) == _maximum(row):
            maximal[row.agb_code] += row.aantal
    return {agb_code: (count, maximal[agb_code]) for agb_code, count in measured.items()}


def _kinds_of_lines(bereik: Bereik) -> sa.Select[Any]:
    a = t.toewijzing.c
    newest = (
        sa.select(a.gemeentecode, a.toewijzing_nummer, sa.func.max(a.versie).label("versie"))
        .where(a.gemeentecode.in_(sorted(bereik.gemeenten)))
        .group_by(a.gemeentecode, a.toewijzing_nummer)
        .subquery("newest")
    )
    kind = (
        _line.agb_code,
        _line.periode_begin,
        _line.periode_eind,
        _line.volume,
        _line.eenheid,
        a.volume.label("toegewezen"),
        a.eenheid.label("toegewezen_eenheid"),
        a.frequentie,
        a.einddatum,
    )
    same = sa.and_(
        a.gemeentecode == _line.gemeentecode, a.toewijzing_nummer == _line.toewijzing_nummer
    )
    current = sa.and_(
        newest.c.gemeentecode == a.gemeentecode,
        newest.c.toewijzing_nummer == a.toewijzing_nummer,
        newest.c.versie == a.versie,
    )
    return (
        sa.select(*kind, sa.func.count().label("aantal"))
        .select_from(t.regel)
        .join(t.toewijzing, same)
        .join(newest, current)
        .where(in_scope(bereik), _line.toegekend, is_debit, a.volume.is_not(None))
        .group_by(*(column for column in kind))
    )


def _maximum(row: sa.Row[Any]) -> int:
    omvang = Omvang(
        volume=row.toegewezen, eenheid=row.toegewezen_eenheid, frequentie=row.frequentie
    )
    maximum = max_per_prestatie(
        omvang,
        row.periode_begin,
        row.periode_eind,
        term_end=row.einddatum,
        outputgericht=omvang.eenheid in (STUKS_OUTPUT, EURO),
    )
    return meetvolume(maximum, omvang.eenheid)


async def _after_stop(session: AsyncSession, bereik: Bereik) -> Mapping[str, int]:
    """Approved debits that begin after the last delivery on their toewijzing was ended."""
    d = t.levering.c
    ended = (
        sa.select(
            d.gemeentecode,
            d.agb_code,
            d.toewijzing_nummer,
            sa.func.max(d.einddatum).label("laatste"),
        )
        .where(d.status != "verwijderd")
        .group_by(d.gemeentecode, d.agb_code, d.toewijzing_nummer)
        .having(sa.func.sum(sa.case((d.status == "gestopt", 0), else_=1)) == 0)
        .subquery("ended")
    )
    on = sa.and_(
        ended.c.gemeentecode == _line.gemeentecode,
        ended.c.agb_code == _line.agb_code,
        ended.c.toewijzing_nummer == _line.toewijzing_nummer,
        ended.c.laatste < _line.periode_begin,
    )
    query = (
        sa.select(_line.agb_code, sa.func.count().label("aantal"))
        .join(ended, on)
        .where(in_scope(bereik), _line.toegekend, is_debit)
        .group_by(_line.agb_code)
    )
    return {row.agb_code: row.aantal for row in await session.execute(query)}


async def _clients_with_many(session: AsyncSession, bereik: Bereik) -> Mapping[str, int]:
    """Clients of an aanbieder that have many aanbieders in the same period."""
    pair = (
        sa.select(_line.agb_code, _client.bsn_hash)
        .join(t.declaratie_client, _client.id == _line.client_id)
        .where(in_scope(bereik), _line.toegekend)
        .distinct()
        .subquery("pair")
    )
    many = (
        sa.select(pair.c.bsn_hash)
        .group_by(pair.c.bsn_hash)
        .having(sa.func.count() >= VEEL_AANBIEDERS)
        .subquery("many")
    )
    query = (
        sa.select(pair.c.agb_code, sa.func.count().label("aantal"))
        .join(many, many.c.bsn_hash == pair.c.bsn_hash)
        .group_by(pair.c.agb_code)
    )
    return {row.agb_code: row.aantal for row in await session.execute(query)}
