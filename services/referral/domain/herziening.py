# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Another size, budget or end for what runs: in place, or under a new number from a day on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from libs.ijw.shared import Omvang
from services.referral.domain.toewijzing import (
    IN_TOTAAL,
    VERWIJDERD,
    Toekenning,
    Toewijzing,
    decision_moment,
)

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Herziening:
    """A toewijzing as it is to be from `ingangsdatum`: the product stays what it is."""

    toewijzing_nummer: int
    ingangsdatum: date
    einddatum: date | None = None
    omvang: Omvang | None = None
    budget: int | None = None

    def toekenning(self, huidig: Toekenning) -> Toekenning:
        """What is wanted, of the product that there is."""
        return replace(
            huidig,
            ingangsdatum=self.ingangsdatum,
            einddatum=self.einddatum,
            omvang=self.omvang,
            budget=self.budget,
        )

    def keeps_number(self, huidig: Toekenning) -> bool:
        """Only the end, a budget, or a volume in total differ (OP257, IV066)."""
        old, new = huidig.omvang, self.omvang
        if old is None or new is None or old == new:
            return old == new
        both_in_total = old.frequentie == new.frequentie == IN_TOTAAL
        return both_in_total and old.eenheid == new.eenheid

    def lowers(self, huidig: Toekenning) -> bool:
        """A budget or a volume in total becomes smaller (OP298, OP299)."""
        if not self.keeps_number(huidig):
            return False
        less_volume = (
            self.omvang is not None
            and huidig.omvang is not None
            and self.omvang.volume < huidig.omvang.volume
        )
        had, has = huidig.budget, self.budget
        return less_volume or (had is not None and has is not None and has < had)


@dataclass(frozen=True, slots=True)
class Pakket:
    """All that a client is to have at an aanbieder: kept, changed and new (OP308)."""

    ongewijzigd: tuple[int, ...] = ()
    te_wijzigen: tuple[Herziening, ...] = ()
    nieuw: tuple[Toekenning, ...] = ()

    @property
    def genoemd(self) -> frozenset[int]:
        """Numbers of the toewijzingen that are kept or changed."""
        return frozenset((*self.ongewijzigd, *(one.toewijzing_nummer for one in self.te_wijzigen)))

    @property
    def ingangsdata(self) -> tuple[date, ...]:
        """The days on which something changes."""
        changes = tuple(one.ingangsdatum for one in self.te_wijzigen)
        return changes + tuple(one.ingangsdatum for one in self.nieuw)

    def gewenst(self, huidig: Mapping[int, Toewijzing]) -> tuple[Toekenning, ...]:
        """The situation that is asked for, of the toewijzingen that are known."""
        kept = [huidig[n].toekenning for n in self.ongewijzigd if n in huidig]
        changed = [
            one.toekenning(huidig[one.toewijzing_nummer].toekenning)
            for one in self.te_wijzigen
            if one.toewijzing_nummer in huidig
        ]
        return (*kept, *changed, *self.nieuw)


class TeLaat(ValueError):
    """A wanted day has passed, or is that on which the toewijzing began: another is needed."""


@dataclass(frozen=True, slots=True)
class Uitvoering:
    """What is to be done: toewijzingen as they become, and what is awarded under new numbers."""

    gewijzigd: tuple[Toewijzing, ...]
    nieuw: tuple[Toekenning, ...]

    def precedes(self, toekenning: Toekenning) -> Toewijzing | None:
        """The toewijzing that ends for this one to follow: same product, no day between."""
        for one in self.gewijzigd:
            ended = one.toekenning
            begins = toekenning.ingangsdatum
            if ended.same_product(toekenning) and (
                ended.einddatum == begins - _DAY or (one.verwijderd and ended.einddatum == begins)
            ):
                return one
        return None


@dataclass(frozen=True, slots=True)
class Besluitmoment:
    """When it is decided and why (JZ002); `per` replaces wanted days that have passed by then."""

    nu: datetime
    vandaag: date
    reden: str
    per: date | None = None

    def start(self, wanted: date) -> date:
        """The day on which what was wanted for a day does begin."""
        if wanted <= self.vandaag and self.per is not None:
            return self.per
        return wanted


def carry_out(
    pakket: Pakket, huidig: Mapping[int, Toewijzing], moment: Besluitmoment
) -> Uitvoering:
    """Honour a package one to one (OP348, IV093); `TeLaat` when a new number cannot begin so."""
    done = [revise(huidig[one.toewijzing_nummer], one, moment) for one in pakket.te_wijzigen]
    new = [replace(one, ingangsdatum=moment.start(one.ingangsdatum)) for one in pakket.nieuw]
    return Uitvoering(
        gewijzigd=tuple(changed for one in done for changed in one.gewijzigd),
        nieuw=(*(award for one in done for award in one.nieuw), *new),
    )


def revise(huidig: Toewijzing, herziening: Herziening, moment: Besluitmoment) -> Uitvoering:
    """Change one toewijzing in place, or end it and award anew from the next day."""
    now = huidig.toekenning
    wanted = herziening.toekenning(now)
    if herziening.keeps_number(now):
        in_place = replace(wanted, ingangsdatum=now.ingangsdatum)
        return Uitvoering((_becomes(huidig, in_place, moment, moment.reden),), ())
    start = moment.start(herziening.ingangsdatum)
    new = replace(wanted, ingangsdatum=start)
    if start > now.ingangsdatum:
        ended = replace(now, einddatum=start - _DAY)
        return Uitvoering((_becomes(huidig, ended, moment, moment.reden),), (new,))
    if now.ingangsdatum > moment.vandaag:  # nothing was delivered on it: as if never sent
        gone = replace(now, einddatum=now.ingangsdatum)
        return Uitvoering((_becomes(huidig, gone, moment, VERWIJDERD),), (new,))
    raise TeLaat(huidig.toewijzing_nummer)


def current(toewijzingen: Iterable[Toewijzing], day: date) -> dict[int, Toewijzing]:
    """Those that run or are to begin, by number (TR349)."""
    return {one.toewijzing_nummer: one for one in toewijzingen if one.is_current(day)}


def _becomes(
    huidig: Toewijzing, toekenning: Toekenning, moment: Besluitmoment, reden: str
) -> Toewijzing:
    return replace(
        huidig,
        versie=huidig.versie + 1,
        toekenning=toekenning,
        reden_wijziging=reden,
        vastgesteld_op=decision_moment(moment.nu, huidig.vastgesteld_op),
    )
