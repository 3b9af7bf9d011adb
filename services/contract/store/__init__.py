# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Every SQL statement of contract: the registers, and the contracts that name them."""

from services.contract.store.contracten import (
    StoredContract,
    StoredProduct,
    contracted,
    insert_contract,
    insert_producten,
    list_contracten,
    lock_contract,
    of_aanbieder,
    of_gemeente,
    read_contract,
    replace_tarieven,
    save_contract_versie,
    signed_by,
)
from services.contract.store.plafonds import list_plafonds, read_plafond, save_plafond
from services.contract.store.registers import (
    known_gemeenten,
    list_aanbieders,
    list_gemeenten,
    list_regios,
    lock_aanbieder,
    members_on,
    read_aanbieder,
    read_gemeente,
    read_regio,
    save_aanbieder,
    save_gemeente,
    save_regio,
)

__all__ = [
    "StoredContract",
    "StoredProduct",
    "contracted",
    "insert_contract",
    "insert_producten",
    "known_gemeenten",
    "list_aanbieders",
    "list_contracten",
    "list_gemeenten",
    "list_plafonds",
    "list_regios",
    "lock_aanbieder",
    "lock_contract",
    "members_on",
    "of_aanbieder",
    "of_gemeente",
    "read_aanbieder",
    "read_contract",
    "read_gemeente",
    "read_plafond",
    "read_regio",
    "replace_tarieven",
    "save_aanbieder",
    "save_contract_versie",
    "save_gemeente",
    "save_plafond",
    "save_regio",
    "signed_by",
]
