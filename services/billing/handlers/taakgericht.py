# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Lump sums: agree on instalments, take in what was delivered under them."""

from argparse import Namespace
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts import Bijdrage
from libs.common.contracts.billing import (
    MAX_OPGAVEREGELS,
    TaakafspraakVastgesteld,
    TaakleveringOpgegeven,
)
from libs.common.contracts.billing import Opgaveregel as GepubliceerdeRegel
from libs.common.problem import Conflict, Forbidden, InvalidInput, InvalidParam, NotFound
from libs.common.runtime import Runtime
from services.billing.domain.taakgericht import (
    Afspraak,
    Contract,
    Looptijd,
    Opgave,
    Opgaveregel,
    termijnen,
)
from services.billing.handlers.personen import note_clients
from services.billing.rules.opgave import examine
from services.billing.store import declaranten, taakgericht
from services.billing.store.taakgericht import BewaardeOpgave

AT_ONCE = 200
"""Lump sums in one transaction."""


async def agree(
    rt: Runtime,
    session: AsyncSession,
    afspraak: Afspraak,
    looptijd: Looptijd,
    gemeenten: frozenset[str],
) -> Afspraak:
    """Fix and publish the lump sum of a year; `gemeenten` are those the caller may bind.

    Without a key it is that of the contract, with its amounts (C-10).
    """
    contract = await _need_contract(session, afspraak.contract_id)
    agreed = _as_contracted(afspraak, contract)
    if not agreed.sleutel:
        agreed = await _by_key_of_contract(session, agreed)
    _check_key(agreed, contract, gemeenten)
    if await taakgericht.find_afspraak(session, agreed.contract_id, agreed.jaar) is not None:
        detail = f"Voor {agreed.jaar} is bij dit contract al een afspraak vastgelegd."
        raise Conflict(detail, code="afspraak-bestaat")
    now = rt.clock.now()
    await taakgericht.add_afspraak(session, agreed, termijnen(agreed, looptijd), now)
    await rt.outbox.add(session, _agreed(agreed, now), correlation_id=agreed.id)
    return agreed


async def tell_agreed(rt: Runtime, _asked: Namespace) -> AsyncIterator[str]:
    """Publish every lump sum as it was agreed, also what was before there was an event for it.

    Who knows one already keeps it: it is the same version.
    """
    after, count = "", 0
    while True:
        async with rt.db.begin() as session:
            found = await taakgericht.agreed_after(session, after, AT_ONCE)
            for afspraak, op in found:
                await rt.outbox.add(session, _agreed(afspraak, op), correlation_id=afspraak.id)
        if not found:
            break
        after, count = found[-1][0].id, count + len(found)
    yield f"lump sums told: {count}; a worker passes them on"


async def report(rt: Runtime, session: AsyncSession, opgave: Opgave) -> tuple[BewaardeOpgave, bool]:
    """Keep and publish a report; False beside it when the same lines were known already."""
    contract = await _need_contract(session, opgave.contract_id)
    if contract.agb_code != opgave.agb_code:
        raise _unknown_contract()
    await declaranten.lock_declarant(session, opgave.agb_code)
    await _check(rt, session, opgave, contract)
    note_clients(session, opgave.gemeentecode, opgave.regels)
    fingerprint = rt.need_vault().fingerprint(opgave.inhoud)
    earlier = await taakgericht.last_version(session, opgave)
    if earlier is not None and earlier[1] == fingerprint:
        return earlier[0], False
    versie = earlier[0].versie + 1 if earlier else 1
    now = rt.clock.now()
    kept = await taakgericht.add_opgave(session, opgave, versie, fingerprint, now)
    await rt.outbox.add(session, *_events(kept.id, opgave, versie, now), correlation_id=kept.id)
    return kept, True


async def _need_contract(session: AsyncSession, contract_id: str) -> Contract:
    contract = await taakgericht.read_contract(session, contract_id)
    if contract is None:
        raise _unknown_contract()
    return contract


def _unknown_contract() -> NotFound:
    return NotFound("Dit contract bestaat niet.")


def _as_contracted(afspraak: Afspraak, contract: Contract) -> Afspraak:
    begin, eind = date(afspraak.jaar, 1, 1), date(afspraak.jaar, 12, 31)
    if not contract.taakproducten:
        detail = "Dit contract heeft geen taakgericht product."
        raise Conflict(detail, code="niet-taakgericht")
    if not contract.runs_in(begin, eind):
        raise Conflict(f"Dit contract loopt niet in {afspraak.jaar}.", code="buiten-looptijd")
    return replace(afspraak, agb_code=contract.agb_code)


async def _by_key_of_contract(session: AsyncSession, afspraak: Afspraak) -> Afspraak:
    """The contributions themselves are the weights: split again they stay what they are."""
    sleutel = await taakgericht.read_sleutel(session, afspraak.contract_id, afspraak.jaar)
    if sleutel is None:
        detail = f"Voor {afspraak.jaar} is bij dit contract geen verdeelsleutel vastgesteld."
        raise Conflict(detail, code="geen-sleutel")
    return replace(
        afspraak, bedrag=sleutel.budget, sleutel=sleutel.bijdragen, sleutel_bron=sleutel.bron
    )


def _check_key(afspraak: Afspraak, contract: Contract, gemeenten: frozenset[str]) -> None:
    keyed = frozenset(afspraak.sleutel)
    outside = sorted(keyed - contract.gemeentecodes)
    if outside:
        detail = f"Het contract is niet voor: {', '.join(outside)}."
        raise Conflict(detail, code="niet-onder-contract")
    if keyed - gemeenten:
        listed = ", ".join(sorted(keyed - gemeenten))
        detail = f"De aanroeper kan niet afspreken voor: {listed}."
        raise Forbidden(detail, code="andere-gemeente")


async def _check(rt: Runtime, session: AsyncSession, opgave: Opgave, contract: Contract) -> None:
    found = examine(opgave, contract, rt.clock.today())
    if found:
        raise InvalidInput(
            f"De opgave bevat {len(found)} fout(en); er is niets vastgelegd.",
            invalid_params=[InvalidParam(f.plaats, f.id, f.zin) for f in found],
        )
    if await taakgericht.has_other_period(session, opgave):
        detail = "Over een deel van deze periode is al per maand of kwartaal opgave gedaan."
        raise Conflict(detail, code="periode-overlapt")


def _agreed(afspraak: Afspraak, op: datetime) -> TaakafspraakVastgesteld:
    return TaakafspraakVastgesteld(
        afspraak_id=afspraak.id,
        contract_id=afspraak.contract_id,
        agb_code=afspraak.agb_code,
        jaar=afspraak.jaar,
        versie=1,
        bedrag=afspraak.bedrag,
        bijdragen=tuple(
            Bijdrage(gemeentecode=code, bedrag=bedrag)
            for code, bedrag in sorted(afspraak.bijdragen.items())
        ),
        vastgesteld_op=op,
    )


def _events(
    opgave_id: str, opgave: Opgave, versie: int, now: datetime
) -> Iterator[TaakleveringOpgegeven]:
    """All lines in parts that everyone forwards; a report without lines is one empty part."""
    size = MAX_OPGAVEREGELS
    parts = [opgave.regels[n : n + size] for n in range(0, len(opgave.regels), size)] or [()]
    for deel, lines in enumerate(parts, start=1):
        yield TaakleveringOpgegeven(
            opgave_id=opgave_id,
            contract_id=opgave.contract_id,
            agb_code=opgave.agb_code,
            gemeentecode=opgave.gemeentecode,
            periode_begin=opgave.periode_begin,
            periode_eind=opgave.periode_eind,
            versie=versie,
            deel=deel,
            delen=len(parts),
            opgegeven_op=now,
            regels=tuple(map(_published, lines)),
        )


def _published(regel: Opgaveregel) -> GepubliceerdeRegel:
    return GepubliceerdeRegel(
        client_pseudoniem=regel.pseudoniem,
        categorie=regel.categorie,
        code=regel.code,
        begindatum=regel.begindatum,
        einddatum=regel.einddatum,
        dagen=regel.dagen,
        uitvoerder=regel.uitvoerder,
    )
