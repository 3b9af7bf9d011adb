# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The register of what referral does with personal data; another meaning is another version."""

from libs.common.logboek import Activiteit, Register

_GROND = "Jeugdwet art. 7.4.0 (toeleiding, bepalen van een voorziening) en art. 7.2.1 (BSN)"

REGISTER = Register(
    (
        Activiteit(
            sleutel="clienten-registreren",
            versie=1,
            naam="Clienten registreren",
            doel="Vastleggen wie jeugdhulp vraagt en wie het gezag heeft.",
            grondslag=_GROND,
            acties=("POST /clienten",),
        ),
        Activiteit(
            sleutel="clienten-corrigeren",
            versie=1,
            naam="Gegevens van clienten corrigeren",
            doel="Onjuiste gegevens rectificeren en wie ze kreeg daarvan in kennis stellen.",
            grondslag="AVG art. 5 lid 1 onder d, art. 16 en art. 19",
            acties=("POST /clienten/{client_id}/_corrigeren",),
        ),
        Activiteit(
            sleutel="berichten-uitwisselen",
            versie=1,
            naam="Berichten over toewijzing en levering uitwisselen",
            doel="Verzoeken, starts en stops van aanbieders aannemen en beantwoorden.",
            grondslag=_GROND,
            acties=("JW*", "mail", "* /berichten*", "* /uitgaande-berichten*", "POST /verleden*"),
        ),
        Activiteit(
            sleutel="gegevens-vernietigen",
            versie=1,
            naam="Gegevens vernietigen, of daarvan weerhouden",
            doel="Niet langer bewaren dan mag, en bewaren wat niet weg mag.",
            grondslag="AVG art. 5 lid 1 onder e en art. 17; Jeugdwet art. 7.3.8 en 7.3.9",
            acties=("* /vernietiging*", "* /bewaarplichten*", "retention", "vernietigen"),
        ),
        Activiteit(
            sleutel="dossiers-inzien",
            versie=1,
            naam="Gegevens van clienten inzien",
            doel="Toeleiden, beslissen en regie voeren met wat over een client bekend is.",
            grondslag=_GROND,
            acties=("GET *", "* */_zoek"),
        ),
        Activiteit(
            sleutel="hulp-toeleiden",
            versie=1,
            naam="Beslissen over jeugdhulp en regie voeren",
            doel="Verwijzingen, besluiten, toewijzingen en plannen van een client vastleggen.",
            grondslag=_GROND,
            acties=("POST *", "PUT *", "PATCH *", "DELETE *"),
        ),
        Activiteit(
            sleutel="termijnen-bewaken",
            versie=1,
            naam="Termijnen en taken bewaken",
            doel="Zien wat rond een client te laat is of aandacht vraagt.",
            grondslag=_GROND,
            acties=("*",),
        ),
    )
)
