# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Keeps the newest version of what the contract service published, in whatever order it comes."""

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts.base import Envelope
from libs.common.contracts.contract import (
    AanbiederVastgesteld,
    ContractproductVastgesteld,
    ContractVastgesteld,
    GemeenteVastgesteld,
)
from services.referral.store import sources


async def project_gemeente(
    session: AsyncSession, event: GemeenteVastgesteld, _envelope: Envelope
) -> None:
    """A gemeente that takes part."""
    values = {"gemeentecode": event.gemeentecode, "versie": event.versie}
    await sources.keep_gemeente(session, values)


async def project_aanbieder(
    session: AsyncSession, event: AanbiederVastgesteld, _envelope: Envelope
) -> None:
    """An aanbieder that is registered."""
    values = {"agb_code": event.agb_code, "versie": event.versie}
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
    }
    await sources.keep_contractproduct(session, values)
