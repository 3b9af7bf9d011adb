# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the rules may see: of a line, of a message, of the declaratie as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from services.billing.domain.contract import Contractproduct, Tarief
from services.billing.domain.declaratie import Kern, Regel, Sleutel
from services.billing.domain.eenheden import meetvolume
from services.billing.domain.grenzen import Pgb, Plafond, PlafondSleutel
from services.billing.domain.regelset import STANDAARD, Regelset
from services.billing.domain.toewijzing import Toewijzing

Producten = Mapping[tuple[str, str], tuple[Contractproduct, ...]]
"""By category and code."""


@dataclass(frozen=True, slots=True)
class Debetregel:
    """An approved debit line of an earlier declaratie, found for a credit."""

    regel_id: str
    referentie_nummer: str
    kern: Kern
    gecrediteerd: bool


class Gebruik(NamedTuple):
    """Approved so far on a toewijzing, credits taken off: minutes or pieces, and cents."""

    volume: int = 0
    bedrag: int = 0

    def plus(self, regel: Regel) -> "Gebruik":
        """The same after one more approved line."""
        volume, bedrag = meetvolume(regel.volume, regel.eenheid), regel.bedrag
        if regel.credit:
            return Gebruik(self.volume - volume, self.bedrag - bedrag)
        return Gebruik(self.volume + volume, self.bedrag + bedrag)


ONGEBRUIKT = Gebruik()


class RegelFeiten(NamedTuple):
    """All that the rules may see when they look at one line.

    `pgb` is one that excludes the line; `besteed` is what was approved under the `plafond`, cents.
    `voortgezet_van` is the gemeente that has the contract of `product`, when that is the one from
    which the client moved (R-20).
    """

    declaratie_eind: date
    toewijzing: Toewijzing | None = None
    product: Contractproduct | None = None
    voortgezet_van: str | None = None
    referentie_bekend: bool = False
    debet: Debetregel | None = None
    open_debet: str | None = None
    gebruik: Gebruik = ONGEBRUIKT
    pgb: Pgb | None = None
    plafond: Plafond | None = None
    besteed: int = 0
    regelset: Regelset = STANDAARD

    @property
    def basis(self) -> Toewijzing:
        """The toewijzing, for rules that apply only when there is one."""
        if self.toewijzing is None:
            raise LookupError("this rule needs a toewijzing")
        return self.toewijzing

    def tarief_for(self, regel: Regel) -> Tarief | None:
        """The contract tariff on the first day of the ProductPeriode."""
        if self.product is None:
            return None
        if self.voortgezet_van is not None:
            return self.product.tarief_continued_on(regel.periode_begin)
        awarded_on = self.toewijzing.ingangsdatum if self.toewijzing else None
        return self.product.tarief_on(regel.periode_begin, awarded_on)


@dataclass(frozen=True, slots=True)
class Feiten:
    """All that is known for one message, loaded at once before the first line is judged.

    `elders` has the products in contracts of the gemeenten from which clients moved, by gemeente.
    `pgbs` by the pseudonym of their client; `besteed` is what was approved under each plafond.
    `personen` has whom the gemeente means by a pseudonym that it corrected.
    """

    declaratie_eind: date
    toewijzingen: Mapping[int, Toewijzing] = field(default_factory=dict)
    producten: Producten = field(default_factory=dict)
    elders: Mapping[str, Producten] = field(default_factory=dict)
    bekende_referenties: frozenset[str] = frozenset()
    debetregels: Mapping[str, Debetregel] = field(default_factory=dict)
    open_debetten: Mapping[Sleutel, str] = field(default_factory=dict)
    gebruik: Mapping[int, Gebruik] = field(default_factory=dict)
    pgbs: Mapping[str, tuple[Pgb, ...]] = field(default_factory=dict)
    plafonds: Mapping[PlafondSleutel, Plafond] = field(default_factory=dict)
    besteed: Mapping[PlafondSleutel, int] = field(default_factory=dict)
    regelset: Regelset = STANDAARD
    personen: Mapping[str, str] = field(default_factory=dict)

    def of_persons(self) -> "Feiten":
        """The same with toewijzingen and budgets under the pseudonyms of the persons meant."""
        if not self.personen:
            return self
        pgbs: dict[str, tuple[Pgb, ...]] = {}
        for pseudoniem, held in self.pgbs.items():
            who = self.personen.get(pseudoniem, pseudoniem)
            pgbs[who] = (*pgbs.get(who, ()), *held)
        toewijzingen = {
            nummer: one._replace(
                client_pseudoniem=self.personen.get(one.client_pseudoniem, one.client_pseudoniem)
            )
            for nummer, one in self.toewijzingen.items()
        }
        return replace(self, toewijzingen=toewijzingen, pgbs=pgbs)


@dataclass(frozen=True, slots=True)
class BerichtFeiten:
    """What the header rules may see."""

    vandaag: date
    identificatie_gebruikt: bool = False


@dataclass(frozen=True, slots=True)
class DeclaratieFeiten:
    """What the rules on the declaratie as a whole may see."""

    nummer_gebruikt: bool = False
    laatste_periode: date | None = None
