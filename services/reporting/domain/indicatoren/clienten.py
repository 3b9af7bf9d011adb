# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""I-01 to I-05, I-26, I-27: how many clients, by what, and which part of all young people."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from services.reporting.domain.indicatoren.eenmaal import eenmaal
from services.reporting.domain.indicatoren.feiten import Feiten, Hulp, Ingave, Vraag
from services.reporting.domain.indicatoren.register import (
    BREED,
    PLAATS,
    TIJD,
    Maat,
    Telling,
    Uitkomst,
    de_periode,
    indicator,
    minste,
    procent,
)
from services.reporting.domain.indicatoren.tellend import hoort, onbeperkt, telt

LANDELIJK = "lta"
"""The segment of care that is bought for the whole country."""
_MEERDERJARIG = 18


def geholpen(hulp: Iterable[Hulp], vraag: Vraag) -> list[Hulp]:
    """The spells of which at least one day is in the period."""
    return [one for one in hulp if telt(one, vraag)]


def unieke(hulp: Iterable[Hulp], vraag: Vraag) -> set[str]:
    """Distinct clients with help in the period."""
    return {one.client for one in hulp if telt(one, vraag)}


def waarde(feiten: Feiten, soort: str, dag: date) -> int:
    """What was told of gemeenten that there are on a day, added up; of each the newest year until
    that of the day."""
    rows = [
        one
        for one in feiten.ingaven
        if one.soort == soort and one.jaar <= dag.year and hoort(one, dag)
    ]
    newest: dict[tuple[str, str], Ingave] = {}
    for one in sorted(rows, key=lambda row: row.jaar):
        newest[one.gemeente, one.onderwerp] = one
    return sum(one.waarde for one in eenmaal(newest.values()))


_CLIENTEN = Maat("uniekeClienten", "clienten", "Unieke cliënten")


def _geteld(_: Feiten, __: Vraag, telling: Telling) -> Uitkomst:
    return Uitkomst({"uniekeClienten": telling.clienten}, telling.clienten)


@indicator(
    "I-01",
    "Unieke cliënten",
    "Aantal verschillende cliënten met op ten minste één dag van de periode hulp: een levering, "
    "een regel van een taakgerichte opgave of een toegekende, niet gecrediteerde prestatie. Met "
    "gecertificeerde instellingen, zonder preventie, advies en pgb.",
    maten=(_CLIENTEN,),
    feiten=("hulp",),
    reikt=de_periode,
    uit_telling=_geteld,
)
def unieke_clienten(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """D(client with help in P)."""
    count = len(unieke(feiten.hulp, vraag))
    return Uitkomst({"uniekeClienten": count}, count)


_PER_ZORGVORM = (
    "Als I-01, per zorgvorm. Het totaal is een eigen telling: een cliënt kan meer zorgvormen "
    "hebben."
)


@indicator(
    "I-02",
    "Unieke cliënten per zorgvorm",
    _PER_ZORGVORM + " Een dag telt in de zorgvorm waarin het product in die maand is ingedeeld.",
    maten=(_CLIENTEN,),
    feiten=("hulp",),
    reikt=de_periode,
    uit_telling=_geteld,
    vast=("zorgvorm",),
    versie=2,
    wijziging="Hulp telt per maand in de zorgvorm van die maand, niet meer in die van haar eerste "
    "dag sinds het jaar ervoor. De eerste versie is niet opnieuw te maken: zij deelt nu ook zo in.",
)
@indicator(
    "I-02",
    "Unieke cliënten per zorgvorm",
    _PER_ZORGVORM,
    maten=(_CLIENTEN,),
    feiten=("hulp",),
    vast=("zorgvorm",),
)
def unieke_per_zorgvorm(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """D(client with help of form f in P)."""
    return unieke_clienten(feiten, vraag)


@indicator(
    "I-03",
    "Unieke cliënten per gemeente",
    "Als I-01, per gemeente die op een dag van de hulp verantwoordelijk was. Wie verhuist telt in "
    "beide gemeenten en één keer in het totaal.",
    maten=(_CLIENTEN,),
    feiten=("hulp",),
    reikt=de_periode,
    vast=("gemeente",),
    uit_telling=_geteld,
)
def unieke_per_gemeente(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """D(client with help for which g was responsible on some day)."""
    return unieke_clienten(feiten, vraag)


@indicator(
    "I-04",
    "Overlap van zorgvormen",
    "De som over zorgvormen van I-02, min I-01; en het aantal zorgvormen per cliënt.",
    maten=(
        Maat("overlap", "clienten", "Overlap"),
        Maat("vormenPerClient", "factor", "Zorgvormen per cliënt"),
        Maat("clientenMetMeerVormen", "clienten", "Cliënten met meer dan één zorgvorm"),
    ),
    feiten=("hulp",),
    reikt=de_periode,
)
def overlap(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """sum_f I-02 - I-01."""
    pairs = {(one.client, one.zorgvorm) for one in geholpen(feiten.hulp, vraag)}
    forms = Counter(client for client, _ in pairs)
    more = sum(count > 1 for count in forms.values())
    per_client = round(len(pairs) / len(forms), 2) if forms else None
    values = {
        "overlap": len(pairs) - len(forms),
        "vormenPerClient": per_client,
        "clientenMetMeerVormen": more,
    }
    return Uitkomst(values, len(forms))


_GEBRUIK_FORMULE = (
    "Cliënten van 0 tot en met 17 jaar op de laatste dag van de periode, gedeeld door de jeugdigen "
    "van die leeftijd in de gemeenten (ingave `jeugdigen`, het nieuwste jaar tot en met dat van de "
    "periode); en alle cliënten gedeeld door hetzelfde aantal."
)
_GEBRUIK_MATEN = (
    Maat("gebruik", "procent", "Gebruik door jeugdigen van 0-17"),
    Maat("gebruikAlleClienten", "procent", "Alle cliënten op de jeugdigen van 0-17"),
    Maat("clientenTot18", "clienten", "Cliënten van 0-17"),
    Maat("jeugdigen", "aantal", "Jeugdigen van 0-17", van="niemand"),
)


@indicator(
    "I-05",
    "Gebruik van jeugdhulp",
    _GEBRUIK_FORMULE + " De gemeenten zijn die er op de laatste dag bij horen.",
    maten=_GEBRUIK_MATEN,
    feiten=("hulp", "clienten", "ingaven"),
    reikt=de_periode,
    dimensies=(*TIJD, *PLAATS),
    versie=2,
    wijziging="De jeugdigen van een gemeente die uittrad of ophield te bestaan tellen niet mee.",
)
@indicator(
    "I-05",
    "Gebruik van jeugdhulp",
    _GEBRUIK_FORMULE,
    maten=_GEBRUIK_MATEN,
    feiten=("hulp", "clienten", "ingaven"),
    dimensies=(*TIJD, *PLAATS),
    via=onbeperkt,
)
def gebruik(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """D(clients aged 0-17) / youth 0-17."""
    everybody = unieke(feiten.hulp, vraag)
    known = (feiten.clienten.get(one) for one in everybody)
    young = sum(one is not None and one.leeftijd(vraag.tot) < _MEERDERJARIG for one in known)
    jeugdigen = waarde(feiten, "jeugdigen", vraag.tot)
    values = {
        "gebruik": procent(young, jeugdigen),
        "gebruikAlleClienten": procent(len(everybody), jeugdigen),
        "clientenTot18": young,
        "jeugdigen": jeugdigen,
    }
    return Uitkomst(values, len(everybody))


@indicator(
    "I-26",
    "Pgb naast zorg in natura",
    "Cliënten met een pgb op een dag van de periode, cliënten met zorg in natura (I-01) en hun "
    "toegekende bedrag; uitgaven aan pgb uit de ingave `pgb-uitgaven` van het jaar.",
    maten=(
        Maat("clientenPgb", "clienten", "Cliënten met pgb"),
        Maat("clientenZin", "clienten", "Cliënten met zorg in natura"),
        Maat("aandeelPgb", "procent", "Aandeel pgb van beide"),
        Maat("bedragZin", "eurocent", "Toegekend aan zorg in natura"),
        Maat("bedragPgb", "eurocent", "Uitgaven aan pgb, jaar"),
    ),
    feiten=("hulp", "bedragen", "pgbs", "ingaven"),
    reikt=de_periode,
    dimensies=(*TIJD, *PLAATS),
)
def pgb(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """Clients and euros on both sides."""
    with_pgb = {one.client for one in feiten.pgbs if telt(one, vraag)}
    zin = unieke(feiten.hulp, vraag)
    everybody = with_pgb | zin
    values = {
        "clientenPgb": len(with_pgb),
        "clientenZin": len(zin),
        "aandeelPgb": procent(len(with_pgb), len(everybody)),
        "bedragZin": sum(one.bedrag for one in feiten.bedragen if vraag.has(one.maand)),
        "bedragPgb": sum(
            one.waarde
            for one in eenmaal(
                one
                for one in feiten.ingaven
                if one.soort == "pgb-uitgaven"
                and one.jaar == vraag.tot.year
                and hoort(one, vraag.tot)
            )
        ),
    }
    paid = {one.client for one in feiten.bedragen if vraag.has(one.maand)}
    return Uitkomst(values, minste(len(with_pgb), len(zin)), achter={"bedragZin": len(paid)})


@indicator(
    "I-27",
    "Landelijk ingekochte zorg",
    "Unieke cliënten en toegekend bedrag van producten in het segment `lta`.",
    maten=(_CLIENTEN, Maat("bedrag", "eurocent", "Toegekend")),
    feiten=("hulp", "bedragen"),
    reikt=de_periode,
    dimensies=BREED,
)
def lta(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """Clients and euros of segment LTA."""
    who = unieke((one for one in feiten.hulp if one.segment == LANDELIJK), vraag)
    spent = [one for one in feiten.bedragen if one.segment == LANDELIJK and vraag.has(one.maand)]
    values = {"uniekeClienten": len(who), "bedrag": sum(one.bedrag for one in spent)}
    return Uitkomst(values, len(who), achter={"bedrag": len({one.client for one in spent})})
