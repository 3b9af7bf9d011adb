# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Milestones of a procurement as states that it passes in their order (C-03). Pure.

A milestone is missed when it was done after its last day: of publication and signing that of the
calendar, of the others the planned one. What was missed, or a term or continuity that is not as it
should be, holds back the next milestone until it is motivated.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from services.contract.domain.geldigheid import Fault
from services.contract.domain.inkoop import (
    VOLGORDE,
    Inkoop,
    Mijlpaal,
    Mijlpaalsoort,
    publiceren_uiterlijk,
    tekenen_uiterlijk,
    toetsen,
)

Inkooptoestand = Literal["voorbereiding", Mijlpaalsoort]

_VOOR_ONDERTEKENING = ("looptijd", "continuiteit")


def in_volgorde(inkoop: Inkoop) -> list[Mijlpaal]:
    """As a procurement passes them."""
    return sorted(inkoop.mijlpalen, key=lambda one: VOLGORDE.index(one.soort))


def toestand(inkoop: Inkoop) -> Inkooptoestand:
    """The last milestone that is done."""
    done = [one.soort for one in in_volgorde(inkoop) if one.gereed is not None]
    return done[-1] if done else "voorbereiding"


def is_gegund(inkoop: Inkoop) -> bool:
    """Whether contracts may be signed after it: no award is waited for."""
    return all(one.gereed is not None for one in inkoop.mijlpalen if one.soort == "gunning")


def uiterlijk(inkoop: Inkoop, mijlpaal: Mijlpaal) -> date:
    """The last day on which a milestone is in time."""
    if mijlpaal.soort == "publicatie":
        return publiceren_uiterlijk(inkoop)
    if mijlpaal.soort == "ondertekening":
        return tekenen_uiterlijk(inkoop)
    return mijlpaal.gepland


def mijlpaal_faults(inkoop: Inkoop) -> Iterator[Fault]:
    """Each once, planned and done in their order, and none past one that holds it back."""
    yield from _once_and_in_order(inkoop.mijlpalen)
    ordered = in_volgorde(inkoop)
    for number, one in enumerate(ordered):
        if one.gereed is not None:
            place = f"mijlpalen[{inkoop.mijlpalen.index(one)}].gereed"
            yield from _held_back(inkoop, ordered[:number], one, place)


def _held_back(
    inkoop: Inkoop, before: list[Mijlpaal], one: Mijlpaal, place: str
) -> Iterator[Fault]:
    for earlier in before:
        if earlier.gereed is None:
            yield Fault(place, "te-vroeg", f"kan pas na {earlier.soort}")
        elif one.gereed is not None and one.gereed < earlier.gereed:
            yield Fault(place, "volgorde", f"ligt voor {earlier.soort}")
    if before and _missed(inkoop, before[-1]):
        last = uiterlijk(inkoop, before[-1])
        reason = f"kan pas als {before[-1].soort}, uiterlijk {last}, is gemotiveerd"
        yield Fault(place, "mijlpaal-gemist", reason)
    if one.soort == "ondertekening":
        for toets in toetsen(inkoop):
            if toets.eis in _VOOR_ONDERTEKENING and toets.uitslag == "voldoet-niet":
                yield Fault(
                    place,
                    f"{toets.eis}-voldoet-niet",
                    f"kan pas gemotiveerd: {toets.toelichting}",
                )


def _missed(inkoop: Inkoop, mijlpaal: Mijlpaal) -> bool:
    if mijlpaal.gereed is None or inkoop.afwijkingen.get(mijlpaal.soort, "").strip():
        return False
    return mijlpaal.gereed > uiterlijk(inkoop, mijlpaal)


def _once_and_in_order(mijlpalen: Sequence[Mijlpaal]) -> Iterator[Fault]:
    """Each step once, planned and done in the order of a procurement."""
    seen: set[str] = set()
    for place, one in enumerate(mijlpalen):
        if one.soort in seen:
            yield Fault(f"mijlpalen[{place}].soort", "dubbel", "staat er al")
        seen.add(one.soort)
        for other in mijlpalen[:place]:
            first, last = sorted((one, other), key=lambda m: VOLGORDE.index(m.soort))
            if first.gepland > last.gepland:
                reason = f"ligt niet in de volgorde van {first.soort} en {last.soort}"
                yield Fault(f"mijlpalen[{place}].gepland", "volgorde", reason)
                break
