# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What payments are for: open until a run has it, and open again when that is withdrawn, or when
the payment of it failed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import bulk_insert
from services.billing import tables as t
from services.billing.domain.betaling import Betaalrun, OpenPost
from services.billing.store.clienten import note_lines
from services.billing.store.vernietigen import signed_bedrag

_d, _p, _r = t.declaratie.c, t.betaalde_declaratie.c, t.regel.c
_o, _b = t.betaalde_post.c, t.betaling.c

ORDER = ("agb_code", "kenmerk", "nummer")
"""The order of the lines behind a run."""


async def open_posten(
    session: AsyncSession, gemeentecode: str, dag: date, agb_codes: Sequence[str] | None = None
) -> list[OpenPost]:
    """All that this gemeente owes on a day, to some receivers or to all."""
    return [
        *await _open_declaraties(session, gemeentecode, agb_codes),
        *await _open_termijnen(session, gemeentecode, dag, agb_codes),
        *await _open_afrekeningen(session, gemeentecode, agb_codes),
        *await _open_subsidies(session, gemeentecode, agb_codes),
        *await _open_verrekeningen(session, gemeentecode, agb_codes),
    ]


async def keep(session: AsyncSession, run: Betaalrun, posten: Sequence[OpenPost]) -> None:
    """What a new run pays; refused by their keys when another run that counts has one."""
    declaraties = [
        {
            "betaalrun_id": run.id,
            "declaratie_id": one.kenmerk,
            "agb_code": one.agb_code,
            "bedrag": one.bedrag,
            "telt": True,
        }
        for one in posten
        if one.soort == "declaratie"
    ]
    others = [
        {
            "betaalrun_id": run.id,
            "soort": one.soort,
            "kenmerk": one.kenmerk,
            "gemeentecode": run.gemeentecode,
            "agb_code": one.agb_code,
            "omschrijving": one.omschrijving,
            "bedrag": one.bedrag,
            "telt": True,
        }
        for one in posten
        if one.soort != "declaratie"
    ]
    await bulk_insert(session, t.betaalde_declaratie, declaraties)
    await bulk_insert(session, t.betaalde_post, others)


async def release(session: AsyncSession, run_id: str, agb_code: str | None = None) -> None:
    """All that is in this run, or in its payment to one receiver, is open again."""
    for table in (t.betaalde_declaratie, t.betaalde_post):
        gone = sa.update(table).where(table.c.betaalrun_id == run_id)
        if agb_code is not None:
            gone = gone.where(table.c.agb_code == agb_code)
        await session.execute(gone.values(telt=False))


async def settled_elsewhere(
    session: AsyncSession, run_id: str, agb_code: str | None = None
) -> list[str]:
    """Ids of verrekeningen in this run that the other gemeente already has money for.

    Of all receivers, or of one. Locked until the end of the transaction, so that none is paid
    while its run is approved.
    """
    c = t.verrekening.c
    query = (
        sa.select(c.id)
        .join(t.betaalde_post, _o.kenmerk == c.id)
        .where(_o.betaalrun_id == run_id, _o.soort == "verrekening", c.toestand != "aanvaard")
        .order_by(c.id)
    )
    if agb_code is not None:
        query = query.where(_o.agb_code == agb_code)
    return list(await session.scalars(query.with_for_update(of=t.verrekening)))


async def lines_of(
    session: AsyncSession,
    run_id: str,
    agb_code: str | None = None,
    after: Mapping[str, Any] | None = None,
    limit: int | None = None,
) -> list[sa.Row[Any]]:
    """What is behind a run, of one aanbieder or all, from after a line: together what is paid."""
    lines = sa.union_all(_claim_lines(run_id), _other_lines(run_id), _gone_lines(run_id)).subquery(
        "lines"
    )
    order = [lines.c[name] for name in ORDER]
    query = sa.select(lines)
    if agb_code is not None:
        query = query.where(lines.c.agb_code == agb_code)
    if after is not None:
        query = query.where(sa.tuple_(*order) > sa.tuple_(*after.values()))
    rows = list(await session.execute(query.order_by(*order).limit(limit)))
    note_lines(session, rows)
    return rows


async def note_paid(session: AsyncSession, run_id: str) -> None:
    """The lines behind a run are paid in this transaction, or taken in to be."""
    claims = _claim_lines(run_id).subquery("claims")
    rows = await session.execute(sa.select(claims.c.client_id).distinct())
    note_lines(session, rows)


async def _open_declaraties(
    session: AsyncSession, gemeentecode: str, agb_codes: Sequence[str] | None
) -> list[OpenPost]:
    """Judged, with an approved line."""
    paid = sa.exists().where(_p.declaratie_id == _d.id, _p.telt)
    query = sa.select(_d.id, _d.agb_code, _d.toegekend).where(
        _d.gemeentecode == gemeentecode,
        _d.verwerkt,
        sa.not_(_d.uit_verleden),
        _d.aantal_regels > _d.aantal_afgewezen,
        sa.not_(paid),
    )
    rows = await session.execute(_of(query, _d.agb_code, agb_codes).order_by(_d.id))
    return [OpenPost("declaratie", row.id, row.agb_code, row.toegekend) for row in rows]


async def _open_termijnen(
    session: AsyncSession, gemeentecode: str, dag: date, agb_codes: Sequence[str] | None
) -> list[OpenPost]:
    """Instalments of a lump sum that are due (B-14)."""
    a, c = t.taak_afspraak.c, t.taak_termijn.c
    nummer = sa.cast(c.nummer, sa.String)
    kenmerk = (c.afspraak_id + ":" + nummer).label("kenmerk")
    query = (
        sa.select(kenmerk, c.nummer, c.vervaldatum, c.bedrag, a.agb_code, a.jaar)
        .join(t.taak_afspraak, a.id == c.afspraak_id)
        .where(
            c.gemeentecode == gemeentecode,
            c.vervaldatum <= dag,
            c.bedrag > 0,
            _unpaid("termijn", gemeentecode, kenmerk),
        )
    )
    rows = await session.execute(_of(query, a.agb_code, agb_codes).order_by(kenmerk))
    return [
        OpenPost(
            "termijn",
            row.kenmerk,
            row.agb_code,
            row.bedrag,
            f"Termijn {row.nummer} van {row.jaar}, vervallen op {row.vervaldatum}",
        )
        for row in rows
    ]


async def _open_afrekeningen(
    session: AsyncSession, gemeentecode: str, agb_codes: Sequence[str] | None
) -> list[OpenPost]:
    """What a booked settlement gives the aanbieder on top, or takes back (C-11)."""
    a, c = t.afrekening.c, t.afrekening_regel.c
    query = (
        sa.select(a.id, a.agb_code, a.jaar, c.correctie)
        .join(t.afrekening, a.id == c.afrekening_id)
        .where(
            c.gemeentecode == gemeentecode,
            a.toestand == "geboekt",
            c.correctie != 0,
            _unpaid("afrekening", gemeentecode, a.id),
        )
    )
    rows = await session.execute(_of(query, a.agb_code, agb_codes).order_by(a.id))
    return [
        OpenPost("afrekening", row.id, row.agb_code, row.correctie, f"Afrekening over {row.jaar}")
        for row in rows
    ]


async def _open_subsidies(
    session: AsyncSession, gemeentecode: str, agb_codes: Sequence[str] | None
) -> list[OpenPost]:
    """Advances, and the balance once wound up: what is booked negative is to be paid (B-16)."""
    s, c = t.subsidie.c, t.zaak_boeking.c
    kenmerk = (c.zaak_id + ":" + sa.cast(c.nummer, sa.String)).label("kenmerk")
    query = (
        sa.select(kenmerk, c.post, c.bedrag, c.boekdatum, s.agb_code, s.regeling, s.jaar)
        .join(t.subsidie, s.id == c.zaak_id)
        .where(
            c.gemeentecode == gemeentecode,
            c.post.in_(("voorschot", "saldo")),
            c.bedrag != 0,
            s.agb_code.is_not(None),
            _unpaid("subsidie", gemeentecode, kenmerk),
        )
    )
    rows = await session.execute(_of(query, s.agb_code, agb_codes).order_by(kenmerk))
    return [
        OpenPost(
            "subsidie",
            row.kenmerk,
            row.agb_code,
            -row.bedrag,
            f"Subsidie {row.regeling} {row.jaar}, {row.post} van {row.boekdatum}",
        )
        for row in rows
    ]


async def _open_verrekeningen(
    session: AsyncSession, gemeentecode: str, houders: Sequence[str] | None
) -> list[OpenPost]:
    """What this gemeente agreed to pay another that paid for a child (B-12)."""
    c = t.verrekening.c
    query = sa.select(c.id, c.betaler, c.overeengekomen, c.periode_begin, c.periode_eind).where(
        c.aangesproken == gemeentecode,
        c.toestand == "aanvaard",
        c.overeengekomen > 0,
        _unpaid("verrekening", gemeentecode, c.id),
    )
    rows = await session.execute(_of(query, c.betaler, houders).order_by(c.id))
    return [
        OpenPost(
            "verrekening",
            row.id,
            row.betaler,
            row.overeengekomen,
            f"Verrekening over {row.periode_begin} tot en met {row.periode_eind}",
        )
        for row in rows
    ]


def _of(
    query: sa.Select[Any], column: sa.ColumnElement[str], agb_codes: Sequence[str] | None
) -> sa.Select[Any]:
    return query if agb_codes is None else query.where(column.in_(agb_codes))


def _unpaid(
    soort: str, gemeentecode: str, kenmerk: sa.ColumnElement[str]
) -> sa.ColumnElement[bool]:
    paid = sa.exists().where(
        _o.gemeentecode == gemeentecode, _o.soort == soort, _o.kenmerk == kenmerk, _o.telt
    )
    return sa.not_(paid)


def _claim_lines(run_id: str) -> sa.Select[Any]:
    """The approved lines of its declaraties."""
    of_payment = sa.and_(_b.betaalrun_id == _p.betaalrun_id, _b.agb_code == _p.agb_code)
    return (
        sa.select(
            _p.agb_code,
            _p.declaratie_id.label("kenmerk"),
            _r.nummer,
            _b.end_to_end_id,
            _b.toestand,
            sa.literal("declaratie").label("soort"),
            sa.null().label("omschrijving"),
            _d.declaratie_nummer,
            *_OF_A_LINE,
            _r.bedrag,
        )
        .join_from(t.betaalde_declaratie, t.betaling, of_payment)
        .join(t.declaratie, _d.id == _p.declaratie_id)
        .join(t.regel, _r.declaratie_id == _p.declaratie_id)
        .where(_p.betaalrun_id == run_id, _r.toegekend)
    )


def _other_lines(run_id: str) -> sa.Select[Any]:
    """One line for each instalment, settlement, advance and agreed amount."""
    of_payment = sa.and_(_b.betaalrun_id == _o.betaalrun_id, _b.agb_code == _o.agb_code)
    return (
        sa.select(
            _o.agb_code,
            _o.kenmerk,
            sa.literal(0).label("nummer"),
            _b.end_to_end_id,
            _b.toestand,
            _o.soort,
            _o.omschrijving,
            *_empty(_d.declaratie_nummer, *_OF_A_LINE),
            _o.bedrag,
        )
        .join_from(t.betaalde_post, t.betaling, of_payment)
        .where(_o.betaalrun_id == run_id)
    )


def _gone_lines(run_id: str) -> sa.Select[Any]:
    """One line for what was destroyed of each declaratie: what is paid adds up without it too."""
    of_payment = sa.and_(_b.betaalrun_id == _p.betaalrun_id, _b.agb_code == _p.agb_code)
    g = t.vernietigde_regels.c
    by = (_p.agb_code, _p.declaratie_id, _b.end_to_end_id, _b.toestand, _d.declaratie_nummer)
    return (
        sa.select(
            _p.agb_code,
            _p.declaratie_id.label("kenmerk"),
            sa.literal(0).label("nummer"),
            _b.end_to_end_id,
            _b.toestand,
            sa.literal("declaratie").label("soort"),
            sa.literal(VERNIETIGD).label("omschrijving"),
            _d.declaratie_nummer,
            *_empty(*_OF_A_LINE),
            sa.cast(sa.func.sum(signed_bedrag()), sa.BigInteger).label("bedrag"),
        )
        .join_from(t.betaalde_declaratie, t.betaling, of_payment)
        .join(t.declaratie, _d.id == _p.declaratie_id)
        .join(t.vernietigde_regels, g.declaratie_id == _p.declaratie_id)
        .where(_p.betaalrun_id == run_id)
        .group_by(*by)
    )


VERNIETIGD = "Vernietigde regels: de bewaartermijn is voorbij"

_OF_A_LINE = (
    _r.referentie_nummer,
    _r.vorig_referentie_nummer,
    _r.toewijzing_nummer,
    _r.categorie,
    _r.code,
    _r.periode_begin,
    _r.periode_eind,
    _r.client_id,
)


def _empty(*columns: sa.Column[Any]) -> list[sa.ColumnElement[Any]]:
    return [sa.cast(sa.null(), column.type).label(column.name) for column in columns]
