# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""I-15, I-16: who waits and how long, and who refers."""

from collections.abc import Callable

from services.reporting.domain.indicatoren.clienten import unieke
from services.reporting.domain.indicatoren.feiten import Feiten, Verwijzing, Vraag
from services.reporting.domain.indicatoren.geld import betaald, goedgekeurd, per_aanbieder
from services.reporting.domain.indicatoren.register import (
    BREED,
    PLAATS,
    TIJD,
    ZORG,
    Getal,
    Maat,
    Uitkomst,
    de_periode,
    indicator,
    per,
    procent,
)
from services.reporting.domain.indicatoren.tellend import hoort, onbeperkt
from services.reporting.domain.indicatoren.trajecten import deelpunt, middelste

NORM_INTAKE, NORM_BEHANDELING = 28, 70
"""Days of the Treeknorm as youth mental health care has it: four weeks, and ten weeks."""
NORM_ZONDER_INTAKE = NORM_INTAKE + NORM_BEHANDELING
AANGENOMEN = frozenset({"toegekend", "toegewezen"})
"""States of a referral that was accepted and of which help has not begun."""
VERVALLEN = frozenset({"afgewezen", "beeindigd", "ingetrokken", "overgedragen"})
"""States in which nobody waits any more."""
BEGONNEN = frozenset({"gestart", "tijdelijk-gestopt"})
"""States of help that began, on a day that may be still to come."""
_P80 = 80


def binnen_norm(one: Verwijzing) -> bool:
    """Started within the norm: of both parts where a first contact is known, else of the whole."""
    if one.verwezen is None or one.start is None:
        return False
    if one.contact is None:
        return (one.start - one.verwezen).days <= NORM_ZONDER_INTAKE
    intake, treated = (one.contact - one.verwezen).days, (one.start - one.contact).days
    return intake <= NORM_INTAKE and treated <= NORM_BEHANDELING


_WACHT_FORMULE = (
    "Wachtlijst: aanvaarde verwijzingen waarvan de hulp op de laatste dag van de periode niet was "
    "begonnen. Wachttijd: dagen van verwijzing tot begin van de hulp, van wie in de periode begon: "
    "mediaan, 80e percentiel en aandeel binnen de norm (28 dagen tot het eerste contact, 70 dagen "
    "daarna; zonder bekend contact 98 dagen). Wie met crisis begon wacht niet."
)
_WACHT_MATEN = (
    Maat("wachtlijst", "clienten", "Wachtenden"),
    Maat("wachtMediaan", "dagen", "Wachtenden: mediaan tot nu toe"),
    Maat("wachtBovenNorm", "clienten", "Wachtenden boven de norm"),
    Maat("gestart", "clienten", "Gestart in de periode"),
    Maat("mediaan", "dagen", "Gestart: mediane wachttijd"),
    Maat("p80", "dagen", "Gestart: 80e percentiel"),
    Maat("binnenNorm", "procent", "Gestart: aandeel binnen de norm"),
)


_GEBIED = (
    " Wachtenden zijn die van de gemeenten die er op die dag bij horen, gestarten die van wie er "
    "op de dag van hun start bij hoorde."
)


@indicator(
    "I-15",
    "Wachtlijst en wachttijd",
    _WACHT_FORMULE + _GEBIED,
    maten=_WACHT_MATEN,
    feiten=("verwijzingen",),
    dimensies=(*TIJD, *PLAATS, *ZORG, "leeftijd", "geslacht", "verwijzer"),
    versie=2,
    wijziging="Wie in een gemeente woont die uittrad wacht niet meer in het gebied.",
)
@indicator(
    "I-15",
    "Wachtlijst en wachttijd",
    _WACHT_FORMULE,
    maten=_WACHT_MATEN,
    feiten=("verwijzingen",),
    dimensies=(*TIJD, *PLAATS, *ZORG, "leeftijd", "geslacht", "verwijzer"),
    via=onbeperkt,
)
def wachttijd(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """Started in P, and still waiting, separately; whether one waits is told by its last state."""
    return _wachttijd(feiten, vraag, _waits)


@indicator(
    "I-15",
    "Wachtlijst en wachttijd",
    _WACHT_FORMULE
    + _GEBIED
    + " Of een verwijzing was aanvaard is naar haar stand op die dag, niet "
    "naar wat er later van werd; van voor de eerste bekende stand naar de dag van toewijzing.",
    maten=_WACHT_MATEN,
    feiten=("verwijzingen",),
    dimensies=(*TIJD, *PLAATS, *ZORG, "leeftijd", "geslacht", "verwijzer"),
    versie=3,
    wijziging="Wie op de dag wachtte en later afzag, of werd overgedragen, staat op de wachtlijst "
    "van die dag.",
)
def wachttijd_naar_stand(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """The same; who waits on the last day is told by the state of that day."""
    return _wachttijd(feiten, vraag, _waits_on_the_day)


def _wachttijd(
    feiten: Feiten, vraag: Vraag, waits: Callable[[Verwijzing, Vraag], bool]
) -> Uitkomst:
    last = min(vraag.tot, vraag.peildag)
    dated = [one for one in feiten.verwijzingen if one.verwezen is not None and not one.crisis]
    waiting = [one for one in dated if waits(one, vraag)]
    started = [one for one in dated if _starts(one, vraag)]
    since = [(last - one.verwezen).days for one in waiting if one.verwezen is not None]
    took = [(one.start - one.verwezen).days for one in started if one.start and one.verwezen]
    values: dict[str, Getal] = {
        "wachtlijst": len({one.client for one in waiting}),
        "wachtMediaan": middelste(since),
        "wachtBovenNorm": sum(days > NORM_ZONDER_INTAKE for days in since),
        "gestart": len({one.client for one in started}),
        "mediaan": middelste(took),
        "p80": deelpunt(took, _P80),
        "binnenNorm": procent(sum(map(binnen_norm, started)), len(started)),
    }
    return Uitkomst(values, len({one.client for one in (*waiting, *started)}))


@indicator(
    "I-16",
    "Verwijzers",
    "Unieke cliënten, toegekend bedrag, aandeel daarvan en bedrag per cliënt, per soort verwijzer "
    "(COD327) van het verzoek of de verwijzing achter de toewijzing.",
    maten=(
        Maat("uniekeClienten", "clienten", "Unieke cliënten"),
        Maat("bedrag", "eurocent", "Toegekend"),
        Maat("bedragPerClient", "eurocent", "Toegekend per cliënt"),
    ),
    feiten=("hulp", "bedragen"),
    reikt=de_periode,
    dimensies=BREED,
    vast=("verwijzer",),
)
def verwijzers(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """Clients, cost, cost per client by referrer."""
    who, spent = unieke(feiten.hulp, vraag), goedgekeurd(feiten.bedragen, vraag)
    values = {
        "uniekeClienten": len(who),
        "bedrag": spent,
        "bedragPerClient": per(spent, len(who)),
    }
    paid = betaald(feiten.bedragen, vraag)
    behind = {"bedrag": paid, "bedragPerClient": paid or len(who)}
    return Uitkomst(values, len(who), per_aanbieder(feiten.bedragen, vraag), achter=behind)


def _waits(one: Verwijzing, vraag: Vraag) -> bool:
    """Accepted by the last day, and not begun by then."""
    last = min(vraag.tot, vraag.peildag)
    begun = one.start is not None and one.start <= last
    accepted = one.status in AANGENOMEN or (one.start is not None and one.toegewezen is not None)
    since = one.toegewezen or one.verwezen
    return accepted and not begun and since is not None and since <= last and hoort(one, last)


def _waits_on_the_day(one: Verwijzing, vraag: Vraag) -> bool:
    """Accepted by the last day as its state was then, and not begun by then."""
    last = min(vraag.tot, vraag.peildag)
    if (one.start is not None and one.start <= last) or not hoort(one, last):
        return False
    stand = one.stand_op(last)
    if stand in AANGENOMEN:
        since = one.toegewezen or one.verwezen
        return since is not None and since <= last
    if stand in VERVALLEN:
        return False
    begins = one.start is not None or stand not in BEGONNEN
    return begins and one.toegewezen is not None and one.toegewezen <= last


def _starts(one: Verwijzing, vraag: Vraag) -> bool:
    """Help began in the period, while it was of who is asked for."""
    return one.start is not None and vraag.has(one.start) and hoort(one, one.start)
