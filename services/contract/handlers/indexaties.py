# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use cases of indexation (C-07): a run of a year is proposed, looked at, and carried out once."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.ids import new_id
from libs.common.outbox import Outbox
from libs.common.problem import Conflict, NotFound
from services.contract import store
from services.contract.domain import Geldigheid, Tarief
from services.contract.domain.indexatie import Indexatie, Nieuw, geindexeerd
from services.contract.handlers.contracten import set_tarieven
from services.contract.handlers.versies import Expect
from services.contract.store import StoredContract, StoredProduct, indexaties
from services.contract.store.rows import Row


@dataclass(frozen=True, slots=True)
class Regel:
    """What a run makes of the tariff of a product."""

    contract: StoredContract
    product: StoredProduct
    oud: Tarief
    nieuw: Nieuw


async def propose(session: AsyncSession, contractant: str, jaar: int, indexatie: Indexatie) -> Row:
    """A new run; `Conflict` when the year has one."""
    if await indexaties.of_year(session, contractant, jaar) is not None:
        raise Conflict(f"Voor {jaar} is er al een indexatie.", code="indexatie-dubbel")
    run_id = new_id()
    figures = {name: _text(value) for name, value in asdict(indexatie).items()}
    await indexaties.insert(
        session,
        {
            "id": run_id,
            "contractant": contractant,
            "jaar": jaar,
            "cijfers": figures,
            "percentage": str(indexatie.percentage.normalize()),
            "vastgesteld": False,
            "versie": 1,
        },
    )
    return await find(session, contractant, run_id)


async def find(session: AsyncSession, contractant: str, run_id: str, *, lock: bool = False) -> Row:
    """A run of the contractant, or `NotFound`."""
    found = await indexaties.read(session, contractant, run_id, lock=lock)
    if found is None:
        raise NotFound("Deze indexatie bestaat niet.")
    return found


async def preview(session: AsyncSession, run: Row) -> list[Regel]:
    """What it would make of the tariffs as they now are."""
    contracts = await store.signed(session, run.contractant)
    left = await indexaties.not_rounded(session, run.contractant, run.jaar - 1)
    return [regel for one in contracts for regel in _of_contract(run, one, left)]


async def carry_out(session: AsyncSession, outbox: Outbox, run: Row, expect: Expect) -> list[Regel]:
    """Give each tariff that runs on into the year an end and a successor; once.

    Contracts are locked one by one in one order: who changes a tariff meanwhile comes before or
    after, and the run goes on from what then stands.
    """
    expect(run.versie)
    if run.vastgesteld:
        raise Conflict("Deze indexatie is al doorgevoerd.", code="al-doorgevoerd")
    left = await indexaties.not_rounded(session, run.contractant, run.jaar - 1)
    done: list[Regel] = []
    for contract_id in await indexaties.contracts_of(session, run.contractant):
        contract = await store.lock_contract(session, contract_id)
        if contract is None:
            continue
        for regel in _of_contract(run, contract, left):
            tarieven = tuple(_successors(regel, run))
            contract, _ = await set_tarieven(session, outbox, contract, regel.product.id, tarieven)
            done.append(regel)
    rows = [_row(run.id, regel) for regel in done]
    await indexaties.settle(session, run.id, run.versie + 1, rows)
    return done


def _of_contract(run: Row, contract: StoredContract, left: Mapping[str, Decimal]) -> list[Regel]:
    """`left` is what the run of the year before left of each product."""
    first = date(run.jaar, 1, 1)
    if not contract.contract.geldig.holds_on(first):
        return []
    percentage = Decimal(run.percentage)
    return [
        Regel(contract, one, oud, geindexeerd(oud.bedrag, left.get(one.id), percentage))
        for one in contract.producten
        for oud in _running_on(one, first)
    ]


def _running_on(product: StoredProduct, first: date) -> Iterator[Tarief]:
    """The tariff of the day before that would go on; one that was set for the year itself stays."""
    before = first - timedelta(days=1)
    for tarief in product.product.tarieven:
        if tarief.geldig.holds_on(before) and tarief.geldig.holds_on(first):
            yield tarief


def _successors(regel: Regel, run: Row) -> Iterator[Tarief]:
    first = date(run.jaar, 1, 1)
    for tarief in regel.product.product.tarieven:
        if tarief == regel.oud:
            until = Geldigheid(tarief.geldig.van, first - timedelta(days=1))
            yield replace(tarief, geldig=until)
            yield Tarief(regel.nieuw.bedrag, Geldigheid(first, tarief.geldig.tot), run.id)
        else:
            yield tarief


def _row(run_id: str, regel: Regel) -> Mapping[str, Any]:
    return {
        "indexatie_id": run_id,
        "product_id": regel.product.id,
        "agb_code": regel.contract.contract.agb_code,
        "oud": regel.oud.bedrag,
        "nieuw": regel.nieuw.bedrag,
        "onafgerond": str(regel.nieuw.onafgerond),
    }


def _text(value: object) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, dict):
        return {name: _text(one) for name, one in value.items()}
    return str(value)
