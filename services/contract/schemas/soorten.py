# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The kinds of dossiers, one entry each: what must hold of them and what follows from them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from libs.common.auth import OrgType
from libs.common.contracts import (
    AanbiederprofielVastgesteld,
    AccounthouderVastgesteld,
    CapaciteitVastgesteld,
    ClientenstopVastgesteld,
    Event,
    ProductindelingVastgesteld,
)
from services.contract.domain import Fault, Geldigheid
from services.contract.domain import besteding as b
from services.contract.domain import inkoop as k
from services.contract.domain import kostprijs as p
from services.contract.handlers.soort import Invoer, Soort, about, head, ordered, period
from services.contract.schemas import dossiers as s
from services.contract.schemas.inkoop import Inkoop, InkoopInvoer
from services.contract.schemas.kostprijs import Kostprijs, KostprijsInvoer
from services.contract.schemas.partijen import (
    Accounthouder,
    AccounthouderInvoer,
    Mandaat,
    MandaatInvoer,
)
from services.contract.schemas.soorten_opvolging import OPVOLGING
from services.contract.schemas.soorten_partijen import PARTIJEN
from services.contract.store.dossiers import Dossier


def _period_faults(invoer: Invoer, _others: Sequence[Any]) -> Iterator[Fault]:
    return ordered(invoer)


def _no_overlap(invoer: Invoer, others: Sequence[Any]) -> Iterator[Fault]:
    yield from ordered(invoer)
    for other in others:
        if period(other).overlaps(period(invoer)):
            yield Fault("geldigVan", "overlap", f"overlapt met de periode {period(other)}")
            return


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


def _same_product(invoer: Invoer, others: Sequence[Any]) -> Iterator[Fault]:
    return _no_overlap(invoer, [one for one in others if one.product == invoer.product])


def _inkoop(invoer: InkoopInvoer) -> k.Inkoop:
    return k.inkoop_uit(invoer.model_dump(mode="json", by_alias=True))


def _inkoop_faults(invoer: InkoopInvoer, _others: Sequence[Any]) -> Iterator[Fault]:
    return (Fault(*one) for one in k.inkoop_problemen(_inkoop(invoer)))


def _kalender(invoer: InkoopInvoer, today: date) -> Mapping[str, Any]:
    inkoop = _inkoop(invoer)
    return {
        "kalender": [asdict(one) for one in k.toetsen(inkoop)],
        "waarschuwingen": [asdict(one) for one in k.waarschuwingen(inkoop, today)],
    }


def _indeling_event(dossier: Dossier, invoer: s.ProductindelingInvoer) -> Event:
    categorie, _, code = invoer.product.partition("/")
    return ProductindelingVastgesteld(
        dossier_id=dossier.id,
        versie=dossier.versie,
        eigenaar=dossier.eigenaar,
        categorie=categorie,
        code=code or None,
        segment=invoer.segment,
        perceel=invoer.perceel,
        zorgvorm=invoer.zorgvorm,
        cbs_hulpvorm=invoer.cbs_hulpvorm,
        geldig_van=invoer.geldig_van,
        geldig_tot=invoer.geldig_tot,
    )


def _mandate_faults(invoer: MandaatInvoer, _others: Sequence[Any]) -> Iterator[Fault]:
    """Shares of those who take part on the first day of any of them add up to the whole."""
    for place, one in enumerate(invoer.deelnemers):
        if not Geldigheid(one.geldig_van, one.geldig_tot).is_ordered:
            yield Fault(f"deelnemers[{place}].geldigTot", "volgorde", "ligt voor geldigVan")
    for day in sorted({one.geldig_van for one in invoer.deelnemers}):
        on_day = [
            one
            for one in invoer.deelnemers
            if Geldigheid(one.geldig_van, one.geldig_tot).holds_on(day)
        ]
        total = sum(one.aandeel for one in on_day)
        if total != 100:  # noqa: PLR2004 - percent
            yield Fault("deelnemers", "som", f"aandelen tellen op {day} op tot {total} procent")
            return


def _holder_event(dossier: Dossier, invoer: AccounthouderInvoer) -> Event:
    return AccounthouderVastgesteld(
        **head(dossier),
        regiocode=invoer.regiocode,
        geldig_van=invoer.geldig_van,
        geldig_tot=invoer.geldig_tot,
        bron=invoer.bron,
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
    if invoer.streefjaar is not None and invoer.streefplaatsen is not None:
        pad = b.Capaciteitspad(
            invoer.jaar, invoer.afgesproken, invoer.streefjaar, invoer.streefplaatsen
        )
        years = range(invoer.jaar, invoer.streefjaar + 1)
        path = [{"jaar": jaar, "plaatsen": pad.op(jaar)} for jaar in years]
    share = b.bezetting(invoer.bezette_dagen, invoer.beschikbare_dagen)
    return {"bezetting": share, "pad": path}


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


def _opbouw(invoer: KostprijsInvoer) -> p.Opbouw:
    stay = invoer.verblijf
    return p.Opbouw(
        mix=[p.Functie(**one.model_dump()) for one in invoer.mix],
        uren=p.Uren(**invoer.uren.model_dump()),
        reiskosten=invoer.reiskosten,
        overige_clientgebonden=invoer.overige_clientgebonden,
        overhead=invoer.overhead,
        verplichtingen=invoer.verplichtingen,
        risico=invoer.risico,
        index=invoer.index,
        verblijf=p.Verblijf(**stay.model_dump()) if stay else None,
    )


def _cost_faults(invoer: KostprijsInvoer, _others: Sequence[Any]) -> Iterator[Fault]:
    opbouw = _opbouw(invoer)
    wrong = [Fault(*one) for one in p.opbouw_problemen(opbouw)]
    yield from wrong
    if not wrong:
        onderzoek = p.Onderzoek(
            invoer.methode,
            invoer.motiveringen,
            invoer.laagste,
            invoer.hoogste,
            invoer.gekozen,
            invoer.motivering_afwijking or "",
        )
        tarief = p.bereken(opbouw).tarief
        yield from (Fault(*one) for one in p.onderzoek_problemen(onderzoek, tarief))


def _cost_shown(invoer: KostprijsInvoer, _today: date) -> Mapping[str, Any]:
    return asdict(p.bereken(_opbouw(invoer)))


def _for_all(_invoer: Invoer) -> bool:
    return True


INKOPEN = Soort(
    "inkopen",
    "Inkoop",
    "Route en vorm van een inkoop, met de toets op zorgvuldigheid: publicatie, ondertekening, "
    "looptijd, continuïteit (C-02, C-03).",
    InkoopInvoer,
    Inkoop,
    aanbieder_leest=False,
    fouten=_inkoop_faults,
    afgeleid=_kalender,
)

SOORTEN: tuple[Soort, ...] = (
    Soort(
        "aanbiederprofielen",
        "Aanbiederprofiel",
        "Soort, vestigingen, cruciale functies en gegevens voor het CBS (C-01).",
        s.AanbiederprofielInvoer,
        s.Aanbiederprofiel,
        schrijvers=(OrgType.BEHEER, OrgType.REGIO),
        agb_codes=about,
        fouten=_one_profile,
        gedeeld=_for_all,
        gebeurtenis=_profile_event,
    ),
    Soort(
        "productindelingen",
        "Productindeling",
        "Segment, perceel, zorgvorm en CBS-hulpvorm van een product (C-05); waar een regio niets "
        "zegt geldt de indeling van `/segmenten`.",
        s.ProductindelingInvoer,
        s.Productindeling,
        fouten=_same_product,
        gebeurtenis=_indeling_event,
    ),
    INKOPEN,
    *PARTIJEN,
    Soort(
        "mandaten",
        "Mandaat",
        "Schaal, deelnemers met hun aandeel, en de coördinerende gemeente (C-15).",
        MandaatInvoer,
        Mandaat,
        aanbieder_leest=False,
        fouten=_mandate_faults,
    ),
    Soort(
        "accounthouders",
        "Accounthouder",
        "De regio die voor alle regio's met een aanbieder spreekt, met bron en historie (C-16).",
        AccounthouderInvoer,
        Accounthouder,
        schrijvers=(OrgType.BEHEER,),
        agb_codes=about,
        fouten=_no_overlap,
        gedeeld=_for_all,
        gebeurtenis=_holder_event,
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
    Soort(
        "clientenstops",
        "Cliëntenstop",
        "Een aanbieder neemt tijdelijk geen nieuwe cliënten; crisis altijd wel (C-19).",
        s.ClientenstopInvoer,
        s.Clientenstop,
        agb_codes=about,
        fouten=_stop_faults,
        gebeurtenis=_stop_event,
    ),
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
    *OPVOLGING,
    Soort(
        "kostprijzen",
        "Kostprijs",
        "De opbouw van een reëel tarief in stappen, met het gekozen tarief en zijn motivering "
        "(C-08).",
        KostprijsInvoer,
        Kostprijs,
        fouten=_cost_faults,
        afgeleid=_cost_shown,
    ),
)
