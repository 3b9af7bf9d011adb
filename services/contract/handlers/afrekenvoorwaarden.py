# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use case: how a year of a contract is settled afterwards (C-11)."""

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts import AfrekenvoorwaardenVastgesteld, Productgewicht, Sleutelgewicht
from libs.common.outbox import Outbox
from services.contract.domain.afrekenvoorwaarden import Afrekenvoorwaarden, voorwaarden_faults
from services.contract.handlers.versies import Expect, next_version, refuse
from services.contract.store import StoredContract, afrekenvoorwaarden


async def put_terms(
    session: AsyncSession,
    outbox: Outbox,
    stored: StoredContract,
    terms: Afrekenvoorwaarden,
    expect: Expect,
) -> int:
    """The terms of a year in a contract from `store.lock_contract`. Gives their version."""
    refuse(voorwaarden_faults(terms, stored.contract))
    found = await afrekenvoorwaarden.read(session, stored.id, terms.jaar)
    versie, is_new = next_version(found, terms, expect)
    if is_new:
        await afrekenvoorwaarden.save(session, stored.id, terms, versie)
        await outbox.add(session, _event(stored, terms, versie))
    return versie


def _event(
    stored: StoredContract, terms: Afrekenvoorwaarden, versie: int
) -> AfrekenvoorwaardenVastgesteld:
    return AfrekenvoorwaardenVastgesteld(
        contract_id=stored.id,
        jaar=terms.jaar,
        versie=versie,
        agb_code=stored.contract.agb_code,
        grondslag=terms.grondslag,
        budget=terms.budget,
        sleutel=tuple(
            Sleutelgewicht(gemeentecode=code, gewicht=gewicht)
            for code, gewicht in sorted(terms.sleutel.items())
        ),
        band=terms.band,
        onderschrijding=terms.onderschrijding,
        overschrijding=terms.overschrijding,
        gewichten=tuple(
            Productgewicht(categorie=categorie, code=code, gewicht=gewicht)
            for (categorie, code), gewicht in sorted(terms.gewichten.items())
        ),
    )
