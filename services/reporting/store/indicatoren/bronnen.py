# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Statements of the facts of care within a reach: help, money and awards."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from libs.common.clock import AMSTERDAM
from libs.ijw.months import last_day_of_month, month_of
from services.reporting import tables as t
from services.reporting.store.hulpfeiten import (
    is_awarded,
    is_outside,
    of_report,
    was_approved,
    was_delivered,
    was_reported,
)
from services.reporting.store.indicatoren.bereik import Bereik
from services.reporting.store.personen import person_of

REGEL = "regel"
"""Help that is known by claims."""


def _who(bereik: Bereik, c: Any) -> Iterator[sa.ColumnElement[Any]]:  # noqa: ANN401 - any table
    yield person_of(c, bereik.peilmoment)
    yield c.gemeentecode.label("gemeente")
    yield c.agb_code.label("aanbieder")
    yield c.categorie
    yield c.code


def _of_month(c: Any) -> Iterator[Any]:  # noqa: ANN401 - columns of a line
    """Of whom a line is, by the columns of `_who`, its award and its month."""
    yield "client"
    yield from (c.gemeentecode, c.agb_code, c.categorie, c.code, c.toewijzing_nummer, c.maand)


def _none(name: str) -> sa.ColumnElement[Any]:
    return sa.cast(sa.null(), sa.Date).label(name)


def delivered(bereik: Bereik) -> sa.Select[Any]:
    c = t.levering.c
    return sa.select(
        *_who(bereik, c),
        c.begindatum.label("begin"),
        c.einddatum.label("eind"),
        c.toewijzing_nummer.label("nummer"),
        c.reden_beeindiging.label("reden"),
        sa.literal("levering").label("bron"),
        _none("vanaf"),
        _none("uiterlijk"),
    ).where(
        bereik.of(c.gemeentecode),
        was_delivered(bereik.peilmoment),
        c.begindatum <= bereik.tot,
        bereik.ended(c.einddatum),
    )


def reported(bereik: Bereik) -> sa.Select[Any]:
    c = t.taaklevering_regel.c
    return (
        sa.select(
            *_who(bereik, c),
            c.begindatum.label("begin"),
            c.einddatum.label("eind"),
            sa.literal(0).label("nummer"),
            sa.null().label("reden"),
            sa.literal("taak").label("bron"),
            c.periode_begin.label("vanaf"),
            c.periode_eind.label("uiterlijk"),
        )
        .join(t.taaklevering, of_report())
        .where(
            bereik.of(t.taaklevering.c.gemeentecode),
            was_reported(bereik.peilmoment),
            c.begindatum <= c.periode_eind,
            sa.or_(c.einddatum.is_(None), c.einddatum >= c.periode_begin),
            c.periode_begin <= bereik.tot,
            bereik.ended(c.periode_eind),
        )
    )


def claimed(bereik: Bereik) -> sa.Select[Any]:
    """Approved debit lines that no approved credit took back, joined by the month they count in."""
    c = t.regel.c
    return (
        sa.select(
            *_who(bereik, c),
            sa.func.min(c.periode_begin).label("begin"),
            sa.func.max(c.periode_eind).label("eind"),
            c.toewijzing_nummer.label("nummer"),
            sa.null().label("reden"),
            sa.literal(REGEL).label("bron"),
            c.maand.label("vanaf"),
            _none("uiterlijk"),
        )
        .where(
            bereik.of(c.gemeentecode),
            c.maand <= bereik.tot,
            c.maand >= bereik.van.replace(day=1) if bereik.smal else sa.true(),
            was_approved(bereik.peilmoment),
        )
        .group_by(*_of_month(c))
    )


def outside(bereik: Bereik) -> sa.Select[Any]:
    """Awards to clients of whom no message tells (R-21): nothing else says that they had help."""
    c = t.toewijzing.c
    return sa.select(
        *_who(bereik, c),
        c.ingangsdatum.label("begin"),
        c.einddatum.label("eind"),
        c.toewijzing_nummer.label("nummer"),
        sa.null().label("reden"),
        sa.literal("toewijzing").label("bron"),
        _none("vanaf"),
        _none("uiterlijk"),
    ).where(
        bereik.of(c.gemeentecode),
        is_outside(bereik.peilmoment),
        c.ingangsdatum <= bereik.tot,
        bereik.ended(c.einddatum),
    )


def of_valued(bereik: Bereik) -> sa.ColumnElement[bool]:
    """On an award that has a value in the reach: of others nobody looks at the delivery."""
    c, m = t.levering.c, t.toewijzing_maand.c
    return sa.tuple_(c.gemeentecode, c.toewijzing_nummer).in_(
        sa.select(m.gemeentecode, m.toewijzing_nummer).where(
            bereik.known(t.toewijzing_maand), m.maand.between(bereik.van, bereik.tot)
        )
    )


def approved(bereik: Bereik) -> sa.Select[Any]:
    c = t.regel.c
    volume = sa.case((c.bedrag < 0, -sa.func.abs(c.volume)), else_=sa.func.abs(c.volume))
    names = (*_who(bereik, c), c.toewijzing_nummer.label("nummer"), c.maand, c.eenheid)
    return (
        sa.select(
            *names, sa.func.sum(c.bedrag).label("bedrag"), sa.func.sum(volume).label("volume")
        )
        .where(*_counted(bereik), ~_on_valued(bereik) if bereik.buiten else sa.true())
        .group_by(*_of_month(c), c.eenheid)
    )


def _on_valued(bereik: Bereik) -> sa.ColumnElement[bool]:
    """The line is of a month that has passed, and on an award with a value in it."""
    c, m, a = t.regel.c, t.toewijzing_maand.c, t.toewijzing.c
    valued = sa.exists().where(
        m.gemeentecode == c.gemeentecode,
        m.toewijzing_nummer == c.toewijzing_nummer,
        m.maand == c.maand,
        m.maand.between(bereik.van, bereik.tot),
        bereik.known(t.toewijzing_maand),
        a.gemeentecode == m.gemeentecode,
        a.toewijzing_nummer == m.toewijzing_nummer,
        *_of_reach(bereik),
    )
    tomorrow = bereik.peilmoment.astimezone(AMSTERDAM).date() + timedelta(days=1)
    return sa.and_(c.maand < month_of(tomorrow), valued)


def approved_on_awards(bereik: Bereik) -> sa.Select[Any]:
    c = t.regel.c
    key = (c.gemeentecode.label("gemeente"), c.toewijzing_nummer.label("nummer"), c.maand)
    return (
        sa.select(*key, sa.func.sum(c.bedrag).label("bedrag"))
        .where(*_counted(bereik))
        .group_by(c.gemeentecode, c.toewijzing_nummer, c.maand)
    )


def _counted(bereik: Bereik) -> list[sa.ColumnElement[bool]]:
    c = t.regel.c
    last = last_day_of_month(bereik.tot)
    return [
        bereik.of(c.gemeentecode),
        c.toegekend,
        c.bekend_op <= bereik.peilmoment,
        c.maand.between(bereik.van, last),
    ]


def awards(bereik: Bereik) -> sa.Select[Any]:
    c = t.toewijzing.c
    return sa.select(
        *_who(bereik, c),
        c.toewijzing_nummer.label("nummer"),
        c.ingangsdatum.label("begin"),
        c.einddatum.label("eind"),
        c.frequentie,
    ).where(*_of_reach(bereik))


def _of_reach(bereik: Bereik) -> Iterator[sa.ColumnElement[bool]]:
    """An award that was known and has a day in the reach."""
    c = t.toewijzing.c
    yield bereik.known(t.toewijzing)
    yield is_awarded()
    yield c.ingangsdatum <= bereik.tot
    yield sa.or_(c.einddatum.is_(None), c.einddatum >= bereik.van)
