# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What reporting listens to."""

from libs.common.consume import Subscriptions
from libs.common.contracts import (
    AanbiederVastgesteld,
    BerichtVerwerkt,
    ContractproductVastgesteld,
    ContractVastgesteld,
    DeclaratieBeoordeeld,
    GemeenteVastgesteld,
    LeveringGemeld,
    RegioVastgesteld,
    ToewijzingVastgesteld,
    VerzoekBeantwoord,
    VerzoekOntvangen,
)
from services.reporting import projections as p

SUBSCRIPTIONS: Subscriptions = {
    "jeugdregio.contract": {
        GemeenteVastgesteld: p.project_gemeente,
        RegioVastgesteld: p.project_regio,
        AanbiederVastgesteld: p.project_aanbieder,
        ContractVastgesteld: p.project_contract,
        ContractproductVastgesteld: p.project_contractproduct,
    },
    "jeugdregio.verzoek": {
        VerzoekOntvangen: p.project_verzoek_ontvangen,
        VerzoekBeantwoord: p.project_verzoek_beantwoord,
    },
    "jeugdregio.toewijzing": {ToewijzingVastgesteld: p.project_toewijzing},
    "jeugdregio.levering": {LeveringGemeld: p.project_levering},
    "jeugdregio.declaratie": {DeclaratieBeoordeeld: p.project_declaratie},
    "jeugdregio.bericht": {BerichtVerwerkt: p.project_bericht},
}
