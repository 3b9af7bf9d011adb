# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The register of what reporting does with personal data; another meaning is another version."""

from libs.common.logboek import Activiteit, Register

_BRON = (
    "Van clienten zijn er alleen pseudoniemen; rapportages heeft de sleutel niet waarmee een "
    "client daarin is te vinden. Wat met iemands gegevens is gedaan staat per betrokkene in het "
    "logboek van de dienst die de gebeurtenis publiceerde"
)

REGISTER = Register(
    (
        Activiteit(
            sleutel="nza-regels-inzien",
            versie=1,
            naam="Toewijzingen inzien zoals de NZa ze krijgt",
            doel="Nagaan of wat aan de NZa is geleverd klopt.",
            grondslag="Regeling Jeugdwet art. 8f",
            acties=("GET /nza/toewijzingen*",),
            geen_regel=f"{_BRON}. Deze regels dragen een eigen pseudoniem, dat op niets anders "
            "past; wie ze zag wordt per inzage bewaard.",
        ),
        Activiteit(
            sleutel="cijfers-maken",
            versie=1,
            naam="Cijfers maken en tonen",
            doel="Sturen op beschikbaarheid, wachttijd en uitgaven van jeugdhulp.",
            grondslag="Jeugdwet art. 7.4.1 tot en met 7.4.5 (beleidsinformatie)",
            acties=("*",),
            geen_regel=f"{_BRON}. Getoond worden aantallen en bedragen; wat over te weinig "
            "clienten gaat, is onderdrukt.",
        ),
    )
)
