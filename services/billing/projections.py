# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Keeps what contract and referral published, in whatever order it comes.

Of what judging needs every version is kept, of the rest the newest.
"""

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts.base import Envelope
from libs.common.contracts.contract import (
    ContractproductVastgesteld,
    ContractVastgesteld,
    RegioVastgesteld,
)
from libs.common.contracts.correctie import ClientGecorrigeerd
from libs.common.contracts.plafond import PlafondVastgesteld
from libs.common.contracts.referral import (
    LeveringGemeld,
    PgbVastgesteld,
    ToewijzingVastgesteld,
)
from libs.common.contracts.vernietiging import BewaarplichtVastgesteld, ClientgegevensVernietigd
from libs.common.contracts.voorwaarden import (
    AfrekenvoorwaardenVastgesteld,
    VerdeelsleutelVastgesteld,
)
from libs.common.opvolging import keep_corrections
from services.billing import tables as t
from services.billing.store import (
    leveringen,
    regios,
    sources,
    vernietigen,
    verschillen,
    vervangen,
    werkvoorraad,
)


async def project_toewijzing(
    session: AsyncSession, event: ToewijzingVastgesteld, envelope: Envelope
) -> None:
    """A version of a toewijzing; nothing of the client but the pseudonym is kept."""
    omvang = event.omvang
    values = {
        "gemeentecode": event.gemeentecode,
        "toewijzing_nummer": event.toewijzing_nummer,
        "versie": event.versie,
        "agb_code": event.agb_code,
        "client_pseudoniem": event.client_pseudoniem,
        "categorie": event.categorie,
        "code": event.code,
        "ingangsdatum": event.ingangsdatum,
        "einddatum": event.einddatum,
        "volume": omvang.volume if omvang else None,
        "eenheid": omvang.eenheid if omvang else None,
        "frequentie": omvang.frequentie if omvang else None,
        "budget": event.budget,
        "reden_wijziging": event.reden_wijziging,
        "voortzetting_van": event.voortzetting_van,
        "tarief_gemeentecode": event.tarief_gemeentecode,
        "tarief_tot": event.tarief_tot,
        "vastgesteld_op": event.vastgesteld_op,
        "bekend_op": envelope.time,
        "gebeurtenis_id": envelope.id,
    }
    if await sources.keep_toewijzing(session, values):
        sleutel = (event.gemeentecode, event.toewijzing_nummer)
        await werkvoorraad.mark(session, sleutel, envelope.time)
        await verschillen.mark_toewijzing(session, sleutel, envelope.time)


async def project_contract(
    session: AsyncSession, event: ContractVastgesteld, envelope: Envelope
) -> None:
    """A version of a contract: between whom, and how long."""
    values = {
        "contract_id": event.contract_id,
        "versie": event.versie,
        "agb_code": event.agb_code,
        "gemeentecodes": list(event.gemeentecodes),
        "geldig_van": event.geldig_van,
        "geldig_tot": event.geldig_tot,
        "uitloop_tot": event.uitloop_tot,
        "bekend_op": envelope.time,
        "gebeurtenis_id": envelope.id,
    }
    if await sources.keep_contract(session, values):
        await werkvoorraad.mark_contract(session, event.contract_id, envelope.time)


async def project_contractproduct(
    session: AsyncSession, event: ContractproductVastgesteld, envelope: Envelope
) -> None:
    """A version of a product with its tariffs; may come before its contract."""
    values = {
        "product_id": event.product_id,
        "versie": event.versie,
        "contract_id": event.contract_id,
        "categorie": event.categorie,
        "code": event.code,
        "variant": event.variant,
        "eenheid": event.eenheid,
        "tarieven": [tarief.model_dump(mode="json", by_alias=True) for tarief in event.tarieven],
        "bekend_op": envelope.time,
        "gebeurtenis_id": envelope.id,
        "segment": event.segment,
    }
    if await sources.keep_contractproduct(session, values):
        await werkvoorraad.mark_contract(session, event.contract_id, envelope.time)


async def project_plafond(
    session: AsyncSession, event: PlafondVastgesteld, envelope: Envelope
) -> None:
    """A version of a ceiling; may come before its contract."""
    values = {
        "contract_id": event.contract_id,
        "jaar": event.jaar,
        "versie": event.versie,
        "bedrag": event.bedrag,
        "bekend_op": envelope.time,
    }
    if await sources.keep_plafond(session, values):
        await werkvoorraad.mark_contract(session, event.contract_id, envelope.time)


async def project_voorwaarden(
    session: AsyncSession, event: AfrekenvoorwaardenVastgesteld, envelope: Envelope
) -> None:
    """A version of terms of settlement; may come before its contract."""
    values = {
        "contract_id": event.contract_id,
        "jaar": event.jaar,
        "versie": event.versie,
        "grondslag": event.grondslag,
        "budget": event.budget,
        "sleutel": {one.gemeentecode: one.gewicht for one in event.sleutel},
        "band": event.band,
        "onderschrijding": event.onderschrijding,
        "overschrijding": event.overschrijding,
        "gewichten": [one.model_dump(mode="json") for one in event.gewichten],
        "bekend_op": envelope.time,
    }
    await sources.keep_voorwaarden(session, values)


async def project_verdeelsleutel(
    session: AsyncSession, event: VerdeelsleutelVastgesteld, envelope: Envelope
) -> None:
    """A version of how a lump sum is split; may come before its contract."""
    values = {
        "contract_id": event.contract_id,
        "jaar": event.jaar,
        "versie": event.versie,
        "budget": event.budget,
        "bijdragen": {one.gemeentecode: one.bedrag for one in event.bijdragen},
        "vastgesteld_op": event.vastgesteld_op,
        "bekend_op": envelope.time,
    }
    await sources.keep_verdeelsleutel(session, values)


async def project_pgb(session: AsyncSession, event: PgbVastgesteld, envelope: Envelope) -> None:
    """A version of a budget of a client."""
    values = {
        "pgb_id": event.pgb_id,
        "versie": event.versie,
        "gemeentecode": event.gemeentecode,
        "client_pseudoniem": event.client_pseudoniem,
        "categorie": event.categorie,
        "code": event.code,
        "begindatum": event.begindatum,
        "einddatum": event.einddatum,
        "bekend_op": envelope.time,
    }
    if await sources.keep_pgb(session, values):
        about = (event.gemeentecode, event.client_pseudoniem)
        await verschillen.mark_client(session, *about, envelope.time)


async def project_correctie(
    session: AsyncSession, event: ClientGecorrigeerd, envelope: Envelope
) -> None:
    """Another person behind a pseudonym: nothing else of a correction is of use to paying."""
    row = {
        "correctie_id": event.correctie_id,
        "bekend_op": envelope.time,
        "gemeentecode": event.gemeentecode,
        "client_pseudoniem": event.client_pseudoniem,
        "opvolger": event.opvolger,
    }
    if event.opvolger != event.client_pseudoniem:
        for client in sorted(await keep_corrections(session, t.CORRECTIES, [row])):
            await verschillen.mark_client(session, event.gemeentecode, client, envelope.time)


async def project_bewaarplicht(
    session: AsyncSession, event: BewaarplichtVastgesteld, envelope: Envelope
) -> None:
    """A hold on a file holds what is kept here of the client as well."""
    await vernietigen.hold(session, event, envelope.time)


async def project_vernietigd(
    session: AsyncSession, event: ClientgegevensVernietigd, envelope: Envelope
) -> None:
    """The file of a client is destroyed: accounts stay for their own term, events get its name."""
    await vervangen.keep(session, event, envelope.time)


async def project_regio(
    session: AsyncSession, event: RegioVastgesteld, _envelope: Envelope
) -> None:
    """A region with its memberships: for whom it may act."""
    values = {
        "regiocode": event.regiocode,
        "versie": event.versie,
        "leden": [lid.model_dump(mode="json", by_alias=True) for lid in event.leden],
    }
    await regios.keep(session, values)


async def project_levering(
    session: AsyncSession, event: LeveringGemeld, envelope: Envelope
) -> None:
    """A delivery on a toewijzing; those under lump sums have none, and are reported otherwise."""
    if event.toewijzing_nummer is None:
        return
    values = {
        "gemeentecode": event.gemeentecode,
        "agb_code": event.agb_code,
        "toewijzing_nummer": event.toewijzing_nummer,
        "categorie": event.categorie or "",
        "code": event.code or "",
        "begindatum": event.begindatum,
        "versie": event.versie,
        "status": event.status,
        "einddatum": event.einddatum,
        "gebeurtenis_id": envelope.id,
    }
    await leveringen.keep(session, values)
    await werkvoorraad.mark(session, (event.gemeentecode, event.toewijzing_nummer), envelope.time)
