# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Help that goes on after its contract, over HTTP."""

from datetime import date

from pydantic import Field

from libs.common.api import ApiModel
from services.referral.schemas.fields import GegevenProduct, product_of
from services.referral.store import aflopend as opslag


class AflopendeHulp(ApiModel):
    """Een toewijzing die langer duurt dan het contract waaronder zij is toegekend."""

    toewijzing_id: str
    toewijzing_nummer: int
    client_id: str
    agb_code: str
    product: GegevenProduct | None
    einddatum: date | None
    contract_id: str
    contract_tot: date
    uitloop_tot: date | None
    past_in_uitloop: bool = Field(description="Eindigt uiterlijk met de uitloop van het contract.")


class AflopendeHulpPagina(ApiModel):
    """Een bladzijde."""

    resultaten: list[AflopendeHulp]


def aflopend_of(one: opslag.Aflopend) -> AflopendeHulp:
    """For showing to its gemeente."""
    toewijzing, contract = one.toewijzing, one.contract
    toekenning, until = toewijzing.toekenning, contract.uitloop_tot
    assert contract.geldig_tot is not None  # noqa: S101 - a contract that ends has an end
    fits = until is not None and toekenning.einddatum is not None and toekenning.einddatum <= until
    return AflopendeHulp(
        toewijzing_id=toewijzing.id,
        toewijzing_nummer=toewijzing.toewijzing_nummer,
        client_id=toewijzing.client_id,
        agb_code=toewijzing.agb_code,
        product=product_of(toekenning.categorie, toekenning.code),
        einddatum=toekenning.einddatum,
        contract_id=contract.contract_id,
        contract_tot=contract.geldig_tot,
        uitloop_tot=until,
        past_in_uitloop=fits,
    )
