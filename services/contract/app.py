# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Composition root of contract."""

from libs.common.runtime import Parts, Service
from libs.common.service import Blueprint, assemble
from services.contract import api
from services.contract.tables import MECHANICS

BLUEPRINT = Blueprint(
    name="contract",
    version="0.1.0",
    title="Contracten",
    description="Registreert gemeenten, regio's, aanbieders en contracten met producten en "
    "tarieven. Bedragen zijn hele eurocenten.",
    mechanics=MECHANICS,
    routers=(api.registers.router, api.contracten.router, api.plafonds.router),
)


def build(parts: Parts) -> Service:
    """The service on the given parts; its database is migrated before."""
    return assemble(BLUEPRINT, parts)
