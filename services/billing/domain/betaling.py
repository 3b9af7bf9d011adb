# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Payment runs: what is paid to whom, by two people, and never below zero."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal

from services.billing.domain.verloop import Verloop

Runhandeling = Literal["goedkeuren", "uitvoeren", "intrekken"]
Besluit = Literal["goedkeuren", "afwijzen"]
Overslaan = Literal["geen-rekening", "niets-te-betalen"]
Misluksoort = Literal["afgewezen", "teruggestort"]
Postsoort = Literal["declaratie", "termijn", "afrekening", "subsidie", "verrekening"]

MEESTE_CENTEN = 99_999_999_999
"""The highest amount of one SEPA credit transfer: 999 999 999.99 euro."""

_SIGNS = frozenset("/-?:().,'+ ")

BETAALRUN = Verloop(
    naam="betaalrun",
    begin="concept",
    stappen=MappingProxyType(
        {
            ("concept", "goedkeuren"): "goedgekeurd",
            ("concept", "intrekken"): "ingetrokken",
            ("goedgekeurd", "uitvoeren"): "uitgevoerd",
            ("goedgekeurd", "intrekken"): "ingetrokken",
        }
    ),
)

REKENING = Verloop(
    naam="rekening",
    begin="voorgesteld",
    stappen=MappingProxyType(
        {
            ("voorgesteld", "goedkeuren"): "goedgekeurd",
            ("voorgesteld", "afwijzen"): "afgewezen",
        }
    ),
)

BETALING = Verloop(
    naam="betaling",
    begin="opgenomen",
    stappen=MappingProxyType(
        {
            ("opgenomen", "melden"): "gemeld",
            ("gemeld", "goedkeuren"): "mislukt",
            ("gemeld", "afwijzen"): "opgenomen",
        }
    ),
)
"""One payment of a run that the bank has: one person reports that it failed, another confirms."""

MET_BESTAND = frozenset({"goedgekeurd", "uitgevoerd"})
"""States in which there is a file for the bank, and an overview for the aanbieder."""


@dataclass(frozen=True, slots=True)
class Rekening:
    """A bank account as a gemeente knows it; `voorbereider` proposed it."""

    id: str
    gemeentecode: str
    houder: str
    nummer: int
    iban: str
    tenaamstelling: str
    toestand: str
    voorbereider: str
    versie: int = 1


@dataclass(frozen=True, slots=True)
class OpenPost:
    """What is to be paid and in no run that counts; `bedrag` in signed cents.

    A judged declaratie (also one that came as an invoice), a due instalment of a lump sum (B-14),
    what a booked settlement gives the aanbieder on top, or takes back (C-11), an advance or the
    balance of a subsidy (B-16), or what was agreed with another gemeente (B-12): then `agb_code`
    is the code of that gemeente.
    """

    soort: Postsoort
    kenmerk: str
    agb_code: str
    bedrag: int
    omschrijving: str = ""


DUBBEL = frozenset({"AM05", "DU01", "DU02", "DU03", "DU04", "DU05"})
"""The codes of ISO 20022 for what the bank had before: that may well have been paid."""


@dataclass(frozen=True, slots=True)
class Mislukking:
    """Why no money came: the bank refused (pain.002), or it came back; `code` as ISO 20022 has it.

    `op` is the day that the bank gives, `persoon` who reported it.
    """

    soort: Misluksoort
    code: str
    op: date
    persoon: str


@dataclass(frozen=True, slots=True)
class Betaling:
    """One receiver in a run, by AGB code or gemeentecode: cents, above zero."""

    agb_code: str
    end_to_end_id: str
    iban: str
    tenaamstelling: str
    bedrag: int
    toestand: str = BETALING.begin
    mislukking: Mislukking | None = None


@dataclass(frozen=True, slots=True)
class Betaalrun:
    """A run as it now stands; the account is that of the gemeente."""

    id: str
    gemeentecode: str
    uitvoerdatum: date
    iban: str
    tenaamstelling: str
    bedrag: int
    aantal: int
    toestand: str
    voorbereider: str
    goedgekeurd_op: datetime | None = None
    versie: int = 1


@dataclass(frozen=True, slots=True)
class Voorstel:
    """What a run would pay, and whom it leaves for a later one with how much and why."""

    betalingen: tuple[Betaling, ...]
    posten: tuple[OpenPost, ...]
    overgeslagen: tuple[tuple[str, int, Overslaan], ...]

    @property
    def bedrag(self) -> int:
        """The control sum."""
        return sum(betaling.bedrag for betaling in self.betalingen)


def propose(run_id: str, open_: Iterable[OpenPost], rekeningen: Mapping[str, Rekening]) -> Voorstel:
    """Net all that is open per aanbieder; credits that weigh more stay open, for a later run."""
    per_agb: defaultdict[str, list[OpenPost]] = defaultdict(list)
    for post in open_:
        per_agb[post.agb_code].append(post)
    betalingen: list[Betaling] = []
    posten: list[OpenPost] = []
    overgeslagen: list[tuple[str, int, Overslaan]] = []
    for agb_code, own in sorted(per_agb.items()):
        bedrag, rekening = sum(one.bedrag for one in own), rekeningen.get(agb_code)
        if bedrag <= 0:
            overgeslagen.append((agb_code, bedrag, "niets-te-betalen"))
        elif rekening is None:
            overgeslagen.append((agb_code, bedrag, "geen-rekening"))
        else:
            betalingen.append(_betaling(run_id, rekening, bedrag))
            posten.extend(own)
    return Voorstel(tuple(betalingen), tuple(posten), tuple(overgeslagen))


def sepa_text(text: str, length: int) -> str:
    """The text in the signs that every bank takes, no longer than `length`."""
    plain = unicodedata.normalize("NFKD", text)
    kept = [c for c in plain if not unicodedata.combining(c)]
    signs = (c if c.isascii() and (c.isalnum() or c in _SIGNS) else " " for c in kept)
    return " ".join("".join(signs).split())[:length].strip()


def euros(cents: int) -> str:
    """Whole cents as the file writes them: 1234.05."""
    return f"{cents // 100}.{cents % 100:02}"


def changed_accounts(
    run: Betaalrun, betalingen: Sequence[Betaling], rekeningen: Mapping[str, Rekening]
) -> list[str]:
    """Holders whose approved account is no longer the one in the run."""
    frozen = {betaling.agb_code: betaling.iban for betaling in betalingen}
    frozen[run.gemeentecode] = run.iban
    known = {houder: rekening.iban for houder, rekening in rekeningen.items()}
    return sorted(houder for houder, iban in frozen.items() if known.get(houder) != iban)


def _betaling(run_id: str, rekening: Rekening, bedrag: int) -> Betaling:
    kenmerk = run_id.replace("-", "")[-20:]
    return Betaling(
        agb_code=rekening.houder,
        end_to_end_id=f"{rekening.gemeentecode}-{rekening.houder}-{kenmerk}",
        iban=rekening.iban,
        tenaamstelling=rekening.tenaamstelling,
        bedrag=bedrag,
    )
