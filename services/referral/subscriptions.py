# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What referral listens to: who there is, and which products are contracted."""

from libs.common.consume import Subscriptions
from libs.common.contracts.contract import (
    AanbiederVastgesteld,
    ContractproductVastgesteld,
    ContractVastgesteld,
    GemeenteVastgesteld,
)
from services.referral.projections import (
    project_aanbieder,
    project_contract,
    project_contractproduct,
    project_gemeente,
)

SUBSCRIPTIONS: Subscriptions = {
    ContractVastgesteld.topic: {
        GemeenteVastgesteld: project_gemeente,
        AanbiederVastgesteld: project_aanbieder,
        ContractVastgesteld: project_contract,
        ContractproductVastgesteld: project_contractproduct,
    },
}
