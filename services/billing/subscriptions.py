# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What billing listens to: contracts with their tariffs, and toewijzingen."""

from libs.common.consume import Subscriptions
from libs.common.contracts.contract import ContractproductVastgesteld, ContractVastgesteld
from libs.common.contracts.referral import ToewijzingVastgesteld
from services.billing.projections import (
    project_contract,
    project_contractproduct,
    project_toewijzing,
)

SUBSCRIPTIONS: Subscriptions = {
    ContractVastgesteld.topic: {
        ContractVastgesteld: project_contract,
        ContractproductVastgesteld: project_contractproduct,
    },
    ToewijzingVastgesteld.topic: {ToewijzingVastgesteld: project_toewijzing},
}
