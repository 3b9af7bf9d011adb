# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rules on the header of every message that comes in."""

from dataclasses import dataclass
from datetime import date

from libs.ijw import Level, gemeente_exists, rule


@dataclass(frozen=True, slots=True)
class Kop:
    """What the rules see of a header.

    `peildata` are the days for which the gemeente must exist: those on which help begins. Any of
    them will do, for after a herindeling the old code may stay.
    """

    gemeentecode: str
    dagtekening: date
    peildata: frozenset[date]


@dataclass(frozen=True, slots=True)
class KopFeiten:
    """The day of receipt (Dutch time), and whether the identification was used before."""

    vandaag: date
    identificatie_gebruikt: bool = False


@rule(
    "TR135",
    level=Level.EXTERNAL,
    retourcode="8848",
    element="BerichtIdentificatie/Dagtekening",
    sentence="De dagtekening van het bericht ligt niet na vandaag.",
)
def dagtekening_is_not_in_the_future(kop: Kop, feiten: KopFeiten) -> bool:
    """The day of receipt counts."""
    return kop.dagtekening <= feiten.vandaag


@rule(
    "TR056",
    level=Level.ACROSS_MESSAGES,
    retourcode="9056",
    element="BerichtIdentificatie/Identificatie",
    sentence="De afzender gebruikt de identificatie van een bericht maar een keer per soort.",
)
def identificatie_is_new(_kop: Kop, feiten: KopFeiten) -> bool:
    """A message refused on level 2 counts as never sent (OP286)."""
    return not feiten.identificatie_gebruikt


@rule(
    "TR378",
    level=Level.EXTERNAL,
    retourcode="S300",
    element="Ontvanger",
    sentence="De gemeentecode staat in de CBS-lijst van de dag waarop de hulp ingaat.",
)
def gemeente_is_in_the_list(kop: Kop, _feiten: KopFeiten) -> bool:
    """The list of the day on which help begins, not of today."""
    return any(gemeente_exists(kop.gemeentecode, day) for day in kop.peildata)


HEADER_RULES = (dagtekening_is_not_in_the_future, identificatie_is_new, gemeente_is_in_the_list)
