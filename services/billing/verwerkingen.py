# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The register of what billing does with personal data; another meaning is another version."""

from collections.abc import Mapping

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
            sleutel="controles-uitvoeren",
            versie=1,
            naam="Materiële controle uitvoeren",
            doel="Nagaan of gedeclareerde hulp is geleverd, in de detailcontrole per client.",
            grondslag="Jeugdwet art. 7.4.4 en Regeling Jeugdwet art. 6b",
            acties=("* /controles*",),
        ),
        Activiteit(
            sleutel="regels-beproeven",
            versie=1,
            naam="Andere regels beproeven",
            doel="Zien wat andere regels van beoordelen zouden doen, voordat zij gelden.",
            grondslag=_GROND,
            acties=("POST /declaraties/_proef", "POST /proeven"),
        ),
        Activiteit(
            sleutel="uitgaven-verantwoorden",
            versie=1,
            naam="Verplichtingen en aansluiting inzien",
            doel="Een stand of een verschil herleiden tot wat haar veroorzaakte.",
            grondslag=_GROND,
            acties=("* /verplichtingen*", "* /aansluiting*"),
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

_SOMMEN = "sommen over vele regels; van geen client"
_PARTIJEN = "over organisaties en hun afspraken; van geen client"
_KOPPEN = "koppen van berichten, zonder inhoud; wie een bericht opent staat erin"

NIEMAND: Mapping[str, str] = {
    "GET /berichten": _KOPPEN,
    "GET /uitgaande-berichten": _KOPPEN,
    "GET /uitgaande-berichten/{bericht_id}": _KOPPEN,
    "GET /declaraties": _SOMMEN,
    "GET /declaraties/{declaratie_id}": _SOMMEN,
    "GET /taakafspraken": _PARTIJEN,
    "GET /taakafspraken/{afspraakId}": _PARTIJEN,
    "GET /taakopgaven": "aantallen per opgave, zonder regels",
    "GET /verrekeningen": _PARTIJEN,
    "GET /verrekeningen/{verrekeningId}": _PARTIJEN,
    "GET /subsidies": _PARTIJEN,
    "GET /subsidies/{subsidieId}": _PARTIJEN,
    "GET /afrekeningen": _PARTIJEN,
    "GET /afrekeningen/{afrekeningId}": _PARTIJEN,
    "GET /afrekenvoorwaarden": _PARTIJEN,
    "GET /controles": "waar een controle staat; dossiers zijn een andere vraag",
    "GET /controles/{controleId}": "de stappen; dossiers zijn een andere vraag",
    "GET /controles/{controleId}/cijfers": _SOMMEN,
    "GET /controles/{controleId}/audit": "wie keek, met namen van clienten die alleen daar bestaan",
    "GET /controleaankondigingen": _PARTIJEN,
    "GET /signalen": _SOMMEN,
    "GET /ltatellingen/{jaar}": _SOMMEN,
    "GET /bedrijfsopgaven": _PARTIJEN,
    "GET /ikzmeldingen": _PARTIJEN,
    "GET /verplichtingen": _SOMMEN,
    "GET /nog-te-ontvangen": _SOMMEN,
    "GET /proeven": _SOMMEN,
    "GET /vernietigingsverklaringen": "wat is vernietigd, in aantallen",
    "GET /proeven/{proefId}": _SOMMEN,
    "GET /aansluiting": _SOMMEN,
    "GET /rekeningen": _PARTIJEN,
    "GET /betaalruns": _SOMMEN,
    "GET /betaalruns/{betaalrunId}": _SOMMEN,
    "GET /betaalruns/{betaalrunId}/bestand": "een betaling per declaratie, zonder regels",
    "GET /verleden": "hoe ver het inlezen is",
    "GET /verwerkingsactiviteiten": "dit register",
    "GET /verwerkingsactiviteiten/{activiteit_id}": "dit register",
}
"""What is read and shows nobody, so that the log has no line of it, with why; a test holds it
against what each read does."""
