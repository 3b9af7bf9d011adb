# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What billing listens to: contracts and their bounds, regions, toewijzingen, pgb's,
deliveries, corrections of clients and holds on their data."""

from libs.common.authorisations import kept_in
from libs.common.break_glass import accesses_in
from libs.common.consume import Subscriptions
from libs.common.contracts.autorisatie import AutorisatieVastgesteld, NoodtoegangVastgesteld
from libs.common.contracts.contract import (
    ContractproductVastgesteld,
    ContractVastgesteld,
    RegioVastgesteld,
)
from libs.common.contracts.correctie import ClientGecorrigeerd
from libs.common.contracts.plafond import PlafondVastgesteld
from libs.common.contracts.referral import (
    LeveringGemeld,
    PgbVastgesteld,
    ToewijzingVastgesteld,
)
from libs.common.contracts.vernietiging import BewaarplichtVastgesteld, ClientgegevensVernietigd
from libs.common.contracts.voorwaarden import (
    AfrekenvoorwaardenVastgesteld,
    VerdeelsleutelVastgesteld,
)
from services.billing.projections import (
    project_bewaarplicht,
    project_contract,
    project_contractproduct,
    project_correctie,
    project_levering,
    project_pgb,
    project_plafond,
    project_regio,
    project_toewijzing,
    project_verdeelsleutel,
    project_vernietigd,
    project_voorwaarden,
)
from services.billing.tables import MECHANICS

SUBSCRIPTIONS: Subscriptions = {
    ContractVastgesteld.topic: {
        ContractVastgesteld: project_contract,
        ContractproductVastgesteld: project_contractproduct,
        PlafondVastgesteld: project_plafond,
        AfrekenvoorwaardenVastgesteld: project_voorwaarden,
        VerdeelsleutelVastgesteld: project_verdeelsleutel,
        RegioVastgesteld: project_regio,
        AutorisatieVastgesteld: kept_in(MECHANICS.authorisations),
        NoodtoegangVastgesteld: accesses_in(MECHANICS.break_glass),
    },
    ToewijzingVastgesteld.topic: {
        ToewijzingVastgesteld: project_toewijzing,
        PgbVastgesteld: project_pgb,
        ClientGecorrigeerd: project_correctie,
    },
    LeveringGemeld.topic: {LeveringGemeld: project_levering},
    BewaarplichtVastgesteld.topic: {
        BewaarplichtVastgesteld: project_bewaarplicht,
        ClientgegevensVernietigd: project_vernietigd,
    },
}
