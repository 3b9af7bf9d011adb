# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Deliveries to the CBS that hold a BSN, out of what a gemeente knows (P-11, B.6).

Its own is that of the help of its wijkteams. Other help is delivered by the aanbieder who gave it,
with what the gemeente was told of that to help it; help bought with a budget by nobody.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from libs.ijw.cbs import CODES, Traject, Verslagperiode, cbs_reason, samengevoegd
from libs.ijw.zorgvormen import ZORGVORMEN
from services.referral.domain.aanbod import CRISIS
from services.referral.domain.client import Client
from services.referral.domain.levering import Levering
from services.referral.domain.verwijzing import Verwijzing

ZONDER_BSN = "999999999"
_WIJKTEAM = "wijkteam"
_GESLACHT = {"1": "M", "2": "V"}
_ONBEKEND = "O"
_MET_CRISIS, _ZONDER_CRISIS = "01", "02"


@dataclass(frozen=True, slots=True)
class Deel:
    """A spell of help as it is known here; `verwijzer` is the code of who referred (COD327)."""

    traject: Traject
    verwijzer: str | None
    crisis: bool


@dataclass(frozen=True, slots=True)
class Geleverd:
    """A delivery as it was reported to a gemeente, with who referred where that is known."""

    client_id: str
    gemeentecode: str
    levering: Levering
    verwijzer: str | None


@dataclass(frozen=True, slots=True)
class CbsRecord:
    """One record, fields as the CBS asks them; `postcode` empty where the gemeente stands in its
    place. What came of the help is asked of the client, and not known here."""

    bsn: str
    geboortedatum: str
    geslacht: str
    postcode: str | None
    gemeente: str
    verwijzer: str | None
    hulpvorm: str
    gestart_met_crisis: str
    begindatum: date
    einddatum: date | None
    reden_beeindiging: str | None


def of_wijkteam(verwijzingen: Iterable[Verwijzing]) -> Iterator[Deel]:
    """Free youth help without an aanbieder; why it ended nobody tells."""
    for one in verwijzingen:
        if one.cbs is not None and one.agb_code is None and one.begindatum is not None:
            hulpvorm, verwijzer = one.cbs
            days = (one.begindatum, one.einddatum)
            traject = Traject(one.client_id, _WIJKTEAM, one.gemeentecode, hulpvorm, *days)
            yield Deel(traject, verwijzer, one.gestart_met_crisis)


def of_aanbieder(geleverd: Iterable[Geleverd], agb_code: str) -> Iterator[Deel]:
    """Youth help that was reported and not taken back, by the form of its category; a pause is no
    end."""
    for one in geleverd:
        categorie = one.levering.sleutel.categorie or ""
        usual = ZORGVORMEN.get(categorie)
        hulpvorm = CODES.get(usual.cbs_hulpvorm or "") if usual else None
        if hulpvorm is None or one.levering.verwijderd:
            continue
        stop = one.levering.laatste_stop
        ended = stop is not None and not stop.tijdelijk
        traject = Traject(
            one.client_id,
            agb_code,
            one.gemeentecode,
            hulpvorm,
            one.levering.sleutel.begindatum,
            stop.einddatum if stop is not None and ended else None,
            stop.reden if stop is not None and ended else None,
        )
        yield Deel(traject, one.verwijzer, categorie == CRISIS)


def records(
    delen: Sequence[Deel], clienten: Mapping[str, Client], periode: Verslagperiode
) -> list[CbsRecord]:
    """Spells merged, as far as they started, ended or ran in the period; first begun first."""
    known: defaultdict[tuple[str, str], list[Deel]] = defaultdict(list)
    for deel in delen:
        known[_whose(deel.traject)].append(deel)
    found = [
        _record(traject, _first(known[_whose(traject)], traject), clienten[traject.client])
        for traject in samengevoegd(deel.traject for deel in delen)
        if periode.telt(traject.begin, traject.eind)
    ]
    return sorted(found, key=lambda one: (one.begindatum, one.bsn, one.hulpvorm))


def _whose(traject: Traject) -> tuple[str, str]:
    return traject.client, traject.hulpvorm


def _first(delen: Sequence[Deel], traject: Traject) -> Deel:
    """Of spells of its client and form the one that a record began with."""
    own = (one for one in delen if one.traject.begin <= traject.begin)
    return max(own, key=lambda one: one.traject.begin)


def _record(traject: Traject, deel: Deel, client: Client) -> CbsRecord:
    persoon = client.persoon
    known = persoon.adres if client.in_berichten else None
    return CbsRecord(
        bsn=client.bsn or ZONDER_BSN,
        geboortedatum=f"{persoon.geboortedatum:%Y%m%d}",
        geslacht=_GESLACHT.get(persoon.geslacht, _ONBEKEND),
        postcode=known.postcode if known else None,
        gemeente=traject.gemeente,
        verwijzer=deel.verwijzer,
        hulpvorm=traject.hulpvorm,
        gestart_met_crisis=_MET_CRISIS if deel.crisis else _ZONDER_CRISIS,
        begindatum=traject.begin,
        einddatum=traject.eind,
        reden_beeindiging=cbs_reason(traject.reden),
    )
