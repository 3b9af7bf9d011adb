# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rules on the people around a client, and on who of them a toewijzing has to name."""

from dataclasses import dataclass
from datetime import date

from libs.ijw import Level, rule
from services.referral.domain.client import Naam, Persoon, Relatie
from services.referral.domain.gezag import gezag_is_known
from services.referral.rules.client import OUDSTE_LEEFTIJD

VOOGD = "11"


@dataclass(frozen=True, slots=True)
class RelatieFeiten:
    """The client, the numbers of its relaties so far, and those that the list named before."""

    client: Persoon
    vandaag: date
    bekend: frozenset[str] = frozenset()
    genoemd: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class GezagFeiten:
    """The first day of the help, and whether the aanbieder said that it knows who has authority."""

    ingangsdatum: date
    bekend_bij_aanbieder: bool = False


@rule(
    "OP071",
    level=Level.ACROSS_MESSAGES,
    retourcode=None,
    element="nummer",
    sentence="Een relatie heeft een nummer dat deze cliënt al voor haar had, of krijgt een nieuw.",
)
def number_is_known_and_named_once(relatie: Relatie, feiten: RelatieFeiten) -> bool:
    """Numbers are given here, one after another, and never to another."""
    nummer = relatie.nummer
    return not nummer or (nummer in feiten.bekend and nummer not in feiten.genoemd)


@rule(
    "OP002x2",
    level=Level.IN_MESSAGE,
    retourcode=None,
    element="naam",
    sentence="De jeugdige zelf is geen relatie.",
)
def client_is_no_relatie_of_itself(relatie: Relatie, feiten: RelatieFeiten) -> bool:
    """That it has the authority itself is said of the client."""
    client = feiten.client
    same = (relatie.naam, relatie.geboortedatum) == (client.naam, client.geboortedatum)
    return relatie.organisatie or not same


@rule(
    "IV045",
    level=Level.IN_MESSAGE,
    retourcode=None,
    element="organisatie",
    sentence="Een organisatie heeft alleen een naam, en gezag alleen als voogd.",
)
def organisation_goes_by_its_name(relatie: Relatie, _feiten: RelatieFeiten) -> bool:
    """It goes out as a Geslachtsnaam with NaamGebruik 6."""
    if not relatie.organisatie:
        return True
    nameless = relatie.naam == Naam(relatie.naam.achternaam)
    no_person = relatie.geboortedatum is None and relatie.geslacht is None
    return nameless and no_person and (not relatie.gezag or relatie.soort == VOOGD)


@rule(
    "OP130",
    level=Level.IN_MESSAGE,
    retourcode=None,
    element="adres",
    sentence="Een relatie heeft een adres of een telefoonnummer.",
)
def relatie_can_be_reached(relatie: Relatie, _feiten: RelatieFeiten) -> bool:
    """What TR006 asks of the Contact."""
    return relatie.adres is not None or relatie.telefoonnummer is not None


@rule(
    "TR134",
    level=Level.IN_MESSAGE,
    retourcode="0001",
    element="geboortedatum",
    sentence="De geboortedatum ligt niet na vandaag.",
)
def relatie_is_born(relatie: Relatie, feiten: RelatieFeiten) -> bool:
    """As of the client."""
    return relatie.geboortedatum is None or relatie.geboortedatum <= feiten.vandaag


@rule(
    "TR002",
    level=Level.IN_MESSAGE,
    retourcode="0001",
    element="geboortedatum",
    sentence="De geboortedatum ligt hoogstens 120 jaar terug.",
)
def relatie_is_at_most_120(relatie: Relatie, feiten: RelatieFeiten) -> bool:
    """As of the client."""
    born = relatie.geboortedatum
    return born is None or feiten.vandaag.year - born.year < OUDSTE_LEEFTIJD


@rule(
    "OP002",
    level=Level.IN_MESSAGE,
    retourcode=None,
    element="relaties",
    sentence="Een toewijzing noemt wie het gezag heeft over een minderjarige cliënt.",
)
def authority_over_the_client_is_known(persoon: Persoon, feiten: GezagFeiten) -> bool:
    """Not where the aanbieder said that it knows (OP002x1), nor of a client that has it itself."""
    return feiten.bekend_bij_aanbieder or gezag_is_known(persoon, feiten.ingangsdatum)


RELATIE_RULES = (
    number_is_known_and_named_once,
    client_is_no_relatie_of_itself,
    organisation_goes_by_its_name,
    relatie_can_be_reached,
    relatie_is_born,
    relatie_is_at_most_120,
)
GEZAG_RULES = (authority_over_the_client_is_known,)
