# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A budget with which a client buys help (R-19; art. 8.1.1 Jeugdwet), beside help in kind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from services.referral.domain.toewijzing import Toekenning, Toewijzing


@dataclass(frozen=True, slots=True)
class Voorwaarden:
    """The three conditions of the law, and whether people around the client give the help.

    `bekwaam`: able to manage it, alone or with help. `gemotiveerd`: said why help in kind does not
    fit. `kwaliteit`: the help that is bought is good.
    """

    bekwaam: bool
    gemotiveerd: bool
    kwaliteit: bool
    sociaal_netwerk: bool = False

    def weigeringsgronden(self) -> Iterator[tuple[str, str]]:
        """Each condition that is not met: its field, and why."""
        if not self.bekwaam:
            yield "bekwaam", "de jeugdige of ouders kunnen het budget niet beheren"
        if not self.gemotiveerd:
            yield "gemotiveerd", "niet is gemotiveerd waarom hulp in natura niet past"
        if not self.kwaliteit:
            yield "kwaliteit", "de kwaliteit van de in te kopen hulp is niet gewaarborgd"


@dataclass(frozen=True, slots=True)
class Pgb:
    """As it now stands; without a code for every product of the category."""

    id: str
    gemeentecode: str
    client_id: str
    categorie: str
    code: str | None
    begindatum: date
    einddatum: date | None
    voorwaarden: Voorwaarden
    versie: int
    vastgesteld_op: datetime

    def excludes(self, toekenning: Toekenning) -> bool:
        """The same product in the same time in kind (OP043).

        An award for a whole category or for anything goes beside it: a claim for this very product
        is what billing refuses.
        """
        same = self.categorie == toekenning.categorie and self.code in (None, toekenning.code)
        term = Toekenning(self.begindatum, self.einddatum)
        taken_back = self.einddatum is not None and self.einddatum < self.begindatum
        return same and not taken_back and term.overlaps(toekenning)

    def ends(self, einddatum: date | None, now: datetime) -> "Pgb":
        """The next version; an end before the begin takes it back."""
        return replace(self, einddatum=einddatum, versie=self.versie + 1, vastgesteld_op=now)


def excluded_by(toekenning: Toekenning, pgbs: Sequence[Pgb]) -> Pgb | None:
    """The first budget that stands in the way."""
    return next((pgb for pgb in pgbs if pgb.excludes(toekenning)), None)


def in_kind_beside(pgb: Pgb, toewijzingen: Sequence[Toewijzing]) -> Toewijzing | None:
    """The first toewijzing that stands in the way of a budget."""
    running = (one for one in toewijzingen if not one.verwijderd)
    return next((one for one in running if pgb.excludes(one.toekenning)), None)
