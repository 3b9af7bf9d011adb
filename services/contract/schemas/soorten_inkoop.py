# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The kinds of dossiers about what is bought: procurements, products, tariffs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from libs.common.contracts import (
    Event,
    ProductindelingVastgesteld,
)
from services.contract.domain import Fault
from services.contract.domain import inkoop as k
from services.contract.domain import kostprijs as p
from services.contract.domain import mijlpalen as m
from services.contract.handlers.soort import Invoer, Soort, no_overlap
from services.contract.schemas import dossiers as s
from services.contract.schemas.inkoop import Inkoop, InkoopInvoer
from services.contract.schemas.kostprijs import Kostprijs, KostprijsInvoer
from services.contract.store.dossiers import Dossier


def _same_product(invoer: Invoer, others: Sequence[Any]) -> Iterator[Fault]:
    return no_overlap(invoer, [one for one in others if one.product == invoer.product])


def _inkoop(invoer: InkoopInvoer) -> k.Inkoop:
    return k.inkoop_uit(invoer.model_dump(mode="json", by_alias=True))


def _inkoop_faults(invoer: InkoopInvoer, _others: Sequence[Any]) -> Iterator[Fault]:
    inkoop = _inkoop(invoer)
    yield from k.inkoop_faults(inkoop)
    yield from m.mijlpaal_faults(inkoop)


def _kalender(invoer: InkoopInvoer, today: date) -> Mapping[str, Any]:
    inkoop = _inkoop(invoer)
    return {
        "toestand": m.toestand(inkoop),
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
    wrong = list(p.opbouw_faults(opbouw))
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
        yield from p.onderzoek_faults(onderzoek, tarief)


def _cost_shown(invoer: KostprijsInvoer, _today: date) -> Mapping[str, Any]:
    return asdict(p.bereken(_opbouw(invoer)))


_INDELINGEN = Soort(
    "productindelingen",
    "Productindeling",
    "Segment, perceel, zorgvorm en CBS-hulpvorm van een product (C-05); waar een regio niets "
    "zegt geldt de indeling van `/segmenten`.",
    s.ProductindelingInvoer,
    s.Productindeling,
    fouten=_same_product,
    gebeurtenis=_indeling_event,
)

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

_KOSTPRIJZEN = Soort(
    "kostprijzen",
    "Kostprijs",
    "De opbouw van een reëel tarief in stappen, met het gekozen tarief en zijn motivering (C-08).",
    KostprijsInvoer,
    Kostprijs,
    fouten=_cost_faults,
    afgeleid=_cost_shown,
)

INKOOP: tuple[Soort, ...] = (_INDELINGEN, INKOPEN, _KOSTPRIJZEN)
