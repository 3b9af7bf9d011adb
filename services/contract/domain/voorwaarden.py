# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The same terms for all gemeenten of a region (C-21). Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Afwijking:
    """A term that a gemeente has and most others do not, or the other way round."""

    gemeentecode: str
    voorwaarde: str
    eigen: bool
    """True when only this one has it; False when it lacks it."""


def afwijkingen(voorwaarden: Mapping[str, frozenset[str]]) -> Iterator[Afwijking]:
    """By gemeente: what differs from what more than half of them have.

    `voorwaarden` has of each gemeente every term as a sentence.
    """
    held = Counter(term for terms in voorwaarden.values() for term in terms)
    usual = {term for term, count in held.items() if 2 * count > len(voorwaarden)}
    for code, terms in sorted(voorwaarden.items()):
        for term in sorted(terms - usual):
            yield Afwijking(code, term, eigen=True)
        for term in sorted(usual - terms):
            yield Afwijking(code, term, eigen=False)
