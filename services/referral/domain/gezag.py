# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who has authority over a client, and who else is around it, as a gemeente registers them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from libs.ijw.months import months_later
from services.referral.domain.client import Persoon, Relatie

_JAAR = 12
ZELF_VANAF = 16
"""Years at which a client may have the authority itself (OP001)."""

MEERDERJARIG = 18


@dataclass(frozen=True, slots=True)
class Omgeving:
    """What is told of the people around a client; None leaves it as it is."""

    relaties: tuple[Relatie, ...] | None = None
    gezag_zelf: bool | None = None


def with_surroundings(persoon: Persoon, told: Omgeving, known: Persoon | None) -> Persoon:
    """A person with the people around it, each with a number; none outside the messages (OP003).

    Who is told of as before keeps its number; who is new gets the one after the last (OP071).
    """
    before = known or persoon
    gezag_zelf = before.gezag_zelf if told.gezag_zelf is None else told.gezag_zelf
    kept = replace(persoon, gezag_zelf=gezag_zelf, laatste_relatie=before.laatste_relatie)
    if persoon.buiten_berichten is not None:
        return kept
    if told.relaties is None:
        return replace(kept, relaties=before.relaties)
    return _numbered(kept, told.relaties, before.relaties)


def _numbered(persoon: Persoon, told: Iterable[Relatie], known: tuple[Relatie, ...]) -> Persoon:
    free = {replace(one, nummer=""): one.nummer for one in known}
    last = max([persoon.laatste_relatie, *(int(n) for n in free.values() if n.isdecimal())])
    numbered = []
    for relatie in told:
        nummer = relatie.nummer or free.pop(relatie, "")
        if not nummer:
            last += 1
            nummer = str(last)
        numbered.append(replace(relatie, nummer=nummer))
    return replace(persoon, relaties=tuple(numbered), laatste_relatie=last)


def reaches(persoon: Persoon, leeftijd: int, dag: date) -> bool:
    """Has the client that age on a day?"""
    return dag >= months_later(persoon.geboortedatum, _JAAR * leeftijd)


def gezag_is_known(persoon: Persoon, dag: date) -> bool:
    """Is there somebody with authority, or does nobody need it: an adult, on that day?"""
    adult = reaches(persoon, MEERDERJARIG, dag)
    return adult or persoon.gezag_zelf or any(one.gezag for one in persoon.relaties)
