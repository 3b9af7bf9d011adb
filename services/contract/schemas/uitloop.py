# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is taken and shown of the end of a contract."""

from datetime import date
from typing import Literal

from pydantic import Field

from libs.common.api import ApiModel
from services.contract.domain.contracten import toestand_op
from services.contract.store import StoredContract


class UitloopInvoer(ApiModel):
    """Tot en met welke dag hulp die liep wordt afgemaakt; null is geen uitloop."""

    uitloop_tot: date | None


class Uitloop(UitloopInvoer):
    """Hoe het met een contract staat."""

    contract_id: str
    geldig_tot: date | None
    toestand: Literal["toekomstig", "lopend", "uitloop", "afgelopen"] = Field(
        description="In de uitloop begint niets nieuws, en wordt afgemaakt wat liep."
    )


def uitloop_of(stored: StoredContract, today: date) -> Uitloop:
    """For showing on a day."""
    contract = stored.contract
    return Uitloop(
        contract_id=stored.id,
        geldig_tot=contract.geldig.tot,
        uitloop_tot=contract.uitloop_tot,
        toestand=toestand_op(contract, today),
    )
