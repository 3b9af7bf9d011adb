# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Events into facts: one function per kind, all events of a batch at once.

The same rows come of the same events in any order and however often. What follows from facts of
several kinds (the value of an award) is not made here: a mark is left for who makes it.
"""

from services.reporting.projections.contracten import (
    project_aanbiederprofielen,
    project_aanbieders,
    project_accounthouders,
    project_capaciteiten,
    project_clientenstops,
    project_continuiteitsrisicos,
    project_contracten,
    project_contractproducten,
    project_gemeenten,
    project_plafonds,
    project_plafonds_nabij,
    project_plafondstanden,
    project_productindelingen,
    project_regios,
    project_verdeelsleutels,
    project_zorgfuncties,
)
from services.reporting.projections.correcties import project_correcties, project_vernietigingen
from services.reporting.projections.declaraties import (
    project_declaraties,
    project_taakafspraken,
    project_taakleveringen,
)
from services.reporting.projections.regie import (
    project_consulten,
    project_escalaties,
    project_gezinsplannen,
    project_maatregelen,
    project_tafels,
    project_taken,
    project_toekomstplannen,
    project_verblijven,
    project_wachtsignalen,
)
from services.reporting.projections.sleutels import of_own_key, project_vertalingen
from services.reporting.projections.verkeer import (
    project_berichten,
    project_termijnen,
    project_verwijzingen,
    project_verzoeken_beantwoord,
    project_verzoeken_ontvangen,
)
from services.reporting.projections.zorg import (
    project_leveringen,
    project_pgbs,
    project_toewijzingen,
)

__all__ = [
    "of_own_key",
    "project_aanbiederprofielen",
    "project_aanbieders",
    "project_accounthouders",
    "project_berichten",
    "project_capaciteiten",
    "project_clientenstops",
    "project_consulten",
    "project_continuiteitsrisicos",
    "project_contracten",
    "project_contractproducten",
    "project_correcties",
    "project_declaraties",
    "project_escalaties",
    "project_gemeenten",
    "project_gezinsplannen",
    "project_leveringen",
    "project_maatregelen",
    "project_pgbs",
    "project_plafonds",
    "project_plafonds_nabij",
    "project_plafondstanden",
    "project_productindelingen",
    "project_regios",
    "project_taakafspraken",
    "project_taakleveringen",
    "project_tafels",
    "project_taken",
    "project_termijnen",
    "project_toekomstplannen",
    "project_toewijzingen",
    "project_verblijven",
    "project_verdeelsleutels",
    "project_vernietigingen",
    "project_vertalingen",
    "project_verwijzingen",
    "project_verzoeken_beantwoord",
    "project_verzoeken_ontvangen",
    "project_wachtsignalen",
    "project_zorgfuncties",
]
