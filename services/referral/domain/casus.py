# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Complex cases: families that cost much, have much, or are in the compulsory frame (R-23)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from services.referral.domain.casusbeleid import Casusbeleid

MOST = 50
"""A list of complex cases is no longer than this: those that cost most."""

Reden = Literal["kosten", "hulpvormen", "aanbieders", "dwangkader"]


@dataclass(frozen=True, slots=True)
class Hulp:
    """What was approved for one client on one toewijzing in the twelve months, in cents."""

    client_id: str
    vorm: str
    agb_code: str
    bedrag: int


@dataclass(frozen=True, slots=True)
class Gezinssituatie:
    """A family, or a client without one (`gezin_id` None), on a day."""

    gezin_id: str | None
    eigenaar: str | None
    client_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Casus:
    """A complex case with why it is one; `bedrag` in cents over twelve months."""

    gezin_id: str | None
    eigenaar: str | None
    client_ids: tuple[str, ...]
    bedrag: int
    vormen: int
    aanbieders: int
    dwangkader: bool
    redenen: tuple[Reden, ...]


def joined(situaties: Iterable[Gezinssituatie]) -> list[Gezinssituatie]:
    """Those that share somebody as one: a family that moved is one family in its region."""
    apart: list[Gezinssituatie] = []
    for one in situaties:
        same = [other for other in apart if not other.client_ids.isdisjoint(one.client_ids)]
        apart = [other for other in apart if other not in same]
        whole = frozenset[str]().union(one.client_ids, *(other.client_ids for other in same))
        owners = [found.eigenaar for found in (*same, one) if found.eigenaar is not None]
        apart.append(Gezinssituatie(None, owners[0] if owners else None, whole))
    return apart


def complex_cases(
    gezinnen: Iterable[Gezinssituatie],
    hulp: Iterable[Hulp],
    onder_dwang: frozenset[str],
    beleid: Casusbeleid,
) -> list[Casus]:
    """The complex ones, those that cost most first, at most `MOST`."""
    per_client: dict[str, list[Hulp]] = {}
    for one in hulp:
        per_client.setdefault(one.client_id, []).append(one)
    found = []
    for gezin in gezinnen:
        own = [one for client_id in gezin.client_ids for one in per_client.get(client_id, ())]
        casus = _casus(gezin, own, onder_dwang, beleid)
        if casus.redenen:
            found.append(casus)
    found.sort(key=lambda casus: (-casus.bedrag, casus.client_ids))
    return found[:MOST]


def _casus(
    gezin: Gezinssituatie, hulp: list[Hulp], onder_dwang: frozenset[str], beleid: Casusbeleid
) -> Casus:
    bedrag = sum(one.bedrag for one in hulp)
    vormen = len({one.vorm for one in hulp if one.bedrag > 0})
    aanbieders = len({one.agb_code for one in hulp if one.bedrag > 0})
    dwangkader = not gezin.client_ids.isdisjoint(onder_dwang)

    def reasons() -> Iterator[Reden]:
        if bedrag > beleid.drempel:
            yield "kosten"
        if vormen >= beleid.vormen:
            yield "hulpvormen"
        if aanbieders >= beleid.aanbieders:
            yield "aanbieders"
        if dwangkader:
            yield "dwangkader"

    return Casus(
        gezin_id=gezin.gezin_id,
        eigenaar=gezin.eigenaar,
        client_ids=tuple(sorted(gezin.client_ids)),
        bedrag=bedrag,
        vormen=vormen,
        aanbieders=aanbieders,
        dwangkader=dwangkader,
        redenen=tuple(reasons()),
    )
