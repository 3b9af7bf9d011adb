# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What billing reasons about: toewijzingen, contracted products, claim lines and their facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from libs.ijw.shared import Omvang

MINUUT = "01"
UUR = "04"
STUKS_OUTPUT = "82"
EURO = "83"
VERWIJDERD = "13"
OUTPUTGERICHT = "outputgericht"
MINUTEN_PER_UUR = 60

Sleutel = tuple[int, str, str, date, date]
"""ToewijzingNummer, category, code and period: what may be claimed once (TR389)."""

Kern = tuple[Sleutel, int, str, int | None, int]
"""All a credit copies from its debit: key, volume, unit, tariff and amount (IV091)."""


def round_half_up(numerator: int, denominator: int) -> int:
    """Whole cents of a fraction of two non-negative integers, half a cent upwards (IV081)."""
    return (2 * numerator + denominator) // (2 * denominator)


def meetvolume(volume: int, eenheid: str) -> int:
    """Volume in a unit that can be added up: hours become minutes, all else stays."""
    return volume * MINUTEN_PER_UUR if eenheid == UUR else volume


def hours_in_minutes(basis: str | None, eenheid: str) -> bool:
    """Agreed in hours (04) and declared in minutes (01): the only conversion there is (TR341)."""
    return basis == UUR and eenheid == MINUUT


@dataclass(frozen=True, slots=True)
class Toewijzing:
    """One version of a toewijzing, as its gemeente published it; `budget` in cents."""

    gemeentecode: str
    agb_code: str
    toewijzing_nummer: int
    versie: int
    client_pseudoniem: str
    categorie: str | None
    code: str | None
    ingangsdatum: date
    einddatum: date | None
    omvang: Omvang | None
    budget: int | None
    reden_wijziging: str | None

    @property
    def verwijderd(self) -> bool:
        """Sent by mistake and to be treated as never sent (RedenWijziging 13)."""
        return self.reden_wijziging == VERWIJDERD


@dataclass(frozen=True, slots=True)
class Tarief:
    """Cents per unit, from `geldig_van` up to and including `geldig_tot`."""

    bedrag: int
    geldig_van: date
    geldig_tot: date | None

    def covers(self, day: date) -> bool:
        """Is this the tariff of that day?"""
        return self.geldig_van <= day and (self.geldig_tot is None or day <= self.geldig_tot)


@dataclass(frozen=True, slots=True)
class Contractproduct:
    """A product in a contract between the aanbieder and the gemeente, with the contract's term."""

    contract_id: str
    contract_versie: int
    product_id: str
    versie: int
    categorie: str
    code: str
    variant: str
    eenheid: str | None
    tarieven: tuple[Tarief, ...]
    geldig_van: date
    geldig_tot: date | None

    def runs_on(self, day: date) -> bool:
        """Does the contract run on that day?"""
        return self.geldig_van <= day and (self.geldig_tot is None or day <= self.geldig_tot)

    def tarief_on(self, day: date) -> Tarief | None:
        """The tariff of that day; of two that overlap, the one that started last."""
        current = [tarief for tarief in self.tarieven if tarief.covers(day)]
        return max(current, key=lambda tarief: tarief.geldig_van, default=None)


def choose_product(candidates: tuple[Contractproduct, ...], day: date) -> Contractproduct | None:
    """Of the contracts that hold the same product: one that runs and has a tariff, latest first."""

    def preference(product: Contractproduct) -> tuple[bool, bool, date, str]:
        priced = product.tarief_on(day) is not None
        return product.runs_on(day), priced, product.geldig_van, product.product_id

    if len(candidates) == 1:
        return candidates[0]
    return max(candidates, key=preference, default=None)


@dataclass(frozen=True, slots=True)
class Regel:
    """One Prestatie: `nummer` counts from 1 over the message, `bedrag` in cents without sign."""

    nummer: int
    plaats: str
    referentie_nummer: str
    vorig_referentie_nummer: str | None
    toewijzing_nummer: int
    categorie: str
    code: str
    periode_begin: date
    periode_eind: date
    volume: int
    eenheid: str
    tarief: int | None
    bedrag: int
    credit: bool

    @property
    def signed(self) -> int:
        """Cents with sign: a credit is negative."""
        return -self.bedrag if self.credit else self.bedrag

    @property
    def signed_meetvolume(self) -> int:
        """Volume that can be added up, with sign."""
        return meetvolume(-self.volume if self.credit else self.volume, self.eenheid)

    @property
    def sleutel(self) -> Sleutel:
        """What may be claimed once."""
        return (
            self.toewijzing_nummer,
            self.categorie,
            self.code,
            self.periode_begin,
            self.periode_eind,
        )

    @property
    def kern(self) -> Kern:
        """What a credit must copy."""
        return (self.sleutel, self.volume, self.eenheid, self.tarief, self.bedrag)


@dataclass(frozen=True, slots=True)
class DeclaratieClient:
    """The lines of one client; `pseudoniem` is the one that travels in events.

    The BSN itself is here only sealed, and as the keyed hash by which billing finds it again.
    """

    plaats: str
    pseudoniem: str
    bsn_hash: str
    bsn_verzegeld: bytes
    regels: tuple[Regel, ...]


@dataclass(frozen=True, slots=True)
class Declaratie:
    """The head of a declaratie; `ingediend` in cents, negative when credits weigh more."""

    id: str
    bericht_id: str
    gemeentecode: str
    agb_code: str
    declaratie_nummer: str
    periode_begin: date
    periode_eind: date
    dagtekening: date
    ingediend: int
    aantal_regels: int
    ontvangen_op: datetime


@dataclass(frozen=True, slots=True)
class Debetregel:
    """An approved debit line of an earlier declaratie, found for a credit."""

    regel_id: str
    referentie_nummer: str
    kern: Kern
    gecrediteerd: bool


@dataclass(frozen=True, slots=True)
class Gebruik:
    """Approved so far on a toewijzing, credits taken off: minutes or pieces, and cents."""

    volume: int = 0
    bedrag: int = 0

    def plus(self, regel: Regel) -> "Gebruik":
        """The same after one more approved line."""
        return Gebruik(self.volume + regel.signed_meetvolume, self.bedrag + regel.signed)


@dataclass(frozen=True, slots=True)
class RegelFeiten:
    """All that the rules may see when they look at one line."""

    declaratie_eind: date
    toewijzing: Toewijzing | None = None
    product: Contractproduct | None = None
    referentie_bekend: bool = False
    debet: Debetregel | None = None
    open_debet: str | None = None
    gebruik: Gebruik = Gebruik()

    @property
    def basis(self) -> Toewijzing:
        """The toewijzing, for rules that apply only when there is one."""
        if self.toewijzing is None:
            raise LookupError("this rule needs a toewijzing")
        return self.toewijzing

    def tarief_for(self, regel: Regel) -> Tarief | None:
        """The contract tariff on the first day of the ProductPeriode."""
        return self.product.tarief_on(regel.periode_begin) if self.product else None


@dataclass(frozen=True, slots=True)
class Feiten:
    """All that is known for one message, loaded at once before the first line is judged."""

    declaratie_eind: date
    toewijzingen: Mapping[int, Toewijzing] = field(default_factory=dict)
    producten: Mapping[tuple[str, str], tuple[Contractproduct, ...]] = field(default_factory=dict)
    bekende_referenties: frozenset[str] = frozenset()
    debetregels: Mapping[str, Debetregel] = field(default_factory=dict)
    open_debetten: Mapping[Sleutel, str] = field(default_factory=dict)
    gebruik: Mapping[int, Gebruik] = field(default_factory=dict)


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
