# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use case: a contract is amended, from a day on (C-04)."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts import ContractwijzigingVastgesteld, Productomzetting
from libs.common.ids import new_id
from libs.common.outbox import Outbox
from services.contract import store
from services.contract.domain.wijziging import Omzetting, Wijziging, until, wijziging_faults
from services.contract.handlers.contracten import contract_event, find_product, product_event
from services.contract.handlers.versies import refuse
from services.contract.store import StoredContract, StoredProduct, wijzigingen
from services.contract.store.wijzigingen import Vastgelegd


async def amend(
    session: AsyncSession,
    outbox: Outbox,
    stored: StoredContract,
    wijziging: Wijziging,
    today: date,
) -> tuple[StoredContract, Vastgelegd]:
    """A contract from `store.lock_contract`, and the amendment, as they now are.

    The product in its old variant keeps its identity and its tariffs up to the day before; in the
    new one it is a product of its own, so that what was judged by the old stays explained.
    """
    held = {one.id: one.product for one in stored.producten}
    refuse(wijziging_faults(wijziging, held, stored.contract.geldig, today))
    counted = replace(stored, versie=stored.versie + 1)
    await store.save_contract_versie(session, counted)
    pairs = [
        await _convert(session, stored, one, wijziging.ingang) for one in wijziging.omzettingen
    ]
    made = Vastgelegd(
        contract_id=stored.id,
        nummer=await wijzigingen.last_number(session, stored.id) + 1,
        contract_versie=counted.versie,
        ingang=wijziging.ingang,
        grond=wijziging.grond,
        producten=[_shown(*pair) for pair in pairs],
        vastgesteld_op=today,
    )
    await wijzigingen.add(session, made)
    changed = [product_event(counted, one) for pair in pairs for one in pair]
    await outbox.add(session, contract_event(counted), *changed, _event(stored, made))
    return counted, made


async def _convert(
    session: AsyncSession, stored: StoredContract, one: Omzetting, ingang: date
) -> tuple[StoredProduct, StoredProduct]:
    old = find_product(stored, one.product_id)
    ended = replace(old, versie=old.versie + 1, product=until(old.product, ingang))
    same = [x.volgnummer for x in stored.producten if x.product.key == old.product.key]
    begun = StoredProduct(new_id(), stored.id, 1, one.of(old.product), max(same) + 1)
    await store.replace_tarieven(session, ended)
    await store.insert_producten(session, [begun])
    return ended, begun


def _shown(old: StoredProduct, new: StoredProduct) -> dict[str, Any]:
    return {
        "productId": old.id,
        "nieuwProductId": new.id,
        "categorie": old.product.categorie,
        "code": old.product.code,
        "variantVan": old.product.variant,
        "eenheidVan": old.product.eenheid,
        "variantNaar": new.product.variant,
        "eenheidNaar": new.product.eenheid,
    }


def _event(stored: StoredContract, made: Vastgelegd) -> ContractwijzigingVastgesteld:
    return ContractwijzigingVastgesteld(
        contract_id=stored.id,
        nummer=made.nummer,
        contract_versie=made.contract_versie,
        agb_code=stored.contract.agb_code,
        ingang=made.ingang,
        producten=tuple(Productomzetting.model_validate(one) for one in made.producten),
    )
