# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Refuses help that no contract covers, unless the law has it given beside them (C-12)."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.crypto import Vault
from libs.common.problem import Conflict, InvalidInput, InvalidParam
from libs.ijw import Finding, evaluate
from services.referral.domain.contract import GRONDEN, Afwijking, Contractproduct
from services.referral.domain.toewijzing import Toekenning, Toewijzing
from services.referral.handlers.bezwaren import params_of
from services.referral.rules.contract import (
    REDENEN,
    TOEKENNING_RULES,
    VERLENGING_RULES,
    ContractFeiten,
    Contractvraag,
)
from services.referral.store import afwijkingen, sources


async def refuse_outside_contract(
    session: AsyncSession,
    partijen: tuple[str, str],
    vraag: Contractvraag,
    afwijking: Afwijking | None,
) -> None:
    """409 for help that fits no contract of this gemeente with this aanbieder; with a ground in
    the law 400 where that ground is not for this help."""
    if afwijking is not None:
        _ensure_ground(afwijking, vraag.toekenning)
        return
    feiten = ContractFeiten(await sources.contractproducten(session, *partijen))
    _refuse(evaluate(TOEKENNING_RULES, vraag, feiten, ""))


async def refuse_longer_than_run_off(
    session: AsyncSession, changed: Toewijzing, today: date
) -> None:
    """409 for help that is made longer than the run-off of a contract that is over."""
    if await afwijkingen.grond_of(session, changed.id) is not None:
        return
    vraag = Contractvraag(changed.toekenning, today, loopt_al=True)
    found = await sources.contractproducten(session, changed.gemeentecode, changed.agb_code)
    _refuse(evaluate(VERLENGING_RULES, vraag, ContractFeiten(found), ""))


async def refuse_successor(
    session: AsyncSession, vault: Vault, before: Toewijzing, toekenning: Toekenning
) -> Afwijking | None:
    """Another size of what runs: it is finished under the contract, or goes on beside it."""
    afwijking = await afwijkingen.of_toewijzing(session, vault, before.id)
    vraag = Contractvraag(toekenning, toekenning.ingangsdatum, loopt_al=True)
    if afwijking is None and await _was_covered(session, before):
        await refuse_outside_contract(session, (before.gemeentecode, before.agb_code), vraag, None)
    return afwijking


async def _was_covered(session: AsyncSession, before: Toewijzing) -> bool:
    """What was taken over from before the contracts is not held against them later."""
    held: tuple[Contractproduct, ...] = await sources.contractproducten(
        session, before.gemeentecode, before.agb_code
    )
    begin = before.toekenning.ingangsdatum
    return any(one.fits(before.toekenning) and one.finishes_on(begin) for one in held)


def _ensure_ground(afwijking: Afwijking, toekenning: Toekenning) -> None:
    if afwijking.fits(toekenning):
        return
    reason = f"geldt niet voor deze hulp: {GRONDEN[afwijking.grond]}"
    raise InvalidInput(
        "Deze afwijking van het contract is niet mogelijk.",
        invalid_params=[InvalidParam("afwijkingContract.grond", "C-12", reason)],
    )


def _refuse(findings: Sequence[Finding]) -> None:
    """The code is the reason with which a request would be rejected."""
    if findings:
        params = params_of(findings)
        detail = " ".join(finding.melding for finding in findings)
        code = f"WJ759-{REDENEN[findings[0].regel]}"
        raise Conflict(detail, code=code, invalid_params=params)
