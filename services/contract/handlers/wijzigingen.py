# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use case: a contract is amended, from a day on (C-04)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts import (
    ContractwijzigingVastgesteld,
    Gemeentewijziging,
    Looptijdwijziging,
    Productomzetting,
)
from libs.common.ids import new_id
from libs.common.outbox import Outbox
from services.contract import store
from services.contract.domain import Contractant, Geldigheid
from services.contract.domain.wijziging import (
    Deelname,
    Looptijd,
    Omzetting,
    Wijziging,
    successor,
    until,
    wijziging_faults,
    with_looptijd,
)
from services.contract.handlers.contracten import (
    conclude,
    contract_event,
    find_product,
    product_event,
    refuse_clashes,
    refuse_unknown,
)
from services.contract.handlers.versies import refuse
from services.contract.store import StoredContract, StoredProduct, wijzigingen
from services.contract.store.wijzigingen import Vastgelegd

_DAY = timedelta(days=1)


async def amend(
    session: AsyncSession,
    outbox: Outbox,
    stored: StoredContract,
    wijziging: Wijziging,
    contractant: Contractant,
    today: date,
) -> tuple[StoredContract, Vastgelegd]:
    """A contract from `store.lock_contract`, and the amendment, as they now are.

    What one amendment changes is one thing: variants of products, the term, or the gemeenten.
    """
    held = {one.id: one.product for one in stored.producten}
    refuse(wijziging_faults(wijziging, held, stored.contract, today))
    counted = replace(stored, versie=stored.versie + 1)
    made = Vastgelegd(
        contract_id=stored.id,
        nummer=await wijzigingen.last_number(session, stored.id) + 1,
        contract_versie=counted.versie,
        ingang=wijziging.ingang,
        grond=wijziging.grond,
        vastgesteld_op=today,
    )
    if wijziging.looptijd is not None:
        counted = await _with_looptijd(session, outbox, counted, wijziging.looptijd)
        made = replace(made, looptijd=_looptijd_shown(stored, wijziging.looptijd))
    elif wijziging.deelname is not None:
        counted, follows = await _split(
            session, outbox, counted, wijziging.ingang, wijziging.deelname, contractant
        )
        made = replace(made, gemeenten=_gemeenten_shown(stored, follows, wijziging.deelname))
    else:
        pairs = await _convert_all(session, outbox, counted, wijziging)
        made = replace(made, producten=[_shown(*pair) for pair in pairs])
    await wijzigingen.add(session, made)
    await outbox.add(session, _event(stored, made))
    return counted, made


async def _convert_all(
    session: AsyncSession, outbox: Outbox, counted: StoredContract, wijziging: Wijziging
) -> list[tuple[StoredProduct, StoredProduct]]:
    """Each product as it ended and as it goes on.

    In its old variant it keeps its identity and its tariffs up to the day before; in the new one
    it is a product of its own, so that what was judged by the old stays explained.
    """
    await store.save_contract_versie(session, counted)
    pairs = [
        await _convert(session, counted, one, wijziging.ingang) for one in wijziging.omzettingen
    ]
    changed = [product_event(counted, one) for pair in pairs for one in pair]
    await outbox.add(session, contract_event(counted), *changed)
    return pairs


async def _convert(
    session: AsyncSession, stored: StoredContract, one: Omzetting, ingang: date
) -> tuple[StoredProduct, StoredProduct]:
    old = find_product(stored, one.product_id)
    ended = replace(old, versie=old.versie + 1, product=until(old.product, ingang))
    same = [x.volgnummer for x in stored.producten if x.product.key == old.product.key]
    going_on = replace(one.of(old.product), van=ingang)
    begun = StoredProduct(new_id(), stored.id, 1, going_on, max(same) + 1)
    await store.replace_tarieven(session, ended)
    await store.insert_producten(session, [begun])
    return ended, begun


async def _with_looptijd(
    session: AsyncSession, outbox: Outbox, counted: StoredContract, looptijd: Looptijd
) -> StoredContract:
    """The contract with another end; `Conflict` where a longer one meets another contract."""
    before, contract = counted.contract.geldig.tot, with_looptijd(counted.contract, looptijd)
    if before is not None and (looptijd.tot is None or looptijd.tot > before):
        added = replace(contract, geldig=Geldigheid(before + _DAY, looptijd.tot))
        await refuse_clashes(session, added, added.producten)
    changed = replace(counted, contract=contract)
    await store.save_einde(session, changed)
    cut = [
        replace(one, versie=one.versie + 1, product=product)
        for one, product in zip(counted.producten, contract.producten, strict=True)
        if product != one.product
    ]
    for one in cut:
        await store.replace_tarieven(session, one)
    await outbox.add(
        session, contract_event(changed), *(product_event(changed, one) for one in cut)
    )
    return changed


async def _split(
    session: AsyncSession,
    outbox: Outbox,
    counted: StoredContract,
    ingang: date,
    deelname: Deelname,
    contractant: Contractant,
) -> tuple[StoredContract, StoredContract]:
    """The contract as it ends, and the one that follows on it for those that go on."""
    follows = replace(successor(counted.contract, ingang, deelname), vervolg_van=counted.id)
    await refuse_unknown(session, follows, contractant)
    looptijd = Looptijd(ingang - _DAY, deelname.uitloop_tot)
    ended = await _with_looptijd(session, outbox, counted, looptijd)
    return ended, await conclude(session, outbox, follows)


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


def _looptijd_shown(stored: StoredContract, looptijd: Looptijd) -> dict[str, Any]:
    return Looptijdwijziging(
        geldig_tot_van=stored.contract.geldig.tot,
        geldig_tot_naar=looptijd.tot,
        uitloop_tot=looptijd.uitloop_tot,
    ).model_dump(mode="json", by_alias=True)


def _gemeenten_shown(
    stored: StoredContract, follows: StoredContract, deelname: Deelname
) -> dict[str, Any]:
    before, after = set(stored.contract.gemeentecodes), set(deelname.gemeentecodes)
    return Gemeentewijziging(
        erbij=tuple(sorted(after - before)),
        eraf=tuple(sorted(before - after)),
        vervolgcontract_id=follows.id,
        uitloop_tot=deelname.uitloop_tot,
    ).model_dump(mode="json", by_alias=True)


def _event(stored: StoredContract, made: Vastgelegd) -> ContractwijzigingVastgesteld:
    return ContractwijzigingVastgesteld(
        contract_id=stored.id,
        nummer=made.nummer,
        contract_versie=made.contract_versie,
        agb_code=stored.contract.agb_code,
        ingang=made.ingang,
        producten=tuple(Productomzetting.model_validate(one) for one in made.producten),
        looptijd=made.looptijd and Looptijdwijziging.model_validate(made.looptijd),
        gemeenten=made.gemeenten and Gemeentewijziging.model_validate(made.gemeenten),
    )
