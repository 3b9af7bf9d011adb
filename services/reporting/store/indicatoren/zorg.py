# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Facts of care for indicators: help, money, awards, and by whom a client was referred."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.ijw.months import last_day_of_month
from services.reporting import tables as t
from services.reporting.domain.indicatoren.feiten import (
    ONBEKEND,
    Bedrag,
    Client,
    Hulp,
    Maand,
    Toewijzing,
    Uitvoering,
)
from services.reporting.domain.zorgvormen import Plaats, Zorgvormen
from services.reporting.store.hulpfeiten import (
    is_awarded,
    is_outside,
    of_report,
    was_approved,
    was_delivered,
    was_reported,
)
from services.reporting.store.indicatoren.bereik import Bereik, at, placed
from services.reporting.store.personen import person_of

_TIJDELIJK = "tijdelijk-gestopt"
_REGEL = "regel"


@dataclass(frozen=True, slots=True)
class Verwijzers:
    """The kind of referrer (COD327) by award, and else by client and category."""

    per_toewijzing: Mapping[tuple[str, int], str] = field(default_factory=dict)
    per_client: Mapping[tuple[str, str | None], str] = field(default_factory=dict)

    def of(self, gemeente: str, nummer: int, client: str, categorie: str | None) -> str:
        """What is known of it."""
        found = self.per_toewijzing.get((gemeente, nummer))
        return found or self.per_client.get((client, categorie), ONBEKEND)


@dataclass(frozen=True, slots=True)
class Lezer:
    """Reads facts of care within a reach, placed and with their referrers."""

    session: AsyncSession
    bereik: Bereik
    vormen: Zorgvormen
    verwijzers: Verwijzers

    async def hulp(self) -> list[Hulp]:
        """Every spell of help that began by the end of the reach."""
        found: list[Hulp] = []
        for query in (_delivered, _reported, _claimed, _outside):
            for row in await self.session.execute(query(self.bereik)):
                found.extend(self._spells(row))
        return found

    async def bedragen(self) -> list[Bedrag]:
        """Approved by client, product, award and month of care."""
        return [
            Bedrag(
                client=row.client,
                maand=row.maand,
                bedrag=int(row.bedrag),
                volume=int(row.volume or 0),
                eenheid=row.eenheid,
                toewijzing=row.nummer,
                **self._about(row, row.maand),
            )
            for row in await self.session.execute(_approved(self.bereik))
        ]

    async def toewijzingen(self) -> list[Toewijzing]:
        """Awards with a value in the reach, what was delivered on them, and what was approved."""
        maanden = await self._maanden()
        uitvoering = await self._uitvoering()
        spent: defaultdict[tuple[str, int], dict[date, int]] = defaultdict(dict)
        for row in await self.session.execute(_approved_on_awards(self.bereik)):
            spent[(row.gemeente, row.nummer)][row.maand] = int(row.bedrag)
        found = []
        for row in await self.session.execute(_awards(self.bereik)):
            key = (row.gemeente, row.nummer)
            found.append(
                Toewijzing(
                    client=row.client,
                    nummer=row.nummer,
                    ingang=row.begin,
                    eind=row.eind,
                    frequentie=row.frequentie,
                    maanden=maanden.get(key, ()),
                    uitvoering=uitvoering.get(key, ()),
                    gefactureerd=spent.get(key, {}),
                    **self._about(row, row.begin),
                )
            )
        return found

    async def _maanden(self) -> Mapping[tuple[str, int], list[Maand]]:
        found: defaultdict[tuple[str, int], list[Maand]] = defaultdict(list)
        c, bereik = t.toewijzing_maand.c, self.bereik
        query = (
            sa.select(c.gemeentecode, c.toewijzing_nummer, c.maand, c.bedrag, c.dubbel)
            .where(bereik.known(t.toewijzing_maand), c.maand.between(bereik.van, bereik.tot))
            .order_by(c.maand)
        )
        for row in await self.session.execute(query):
            key = (row.gemeentecode, row.toewijzing_nummer)
            found[key].append(Maand(row.maand, row.bedrag, row.dubbel))
        return found

    async def _uitvoering(self) -> Mapping[tuple[str, int], list[Uitvoering]]:
        found: defaultdict[tuple[str, int], list[Uitvoering]] = defaultdict(list)
        c = t.levering.c
        query = (
            sa.select(c.gemeentecode, c.toewijzing_nummer, c.begindatum, c.einddatum, c.status)
            .where(
                self.bereik.of(c.gemeentecode),
                was_delivered(self.bereik.peilmoment),
                c.toewijzing_nummer > 0,
            )
            .order_by(c.begindatum)
        )
        for row in await self.session.execute(query):
            one = Uitvoering(row.begindatum, row.einddatum, row.status == _TIJDELIJK)
            found[(row.gemeentecode, row.toewijzing_nummer)].append(one)
        return found

    def _spells(self, row: sa.Row[Any]) -> Iterator[Hulp]:
        """Help as it is placed; of more than one place, for each what days it counts there."""
        begin = row.begin if row.vanaf is None else max(row.begin, row.vanaf)
        eind = row.eind
        if row.uiterlijk is not None:
            eind = row.uiterlijk if eind is None else min(eind, row.uiterlijk)
        if row.bron == _REGEL:
            eind = min(eind, last_day_of_month(row.vanaf))
        places: defaultdict[Plaats, list[tuple[date, date]]] = defaultdict(list)
        for plaats, van, tot in self.vormen.verloop(
            row.gemeente, row.categorie or "", row.code or ""
        ):
            if van <= (eind or date.max) and tot >= begin:
                places[plaats].append((van, tot))
        for plaats, days in places.items():
            yield Hulp(
                client=row.client,
                begin=begin,
                eind=eind,
                bron=row.bron,
                reden=row.reden,
                toewijzing=row.nummer,
                tellend=None if len(places) == 1 else tuple(days),
                **self._named(row),
                **at(plaats),
            )

    def _about(self, row: sa.Row[Any], dag: date) -> dict[str, Any]:
        return {
            **self._named(row),
            **placed(self.vormen, row.gemeente, row.categorie, row.code, dag),
        }

    def _named(self, row: sa.Row[Any]) -> dict[str, Any]:
        return {
            "gemeente": row.gemeente,
            "aanbieder": row.aanbieder,
            "productcategorie": row.categorie,
            "product": row.code,
            "verwijzer": self.verwijzers.of(row.gemeente, row.nummer, row.client, row.categorie),
        }


async def referrers(session: AsyncSession, bereik: Bereik) -> Verwijzers:
    """By the request that was granted, and by the newest referral of a client."""
    v, b = t.verzoek.c, t.verzoek_besluit.c
    granted = (
        sa.select(b.gemeentecode, b.toewijzing_nummer, v.verwijzer_type)
        .join(t.verzoek, v.verzoek_id == b.verzoek_id)
        .where(
            bereik.of(b.gemeentecode),
            b.bekend_op <= bereik.peilmoment,
            b.toewijzing_nummer.is_not(None),
            v.verwijzer_type.is_not(None),
        )
    )
    c = t.verwijzing.c
    referred = (
        sa.select(person_of(c, bereik.peilmoment), c.categorie, c.verwijzer_code)
        .where(bereik.known(t.verwijzing))
        .order_by(c.bekend_op, c.verwijzing_id)
    )
    return Verwijzers(
        {(one, number): code for one, number, code in await session.execute(granted)},
        {(client, cat): code for client, cat, code in await session.execute(referred)},
    )


async def clients(session: AsyncSession, bereik: Bereik) -> dict[str, Client]:
    """Month of birth and sex, as told last; what was corrected is so from then."""
    found = {}
    for table in (t.verwijzing, t.toewijzing):
        c = table.c
        query = sa.select(person_of(c, bereik.peilmoment), c.geboortemaand, c.geslacht).where(
            bereik.known(table)
        )
        for row in await session.execute(query.order_by(c.bekend_op)):
            found[row.client] = Client(row.geboortemaand, row.geslacht)
    c = t.clientcorrectie.c
    query = sa.select(person_of(c, bereik.peilmoment), c.geboortemaand, c.geslacht).where(
        bereik.of(c.gemeentecode), c.bekend_op <= bereik.peilmoment
    )
    for row in await session.execute(query.order_by(c.bekend_op, c.correctie_id)):
        found[row.client] = Client(row.geboortemaand, row.geslacht)
    return found


def _who(bereik: Bereik, c: Any) -> Iterator[sa.ColumnElement[Any]]:  # noqa: ANN401 - any table
    yield person_of(c, bereik.peilmoment)
    yield c.gemeentecode.label("gemeente")
    yield c.agb_code.label("aanbieder")
    yield c.categorie
    yield c.code


def _none(name: str) -> sa.ColumnElement[Any]:
    return sa.cast(sa.null(), sa.Date).label(name)


def _delivered(bereik: Bereik) -> sa.Select[Any]:
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
    ).where(bereik.of(c.gemeentecode), was_delivered(bereik.peilmoment), c.begindatum <= bereik.tot)


def _reported(bereik: Bereik) -> sa.Select[Any]:
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
        )
    )


def _claimed(bereik: Bereik) -> sa.Select[Any]:
    """Approved debit lines that no approved credit took back, joined by the month they count in."""
    c = t.regel.c
    return (
        sa.select(
            *_who(bereik, c),
            sa.func.min(c.periode_begin).label("begin"),
            sa.func.max(c.periode_eind).label("eind"),
            c.toewijzing_nummer.label("nummer"),
            sa.null().label("reden"),
            sa.literal(_REGEL).label("bron"),
            c.maand.label("vanaf"),
            _none("uiterlijk"),
        )
        .where(bereik.of(c.gemeentecode), c.maand <= bereik.tot, was_approved(bereik.peilmoment))
        .group_by(
            "client",
            c.gemeentecode,
            c.agb_code,
            c.categorie,
            c.code,
            c.toewijzing_nummer,
            c.maand,
        )
    )


def _outside(bereik: Bereik) -> sa.Select[Any]:
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
    ).where(bereik.of(c.gemeentecode), is_outside(bereik.peilmoment), c.ingangsdatum <= bereik.tot)


def _approved(bereik: Bereik) -> sa.Select[Any]:
    c = t.regel.c
    volume = sa.case((c.bedrag < 0, -sa.func.abs(c.volume)), else_=sa.func.abs(c.volume))
    names = (*_who(bereik, c), c.toewijzing_nummer.label("nummer"), c.maand, c.eenheid)
    return (
        sa.select(
            *names, sa.func.sum(c.bedrag).label("bedrag"), sa.func.sum(volume).label("volume")
        )
        .where(*_counted(bereik))
        .group_by(
            "client",
            c.gemeentecode,
            c.agb_code,
            c.categorie,
            c.code,
            c.toewijzing_nummer,
            c.maand,
            c.eenheid,
        )
    )


def _approved_on_awards(bereik: Bereik) -> sa.Select[Any]:
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


def _awards(bereik: Bereik) -> sa.Select[Any]:
    c = t.toewijzing.c
    return sa.select(
        *_who(bereik, c),
        c.toewijzing_nummer.label("nummer"),
        c.ingangsdatum.label("begin"),
        c.einddatum.label("eind"),
        c.frequentie,
    ).where(
        bereik.known(t.toewijzing),
        is_awarded(),
        c.ingangsdatum <= bereik.tot,
        sa.or_(c.einddatum.is_(None), c.einddatum >= bereik.van),
    )
