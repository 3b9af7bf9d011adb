# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The kinds of dossiers about an aanbieder and what is agreed with it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from libs.common.auth import OrgType
from libs.common.contracts import (
    AanbiederprofielVastgesteld,
    CapaciteitVastgesteld,
    ClientenstopVastgesteld,
    Event,
)
from services.contract.domain import Fault
from services.contract.domain import besteding as b
from services.contract.handlers.soort import (
    Invoer,
    Soort,
    about,
    for_all,
    head,
    ordered,
)
from services.contract.schemas import dossiers as s
from services.contract.store.dossiers import Dossier


def _period_faults(invoer: Invoer, _others: Sequence[Any]) -> Iterator[Fault]:
    return ordered(invoer)


def _one_profile(_invoer: Invoer, others: Sequence[Any]) -> Iterator[Fault]:
    if others:
        yield Fault("agbCode", "dubbel", "heeft al een profiel")


def _profile_event(dossier: Dossier, invoer: s.AanbiederprofielInvoer) -> Event:
    return AanbiederprofielVastgesteld(
        **head(dossier),
        soort=invoer.soort,
        ews_plichtig=invoer.ews_plichtig,
        cruciale_functies=tuple(invoer.cruciale_functies),
    )


def _stop_faults(invoer: s.ClientenstopInvoer, _others: Sequence[Any]) -> Iterator[Fault]:
    """Of an aanbieder fourteen days before and with consent; of who pays at once."""
    yield from ordered(invoer)
    if invoer.door != "aanbieder":
        return
    if not b.minimaal_bericht(invoer.geldig_van, invoer.gemeld_op):
        yield Fault("geldigVan", "te-vroeg", "ligt geen veertien dagen na gemeldOp")
    if invoer.toestemming_op is None:
        yield Fault("toestemmingOp", "ontbreekt", "is nodig bij een stop door de aanbieder")


def _stop_event(dossier: Dossier, invoer: s.ClientenstopInvoer) -> Event:
    return ClientenstopVastgesteld(
        **head(dossier),
        producten=tuple(invoer.producten),
        gemeentecodes=tuple(invoer.gemeentecodes),
        geldig_van=invoer.geldig_van,
        geldig_tot=invoer.geldig_tot,
    )


def _capacity_faults(invoer: s.CapaciteitInvoer, _others: Sequence[Any]) -> Iterator[Fault]:
    if invoer.bezette_dagen > invoer.beschikbare_dagen:
        yield Fault("bezetteDagen", "te-veel", "is meer dan beschikbareDagen")
    if (invoer.streefjaar is None) != (invoer.streefplaatsen is None):
        yield Fault("streefjaar", "onvolledig", "hoort bij streefplaatsen, en andersom")
    if invoer.streefjaar is not None and invoer.streefjaar <= invoer.jaar:
        yield Fault("streefjaar", "volgorde", "ligt niet na jaar")


def _capacity_shown(invoer: s.CapaciteitInvoer, _today: date) -> Mapping[str, Any]:
    path: list[dict[str, float]] = []
    change: dict[str, float | None] = {}
    if invoer.streefjaar is not None and invoer.streefplaatsen is not None:
        pad = b.Capaciteitspad(
            invoer.jaar, invoer.afgesproken, invoer.streefjaar, invoer.streefplaatsen
        )
        change = {"verandering": pad.verandering, "verandering_procent": pad.procent}
        years = range(invoer.jaar, invoer.streefjaar + 1)
        path = [{"jaar": jaar, "plaatsen": pad.op(jaar)} for jaar in years]
    share = b.bezetting(invoer.bezette_dagen, invoer.beschikbare_dagen)
    return {"bezetting": share, "pad": path, **change}


def _capacity_event(dossier: Dossier, invoer: s.CapaciteitInvoer) -> Event | None:
    if invoer.agb_code is None:
        return None
    return CapaciteitVastgesteld(
        **head(dossier),
        functie=invoer.functie,
        jaar=invoer.jaar,
        afgesproken=invoer.afgesproken,
        beschikbaar=invoer.beschikbaar,
    )


STOPS = Soort(
    "clientenstops",
    "Cliëntenstop",
    "Een aanbieder neemt tijdelijk geen nieuwe cliënten; crisis altijd wel (C-19).",
    s.ClientenstopInvoer,
    s.Clientenstop,
    agb_codes=about,
    fouten=_stop_faults,
    gebeurtenis=_stop_event,
)

AANBIEDERS: tuple[Soort, ...] = (
    Soort(
        "aanbiederprofielen",
        "Aanbiederprofiel",
        "Soort, vestigingen, cruciale functies en gegevens voor het CBS (C-01).",
        s.AanbiederprofielInvoer,
        s.Aanbiederprofiel,
        schrijvers=(OrgType.BEHEER, OrgType.REGIO),
        agb_codes=about,
        fouten=_one_profile,
        gedeeld=for_all,
        gebeurtenis=_profile_event,
    ),
    Soort(
        "kpis",
        "Prestatieafspraak",
        "Prestatieafspraken met metingen, oordelen en afspraken uit gesprekken (C-18).",
        s.KpiInvoer,
        s.Kpi,
        agb_codes=about,
        fouten=_period_faults,
    ),
    STOPS,
    Soort(
        "capaciteiten",
        "Capaciteit",
        "Afgesproken en beschikbare plaatsen, bezetting, en het pad naar een doel (C-20).",
        s.CapaciteitInvoer,
        s.Capaciteit,
        agb_codes=about,
        fouten=_capacity_faults,
        afgeleid=_capacity_shown,
        gebeurtenis=_capacity_event,
    ),
)
