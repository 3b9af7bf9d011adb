# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""An authorisation by the juvenile court for closed care (R-06; chapter 6 of the Jeugdwet)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from libs.ijw.months import months_later
from services.referral.domain.toewijzing import Toekenning

Soort = Literal["regulier", "spoed", "voorwaardelijk"]
Verzoeker = Literal["college", "rvdk", "ovj", "gi"]
Grondslag = Literal["ots", "voogdij", "instemming"]
Toestand = Literal["nog-niet-ingegaan", "geldig", "vervallen", "verlopen"]

GESLOTEN = frozenset({"37"})
"""Categories of JZ020 that are closed by themselves; codes are for the gemeente to name."""

_NA_INTREKKEN = timedelta(days=13)
"""Withdrawn consent: the last day is the fourteenth, the first one counted."""

_MAANDEN = 6
_VOLWASSEN = 18


@dataclass(frozen=True, slots=True)
class Machtiging:
    """As it now stands; days inclusive. `verklaring` is that of the gedragswetenschapper."""

    id: str
    gemeentecode: str
    client_id: str
    soort: Soort
    rechtbank: str
    beschikking_datum: date
    begindatum: date
    einddatum: date
    verzoeker: Verzoeker
    grondslag: Grondslag
    verklaring: bool
    maatregel_loopt: bool
    ingetrokken_op: date | None
    versie: int
    vastgesteld_op: datetime

    def bezwaren(self) -> Iterator[tuple[str, str]]:
        """Each thing that is wrong with it by itself: its field, and why."""
        if self.einddatum < self.begindatum:
            yield "einddatum", "ligt voor begindatum"
        if self.begindatum < self.beschikking_datum:
            yield "begindatum", "ligt voor de beschikking van de rechter"
        if not self.verklaring and self.soort != "spoed":
            yield "verklaring", "is verplicht, behalve bij spoed als zij er niet kan zijn (6.1.2)"
        if self.verzoeker != "college" and not self.maatregel_loopt:
            yield "verzoeker", "is het college als er geen maatregel loopt (6.1.8)"
        if self.grondslag == "instemming" and self.maatregel_loopt:
            yield "grondslag", "is de maatregel als er een loopt"

    @property
    def laatste_dag(self) -> date:
        """The last day on which it holds, whoever it is for."""
        if self.ingetrokken_op is None:
            return self.einddatum
        return min(self.einddatum, self.ingetrokken_op + _NA_INTREKKEN)

    def toestand(self, dag: date) -> Toestand:
        """Where it is on a day."""
        if dag < self.begindatum:
            return "nog-niet-ingegaan"
        if dag <= self.laatste_dag:
            return "geldig"
        return "vervallen" if self.laatste_dag < self.einddatum else "verlopen"

    def withdrawn(self, dag: date, now: datetime) -> "Machtiging":
        """Once the consent on which it rests was withdrawn."""
        return replace(self, ingetrokken_op=dag, versie=self.versie + 1, vastgesteld_op=now)

    def covers_until(self, begin: date, geboortedatum: date, *, behandeld: bool) -> date | None:
        """The last day of a placement that begins on a day; None when none may begin then.

        After the eighteenth birthday only what began before goes on (`behandeld`), for at most six
        months; under a conditional one a placement lasts at most six months.
        """
        achttien = _add_years(geboortedatum, _VOLWASSEN)
        if not self.begindatum <= begin <= self.laatste_dag:
            return None
        if begin >= achttien and not behandeld:
            return None
        last = min(self.laatste_dag, months_later(achttien, _MAANDEN))
        if self.soort == "voorwaardelijk":
            last = min(last, months_later(begin, _MAANDEN) - timedelta(days=1))
        return last if last >= begin else None


def is_gesloten(toekenning: Toekenning, codes: frozenset[str]) -> bool:
    """Closed care: by its category, or by a code that the gemeente named."""
    return toekenning.categorie in GESLOTEN or toekenning.code in codes


def covered_until(
    machtigingen: Sequence[Machtiging], begin: date, geboortedatum: date, *, behandeld: bool
) -> date | None:
    """The last day that authorisations after each other cover from a day on.

    Each is used once: six months under a conditional one are not followed by six more of it.
    """
    last: date | None = None
    at, left = begin, list(machtigingen)
    while True:
        ends = [
            (end, number)
            for number, one in enumerate(left)
            if (end := one.covers_until(at, geboortedatum, behandeld=behandeld or last is not None))
        ]
        if not ends or (last is not None and max(ends)[0] <= last):
            return last
        last, used = max(ends)
        del left[used]
        at = last + timedelta(days=1)


def _add_years(day: date, years: int) -> date:
    return months_later(day, 12 * years)
