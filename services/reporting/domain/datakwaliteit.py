# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How far facts can be trusted, by provider: what lacks, what belongs to nothing (P-09). Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from libs.ijw.months import last_day_of_month
from services.reporting.domain.indicatoren.feiten import Feiten, Toewijzing, Vraag
from services.reporting.domain.indicatoren.geld import rijpe_maanden
from services.reporting.domain.indicatoren.register import procent
from services.reporting.domain.indicatoren.tellend import begint, telt
from services.reporting.domain.indicatoren.trajecten import middelste
from services.reporting.domain.tabellen import (
    ALLE,
    Diepte,
    Telling,
    diepten,
    opgeteld_tot,
    te_verbergen,
)
from services.reporting.domain.zorgvormen import NIET_TOEGEWEZEN

START_BINNEN = timedelta(days=7)
"""A start is told within five working days, which is a week."""
FEITEN = frozenset({"toewijzingen", "hulp", "bedragen", "meldingen", "achterstanden"})
"""The kinds of facts that this looks at."""
_AANTALLEN = (
    "verwacht",
    "ontvangen",
    "starts",
    "starts_laat",
    "starts_zonder",
    "declaraties_zonder",
)


@dataclass(frozen=True, slots=True)
class Kwaliteit:
    """Of one provider, or of all.

    `verwacht` are ripe months of awards on which help ran, `ontvangen` those with a claim.
    `starts_zonder` and `declaraties_zonder` name an award that is not known here. `clienten` are
    those of whom all this is. None is hidden.
    """

    verwacht: int | None = 0
    ontvangen: int | None = 0
    starts: int | None = 0
    starts_laat: int | None = 0
    starts_zonder: int | None = 0
    declaraties_zonder: int | None = 0
    bedrag_zonder: int | None = 0
    achterstand: float | None = None
    clienten: int = 0

    @property
    def volledigheid(self) -> float | None:
        """Percent of what was expected."""
        if self.ontvangen is None or self.verwacht is None:
            return None
        return procent(self.ontvangen, self.verwacht)


@dataclass(frozen=True, slots=True)
class NietIngedeeld:
    """A product that nobody placed, and how often it is delivered or claimed; None is hidden."""

    productcategorie: str
    product: str
    aantal: int | None


def kwaliteit(feiten: Feiten, vraag: Vraag) -> tuple[Kwaliteit, dict[str, Kwaliteit]]:
    """Of all, and by provider."""
    known = {(one.gemeente, one.nummer) for one in feiten.toewijzingen}
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    _expected(feiten.toewijzingen, vraag, counts)
    for one in feiten.meldingen:
        if vraag.has(one.begin):
            counts[one.aanbieder]["starts"] += 1
            counts[one.aanbieder]["starts_laat"] += one.gemeld - one.begin > START_BINNEN
    for hulp in feiten.hulp:
        if hulp.bron == "levering" and begint(hulp, vraag):
            orphan = (hulp.gemeente, hulp.toewijzing) not in known
            counts[hulp.aanbieder]["starts_zonder"] += orphan
    for spent in feiten.bedragen:
        if vraag.has(spent.maand) and (spent.gemeente, spent.toewijzing) not in known:
            counts[spent.aanbieder]["declaraties_zonder"] += 1
            counts[spent.aanbieder]["bedrag_zonder"] += spent.bedrag
    lags = _lags(feiten, vraag)
    every = sum(counts.values(), Counter[str]())
    clients = _clienten(feiten, vraag)
    parts = {
        one: Kwaliteit(
            **counts[one],
            achterstand=middelste(lags.get(one, ())),
            clienten=len(clients.get(one, ())),
        )
        for one in sorted(counts.keys() | lags.keys())
    }
    together = [days for own in lags.values() for days in own]
    all_clients = len({client for own in clients.values() for client in own})
    return Kwaliteit(**every, achterstand=middelste(together), clienten=all_clients), parts


def afgeschermd(
    totaal: Kwaliteit, aanbieders: Mapping[str, Kwaliteit], drempel: int
) -> tuple[Kwaliteit, dict[str, Kwaliteit]]:
    """The same without what is of few clients, or from which that could be reckoned (B.5)."""
    few = {(agb,) for agb, one in aanbieders.items() if 0 < one.clienten < drempel}
    shown = dict(aanbieders)
    for veld in _AANTALLEN:
        counts: Telling = {(agb,): getattr(one, veld) for agb, one in aanbieders.items()}
        tables: dict[Diepte, Telling] = {(0,): {(ALLE,): getattr(totaal, veld)}, (1,): counts}
        hidden = te_verbergen(tables, (1,), drempel, few)
        if hidden[0,]:
            totaal = _zonder(totaal, veld)
        shown = {
            agb: _zonder(one, veld) if (agb,) in hidden[1,] else one for agb, one in shown.items()
        }
    if 0 < totaal.clienten < drempel:
        totaal = replace(totaal, achterstand=None)
    return totaal, {
        agb: replace(one, achterstand=None) if (agb,) in few else one for agb, one in shown.items()
    }


def _zonder(one: Kwaliteit, veld: str) -> Kwaliteit:
    """Without a number, and without the amount that goes with it."""
    gone: dict[str, Any] = {veld: None}
    if veld == "declaraties_zonder":
        gone["bedrag_zonder"] = None
    return replace(one, **gone)


def afgeschermde_producten(producten: Sequence[NietIngedeeld], drempel: int) -> list[NietIngedeeld]:
    """The same without small numbers, and without what they could be reckoned from: these last, by
    code, for their place would tell of them."""
    counts: Telling = {(one.productcategorie, one.product): one.aantal or 0 for one in producten}
    assen = (2,)
    tables = {one: opgeteld_tot(counts, assen, one) for one in diepten(assen)}
    hidden = te_verbergen(tables, assen, drempel)[assen]
    shown = [
        replace(one, aantal=None) if (one.productcategorie, one.product) in hidden else one
        for one in producten
    ]
    last = sorted(
        (one for one in shown if one.aantal is None),
        key=lambda one: (one.productcategorie, one.product),
    )
    return [*(one for one in shown if one.aantal is not None), *last]


def niet_ingedeeld(feiten: Feiten, vraag: Vraag) -> list[NietIngedeeld]:
    """Products without a form of care, most used first."""
    found: Counter[tuple[str, str]] = Counter()
    for hulp in feiten.hulp:
        if hulp.zorgvorm == NIET_TOEGEWEZEN and telt(hulp, vraag):
            found[(hulp.productcategorie or "", hulp.product or "")] += 1
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return [NietIngedeeld(*key, count) for key, count in ordered]


def _expected(
    toewijzingen: Iterable[Toewijzing], vraag: Vraag, counts: Mapping[str, Counter[str]]
) -> None:
    ripe = frozenset(rijpe_maanden(vraag))
    for one in toewijzingen:
        for maand in one.maanden:
            last = last_day_of_month(maand.maand)
            ran = any(
                part.begin <= last and (part.eind is None or part.eind >= maand.maand)
                for part in one.uitvoering
            )
            if maand.maand in ripe and maand.bedrag > 0 and ran:
                counts[one.aanbieder]["verwacht"] += 1
                counts[one.aanbieder]["ontvangen"] += bool(one.gefactureerd.get(maand.maand))


def _clienten(feiten: Feiten, vraag: Vraag) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for hulp in feiten.hulp:
        if telt(hulp, vraag):
            found[hulp.aanbieder].add(hulp.client)
    for spent in feiten.bedragen:
        if vraag.has(spent.maand):
            found[spent.aanbieder].add(spent.client)
    for one in feiten.toewijzingen:
        if any(vraag.has(maand.maand) for maand in one.maanden):
            found[one.aanbieder].add(one.client)
    return found


def _lags(feiten: Feiten, vraag: Vraag) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for one in feiten.achterstanden:
        if vraag.has(one.maand):
            found[one.aanbieder] += [one.dagen] * one.regels
    return found
