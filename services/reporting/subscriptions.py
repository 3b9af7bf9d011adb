# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What reporting listens to."""

from libs.common.consume import Subscriptions, Together
from libs.common.contracts import (
    AanbiederVastgesteld,
    AccounthouderVastgesteld,
    BerichtVerwerkt,
    CapaciteitVastgesteld,
    ClientenstopVastgesteld,
    ContinuiteitsrisicoVastgesteld,
    ContractproductVastgesteld,
    ContractVastgesteld,
    DeclaratieBeoordeeld,
    GemeenteVastgesteld,
    LeveringGemeld,
    PgbVastgesteld,
    PlafondNabij,
    PlafondVastgesteld,
    ProductindelingVastgesteld,
    RegioVastgesteld,
    TaakleveringOpgegeven,
    TermijnVerstreken,
    ToewijzingVastgesteld,
    VerwijzingVastgesteld,
    VerzoekBeantwoord,
    VerzoekOntvangen,
    ZorgfunctieVastgesteld,
)
from services.reporting import projections as p

SUBSCRIPTIONS: Subscriptions = {
    "jeugdregio.contract": {
        GemeenteVastgesteld: Together(p.project_gemeenten),
        RegioVastgesteld: Together(p.project_regios),
        AanbiederVastgesteld: Together(p.project_aanbieders),
        ContractVastgesteld: Together(p.project_contracten),
        ContractproductVastgesteld: Together(p.project_contractproducten),
        PlafondVastgesteld: Together(p.project_plafonds),
        PlafondNabij: Together(p.project_plafonds_nabij),
        AccounthouderVastgesteld: Together(p.project_accounthouders),
        ClientenstopVastgesteld: Together(p.project_clientenstops),
        CapaciteitVastgesteld: Together(p.project_capaciteiten),
        ContinuiteitsrisicoVastgesteld: Together(p.project_continuiteitsrisicos),
        ProductindelingVastgesteld: Together(p.project_productindelingen),
        ZorgfunctieVastgesteld: Together(p.project_zorgfuncties),
    },
    "jeugdregio.verzoek": {
        VerwijzingVastgesteld: Together(p.project_verwijzingen),
        VerzoekOntvangen: Together(p.project_verzoeken_ontvangen),
        VerzoekBeantwoord: Together(p.project_verzoeken_beantwoord),
        TermijnVerstreken: Together(p.project_termijnen),
    },
    "jeugdregio.toewijzing": {
        ToewijzingVastgesteld: Together(p.project_toewijzingen),
        PgbVastgesteld: Together(p.project_pgbs),
    },
    "jeugdregio.levering": {LeveringGemeld: Together(p.project_leveringen)},
    "jeugdregio.declaratie": {DeclaratieBeoordeeld: Together(p.project_declaraties)},
    "jeugdregio.taaklevering": {TaakleveringOpgegeven: Together(p.project_taakleveringen)},
    "jeugdregio.bericht": {BerichtVerwerkt: Together(p.project_berichten)},
}
