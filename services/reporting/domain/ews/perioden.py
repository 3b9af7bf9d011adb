# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is expected of a provider for each quarter and year (Regeling Jeugdwet 8g). Pure."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from services.reporting.domain.ews.normen import Normen
from services.reporting.domain.kwartaal import Kwartaal

Soort = Literal["kwartaal", "jaar"]


@dataclass(frozen=True, slots=True)
class Profiel:
    """What a region keeps of a provider (C-01), as far as the duty goes."""

    soort: str
    aangewezen: bool
    cruciale_functies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plicht:
    """Whether a provider must deliver, and why."""

    verplicht: bool
    reden: str


def plicht(profiel: Profiel | None, jaaromzet: int, normen: Normen) -> Plicht:
    """Who must deliver: not a solo worker nor a very small one (RJ 8g lid 3); cents a year.

    What very small is no public text says: it is the limit of the norms, unless a provider was
    named for its special offer.
    """
    if profiel is not None and profiel.soort == "solist":
        return Plicht(False, "vrijgesteld: solistisch werkend (RJ 8g lid 3)")
    if profiel is not None and profiel.aangewezen:
        return Plicht(True, "aangewezen in het aanbiederprofiel")
    if jaaromzet >= normen.omzetgrens:
        return Plicht(True, "omzet van het jaar ervoor op of boven de grens")
    return Plicht(False, "vrijgesteld: omzet onder de grens (RJ 8g lid 3)")


@dataclass(frozen=True, slots=True)
class Verwachting:
    """A delivery that is to come; `jaar` or a quarter by its written form."""

    soort: Soort
    periode: str
    uiterlijk: date


def verwachtingen(normen: Normen, tot_en_met: Kwartaal) -> Iterator[Verwachting]:
    """What is expected since the duty began, of quarters until and with this one, in order."""
    kwartaal = Kwartaal.van(normen.plicht_vanaf)
    while kwartaal <= tot_en_met:
        if kwartaal.nummer == 1:
            last = kwartaal.begin + timedelta(days=normen.termijn_jaar)
            yield Verwachting("jaar", str(kwartaal.jaar), last)
        last = kwartaal.eind + timedelta(days=normen.termijn_kwartaal)
        yield Verwachting("kwartaal", str(kwartaal), last)
        kwartaal = kwartaal.verder(1)


def ontbrekend(
    normen: Normen, tot_en_met: Kwartaal, ontvangen: Container[str], day: date
) -> tuple[str, ...]:
    """Periods of which nothing came, long after their last day: 30 days unless norms say else."""
    allowed = timedelta(days=normen.ontbreekt_na)
    return tuple(
        one.periode
        for one in verwachtingen(normen, tot_en_met)
        if one.periode not in ontvangen and one.uiterlijk + allowed < day
    )
