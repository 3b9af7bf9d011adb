# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Facts of care for indicators: help, money, awards, and by whom a client was referred."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
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
from services.reporting.store.hulpfeiten import was_delivered
from services.reporting.store.indicatoren.bereik import Bereik, placed
from services.reporting.store.indicatoren.bronnen import (
    REGEL,
    approved,
    approved_on_awards,
    awards,
    claimed,
    delivered,
    of_valued,
    outside,
    reported,
)
from services.reporting.store.personen import person_of

_TIJDELIJK = "tijdelijk-gestopt"


@dataclass(frozen=True, slots=True)
class Verwijzers:
    """The kind of referrer (COD327) by award, and else by client and category."""

    per_toewijzing: Mapping[tuple[str, int], str] = field(default_factory=dict)
    per_client: Mapping[tuple[str, str | None], str] = field(default_factory=dict)

    def of(self, gemeente: str, nummer: int, client: str, categorie: str | None) -> str:
        """What is known of it."""
        if not self.per_toewijzing and not self.per_client:
            return ONBEKEND
        found = self.per_toewijzing.get((gemeente, nummer))
        return found or self.per_client.get((client, categorie), ONBEKEND)


@dataclass(frozen=True, slots=True)
class Lezer:
    """Reads facts of care within a reach, placed and with their referrers.

    Help and amounts come by the hundred thousand. Their fields are written out: most of the time
    went into making each of a mapping.
    """

    session: AsyncSession
    bereik: Bereik
    vormen: Zorgvormen
    verwijzers: Verwijzers

    async def hulp(self) -> list[Hulp]:
        """Every spell of help that began by the end of the reach."""
        found: list[Hulp] = []
        for query in (delivered, reported, claimed, outside):
            for row in (await self.session.execute(query(self.bereik))).all():
                self._spells(row, found)
        return found

    async def bedragen(self) -> list[Bedrag]:
        """Approved by client, product, award and month of care."""
        plaats, verwijzer = self.vormen.plaats, self.verwijzers.of
        found = []
        for row in (await self.session.execute(approved(self.bereik))).all():
            client, gemeente, aanbieder, categorie, code, nummer, maand, eenheid, cents, volume = (
                row
            )
            at = plaats(gemeente, maand, categorie, code)
            found.append(
                Bedrag(
                    gemeente=gemeente,
                    aanbieder=aanbieder,
                    productcategorie=categorie,
                    product=code,
                    zorgvorm=at.zorgvorm,
                    segment=at.segment,
                    hulpvorm=at.hulpvorm,
                    client=client,
                    maand=maand,
                    bedrag=int(cents),
                    volume=int(volume or 0),
                    eenheid=eenheid,
                    toewijzing=nummer,
                    verwijzer=verwijzer(gemeente, nummer, client, categorie),
                )
            )
        return found

    async def toewijzingen(self) -> list[Toewijzing]:
        """Awards with a value in the reach, what was delivered on them, and what was approved."""
        maanden = await self._maanden()
        uitvoering = await self._uitvoering()
        spent: defaultdict[tuple[str, int], dict[date, int]] = defaultdict(dict)
        on_awards = (await self.session.execute(approved_on_awards(self.bereik))).all()
        for gemeente, nummer, maand, cents in on_awards:
            spent[gemeente, nummer][maand] = int(cents)
        found = []
        for row in await self.session.execute(awards(self.bereik)):
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
        for gemeente, nummer, maand, cents, dubbel in (await self.session.execute(query)).all():
            found[gemeente, nummer].append(Maand(maand, cents, dubbel))
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
                of_valued(self.bereik) if self.bereik.smal else sa.true(),
            )
            .order_by(c.begindatum)
        )
        for gemeente, nummer, begin, eind, status in (await self.session.execute(query)).all():
            found[gemeente, nummer].append(Uitvoering(begin, eind, status == _TIJDELIJK))
        return found

    def _spells(self, row: sa.Row[Any], found: list[Hulp]) -> None:
        """Help as it is placed; of more than one place, for each what days it counts there."""
        client, gemeente, aanbieder, categorie, code, begin, eind, *others = tuple(row)
        nummer, reden, bron, vanaf, uiterlijk = others
        if vanaf is not None:
            begin = max(begin, vanaf)
        if uiterlijk is not None:
            eind = uiterlijk if eind is None else min(eind, uiterlijk)
        if bron == REGEL:
            eind = min(eind, last_day_of_month(vanaf))
        verwijzer = self.verwijzers.of(gemeente, nummer, client, categorie)
        for plaats, days in self._places(gemeente, categorie or "", code or "", begin, eind):
            found.append(
                Hulp(
                    gemeente=gemeente,
                    aanbieder=aanbieder,
                    productcategorie=categorie,
                    product=code,
                    zorgvorm=plaats.zorgvorm,
                    segment=plaats.segment,
                    hulpvorm=plaats.hulpvorm,
                    client=client,
                    begin=begin,
                    eind=eind,
                    bron=bron,
                    reden=reden,
                    toewijzing=nummer,
                    verwijzer=verwijzer,
                    tellend=days,
                )
            )

    def _places(
        self, gemeente: str, categorie: str, code: str, begin: date, eind: date | None
    ) -> Iterable[tuple[Plaats, tuple[tuple[date, date], ...] | None]]:
        """Where days of a spell count, and which of them; None is all."""
        verloop = self.vormen.verloop(gemeente, categorie, code)
        if len(verloop) == 1:  # holds every day there is
            return ((verloop[0][0], None),)
        places: defaultdict[Plaats, list[tuple[date, date]]] = defaultdict(list)
        for plaats, van, tot in verloop:
            if van <= (eind or date.max) and tot >= begin:
                places[plaats].append((van, tot))
        if len(places) == 1:
            return ((plaats, None) for plaats in places)
        return ((plaats, tuple(days)) for plaats, days in places.items())

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
