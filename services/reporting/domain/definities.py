# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the figures mean. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from libs.ijw.worth import rounded
from services.reporting.domain import accounthouders

DEFINITIEVERSIE = "2"
VERSIES: Mapping[str, str] = {
    "berichtenverkeer": "1",
    "datakwaliteit": "1",
    "ervaringen": "1",
    "schaalverkenning": "1",
    "transformatiemonitor": "1",
    "uitvoerders": "1",
}
"""Of views whose figures are in no register: what they mean is in their description."""


@dataclass(frozen=True, slots=True)
class Definitie:
    """One figure: name and formula. Its id is that of the catalogue where it means the same there;
    with a letter it is a figure beside that."""

    id: str
    veld: str
    naam: str
    formule: str
    versie: str = DEFINITIEVERSIE


def _genummerd(
    reeks: str, figures: Iterable[tuple[str, str, str]], versie: str
) -> tuple[Definitie, ...]:
    """Field, name and formula of each, numbered within the series in the order they have."""
    return tuple(
        Definitie(f"{reeks}-{number:02}", veld, naam, formule, versie)
        for number, (veld, naam, formule) in enumerate(figures, start=1)
    )


DEFINITIES = (
    Definitie(
        "I-01",
        "uniekeClienten",
        "Unieke cliënten",
        "Aantal verschillende cliënten met hulp in de periode: een levering die op ten minste "
        "één dag liep, of een toegekende, niet gecrediteerde prestatie met een productperiode "
        "in de periode. Elk totaal is een eigen telling.",
    ),
    Definitie(
        "I-11a",
        "toegewezenBedrag",
        "Toegewezen bedrag",
        "Tarief maal toegewezen volume in de periode. Per week: elke geraakte ISO-week, over de "
        "hele periode één keer. Totaalvolume en budget: naar rato van dagen. Zonder budget of "
        "taakgericht: geen waarde.",
    ),
    Definitie(
        "I-11b",
        "ingediendBedrag",
        "Ingediend bedrag",
        "Alle beoordeelde prestaties met een productperiode in de periode, debet min credit.",
    ),
    Definitie(
        "I-06a",
        "toegekendBedrag",
        "Toegekend bedrag",
        "De toegekende prestaties daarvan, debet min credit: in I-06 de maat `toegekend`.",
    ),
    Definitie(
        "I-11c",
        "verzilveringspercentage",
        "Toegekend van toegewezen",
        "Toegekend bedrag gedeeld door toegewezen bedrag, van alle prestaties en van maanden die "
        "nog komen ook. Het verzilveringspercentage van de catalogus, alleen van toewijzingen met "
        "een waarde en van verstreken maanden, is I-11.",
    ),
    Definitie(
        "I-01b",
        "waarvanBuitenBerichten",
        "Unieke cliënten buiten de berichten",
        "Daarvan de cliënten zonder bsn of met een geheim adres: een lopende toewijzing waarover "
        "geen bericht uitgaat, of een factuur op een kenmerk. Met niets anders gekoppeld.",
    ),
)

_VAN_HOUDERS = (
    (
        "clienten",
        "Cliënten",
        "Verschillende cliënten met hulp van de aanbieder in het kwartaal: een levering die op ten "
        "minste één dag liep, een toegekende prestatie, of een regel van een taakgerichte opgave. "
        "Per regio naar het lidmaatschap van de gemeente in die maand; elk totaal is een eigen "
        "telling.",
    ),
    (
        "omzet",
        "Toegekend",
        "Toegekende prestaties van maanden in het kwartaal, debet min credit, en wat taakgericht "
        "voor die maanden is afgesproken.",
    ),
    ("omzetAandeel", "Deel", "Toegekend in de regio, als deel van het getoonde totaal."),
    ("begonnen", "Begonnen", "Cliënten met een levering die in het kwartaal begon."),
    ("geeindigd", "Geëindigd", "Cliënten met een levering die in het kwartaal eindigde."),
    (
        "wachtend",
        "Wachtend",
        "Cliënten met een toewijzing die op de laatste dag van het kwartaal liep, en waarop nog "
        "geen hulp begon.",
    ),
    (
        "niveau",
        "Niveau",
        "Geel: een indicator voorbij zijn grens, of een levering die ontbreekt. Oranje: twee, of "
        "een gemeld of open risico. Rood: te weinig kasdagen, of trede 3 of hoger.",
    ),
    ("trede", "Trede", "De laatste stap van het draaiboek die bekend is: 0 tot en met 6."),
    ("regios", "Regio's", "Regio's met een cliënt van de aanbieder in het kwartaal."),
    (
        "lopend",
        "Lopende cliënten",
        "Cliënten met een levering die op de laatste dag van het kwartaal loopt, per zorgvorm.",
    ),
    (
        "alternatieven",
        "Andere aanbieders",
        "Aanbieders die op die dag een product van de vorm onder contract hebben voor een van de "
        "gemeenten van deze cliënten.",
    ),
    ("zonderClientenstop", "Zonder cliëntenstop", "Daarvan wie dan geen cliëntenstop heeft."),
    ("vrijePlaatsen", "Vrije plaatsen", "Wat deze voor de vorm en het jaar aan plaatsen opgaven."),
    ("tekort", "Tekort", "Lopende cliënten min vrije plaatsen, nooit minder dan nul."),
    ("eigenClienten", "Eigen cliënten", "Cliënten van de eigen regio, geteld als Cliënten."),
    ("eigenOmzet", "Eigen omzet", "Toegekend in de eigen regio."),
    (
        "aandeel",
        "Eigen deel",
        "Eigen omzet als deel van alle omzet van de aanbieder; leeg als anderen daaruit te "
        "herkennen zouden zijn.",
    ),
    (
        "afkeurpercentage",
        "Afkeur",
        "Afgekeurde declaratieregels van maanden in het kwartaal, als deel van alle beoordeelde; "
        "vanaf tien regels.",
    ),
    (
        "gemiddeldeDuurDagen",
        "Gemiddelde duur in dagen",
        "Dagen hulp tot en met het kwartaal van leveringen die erin liepen, vanaf tien cliënten.",
    ),
    (
        "p80DuurDagen",
        "80 procent duurt ten hoogste (dagen)",
        "Het aantal dagen waar vier vijfde van deze leveringen niet boven komt.",
    ),
    ("plafond", "Plafond", "Wat een contract in het jaar ten hoogste kost."),
    (
        "besteed",
        "Besteed bij signaal",
        "Wat er van het plafond was besteed toen zeventig procent was bereikt.",
    ),
    ("afgesproken", "Afgesproken", "Plaatsen die voor de functie en het jaar zijn afgesproken."),
    ("beschikbaar", "Beschikbaar", "Daarvan beschikbaar, volgens de laatste opgave."),
)
ACCOUNTHOUDER = _genummerd("AH", _VAN_HOUDERS, accounthouders.DEFINITIEVERSIE)
"""Figures of a provider over its regions (B.4), in the order of its page."""

_VAN_KWALITEIT = (
    (
        "volledigheid",
        "Volledigheid",
        "Van de maanden waarvan declaraties binnen horen te zijn (twee maanden later), van "
        "toewijzingen met een waarde waarop hulp liep: het deel met een toegekende declaratie.",
    ),
    ("verwacht", "Verwacht", "Die maanden, van alle toewijzingen samen."),
    ("ontvangen", "Ontvangen", "Daarvan met een toegekende declaratie."),
    ("starts", "Begonnen", "Leveringen die in de periode begonnen."),
    ("startsLaat", "Laat gemeld", "Daarvan later dan een week na het begin gemeld."),
    (
        "startsZonderToewijzing",
        "Zonder toewijzing",
        "Begonnen leveringen op een toewijzing die hier niet bekend is.",
    ),
    (
        "declaratiesZonderToewijzing",
        "Declaraties zonder toewijzing",
        "Cliënt, product en maand met een toegekend bedrag op een toewijzing die hier niet bekend "
        "is.",
    ),
    ("bedragZonderToewijzing", "Bedrag daarvan", "Wat daarop is toegekend."),
    (
        "achterstand",
        "Achterstand in dagen",
        "Mediane dagen van het einde van de zorgmaand tot de beoordeling van een declaratieregel.",
    ),
    (
        "aantal",
        "Aantal",
        "Leveringen en maanden met een declaratie, van een product zonder zorgvorm. Zij tellen mee "
        "als `niet-toegewezen`.",
    ),
)
DATAKWALITEIT = _genummerd("DQ", _VAN_KWALITEIT, VERSIES["datakwaliteit"])
"""How far facts can be trusted (P-09), in the order of its page."""


def verzilvering(toegekend: int, toegewezen: int) -> float | None:
    """Percentage with one decimal, half up; None when nothing was awarded."""
    if toegewezen <= 0:
        return None
    return rounded(1000 * toegekend, toegewezen) / 10
