# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Signals that come of what is paid to others, and of what an aanbieder reports about itself.

Who reported nothing about itself gives no signal about it.
"""

from services.billing.domain.signalering import Drempel, promille
from services.billing.rules.signaalvorm import Beeld, Signaal

_HUNDREDTHS = 100


def _stays_elsewhere(beeld: Beeld, drempel: Drempel) -> bool:
    k = beeld.eigen
    enough = k.regels >= drempel.minimum
    return enough and promille(k.bij_verblijf_elders, k.regels) > drempel.waarde


def _paid_twice(beeld: Beeld, drempel: Drempel) -> bool:
    k = beeld.eigen
    return k.regels >= drempel.minimum and promille(k.dubbel, k.regels) > drempel.waarde


def _too_many_hours(beeld: Beeld, drempel: Drempel) -> bool:
    """`waarde` is hours in a year for a full-time job; hours by nobody pass every threshold."""
    k = beeld.eigen
    if k.bedrijf is None or k.uren_per_jaar < drempel.minimum:
        return False
    return k.uren_per_jaar * _HUNDREDTHS > drempel.waarde * k.bedrijf.professionals


def _high_margin(beeld: Beeld, drempel: Drempel) -> bool:
    bedrijf = beeld.eigen.bedrijf
    if bedrijf is None or bedrijf.omzet < drempel.minimum:
        return False
    return promille(bedrijf.resultaat, bedrijf.omzet) > drempel.waarde


def _founded_recently(beeld: Beeld, drempel: Drempel) -> bool:
    """`waarde` is months."""
    k = beeld.eigen
    if k.maanden_oud is None or k.toegekend < drempel.minimum:
        return False
    return k.maanden_oud < drempel.waarde


SIGNALEN_BEDRIJF: tuple[Signaal, ...] = (
    Signaal(
        "SG08",
        "verblijf-elders",
        "Er is gedeclareerd over dagen waarop de client bij een andere aanbieder verbleef.",
        _stays_elsewhere,
        lambda beeld: {
            "regels": beeld.eigen.regels,
            "bijVerblijfElders": beeld.eigen.bij_verblijf_elders,
        },
    ),
    Signaal(
        "SG09",
        "dubbele-betaling",
        "Hetzelfde product is over dezelfde periode op meer dan één toewijzing betaald.",
        _paid_twice,
        lambda beeld: {"regels": beeld.eigen.regels, "dubbel": beeld.eigen.dubbel},
    ),
    Signaal(
        "SG10",
        "uren-per-professional",
        "Er zijn meer uren toegekend dan de geregistreerde professionals kunnen leveren.",
        _too_many_hours,
        lambda beeld: {
            "urenPerJaar": beeld.eigen.uren_per_jaar,
            "honderdstenFte": beeld.eigen.bedrijf.professionals if beeld.eigen.bedrijf else None,
        },
    ),
    Signaal(
        "SG11",
        "hoge-marge",
        "Volgens de eigen opgave blijft er een ongewoon groot deel van de omzet over.",
        _high_margin,
        lambda beeld: {
            "omzet": beeld.eigen.bedrijf.omzet if beeld.eigen.bedrijf else None,
            "resultaat": beeld.eigen.bedrijf.resultaat if beeld.eigen.bedrijf else None,
        },
    ),
    Signaal(
        "SG12",
        "kort-geleden-opgericht",
        "De aanbieder is kort geleden opgericht en kreeg al een aanzienlijk bedrag toegekend.",
        _founded_recently,
        lambda beeld: {
            "maandenOud": beeld.eigen.maanden_oud,
            "toegekend": beeld.eigen.toegekend,
        },
    ),
)
