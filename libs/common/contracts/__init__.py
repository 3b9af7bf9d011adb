# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The published contracts: the only thing one service may know of another."""

from libs.common.contracts.base import ContractModel, Envelope, Event, Topic
from libs.common.contracts.bericht import BerichtVerwerkt
from libs.common.contracts.billing import (
    DeclaratieBeoordeeld,
    Opgaveregel,
    Regel,
    TaakleveringOpgegeven,
)
from libs.common.contracts.contract import (
    AanbiederVastgesteld,
    ContractproductVastgesteld,
    ContracttermijnNadert,
    ContractVastgesteld,
    GemeenteVastgesteld,
    Lidmaatschap,
    PlafondNabij,
    PlafondstandVastgesteld,
    PlafondVastgesteld,
    RegioVastgesteld,
    Tarief,
    Termijnsoort,
)
from libs.common.contracts.dossier import (
    AccounthouderVastgesteld,
    CapaciteitVastgesteld,
    ClientenstopVastgesteld,
    CombinatieVastgesteld,
    ContinuiteitsrisicoVastgesteld,
    OnderaannemingVastgesteld,
    ProductindelingVastgesteld,
    ZorgfunctieVastgesteld,
)
from libs.common.contracts.profiel import AanbiederprofielVastgesteld
from libs.common.contracts.referral import (
    LeveringGemeld,
    Omvang,
    PgbVastgesteld,
    TermijnVerstreken,
    ToewijzingVastgesteld,
    VerwijzingVastgesteld,
    VerzoekBeantwoord,
    VerzoekOntvangen,
    WachttijdGesignaleerd,
)
from libs.common.contracts.regie import (
    ConsultVastgesteld,
    EscalatieVastgesteld,
    GezinsplanVastgesteld,
    MaatregelVastgesteld,
    PoortwachtersbesluitVastgesteld,
    TaakVastgesteld,
    TafelAfgerond,
    ToekomstplanVastgesteld,
    VerblijfVastgesteld,
)
from libs.common.contracts.reporting import EwsniveauGewijzigd
from libs.common.contracts.topics import EVENTS, TOPICS
from libs.common.contracts.voorwaarden import (
    AfrekenvoorwaardenVastgesteld,
    Productgewicht,
    Sleutelgewicht,
)

__all__ = [
    "EVENTS",
    "TOPICS",
    "AanbiederVastgesteld",
    "AanbiederprofielVastgesteld",
    "AccounthouderVastgesteld",
    "AfrekenvoorwaardenVastgesteld",
    "BerichtVerwerkt",
    "CapaciteitVastgesteld",
    "ClientenstopVastgesteld",
    "CombinatieVastgesteld",
    "ConsultVastgesteld",
    "ContinuiteitsrisicoVastgesteld",
    "ContractModel",
    "ContractVastgesteld",
    "ContractproductVastgesteld",
    "ContracttermijnNadert",
    "DeclaratieBeoordeeld",
    "Envelope",
    "EscalatieVastgesteld",
    "Event",
    "EwsniveauGewijzigd",
    "GemeenteVastgesteld",
    "GezinsplanVastgesteld",
    "LeveringGemeld",
    "Lidmaatschap",
    "MaatregelVastgesteld",
    "Omvang",
    "OnderaannemingVastgesteld",
    "Opgaveregel",
    "PgbVastgesteld",
    "PlafondNabij",
    "PlafondVastgesteld",
    "PlafondstandVastgesteld",
    "PoortwachtersbesluitVastgesteld",
    "Productgewicht",
    "ProductindelingVastgesteld",
    "Regel",
    "RegioVastgesteld",
    "Sleutelgewicht",
    "TaakVastgesteld",
    "TaakleveringOpgegeven",
    "TafelAfgerond",
    "Tarief",
    "TermijnVerstreken",
    "Termijnsoort",
    "ToekomstplanVastgesteld",
    "ToewijzingVastgesteld",
    "Topic",
    "VerblijfVastgesteld",
    "VerwijzingVastgesteld",
    "VerzoekBeantwoord",
    "VerzoekOntvangen",
    "WachttijdGesignaleerd",
    "ZorgfunctieVastgesteld",
]
