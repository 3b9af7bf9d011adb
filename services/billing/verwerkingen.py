# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The register of what billing does with personal data; another meaning is another version."""

from libs.common.logboek import Activiteit, Register

_GROND = "Jeugdwet art. 7.4.0 (bekostiging en controle) en art. 7.2.1 (BSN)"

REGISTER = Register(
    (
        Activiteit(
            sleutel="declaraties-beoordelen",
            versie=1,
            naam="Declaraties beoordelen en beantwoorden",
            doel="Vaststellen wat voor geleverde jeugdhulp wordt betaald.",
            grondslag=_GROND,
            acties=("mail", "POST /berichten*", "POST /verleden*", "POST /facturen*"),
        ),
        Activiteit(
            sleutel="betalingen-uitvoeren",
            versie=1,
            naam="Betalen en betalingen verantwoorden",
            doel="Goedgekeurde regels betalen, en laten zien waaruit een betaling bestaat.",
            grondslag=_GROND,
            acties=("* /betaalruns*",),
        ),
        Activiteit(
            sleutel="gegevens-vernietigen",
            versie=1,
            naam="Gegevens vernietigen, of daarvan weerhouden",
            doel="Niet langer bewaren dan mag, en bewaren wat niet weg mag.",
            grondslag="AVG art. 5 lid 1 onder e; Algemene wet inzake rijksbelastingen art. 52",
            acties=("* /vernietiging*", "* /bewaarplichten*", "retention", "vernietigen"),
        ),
        Activiteit(
            sleutel="declaraties-inzien",
            versie=1,
            naam="Declaraties en antwoorden inzien",
            doel="Een oordeel volgen, uitleggen of controleren.",
            grondslag=_GROND,
            acties=("GET *", "* */_zoek", "POST */_herbeoordeel"),
        ),
        Activiteit(
            sleutel="leveringen-opgeven",
            versie=1,
            naam="Levering onder een budget opgeven",
            doel="Weten wie hulp kreeg onder een taakgerichte afspraak.",
            grondslag=_GROND,
            acties=("POST *", "PUT *", "PATCH *", "DELETE *"),
        ),
        Activiteit(
            sleutel="uitgaven-bewaken",
            versie=1,
            naam="Uitgaven bewaken",
            doel="Verplichtingen en verschillen bijhouden.",
            grondslag=_GROND,
            acties=("*",),
        ),
    )
)
