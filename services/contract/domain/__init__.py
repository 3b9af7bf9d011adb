# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Registers and contracts as values, with what must hold of them. Pure."""

from services.contract.domain.contracten import (
    CRISIS,
    EENHEDEN,
    EURO,
    TAAK,
    Contract,
    Contractant,
    ContractFeiten,
    Gecontracteerd,
    Product,
    Tarief,
    Variant,
    clashes,
    contract_faults,
    product_faults,
    tarief_faults,
    tarieven_faults,
)
from services.contract.domain.geldigheid import Fault, Geldigheid
from services.contract.domain.plafond import Plafond, plafond_faults
from services.contract.domain.registers import (
    Aanbieder,
    Gemeente,
    Lid,
    Regio,
    gemeente_faults,
    regio_faults,
)

__all__ = [
    "CRISIS",
    "EENHEDEN",
    "EURO",
    "TAAK",
    "Aanbieder",
    "Contract",
    "ContractFeiten",
    "Contractant",
    "Fault",
    "Gecontracteerd",
    "Geldigheid",
    "Gemeente",
    "Lid",
    "Plafond",
    "Product",
    "Regio",
    "Tarief",
    "Variant",
    "clashes",
    "contract_faults",
    "gemeente_faults",
    "plafond_faults",
    "product_faults",
    "regio_faults",
    "tarief_faults",
    "tarieven_faults",
]
