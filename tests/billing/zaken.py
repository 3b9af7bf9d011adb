# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Regions, lump sum contracts and test numbers for the tests of what stands beside the claims."""

from datetime import date

from libs.common.contracts.contract import (
    ContractproductVastgesteld,
    ContractVastgesteld,
    Lidmaatschap,
    RegioVastgesteld,
)
from tests.billing.claims import AANBIEDER

REGIO = "R-EEMLAND"
EEMLAND = {
    "0307": 4980,
    "0308": 622,
    "0313": 740,
    "0317": 224,
    "0327": 794,
    "0342": 1249,
    "0351": 414,
}
"""Unique clients of 2019 per gemeente (table 2), the key of C-10."""


def region(regiocode: str = REGIO, *gemeenten: str) -> RegioVastgesteld:
    """A region since 2015."""
    leden = [
        Lidmaatschap(gemeentecode=code, geldig_van=date(2015, 1, 1))
        for code in gemeenten or tuple(EEMLAND)
    ]
    return RegioVastgesteld(regiocode=regiocode, naam="Eemland", versie=1, leden=tuple(leden))


def lump_sum_contract() -> tuple[ContractVastgesteld, ContractproductVastgesteld]:
    """A contract for all of Eemland since 2019, with one taakgericht product."""
    contract = ContractVastgesteld(
        contract_id="contract-bsa",
        versie=1,
        agb_code=AANBIEDER,
        gemeentecodes=tuple(EEMLAND),
        geldig_van=date(2019, 1, 1),
    )
    product = ContractproductVastgesteld(
        contract_id="contract-bsa",
        product_id="product-bsa",
        versie=1,
        agb_code=AANBIEDER,
        categorie="45",
        code="45T01",
        omschrijving="Ambulant, taakgericht",
        variant="taakgericht",
        tarieven=(),
    )
    return contract, product


def bsn(number: int) -> str:
    """The one of that index among the test numbers that pass the elfproef."""
    return BSNS[number]


def _weigh(digits: str) -> int:
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(w * int(d) for w, d in zip(weights, digits, strict=True))


BSNS = [f"9{n:08}" for n in range(99_000_000, 99_022_000) if _weigh(f"9{n:08}") % 11 == 0]
"""Two thousand numbers from the range that belongs to nobody."""
