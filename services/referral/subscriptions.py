# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What referral listens to: who there is, what is contracted, and what billing approved."""

from libs.common.authorisations import kept_in
from libs.common.break_glass import accesses_in
from libs.common.consume import Subscriptions
from libs.common.contracts.autorisatie import AutorisatieVastgesteld, NoodtoegangVastgesteld
from libs.common.contracts.billing import DeclaratieBeoordeeld
from libs.common.contracts.contract import (
    AanbiederVastgesteld,
    ContractproductVastgesteld,
    ContractVastgesteld,
    GemeenteVastgesteld,
    RegioVastgesteld,
)
from libs.common.contracts.dossier import CapaciteitVastgesteld, ClientenstopVastgesteld
from libs.common.contracts.plafond import PlafondstandVastgesteld
from services.referral.projections import (
    project_aanbieder,
    project_capaciteit,
    project_clientenstop,
    project_contract,
    project_contractproduct,
    project_declaratie,
    project_gemeente,
    project_plafondstand,
    project_regio,
)
from services.referral.tables import MECHANICS

SUBSCRIPTIONS: Subscriptions = {
    ContractVastgesteld.topic: {
        GemeenteVastgesteld: project_gemeente,
        RegioVastgesteld: project_regio,
        AanbiederVastgesteld: project_aanbieder,
        ContractVastgesteld: project_contract,
        ContractproductVastgesteld: project_contractproduct,
        ClientenstopVastgesteld: project_clientenstop,
        CapaciteitVastgesteld: project_capaciteit,
        PlafondstandVastgesteld: project_plafondstand,
        AutorisatieVastgesteld: kept_in(MECHANICS.authorisations),
        NoodtoegangVastgesteld: accesses_in(MECHANICS.break_glass),
    },
    DeclaratieBeoordeeld.topic: {DeclaratieBeoordeeld: project_declaratie},
}
