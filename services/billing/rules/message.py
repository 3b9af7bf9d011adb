# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rules on the header, the declaratie and the client of a JW323."""

from libs.ijw import Claimed, Level, gemeente_exists, rule
from services.billing.domain.declaratie import Declaratie, DeclaratieClient
from services.billing.domain.feiten import BerichtFeiten, DeclaratieFeiten
from services.billing.domain.toewijzing import Toewijzing


@rule(
    "TR135",
    level=Level.EXTERNAL,
    retourcode="8848",
    element="BerichtIdentificatie/Dagtekening",
    sentence="De dagtekening van het bericht ligt niet na vandaag.",
)
def dagtekening_is_not_in_the_future(bericht: Claimed, feiten: BerichtFeiten) -> bool:
    """The day of receipt counts, Dutch time."""
    return bericht.header.bericht_identificatie.dagtekening <= feiten.vandaag


@rule(
    "TR056",
    level=Level.ACROSS_MESSAGES,
    retourcode="9056",
    element="BerichtIdentificatie/Identificatie",
    sentence="De afzender gebruikt de identificatie van een bericht maar een keer per soort.",
)
def identificatie_is_new(_bericht: Claimed, feiten: BerichtFeiten) -> bool:
    """A message refused on level 2 counts as never sent (OP286)."""
    return not feiten.identificatie_gebruikt


@rule(
    "TR378",
    level=Level.EXTERNAL,
    retourcode="S300",
    element="Ontvanger",
    sentence="De gemeentecode staat in de CBS-lijst van de gedeclareerde periode.",
)
def gemeente_is_in_the_list(bericht: Claimed, _feiten: BerichtFeiten) -> bool:
    """Valid on the first day of any claimed period: after a herindeling the old code may stay."""
    code = bericht.header.ontvanger
    if gemeente_exists(code, bericht.head.declaratie.declaratie_periode.begindatum):
        return True
    return any(gemeente_exists(code, day) for day in {line.begindatum for line in bericht.lines})


@rule(
    "TR318",
    level=Level.ACROSS_MESSAGES,
    retourcode="8214",
    element="DeclaratiePeriode",
    sentence="De declaratieperiode ligt niet voor de laatst ingediende declaratieperiode.",
)
def periode_does_not_go_back(declaratie: Declaratie, feiten: DeclaratieFeiten) -> bool:
    """The last month may be repeated and months without care skipped (OP284, IV090)."""
    laatste = feiten.laatste_periode
    return laatste is None or declaratie.periode_begin >= laatste


@rule(
    "TR333",
    level=Level.ACROSS_MESSAGES,
    retourcode="9333",
    element="DeclaratieNummer",
    sentence="De aanbieder gebruikt een declaratienummer maar een keer.",
)
def declaratie_nummer_is_new(_declaratie: Declaratie, feiten: DeclaratieFeiten) -> bool:
    """Over all gemeenten; a declaratie that was refused as a whole does not count."""
    return not feiten.nummer_gebruikt


@rule(
    "TR304",
    level=Level.ACROSS_MESSAGES,
    retourcode="8187",
    element="Bsn",
    sentence="De client is die van de toewijzingen waarop wordt gedeclareerd.",
)
def client_owns_the_toewijzingen(
    client: DeclaratieClient, toewijzingen: tuple[Toewijzing, ...]
) -> bool:
    """Of the toewijzingen that exist; an unknown number is a matter of the line (TR338)."""
    return all(toewijzing.client_pseudoniem == client.pseudoniem for toewijzing in toewijzingen)


HEADER_RULES = (dagtekening_is_not_in_the_future, identificatie_is_new, gemeente_is_in_the_list)
DECLARATIE_RULES = (periode_does_not_go_back, declaratie_nummer_is_new)
CLIENT_RULES = (client_owns_the_toewijzingen,)
