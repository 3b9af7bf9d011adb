# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Keeps what contract and billing published, in whatever order it comes."""

from collections import Counter
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts.base import Envelope
from libs.common.contracts.billing import DeclaratieBeoordeeld
from libs.common.contracts.contract import (
    AanbiederVastgesteld,
    ContractproductVastgesteld,
    ContractVastgesteld,
    GemeenteVastgesteld,
    RegioVastgesteld,
)
from libs.common.contracts.dossier import CapaciteitVastgesteld, ClientenstopVastgesteld
from libs.common.contracts.plafond import PlafondstandVastgesteld
from services.referral.store import aanbod, goedgekeurd, regios, sources


async def project_gemeente(
    session: AsyncSession, event: GemeenteVastgesteld, _envelope: Envelope
) -> None:
    """A gemeente that takes part."""
    values = {"gemeentecode": event.gemeentecode, "versie": event.versie}
    await sources.keep_gemeente(session, values)


async def project_regio(
    session: AsyncSession, event: RegioVastgesteld, _envelope: Envelope
) -> None:
    """A region with its memberships, past ones too."""
    values = {
        "regiocode": event.regiocode,
        "versie": event.versie,
        "leden": [lid.model_dump(mode="json", by_alias=True) for lid in event.leden],
    }
    await regios.keep(session, values)


async def project_aanbieder(
    session: AsyncSession, event: AanbiederVastgesteld, _envelope: Envelope
) -> None:
    """An aanbieder that is registered."""
    values = {"agb_code": event.agb_code, "versie": event.versie, "naam": event.naam}
    await sources.keep_aanbieder(session, values)


async def project_contract(
    session: AsyncSession, event: ContractVastgesteld, _envelope: Envelope
) -> None:
    """A contract: between whom, and how long."""
    values = {
        "contract_id": event.contract_id,
        "versie": event.versie,
        "agb_code": event.agb_code,
        "gemeentecodes": list(event.gemeentecodes),
        "geldig_van": event.geldig_van,
        "geldig_tot": event.geldig_tot,
        "uitloop_tot": event.uitloop_tot,
    }
    await sources.keep_contract(session, values)


async def project_contractproduct(
    session: AsyncSession, event: ContractproductVastgesteld, _envelope: Envelope
) -> None:
    """A product in a contract; may come before its contract."""
    values = {
        "product_id": event.product_id,
        "versie": event.versie,
        "contract_id": event.contract_id,
        "categorie": event.categorie,
        "code": event.code,
        "eenheid": event.eenheid,
        "geldig_van": event.geldig_van,
        "geldig_tot": event.geldig_tot,
    }
    await sources.keep_contractproduct(session, values)


async def project_clientenstop(
    session: AsyncSession, event: ClientenstopVastgesteld, _envelope: Envelope
) -> None:
    """That an aanbieder takes nobody for a while."""
    values = {
        "dossier_id": event.dossier_id,
        "versie": event.versie,
        "agb_code": event.agb_code,
        "producten": list(event.producten),
        "gemeentecodes": list(event.gemeentecodes),
        "geldig_van": event.geldig_van,
        "geldig_tot": event.geldig_tot,
    }
    await aanbod.keep_stop(session, values)


async def project_plafondstand(
    session: AsyncSession, event: PlafondstandVastgesteld, _envelope: Envelope
) -> None:
    """How far the ceiling of a contract is spent."""
    values = {
        "contract_id": event.contract_id,
        "jaar": event.jaar,
        "versie": event.versie,
        "stand": event.stand,
    }
    await sources.keep_plafondstand(session, values)


async def project_capaciteit(
    session: AsyncSession, event: CapaciteitVastgesteld, _envelope: Envelope
) -> None:
    """Places of an aanbieder in a year."""
    values = {
        "dossier_id": event.dossier_id,
        "versie": event.versie,
        "agb_code": event.agb_code,
        "functie": event.functie,
        "jaar": event.jaar,
        "afgesproken": event.afgesproken,
        "beschikbaar": event.beschikbaar,
    }
    await aanbod.keep_places(session, values)


async def project_declaratie(
    session: AsyncSession, event: DeclaratieBeoordeeld, _envelope: Envelope
) -> None:
    """Approved lines by toewijzing and last day, with their cents; a credit takes one off."""
    counts: Counter[tuple[int, date]] = Counter()
    amounts: Counter[tuple[int, date]] = Counter()
    for regel in event.regels:
        if regel.toegekend:
            sign = 1 if regel.vorig_referentie_nummer is None else -1
            counts[regel.toewijzing_nummer, regel.periode_eind] += sign
            amounts[regel.toewijzing_nummer, regel.periode_eind] += regel.bedrag
    about = {
        "declaratie_id": event.declaratie_id,
        "client_pseudoniem": event.client_pseudoniem,
        "deel": event.deel,
        "gemeentecode": event.gemeentecode,
    }
    rows = [
        about
        | {
            "toewijzing_nummer": nummer,
            "periode_eind": eind,
            "aantal": aantal,
            "bedrag": amounts[nummer, eind],
        }
        for (nummer, eind), aantal in sorted(counts.items())
    ]
    await goedgekeurd.add(session, rows)
