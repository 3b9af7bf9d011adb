# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the figures mean. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from libs.ijw.worth import rounded

DEFINITIEVERSIE = "2"
VERSIES: Mapping[str, str] = {
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


def verzilvering(toegekend: int, toegewezen: int) -> float | None:
    """Percentage with one decimal, half up; None when nothing was awarded."""
    if toegewezen <= 0:
        return None
    return rounded(1000 * toegekend, toegewezen) / 10
