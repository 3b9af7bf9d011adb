# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What billing listens to: contracts with their tariffs, regions, toewijzingen, deliveries."""

from libs.common.consume import Subscriptions
from libs.common.contracts.contract import (
    ContractproductVastgesteld,
    ContractVastgesteld,
    RegioVastgesteld,
)
from libs.common.contracts.referral import LeveringGemeld, ToewijzingVastgesteld
from services.billing.projections import (
    project_contract,
    project_contractproduct,
    project_levering,
    project_regio,
    project_toewijzing,
)

SUBSCRIPTIONS: Subscriptions = {
    ContractVastgesteld.topic: {
        ContractVastgesteld: project_contract,
        ContractproductVastgesteld: project_contractproduct,
        RegioVastgesteld: project_regio,
    },
    ToewijzingVastgesteld.topic: {ToewijzingVastgesteld: project_toewijzing},
    LeveringGemeld.topic: {LeveringGemeld: project_levering},
}
