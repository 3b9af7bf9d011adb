# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What reporting listens to."""

from typing import Any

from libs.common.authorisations import kept_in
from libs.common.break_glass import accesses_in
from libs.common.consume import Handler, Subscriptions, Together
from libs.common.contracts import (
    AanbiederprofielVastgesteld,
    AanbiederVastgesteld,
    AccounthouderVastgesteld,
    AutorisatieVastgesteld,
    BerichtVerwerkt,
    CapaciteitVastgesteld,
    ClientenstopVastgesteld,
    ClientGecorrigeerd,
    ClientgegevensVernietigd,
    ConsultVastgesteld,
    ContinuiteitsrisicoVastgesteld,
    ContractproductVastgesteld,
    ContractVastgesteld,
    DeclaratieBeoordeeld,
    EscalatieVastgesteld,
    Event,
    GemeenteVastgesteld,
    GezinsplanVastgesteld,
    LeveringGemeld,
    MaatregelVastgesteld,
    NoodtoegangVastgesteld,
    PgbVastgesteld,
    PlafondNabij,
    PlafondstandVastgesteld,
    PlafondVastgesteld,
    ProductindelingVastgesteld,
    PseudoniemenVertaald,
    RegioVastgesteld,
    TaakafspraakVastgesteld,
    TaakleveringOpgegeven,
    TaakVastgesteld,
    TafelAfgerond,
    TermijnVerstreken,
    ToekomstplanVastgesteld,
    ToewijzingVastgesteld,
    VerblijfVastgesteld,
    VerdeelsleutelVastgesteld,
    VerwijzingVastgesteld,
    VerzoekBeantwoord,
    VerzoekOntvangen,
    WachttijdGesignaleerd,
    ZorgfunctieVastgesteld,
)
from libs.common.contracts.schemas import has_pseudonyms
from services.reporting import projections as p
from services.reporting.tables import MECHANICS

_ALL: Subscriptions = {
    # First: all that is handled with it waits for it, and never it for that.
    "jeugdregio.vernietiging": {ClientgegevensVernietigd: Together(p.project_vernietigingen)},
    "jeugdregio.contract": {
        GemeenteVastgesteld: Together(p.project_gemeenten),
        RegioVastgesteld: Together(p.project_regios),
        AanbiederVastgesteld: Together(p.project_aanbieders),
        ContractVastgesteld: Together(p.project_contracten),
        ContractproductVastgesteld: Together(p.project_contractproducten),
        PlafondVastgesteld: Together(p.project_plafonds),
        PlafondNabij: Together(p.project_plafonds_nabij),
        PlafondstandVastgesteld: Together(p.project_plafondstanden),
        VerdeelsleutelVastgesteld: Together(p.project_verdeelsleutels),
        AanbiederprofielVastgesteld: Together(p.project_aanbiederprofielen),
        AccounthouderVastgesteld: Together(p.project_accounthouders),
        ClientenstopVastgesteld: Together(p.project_clientenstops),
        CapaciteitVastgesteld: Together(p.project_capaciteiten),
        ContinuiteitsrisicoVastgesteld: Together(p.project_continuiteitsrisicos),
        ProductindelingVastgesteld: Together(p.project_productindelingen),
        ZorgfunctieVastgesteld: Together(p.project_zorgfuncties),
        AutorisatieVastgesteld: kept_in(MECHANICS.authorisations),
        NoodtoegangVastgesteld: accesses_in(MECHANICS.break_glass),
    },
    "jeugdregio.verzoek": {
        VerwijzingVastgesteld: Together(p.project_verwijzingen),
        VerzoekOntvangen: Together(p.project_verzoeken_ontvangen),
        VerzoekBeantwoord: Together(p.project_verzoeken_beantwoord),
        TermijnVerstreken: Together(p.project_termijnen),
        WachttijdGesignaleerd: Together(p.project_wachtsignalen),
    },
    "jeugdregio.toewijzing": {
        ToewijzingVastgesteld: Together(p.project_toewijzingen),
        PgbVastgesteld: Together(p.project_pgbs),
        ClientGecorrigeerd: Together(p.project_correcties),
        PseudoniemenVertaald: Together(p.project_vertalingen),
    },
    "jeugdregio.levering": {LeveringGemeld: Together(p.project_leveringen)},
    "jeugdregio.regie": {
        GezinsplanVastgesteld: Together(p.project_gezinsplannen),
        MaatregelVastgesteld: Together(p.project_maatregelen),
        TaakVastgesteld: Together(p.project_taken),
        ToekomstplanVastgesteld: Together(p.project_toekomstplannen),
        VerblijfVastgesteld: Together(p.project_verblijven),
        EscalatieVastgesteld: Together(p.project_escalaties),
        TafelAfgerond: Together(p.project_tafels),
        ConsultVastgesteld: Together(p.project_consulten),
    },
    "jeugdregio.declaratie": {DeclaratieBeoordeeld: Together(p.project_declaraties)},
    "jeugdregio.taaklevering": {
        TaakafspraakVastgesteld: Together(p.project_taakafspraken),
        TaakleveringOpgegeven: Together(p.project_taakleveringen),
    },
    "jeugdregio.bericht": {BerichtVerwerkt: Together(p.project_berichten)},
}


def _looked_at(event: type[Event], handler: Handler[Any] | Together[Any]) -> Any:  # noqa: ANN401
    """Of clients only under the key of here; what is told of keys is of any."""
    if not isinstance(handler, Together) or not has_pseudonyms(event.type):
        return handler
    return handler if event is PseudoniemenVertaald else Together(p.of_own_key(handler.handle))


SUBSCRIPTIONS: Subscriptions = {
    topic: {event: _looked_at(event, handler) for event, handler in handlers.items()}
    for topic, handlers in _ALL.items()
}
"""What reporting listens to, by topic."""
