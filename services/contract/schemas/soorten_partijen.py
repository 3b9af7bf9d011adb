# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The kinds of dossiers about who delivers for or with whom, and who signs and speaks for whom."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from libs.common.auth import OrgType
from libs.common.contracts import (
    AccounthouderVastgesteld,
    CombinatieVastgesteld,
    Event,
    OnderaannemingVastgesteld,
)
from services.contract.domain import Fault, Geldigheid
from services.contract.handlers.soort import (
    Soort,
    about,
    for_all,
    head,
    no_overlap,
    ordered,
)
from services.contract.schemas.partijen import (
    Accounthouder,
    AccounthouderInvoer,
    Combinatie,
    CombinatieInvoer,
    Mandaat,
    MandaatInvoer,
    Onderaanneming,
    OnderaannemingInvoer,
)
from services.contract.store.dossiers import Dossier


def _sub_codes(invoer: OnderaannemingInvoer) -> Iterable[tuple[str, str]]:
    return [("hoofdaannemer", invoer.hoofdaannemer)]


def _sub_faults(invoer: OnderaannemingInvoer, others: Sequence[Any]) -> Iterator[Fault]:
    """Consent comes first, but for a self-employed; and again for whoever stands below a sub."""
    yield from ordered(invoer)
    asked = not invoer.zzp or invoer.onder is not None
    if asked and (invoer.toestemming_op is None or invoer.toestemming_op > invoer.geldig_van):
        reason = "is nodig vóór de eerste dag: alleen een zzp'er mag zonder toestemming"
        yield Fault("toestemmingOp", "ontbreekt", reason)
    if invoer.onderaannemer is not None and invoer.onderaannemer == invoer.hoofdaannemer:
        yield Fault("onderaannemer", "zichzelf", "is de hoofdaannemer zelf")


def _sub_event(dossier: Dossier, invoer: OnderaannemingInvoer) -> Event:
    """Without the name, which may be that of a self-employed person."""
    return OnderaannemingVastgesteld(
        **head(dossier),
        onderaannemer=invoer.onderaannemer,
        kvk_nummer=invoer.kvk_nummer,
        producten=tuple(invoer.producten),
        geldig_van=invoer.geldig_van,
        geldig_tot=invoer.geldig_tot,
    )


def _combi_codes(invoer: CombinatieInvoer) -> Iterable[tuple[str, str]]:
    members = [(f"leden[{place}]", code) for place, code in enumerate(invoer.leden)]
    return [("penvoerder", invoer.penvoerder), *members]


def _combi_faults(invoer: CombinatieInvoer, _others: Sequence[Any]) -> Iterator[Fault]:
    yield from ordered(invoer)
    if invoer.penvoerder not in invoer.leden:
        yield Fault("penvoerder", "geen-lid", "is geen lid van de combinatie")
    if len(set(invoer.leden)) < len(invoer.leden):
        yield Fault("leden", "dubbel", "noemt een aanbieder twee keer")


def _combi_event(dossier: Dossier, invoer: CombinatieInvoer) -> Event:
    return CombinatieVastgesteld(
        **head(dossier),
        naam=invoer.naam,
        leden=tuple(invoer.leden),
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


PARTIJEN: tuple[Soort, ...] = (
    Soort(
        "onderaannemingen",
        "Onderaanneming",
        "Wie voor een hoofdaannemer levert, met voorafgaande toestemming (C-13). Betaald wordt "
        "alleen aan de hoofdaannemer.",
        OnderaannemingInvoer,
        Onderaanneming,
        agb_codes=_sub_codes,
        fouten=_sub_faults,
        gebeurtenis=_sub_event,
    ),
    Soort(
        "combinaties",
        "Combinatie",
        "Aanbieders die samen één opdracht en budget hebben, met een penvoerder (C-14).",
        CombinatieInvoer,
        Combinatie,
        agb_codes=_combi_codes,
        fouten=_combi_faults,
        gebeurtenis=_combi_event,
    ),
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
        fouten=no_overlap,
        gedeeld=for_all,
        gebeurtenis=_holder_event,
    ),
)
