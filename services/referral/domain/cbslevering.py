# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What a gemeente delivers to the CBS of the help of its own wijkteams (P-11, B.6a).

Help of an aanbieder is delivered by that aanbieder, help bought with a budget by nobody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from libs.ijw.cbs import Traject, Verslagperiode, samengevoegd
from services.referral.domain.client import Client
from services.referral.domain.verwijzer import GEEN
from services.referral.domain.verwijzing import Verwijzing

ZONDER_BSN = "999999999"
_WIJKTEAM = "wijkteam"
_GESLACHT = {"1": "M", "2": "V"}
_ONBEKEND = "O"
_MET_CRISIS, _ZONDER_CRISIS = "01", "02"


@dataclass(frozen=True, slots=True)
class CbsRecord:
    """One record, fields as the CBS asks them; `postcode` empty where the gemeente stands in its
    place. Why help ended and what came of it is asked of the client, and not known here."""

    bsn: str
    geboortedatum: str
    geslacht: str
    postcode: str | None
    gemeente: str
    verwijzer: str
    hulpvorm: str
    gestart_met_crisis: str
    begindatum: date
    einddatum: date | None


def wijkteamhulp(
    verwijzingen: Iterable[Verwijzing], clienten: Mapping[str, Client], periode: Verslagperiode
) -> list[CbsRecord]:
    """Free youth help without an aanbieder, merged, that started, ended or ran in the period."""
    delen = []
    crises: set[tuple[str, date]] = set()
    for one in verwijzingen:
        if one.cbs is None or one.agb_code is not None or one.begindatum is None:
            continue
        hulpvorm, _ = one.cbs
        delen.append(
            Traject(
                one.client_id,
                _WIJKTEAM,
                one.gemeentecode,
                hulpvorm,
                one.begindatum,
                one.einddatum,
            )
        )
        if one.gestart_met_crisis:
            crises.add((one.client_id, one.begindatum))
    found = [
        _record(traject, clienten[traject.client], (traject.client, traject.begin) in crises)
        for traject in samengevoegd(delen)
        if periode.telt(traject.begin, traject.eind)
    ]
    return sorted(found, key=lambda one: (one.begindatum, one.bsn))


def _record(traject: Traject, client: Client, crisis: bool) -> CbsRecord:
    persoon = client.persoon
    known = persoon.adres if client.in_berichten else None
    return CbsRecord(
        bsn=client.bsn or ZONDER_BSN,
        geboortedatum=f"{persoon.geboortedatum:%Y%m%d}",
        geslacht=_GESLACHT.get(persoon.geslacht, _ONBEKEND),
        postcode=known.postcode if known else None,
        gemeente=traject.gemeente,
        verwijzer=GEEN,
        hulpvorm=traject.hulpvorm,
        gestart_met_crisis=_MET_CRISIS if crisis else _ZONDER_CRISIS,
        begindatum=traject.begin,
        einddatum=traject.eind,
    )
