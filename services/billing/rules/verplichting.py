# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is awarded on a toewijzing, change by change, each with the event that caused it (B-11).

The events are taken in the order in which they were recorded where they happened, not in which
they came here: so the same events give the same entries in whatever order they come.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from libs.ijw.volumes import TOTAAL
from libs.ijw.worth import Award, Tarief, continued, maandwaarden
from services.billing.domain.grootboek import Cel, Oorzaak, Soort
from services.billing.domain.verplichting import (
    Contractversie,
    Feiten,
    Prijsfeit,
    Productversie,
    Toewijzingversie,
    maand_van,
)

Bedragen = Mapping[int, int]
"""Cents by month."""


@dataclass(frozen=True, slots=True)
class Jaarwisseling:
    """A toewijzing without an end is obliged for one calendar year after another."""

    bekend_op: datetime
    oorzaak: Oorzaak


Feit = Prijsfeit | Toewijzingversie | Jaarwisseling


@dataclass(slots=True)
class Stand:
    """What was known at some moment."""

    gemeentecode: str
    jaar: int = 0
    contracten: dict[str, Contractversie] = field(default_factory=dict)
    producten: dict[str, Productversie] = field(default_factory=dict)
    toewijzing: Toewijzingversie | None = None

    def learn(self, feit: Feit) -> None:
        """Take in one fact; a version that comes after a higher one changes nothing."""
        self.jaar = max(self.jaar, feit.bekend_op.year)
        match feit:
            case Contractversie():
                known = self.contracten.get(feit.contract_id)
                if known is None or known.versie < feit.versie:
                    self.contracten[feit.contract_id] = feit
            case Productversie():
                earlier = self.producten.get(feit.product_id)
                if earlier is None or earlier.versie < feit.versie:
                    self.producten[feit.product_id] = feit
            case Toewijzingversie():
                if self.toewijzing is None or self.toewijzing.versie < feit.versie:
                    self.toewijzing = feit

    def tarieven(self, begin: date) -> tuple[Tarief, ...]:
        """Those of all contracts for a toewijzing that begins then, the latest first.

        After a move those of the gemeente before come last: they count where no other does (R-20).
        """
        return (*self._under_contract(self.gemeentecode, begin), *self._continued())

    def _under_contract(self, gemeentecode: str, begin: date) -> list[Tarief]:
        found = [
            in_term
            for tarief, contract in self._priced(gemeentecode)
            if (in_term := _within(tarief, contract, begin))
        ]
        return sorted(found, key=_latest, reverse=True)

    def _continued(self) -> list[Tarief]:
        versie = self.toewijzing
        if versie is None or versie.tarief_gemeentecode is None or versie.tarief_tot is None:
            return []
        found = [
            in_term
            for tarief, contract in self._priced(versie.tarief_gemeentecode)
            if (in_term := continued(tarief, contract.term, versie.tarief_tot))
        ]
        return sorted(found, key=_latest, reverse=True)

    def _priced(self, gemeentecode: str) -> Iterator[tuple[Tarief, Contractversie]]:
        for product in self.producten.values():
            contract = self.contracten.get(product.contract_id)
            if contract is not None and gemeentecode in contract.gemeentecodes:
                yield from ((tarief, contract) for tarief in product.tarieven)

    def award(self) -> Award | None:
        """The toewijzing as far as it is obliged now."""
        if self.toewijzing is None:
            return None
        return until_year(self.toewijzing.award, self.jaar)


def toegewezen(feiten: Feiten, today: date) -> tuple[dict[Cel, int], Stand]:
    """The awarded and changed cells, which add up to what is awarded now; and where that ends."""
    cellen: dict[Cel, int] = {}
    stand = Stand(feiten.gemeentecode)
    before: Bedragen = {}
    valued = False
    for feit in timeline(feiten, today):
        stand.learn(feit)
        after = worth(stand.award(), stand)
        if after == before:
            continue
        is_new = not valued or feit.oorzaak.soort == "kalender"
        soort: Soort = "toegewezen" if is_new else "gewijzigd"
        for maand in before.keys() | after.keys():
            delta = after.get(maand, 0) - before.get(maand, 0)
            if delta:
                cellen[Cel(feit.oorzaak, soort, maand)] = delta
        before, valued = after, True
    return cellen, stand


def timeline(feiten: Feiten, today: date) -> list[Feit]:
    """All facts in the order in which they became known; at one moment prices come first."""
    found: list[Feit] = [*feiten.prijzen, *feiten.versies, *_years(feiten, today)]
    return sorted(found, key=_moment)


def worth(award: Award | None, stand: Stand) -> dict[int, int]:
    """Cents by month; a week on the border of two months counts in the first of them."""
    bedragen: defaultdict[int, int] = defaultdict(int)
    if award is not None:
        for waarde in maandwaarden(award, stand.tarieven(award.ingangsdatum)):
            bedragen[maand_van(waarde.maand)] += waarde.bedrag - waarde.dubbel
    return {maand: bedrag for maand, bedrag in bedragen.items() if bedrag}


def is_spread(award: Award) -> bool:
    """A total for the whole term, that may be used in any month of it."""
    total = award.omvang is not None and award.omvang.frequentie == TOTAAL
    return award.budget is not None or total


def until_year(award: Award, jaar: int) -> Award:
    """Without an end it is obliged until the end of that year, or of the year it begins in."""
    if award.einde is not None or is_spread(award):
        return award
    return replace(award, einddatum=date(max(jaar, award.ingangsdatum.year), 12, 31))


_RANG = {Contractversie: 0, Productversie: 1, Toewijzingversie: 2, Jaarwisseling: 3}


def _moment(feit: Feit) -> tuple[datetime, int, int, Oorzaak]:
    versie = 0 if isinstance(feit, Jaarwisseling) else feit.versie
    return (feit.bekend_op, _RANG[type(feit)], versie, feit.oorzaak)


def _years(feiten: Feiten, today: date) -> Iterator[Jaarwisseling]:
    open_ended = [v.award.ingangsdatum.year for v in feiten.versies if v.award.einde is None]
    for jaar in range(min(open_ended, default=today.year) + 1, today.year + 1):
        oorzaak = Oorzaak("kalender", f"{jaar}-01-01")
        yield Jaarwisseling(datetime(jaar, 1, 1, tzinfo=UTC), oorzaak)


def _latest(tarief: Tarief) -> tuple[date, int]:
    return tarief.geldig_van, tarief.bedrag


def _within(tarief: Tarief, contract: Contractversie, begin: date) -> Tarief | None:
    """The tariff in the term of its contract; in the run-off for what began before (C-12)."""
    van, tot, einde = (
        max(tarief.geldig_van, contract.geldig_van),
        tarief.geldig_tot,
        contract.geldig_tot,
    )
    if einde is not None and (tot is None or tot >= einde):
        runs_off = contract.uitloop_tot is not None and begin <= einde
        tot = contract.uitloop_tot if runs_off else einde
    if tot is not None and tot < van:
        return None
    return replace(tarief, geldig_van=van, geldig_tot=tot)
