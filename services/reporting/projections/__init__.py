# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Events into facts: one function per kind, all events of a batch at once.

The same rows come of the same events in any order and however often. What follows from facts of
several kinds (the value of an award) is not made here: a mark is left for who makes it.
"""

from services.reporting.projections.contracten import (
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
    project_productindelingen,
    project_regios,
    project_zorgfuncties,
)
from services.reporting.projections.declaraties import project_declaraties, project_taakleveringen
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
    "project_aanbieders",
    "project_accounthouders",
    "project_berichten",
    "project_capaciteiten",
    "project_clientenstops",
    "project_continuiteitsrisicos",
    "project_contracten",
    "project_contractproducten",
    "project_declaraties",
    "project_gemeenten",
    "project_leveringen",
    "project_pgbs",
    "project_plafonds",
    "project_plafonds_nabij",
    "project_productindelingen",
    "project_regios",
    "project_taakleveringen",
    "project_termijnen",
    "project_toewijzingen",
    "project_verwijzingen",
    "project_verzoeken_beantwoord",
    "project_verzoeken_ontvangen",
    "project_zorgfuncties",
]
