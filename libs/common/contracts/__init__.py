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
    ContractVastgesteld,
    ContractwijzigingVastgesteld,
    GemeenteVastgesteld,
    Lidmaatschap,
    Productomzetting,
    RegioVastgesteld,
    Tarief,
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
from libs.common.contracts.plafond import (
    ClientenstopvoorstelVastgesteld,
    ContracttermijnNadert,
    PlafondNabij,
    PlafondstandVastgesteld,
    PlafondVastgesteld,
    Termijnsoort,
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
    Bijdrage,
    Productgewicht,
    Sleutelgewicht,
    VerdeelsleutelVastgesteld,
)

__all__ = [
    "EVENTS",
    "TOPICS",
    "AanbiederVastgesteld",
    "AanbiederprofielVastgesteld",
    "AccounthouderVastgesteld",
    "AfrekenvoorwaardenVastgesteld",
    "BerichtVerwerkt",
    "Bijdrage",
    "CapaciteitVastgesteld",
    "ClientenstopVastgesteld",
    "ClientenstopvoorstelVastgesteld",
    "CombinatieVastgesteld",
    "ConsultVastgesteld",
    "ContinuiteitsrisicoVastgesteld",
    "ContractModel",
    "ContractVastgesteld",
    "ContractproductVastgesteld",
    "ContracttermijnNadert",
    "ContractwijzigingVastgesteld",
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
    "Productomzetting",
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
    "VerdeelsleutelVastgesteld",
    "VerwijzingVastgesteld",
    "VerzoekBeantwoord",
    "VerzoekOntvangen",
    "WachttijdGesignaleerd",
    "ZorgfunctieVastgesteld",
]
