# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Lump sums: what each gemeente pays when, and what was delivered for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from libs.common.shares import split_by_weight
from services.billing.domain.verdeling import gelijke_delen

MAANDEN = 12


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract as it now stands, with its taakgerichte products as (category, code)."""

    contract_id: str
    agb_code: str
    gemeentecodes: frozenset[str]
    geldig_van: date
    geldig_tot: date | None
    taakproducten: frozenset[tuple[str, str]]

    def runs_in(self, begin: date, eind: date) -> bool:
        """On some day of the period."""
        return self.geldig_van <= eind and (self.geldig_tot is None or begin <= self.geldig_tot)


@dataclass(frozen=True, slots=True)
class Looptijd:
    """First and last month of the instalments of a year, 1 to 12."""

    jaar: int
    eerste_maand: int = 1
    laatste_maand: int = MAANDEN

    @property
    def vervaldagen(self) -> tuple[date, ...]:
        """The first day of each month."""
        maanden = range(self.eerste_maand, self.laatste_maand + 1)
        return tuple(date(self.jaar, maand, 1) for maand in maanden)


@dataclass(frozen=True, slots=True)
class Afspraak:
    """A lump sum of one year, in cents; `sleutel` is the weight of each gemeente, frozen."""

    id: str
    contract_id: str
    agb_code: str
    opdrachtgever: str
    jaar: int
    bedrag: int
    sleutel: Mapping[str, int]
    sleutel_bron: str

    @property
    def bijdragen(self) -> dict[str, int]:
        """Cents of the year per gemeente; together exactly the lump sum (C-10)."""
        return split_by_weight(self.bedrag, self.sleutel)


@dataclass(frozen=True, slots=True)
class Contractsleutel:
    """How contract split the lump sum of a year: cents per gemeente, and the version of that."""

    jaar: int
    versie: int
    budget: int
    bijdragen: Mapping[str, int]
    vastgesteld_op: date

    @property
    def bron(self) -> str:
        """As it is told with what is agreed by it."""
        return (
            f"verdeelsleutel {self.jaar} van het contract, versie {self.versie}, "
            f"vastgesteld op {self.vastgesteld_op}"
        )


@dataclass(frozen=True, slots=True)
class Termijn:
    """What one gemeente pays on one day, in cents."""

    gemeentecode: str
    nummer: int
    vervaldatum: date
    bedrag: int


def termijnen(afspraak: Afspraak, looptijd: Looptijd) -> Iterator[Termijn]:
    """First over the gemeenten, then over the months: both add up to the cent (B-14)."""
    dagen = looptijd.vervaldagen
    for gemeentecode, bijdrage in sorted(afspraak.bijdragen.items()):
        delen = gelijke_delen(bijdrage, len(dagen))
        for nummer, (dag, bedrag) in enumerate(zip(dagen, delen, strict=True), start=1):
            yield Termijn(gemeentecode, nummer, dag, bedrag)


@dataclass(frozen=True, slots=True)
class Opgaveregel:
    """One trajectory of one client; the BSN only sealed and hashed. `dagen` are days of help.

    `uitvoerder` is who gave it for the aanbieder that reports, if another did.
    """

    nummer: int
    pseudoniem: str
    bsn_hash: str
    bsn_verzegeld: bytes
    categorie: str
    code: str
    begindatum: date
    einddatum: date | None
    dagen: int
    uitvoerder: str | None = None

    @property
    def inhoud(self) -> str:
        """What makes this line differ from another."""
        delen = (self.bsn_hash, self.categorie, self.code, self.begindatum, self.einddatum)
        by = () if self.uitvoerder is None else (self.uitvoerder,)
        return "/".join(map(str, (*delen, self.dagen, *by)))


@dataclass(frozen=True, slots=True)
class Opgave:
    """What an aanbieder delivered for a gemeente in a month or a quarter."""

    contract_id: str
    agb_code: str
    gemeentecode: str
    periode_begin: date
    periode_eind: date
    regels: tuple[Opgaveregel, ...]

    @property
    def inhoud(self) -> bytes:
        """The same bytes for the same lines, in whatever order they came."""
        return "\n".join(sorted(regel.inhoud for regel in self.regels)).encode()

    @property
    def aantal_clienten(self) -> int:
        """Unique clients."""
        return len({regel.bsn_hash for regel in self.regels})

    @property
    def dagen(self) -> int:
        """Days of help of all lines."""
        return sum(regel.dagen for regel in self.regels)
