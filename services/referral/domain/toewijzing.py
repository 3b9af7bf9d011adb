# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What a gemeente awards: a toekenning, its place as a toewijzing, and when two of them stack."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from libs.ijw.shared import Omvang

VERVALLEN = "01"
OVERLEDEN = "02"
VERLENGING = "04"
DOOR_AANBIEDER = "12"
VERHUIZING = "07"
VERWIJDERD = "13"
ADMINISTRATIEF = "14"

PER_WEEK = "2"
IN_TOTAAL = "6"


@dataclass(frozen=True, slots=True)
class Toekenning:
    """Product, term and size of an award; `budget` in cents, days inclusive.

    With a code it is specific, with a category only aspecific, with neither generic.
    """

    ingangsdatum: date
    einddatum: date | None = None
    categorie: str | None = None
    code: str | None = None
    omvang: Omvang | None = None
    budget: int | None = None

    def same_product(self, other: "Toekenning") -> bool:
        """Same category and code; a missing code or product is the same as any (TR302)."""
        if self.categorie is None or other.categorie is None:
            return True
        if self.categorie != other.categorie:
            return False
        return self.code is None or other.code is None or self.code == other.code

    def ends_after(self, other: "Toekenning") -> bool:
        """Is it longer than the other?"""
        if other.einddatum is None:
            return False
        return self.einddatum is None or self.einddatum > other.einddatum

    def overlaps(self, other: "Toekenning") -> bool:
        """Do the terms have a day in common?"""
        return _starts_in_time(self, other) and _starts_in_time(other, self)

    def stacks_on(self, other: "Toekenning") -> bool:
        """The same product in the same time (TR302)."""
        return self.same_product(other) and self.overlaps(other)


def _starts_in_time(one: Toekenning, other: Toekenning) -> bool:
    return other.einddatum is None or one.ingangsdatum <= other.einddatum


@dataclass(frozen=True, slots=True)
class Wijziging:
    """A change of the end of a toewijzing; `reden` is a code of JZ002."""

    einddatum: date | None
    reden: str


@dataclass(frozen=True, slots=True)
class Voortzetting:
    """What a toewijzing continues after a move, and at whose tariffs (R-20, art. 2.7a Jeugdwet).

    Without a contract of the new gemeente those of `tarief_gemeentecode` count until and including
    `tarief_tot`, a year from the move.
    """

    toewijzing_id: str
    gemeentecode: str
    toewijzing_nummer: int
    tarief_gemeentecode: str
    tarief_tot: date


@dataclass(frozen=True, slots=True)
class Toewijzing:
    """A toewijzing as it now stands.

    `versie` counts its changes; `verzonden_versie` is the last one that a JW301 carried and that
    was not refused. `referentie_aanbieder` is that of the request it answers,
    `voortzetting` tells of the one in another gemeente that it continues (R-20),
    `verwijzing_id` the referral that it was given on.
    """

    id: str
    gemeentecode: str
    agb_code: str
    client_id: str
    toewijzing_nummer: int
    versie: int
    toekenning: Toekenning
    vastgesteld_op: datetime
    reden_wijziging: str | None = None
    referentie_aanbieder: str | None = None
    verzoek_id: str | None = None
    verzonden_versie: int = 0
    voortzetting: Voortzetting | None = None
    verwijzing_id: str | None = None

    @property
    def verwijderd(self) -> bool:
        """Treated as never sent."""
        return self.reden_wijziging == VERWIJDERD

    @property
    def changed_since_sent(self) -> bool:
        """Does the aanbieder have to hear of it?"""
        return self.versie > self.verzonden_versie

    def is_current(self, day: date) -> bool:
        """Not deleted and not over on that day (OP087)."""
        einddatum = self.toekenning.einddatum
        return not self.verwijderd and (einddatum is None or einddatum >= day)

    def changed(self, wijziging: Wijziging, now: datetime) -> "Toewijzing":
        """The next version; number and ingangsdatum never change (OP033x1)."""
        return replace(
            self,
            versie=self.versie + 1,
            toekenning=replace(self.toekenning, einddatum=wijziging.einddatum),
            reden_wijziging=wijziging.reden,
            vastgesteld_op=decision_moment(now, self.vastgesteld_op),
        )


def decision_moment(now: datetime, previous: datetime | None = None) -> datetime:
    """Moment of a decision in whole seconds, later than the one before.

    A receiver takes the version with the latest Toewijzingsdatum and -tijd (IV013), and those
    count in seconds: two changes in one second could not be told apart.
    """
    moment = now.replace(microsecond=0)
    if previous is None or moment > previous:
        return moment
    return previous + timedelta(seconds=1)


def to_send(toewijzingen: tuple[Toewijzing, ...], day: date) -> tuple[Toewijzing, ...]:
    """What a JW301 on that day lists: all current ones and all that changed (OP087)."""
    wanted = (t for t in toewijzingen if t.is_current(day) or t.changed_since_sent)
    return tuple(sorted(wanted, key=lambda t: t.toewijzing_nummer))


def stacked_on(
    toekenning: Toekenning, toewijzingen: tuple[Toewijzing, ...]
) -> tuple[Toewijzing, ...]:
    """The toewijzingen that already give this product in this time; deleted ones do not count."""
    return tuple(t for t in toewijzingen if not t.verwijderd and toekenning.stacks_on(t.toekenning))
