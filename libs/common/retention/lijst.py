# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A list of what is to be destroyed, who decides on it, and what holds it back; without I/O."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from libs.common.auth.person import four_eyes, person_of
from libs.common.contracts import Bewaarreden, Vernietiggrond
from libs.common.problem import Conflict

SYSTEEM = "systeem"
"""Who acts at night."""

MEESTE_REGELS = 500
"""Of one list: it can be read by people, and is looked through at once when it is carried out."""

ELDERS = "dossier"
"""Who placed a hold that the service with the file told of: it is lifted there."""

Afwijsreden = Literal[
    "wettelijke-bewaarplicht", "belang-van-een-ander", "dossier-in-gebruik", "onjuist-voorgesteld"
]


class Toestand(StrEnum):
    """How far a list is."""

    VOORGESTELD = "voorgesteld"
    INGEDIEND = "ingediend"
    VASTGESTELD = "vastgesteld"
    UITGEVOERD = "uitgevoerd"
    AFGEWEZEN = "afgewezen"


class Regeltoestand(StrEnum):
    """What becomes of one person's data: `gebleven` is what may not go any more when it is due."""

    OPEN = "open"
    OPGESCHORT = "opgeschort"
    IN_GEBRUIK = "in-gebruik"
    VERNIETIGD = "vernietigd"
    GEBLEVEN = "gebleven"


Handeling = Literal["opstellen", "opschorten", "indienen", "vaststellen", "afwijzen", "uitvoeren"]

VERLOOP: Mapping[Handeling, Mapping[Toestand, Toestand]] = {
    "opschorten": {
        Toestand.VOORGESTELD: Toestand.VOORGESTELD,
        Toestand.INGEDIEND: Toestand.INGEDIEND,
    },
    "indienen": {Toestand.VOORGESTELD: Toestand.INGEDIEND},
    "vaststellen": {Toestand.INGEDIEND: Toestand.VASTGESTELD},
    "afwijzen": {
        Toestand.VOORGESTELD: Toestand.AFGEWEZEN,
        Toestand.INGEDIEND: Toestand.AFGEWEZEN,
    },
    "uitvoeren": {Toestand.VASTGESTELD: Toestand.UITGEVOERD},
}


@dataclass(frozen=True, slots=True)
class Dader:
    """Who acts: a person as the token names one, of the client `client_id`."""

    persoon: str
    client_id: str = SYSTEEM


@dataclass(frozen=True, slots=True)
class Stap:
    """What somebody did to a list."""

    handeling: Handeling
    persoon: str
    client_id: str
    op: str
    reden: str | None = None


@dataclass(frozen=True, slots=True)
class Lijst:
    """A list of one gemeente and category; all of it began before `voor`.

    `gewist` are rows elsewhere that were wiped so far, by table.
    """

    id: str
    gemeentecode: str
    categorie: str
    grond: Vernietiggrond
    peildatum: date
    voor: date
    verzocht_op: date | None
    toestand: Toestand
    versie: int
    stappen: tuple[Stap, ...]
    gewist: Mapping[str, int] = field(default_factory=dict)

    def na(
        self, handeling: Handeling, wie: Dader, now: datetime, reden: str | None = None
    ) -> "Lijst":
        """The list after an act; 409 when it is not the time for it.

        403 when the one who did anything to it would also approve it: that takes another.
        """
        after = VERLOOP[handeling].get(self.toestand)
        if after is None:
            detail = f"Deze lijst is {self.toestand}: {handeling} kan dan niet."
            raise Conflict(detail, code="verkeerde-toestand")
        if handeling == "vaststellen":
            detail = "Wie iets aan een lijst deed stelt haar niet zelf vast"
            four_eyes((stap.persoon for stap in self.stappen), wie.persoon, detail)
        stap = Stap(handeling, wie.persoon, wie.client_id, now.isoformat(), reden)
        return replace(self, toestand=after, versie=self.versie + 1, stappen=(*self.stappen, stap))


@dataclass(frozen=True, slots=True)
class Regel:
    """One person on a list: `begonnen_op` is when the term began, `bewaard_tot` its last day.

    `persoon` is empty once the data is destroyed.
    """

    lijst_id: str
    nummer: int
    persoon: str | None
    begonnen_op: date | None
    bewaard_tot: date | None
    rijen: Mapping[str, int]
    toestand: Regeltoestand
    bewaarplicht_id: str | None = None
    reden: str | None = None
    verzegeld: bytes | None = None


@dataclass(frozen=True, slots=True)
class Verklaring:
    """The proof that a list was carried out: how many of whom and what, why, by whom; not of whom.

    `rijen` are those destroyed by table, `gewist` those elsewhere that told of the same persons:
    messages, events, kept answers. `keten` seals it with the one before.
    """

    volgnummer: int
    id: str
    lijst_id: str
    gemeentecode: str
    categorie: str
    grond: Vernietiggrond
    begin: str
    jaren: int
    grondslag: str
    bron: str
    personen: int
    gebleven: int
    elders_bekend: int
    rijen: Mapping[str, int]
    gewist: Mapping[str, int]
    stappen: tuple[Stap, ...]
    vernietigd_op: datetime
    keten: str


@dataclass(frozen=True, slots=True)
class Bewaarplicht:
    """A legal hold on the data of one person."""

    id: str
    gemeentecode: str
    persoon: str
    reden: Bewaarreden
    grondslag: str
    sinds: date
    tot: date | None
    opgelegd_door: str
    opgelegd_op: datetime
    opgeheven_door: str | None
    opgeheven_op: datetime | None
    versie: int

    def geldt(self, today: date) -> bool:
        """Whether it holds data back on this day."""
        ended = self.opgeheven_op is not None or (self.tot is not None and self.tot < today)
        return self.sinds <= today and not ended


def dader(client_id: str, persoon: str | None) -> Dader:
    """Who acts; 403 when the token names no person, for then nobody can tell two people apart."""
    return Dader(person_of(persoon), client_id)
