# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The register of what referral does with personal data; another meaning is another version."""

from collections.abc import Mapping

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

_KOPPEN = "koppen van berichten, zonder inhoud; wie een bericht opent staat erin"
_INGESTELD = "wat een gemeente instelde; van geen client"

NIEMAND: Mapping[str, str] = {
    "GET /berichten": _KOPPEN,
    "GET /uitgaande-berichten": _KOPPEN,
    "GET /uitgaande-berichten/{bericht_id}": _KOPPEN,
    "GET /aanbod": "plaatsen van aanbieders; van geen client",
    "GET /casuscijfers": "aantallen gezinnen",
    "GET /regiecijfers": "aantallen over een tijd",
    "GET /poortwachterstellingen/{jaar}": "aantallen over een jaar",
    "GET /consulten": "advies over niemand bij naam, en van niemand bewaard",
    "GET /consulten/{consult_id}": "advies over niemand bij naam, en van niemand bewaard",
    "GET /wachtnormen": _INGESTELD,
    "GET /dyslexieregels": _INGESTELD,
    "GET /dyslexieregels/{geldig_van}": _INGESTELD,
    "GET /gemeenten/{gemeentecode}/beleid": _INGESTELD,
    "GET /gemeenten/{gemeentecode}/casusbeleid": _INGESTELD,
    "GET /vernietigingsverklaringen": "wat is vernietigd, in aantallen",
    "GET /verleden": "hoe ver het inlezen is",
    "GET /verwerkingsactiviteiten": "dit register",
    "GET /verwerkingsactiviteiten/{activiteit_id}": "dit register",
}
"""What is read and shows nobody, so that the log has no line of it, with why; a test holds it
against what each read does."""
