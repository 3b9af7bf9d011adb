# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use cases of contract: each checks everything at once, saves, and publishes the new state."""

from services.contract.handlers.contracten import (
    add_product,
    add_tarief,
    find_product,
    set_tarieven,
    sign_contract,
)
from services.contract.handlers.plafonds import put_plafond
from services.contract.handlers.registers import put_aanbieder, put_gemeente, put_regio
from services.contract.handlers.versies import Expect

__all__ = [
    "Expect",
    "add_product",
    "add_tarief",
    "find_product",
    "put_aanbieder",
    "put_gemeente",
    "put_plafond",
    "put_regio",
    "set_tarieven",
    "sign_contract",
]
