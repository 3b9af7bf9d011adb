# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Which facts belong to a region or to a group, while a gemeente was in it. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from services.reporting.domain.indicatoren.feiten import Bedrag, Feiten, Hulp, Ingave
from services.reporting.domain.indicatoren.tellend import SPELLEN, Dagen, aaneen, beperkt
from services.reporting.domain.regios import Lid

SOORTEN = tuple(one.name for one in fields(Feiten) if one.name != "clienten")
_BEPERKT = frozenset({*SPELLEN, "verwijzingen", "ingaven"})
"""Kinds that know themselves on which days they count."""
_MEESTE = frozenset({"hulp", "bedragen"})
_NERGENS: Mapping[str, Sequence[Dagen]] = {}
_DAYS = {
    "bedragen": "maand",
    "consulten": "datum",
    "verzoeken": "ontvangen",
    "berichten": "ontvangen",
    "achterstanden": "maand",
    "meldingen": "begin",
}


def binnen(feiten: Feiten, leden: Iterable[Lid]) -> Feiten:
    """What belongs to a region: of gemeenten while they were members; of no gemeente, all.

    What lasts is kept whole, and counts on the days of membership only.
    """
    return verdeeld(feiten, {"": leden})[""]


def verdeeld(feiten: Feiten, groepen: Mapping[str, Iterable[Lid]]) -> dict[str, Feiten]:
    """As `binnen` for each of these, by the same label; facts are walked once for all of them."""
    indeling = _Indeling.of(groepen)
    kept: dict[str, dict[str, Any]] = {
        label: {kind: [] for kind in SOORTEN} for label in indeling.labels
    }
    for kind in SOORTEN:
        if kind in _MEESTE:
            _leg(getattr(feiten, kind), kind, indeling, kept)
            continue
        for one in getattr(feiten, kind):
            for label, cut in indeling.places(kind, one):
                kept[label][kind].append(cut)
    return {label: replace(feiten, **own) for label, own in kept.items()}


def _leg(
    spells: Iterable[Hulp | Bedrag],
    kind: str,
    indeling: "_Indeling",
    kept: Mapping[str, Mapping[str, list[Any]]],
) -> None:
    """The two kinds of which there are most, without a detour for each of them."""
    for one in spells:
        for label, own in indeling.termijnen.get(one.gemeente, _NERGENS).items():
            if isinstance(one, Hulp):
                kept[label][kind].append(_beperkt(one, own))
            elif _inside(one.maand, own):
                kept[label][kind].append(one)


@dataclass(frozen=True, slots=True)
class _Indeling:
    """By gemeente its days in each group, and by the code of a region which groups are of it."""

    labels: Collection[str]
    termijnen: Mapping[str, Mapping[str, Sequence[Dagen]]]
    regios: Mapping[str, Collection[str]]

    @classmethod
    def of(cls, groepen: Mapping[str, Iterable[Lid]]) -> "_Indeling":
        """Of members by group."""
        spans: defaultdict[str, defaultdict[str, list[Dagen]]] = defaultdict(
            lambda: defaultdict(list)
        )
        regions: defaultdict[str, set[str]] = defaultdict(set)
        for label, leden in groepen.items():
            for lid in leden:
                spans[lid.gemeentecode][label].append(lid.maanden)
                regions[lid.regiocode].add(label)
        terms = {
            gemeente: {label: tuple(aaneen(own)) for label, own in by_label.items()}
            for gemeente, by_label in spans.items()
        }
        return cls(tuple(groepen), terms, regions)

    def places(self, kind: str, one: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - any fact
        """The groups of a fact, each with the fact as it counts there."""
        gemeente = getattr(one, "gemeente", None)
        if gemeente is None:
            yield from ((label, one) for label in self.labels)
            return
        whole = self.regios.get(gemeente, ()) if isinstance(one, Ingave) else ()
        yield from ((label, one) for label in whole)
        for label, own in self.termijnen.get(gemeente, {}).items():
            if label not in whole:
                yield from ((label, cut) for cut in _cut(kind, one, own))


def _cut(kind: str, one: Any, own: Sequence[Dagen]) -> Iterable[Any]:  # noqa: ANN401 - any fact
    """A fact of a gemeente as far as it is of days on which that was a member."""
    if kind in _DAYS and not _inside(getattr(one, _DAYS[kind]), own):
        return ()
    if kind in _BEPERKT:
        return (beperkt(one, own),)
    if kind == "toewijzingen":
        left = [m for m in one.maanden if _inside(m.maand, own)]
        if len(left) < len(one.maanden):
            return (replace(one, maanden=left),) if left else ()
    return (one,)


def _beperkt(one: Hulp, own: Sequence[Dagen]) -> Hulp:
    """As `beperkt`, which asks of any kind what fields it has."""
    if one.tellend is not None:
        return beperkt(one, own)
    return Hulp(
        gemeente=one.gemeente,
        aanbieder=one.aanbieder,
        productcategorie=one.productcategorie,
        product=one.product,
        zorgvorm=one.zorgvorm,
        segment=one.segment,
        hulpvorm=one.hulpvorm,
        client=one.client,
        begin=one.begin,
        eind=one.eind,
        bron=one.bron,
        reden=one.reden,
        toewijzing=one.toewijzing,
        verwijzer=one.verwijzer,
        tellend=own,
    )


def _inside(day: date, terms: Sequence[Dagen]) -> bool:
    return any(begin <= day <= end for begin, end in terms)
