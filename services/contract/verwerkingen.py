# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The register of what contract does with personal data; another meaning is another version."""

from libs.common.logboek import Activiteit, Register

REGISTER = Register(
    (
        Activiteit(
            sleutel="toegang-verlenen",
            versie=1,
            naam="Toegang verlenen en verantwoorden",
            doel="Weten wie een recht gaf of noodtoegang opende, en waarom.",
            grondslag="AVG art. 32 (beveiliging) en art. 5 lid 2 (verantwoording)",
            acties=("* /autorisaties*", "* /noodtoegangen*"),
            geen_regel="Het gaat over medewerkers die handelen, van wie de naam bij elke stap zelf "
            "staat; van clienten is er niets.",
        ),
        Activiteit(
            sleutel="besteding-tellen",
            versie=1,
            naam="Besteding onder een contract tellen",
            doel="Zien wanneer een plafond nadert, en hoeveel clienten een aanbieder had.",
            grondslag="Jeugdwet art. 2.11 (inkoop) en art. 7.4.0 (bekostiging)",
            acties=("*",),
            geen_regel="Van clienten zijn er alleen pseudoniemen, die worden geteld en nergens "
            "getoond; contract heeft de sleutel niet waarmee een client daarin is te vinden. De "
            "goedkeuring zelf staat per betrokkene in het logboek van billing.",
        ),
    )
)
