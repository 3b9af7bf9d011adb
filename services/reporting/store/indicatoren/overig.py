# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Other facts for indicators: referrals, measures, stays, traffic, places and told figures."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.clock import AMSTERDAM
from libs.ijw.months import last_day_of_month
from services.reporting import tables as t
from services.reporting.domain.indicatoren import feiten as f
from services.reporting.domain.indicatoren.tellend import beperkt
from services.reporting.domain.zorgvormen import Zorgvormen
from services.reporting.store.figures import ended_gemeenten
from services.reporting.store.indicatoren.bereik import Bereik, placed
from services.reporting.store.personen import person_of
from services.reporting.store.taakbijdragen import lump_sums

_GEMEENTE = 4
_CLIENT = "client_pseudoniem"
_EINDANTWOORDEN = ("toegekend", "afgewezen")
_AFGEKEURD = frozenset({"afgewezen", "afgekeurd"})


@dataclass(frozen=True, slots=True)
class Overig:
    """Reads the other kinds within a reach."""

    session: AsyncSession
    bereik: Bereik
    vormen: Zorgvormen

    async def verwijzingen(self) -> list[f.Verwijzing]:
        """Referrals to youth help, with the states that were told of them until the moment."""
        c = t.verwijzing.c
        standen: defaultdict[str, list[tuple[date, str]]] = defaultdict(list)
        told = sa.select(c.verwijzing_id, c.sinds, c.status).where(
            c.bekend_op <= self.bereik.peilmoment, self.bereik.of(c.gemeentecode)
        )
        for one in await self.session.execute(told.order_by(c.verwijzing_id, c.versie)):
            standen[one.verwijzing_id].append((_day(one.sinds), one.status))
        rows = await self._known(t.verwijzing, c.hulp == "jeugdhulp")
        return [self._verwijzing(row, standen[row.verwijzing_id]) for row in rows]

    async def pgbs(self) -> list[f.Pgb]:
        """Budgets of clients; one that ends before it begins was taken back."""
        c = t.pgb.c
        kept = sa.or_(c.einddatum.is_(None), c.einddatum >= c.begindatum)
        return [
            f.Pgb(
                gemeente=row.gemeentecode,
                client=row.client,
                begin=row.begindatum,
                eind=row.einddatum,
                productcategorie=row.categorie,
            )
            for row in await self._known(t.pgb, kept)
        ]

    async def maatregelen(self) -> list[f.Maatregel]:
        """Measures."""
        return [
            f.Maatregel(
                gemeente=row.gemeentecode,
                client=row.client,
                soort=row.soort,
                begin=row.begindatum,
                eind=row.einddatum,
                oorzaken=tuple(row.oorzaken),
            )
            for row in await self._known(t.maatregel)
        ]

    async def verblijven(self) -> list[f.Verblijf]:
        """Stays."""
        return [
            f.Verblijf(
                gemeente=row.gemeentecode,
                client=row.client,
                vorm=row.vorm,
                begin=row.begindatum,
                eind=row.einddatum,
                einde_reden=row.einde_reden,
                onvrijwillig=row.onvrijwillig,
                aanbieder=row.agb_code or f.ONBEKEND,
            )
            for row in await self._known(t.verblijf)
        ]

    async def toekomstplannen(self) -> list[f.Toekomstplan]:
        """Plans that were approved; a new draft does not take an approved one away."""
        c = t.toekomstplan.c
        query = sa.select(t.toekomstplan, person_of(c, self.bereik.peilmoment)).where(
            self.bereik.of(c.gemeentecode),
            c.bekend_op <= self.bereik.peilmoment,
            c.goedgekeurd_op.is_not(None),
        )
        return [
            f.Toekomstplan(
                gemeente=row.gemeentecode,
                client=row.client,
                goedgekeurd=row.goedgekeurd_op,
                regimes=tuple(row.vervolgregimes),
            )
            for row in await self.session.execute(query)
        ]

    async def consulten(self) -> list[f.Consult]:
        """Advice."""
        return [
            f.Consult(gemeente=row.gemeentecode, datum=row.datum, vervolg=row.vervolg)
            for row in await self._known(t.consult)
        ]

    async def plaatsen(self) -> list[f.Plaatsen]:
        """Places; of a region those that it agreed."""
        c = t.capaciteit.c
        own = sa.true() if self.bereik.regio is None else c.eigenaar == self.bereik.regio
        return [
            f.Plaatsen(
                aanbieder=row.agb_code,
                functie=row.functie,
                jaar=row.jaar,
                afgesproken=row.afgesproken,
                beschikbaar=row.beschikbaar,
            )
            for row in await self._known(t.capaciteit, own)
        ]

    async def contracten(self) -> list[f.Contract]:
        """Agreements, one for each gemeente that has it."""
        asked = self.bereik.gemeenten
        return [
            f.Contract(
                gemeente=gemeente, aanbieder=row.agb_code, begin=row.geldig_van, eind=row.geldig_tot
            )
            for row in await self._known(t.contract)
            for gemeente in row.gemeentecodes
            if asked is None or gemeente in asked
        ]

    async def verzoeken(self) -> list[f.Verzoek]:
        """Requests with their final answer, and whether their term went by."""
        moment = self.bereik.peilmoment
        v, b, termijn = t.verzoek.c, t.verzoek_besluit.c, t.termijn.c
        late = sa.exists().where(termijn.verzoek_id == v.verzoek_id, termijn.bekend_op <= moment)
        final = (
            sa.select(b.verzoek_id, sa.func.min(b.beantwoord_op).label("beantwoord"))
            .where(b.besluit.in_(_EINDANTWOORDEN), b.bekend_op <= moment)
            .group_by(b.verzoek_id)
            .subquery()
        )
        query = (
            sa.select(
                v.gemeentecode, v.agb_code, v.ontvangen_op, final.c.beantwoord, late.label("laat")
            )
            .join_from(t.verzoek, final, final.c.verzoek_id == v.verzoek_id, isouter=True)
            .where(
                self.bereik.of(v.gemeentecode),
                v.bekend_op <= moment,
                self.bereik.sent(v.ontvangen_op),
            )
        )
        return [
            f.Verzoek(
                gemeente=row.gemeentecode,
                aanbieder=row.agb_code,
                ontvangen=_day(row.ontvangen_op),
                beantwoord=None if row.beantwoord is None else _day(row.beantwoord),
                te_laat=bool(row.laat),
            )
            for row in await self.session.execute(query)
        ]

    async def berichten(self) -> list[f.Berichten]:
        """Messages between a gemeente and an aanbieder, by day."""
        c = t.bericht.c
        query = sa.select(c.afzender, c.ontvanger, c.status, c.ontvangen_op).where(
            c.verwerkt_op <= self.bereik.peilmoment,
            self.bereik.sent(c.ontvangen_op),
            sa.or_(self.bereik.of(c.afzender), self.bereik.of(c.ontvanger)),
        )
        total: Counter[tuple[Any, ...]] = Counter()
        refused: Counter[tuple[Any, ...]] = Counter()
        for row in await self.session.execute(query):
            parties = sorted((row.afzender, row.ontvanger), key=len)
            if len(parties[0]) == _GEMEENTE:
                key = (*parties, _day(row.ontvangen_op))
                total[key] += 1
                refused[key] += row.status in _AFGEKEURD
        return [
            f.Berichten(
                gemeente=gemeente,
                aanbieder=aanbieder,
                ontvangen=day,
                aantal=count,
                afgekeurd=refused[(gemeente, aanbieder, day)],
            )
            for (gemeente, aanbieder, day), count in total.items()
        ]

    async def achterstanden(self) -> list[f.Achterstand]:
        """After how many days lines of a month of care were judged."""
        c, bereik = t.regel.c, self.bereik
        key = (c.gemeentecode, c.agb_code, c.maand, c.bekend_op)
        query = (
            sa.select(*key, sa.func.count().label("regels"))
            .where(
                bereik.of(c.gemeentecode),
                c.bekend_op <= bereik.peilmoment,
                c.maand.between(bereik.van, bereik.tot),
                c.vorig_referentie_nummer.is_(None),
            )
            .group_by(*key)
        )
        return [
            f.Achterstand(
                gemeente=row.gemeentecode,
                aanbieder=row.agb_code,
                maand=row.maand,
                dagen=(_day(row.bekend_op) - last_day_of_month(row.maand)).days,
                regels=row.regels,
            )
            for row in await self.session.execute(query)
        ]

    async def meldingen(self) -> list[f.Melding]:
        """When deliveries were first told."""
        c, bereik = t.levering.c, self.bereik
        about = (c.gemeentecode, c.agb_code, c.toewijzing_nummer, c.begindatum)
        who = person_of(c, bereik.peilmoment)
        query = (
            sa.select(*about, who, sa.func.min(c.bekend_op).label("gemeld"))
            .where(
                bereik.of(c.gemeentecode),
                c.bekend_op <= bereik.peilmoment,
                c.begindatum.between(bereik.van, bereik.tot),
            )
            .group_by(*about, who.name)
        )
        return [
            f.Melding(
                gemeente=row.gemeentecode,
                aanbieder=row.agb_code,
                begin=row.begindatum,
                gemeld=_day(row.gemeld),
            )
            for row in await self.session.execute(query)
        ]

    async def ingaven(self) -> list[f.Ingave]:
        """Figures that were told, and the lump sums of contracts by gemeente."""
        c, asked = t.ingave.c, self.bereik.gemeenten
        own = sa.true() if asked is None else c.gebied.in_([*asked, self.bereik.regio or ""])
        told = [
            f.Ingave(
                gemeente=row.gebied,
                soort=row.soort,
                jaar=row.jaar,
                waarde=row.waarde,
                onderwerp=row.onderwerp,
            )
            for row in await self._known(t.ingave, own)
        ]
        for one in await lump_sums(self.session, self.bereik.peilmoment):
            if asked is None or one.gemeente in asked:
                told.append(one)
        until = await ended_gemeenten(self.session)
        return [
            beperkt(one, [(date.min, until[one.gemeente])]) if one.gemeente in until else one
            for one in told
        ]

    async def _known(self, table: sa.Table, *wanted: sa.ColumnElement[bool]) -> sa.Result[Any]:
        about = (
            [table, person_of(table.c, self.bereik.peilmoment)] if _CLIENT in table.c else [table]
        )
        query = sa.select(*about).where(self.bereik.known(table), *wanted)
        return await self.session.execute(query)

    def _verwijzing(self, row: sa.Row[Any], standen: Sequence[tuple[date, str]]) -> f.Verwijzing:
        day = row.verwijsdatum or row.aanvraagdatum or _day(row.sinds)
        return f.Verwijzing(
            gemeente=row.gemeentecode,
            aanbieder=row.agb_code or f.ONBEKEND,
            productcategorie=row.categorie,
            product=row.code,
            client=row.client,
            status=row.status,
            verwezen=row.verwijsdatum,
            toegewezen=row.toewijsdatum,
            contact=row.eerste_contact,
            start=row.begindatum,
            crisis=row.gestart_met_crisis,
            verwijzer=row.verwijzer_code,
            standen=standen,
            **self._placed(row, day),
        )

    def _placed(self, row: sa.Row[Any], day: date) -> dict[str, Any]:
        return placed(self.vormen, row.gemeentecode, row.categorie, row.code, day)


READERS: dict[str, Callable[[Overig], Any]] = {
    "verwijzingen": Overig.verwijzingen,
    "pgbs": Overig.pgbs,
    "maatregelen": Overig.maatregelen,
    "verblijven": Overig.verblijven,
    "toekomstplannen": Overig.toekomstplannen,
    "consulten": Overig.consulten,
    "plaatsen": Overig.plaatsen,
    "contracten": Overig.contracten,
    "verzoeken": Overig.verzoeken,
    "berichten": Overig.berichten,
    "achterstanden": Overig.achterstanden,
    "meldingen": Overig.meldingen,
    "ingaven": Overig.ingaven,
}
"""By the name of the kind."""


def _day(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date()
