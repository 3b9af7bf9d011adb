# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Signals about an aanbieder as a whole; they feed the first step of a control and nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median_low

from services.billing.domain.signalering import (
    HOOGSTE_SCORE,
    MEDIAAN_AFSTAND,
    MINSTE_ANDEREN,
    Drempel,
    Kengetallen,
    promille,
    thresholds_on,
)
from services.billing.rules.signaalvorm import Beeld, Signaal
from services.billing.rules.signalen_bedrijf import SIGNALEN_BEDRIJF


@dataclass(frozen=True, slots=True)
class Gezien:
    """A signal that was given, with its figures and the threshold it passed."""

    signaal: Signaal
    drempel: Drempel
    cijfers: Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class AanbiederSignalen:
    """All signals about one aanbieder; the score is the sum of their weights, at most 100."""

    agb_code: str
    score: int
    gezien: tuple[Gezien, ...]


def _at_maximum(beeld: Beeld, drempel: Drempel) -> bool:
    k = beeld.eigen
    if k.gemeten < drempel.minimum or beeld.mediaan is None:
        return False
    share = promille(k.op_maximum, k.gemeten)
    return share > drempel.waarde and share - beeld.mediaan >= MEDIAAN_AFSTAND


def _after_stop(beeld: Beeld, drempel: Drempel) -> bool:
    k = beeld.eigen
    return k.regels >= drempel.minimum and promille(k.na_stop, k.regels) > drempel.waarde


def _much_credit(beeld: Beeld, drempel: Drempel) -> bool:
    k = beeld.eigen
    return k.regels >= drempel.minimum and promille(k.credit, k.debet) > drempel.waarde


def _sudden_growth(beeld: Beeld, drempel: Drempel) -> bool:
    k = beeld.eigen
    if k.toegekend_vorig < drempel.minimum:
        return False
    return promille(k.toegekend, k.toegekend_vorig) > drempel.waarde


def _one_client(beeld: Beeld, drempel: Drempel) -> bool:
    k = beeld.eigen
    return k.clienten == drempel.waarde and k.toegekend >= drempel.minimum


def _many_aanbieders(beeld: Beeld, drempel: Drempel) -> bool:
    k = beeld.eigen
    share = promille(k.clienten_bij_velen, k.clienten)
    return k.clienten >= drempel.minimum and share > drempel.waarde


def _much_rejected(beeld: Beeld, drempel: Drempel) -> bool:
    k = beeld.eigen
    submitted = k.regels + k.afgewezen
    return submitted >= drempel.minimum and promille(k.afgewezen, submitted) > drempel.waarde


SIGNALEN: tuple[Signaal, ...] = (
    Signaal(
        "SG01",
        "volume-op-maximum",
        "Bijna alle regels staan precies op het maximum van de toewijzing, veel meer dan bij "
        "anderen.",
        _at_maximum,
        lambda beeld: {
            "gemetenRegels": beeld.eigen.gemeten,
            "opMaximum": beeld.eigen.op_maximum,
            "promille": promille(beeld.eigen.op_maximum, beeld.eigen.gemeten),
            "mediaanAnderen": beeld.mediaan,
        },
    ),
    Signaal(
        "SG02",
        "na-stop",
        "Er is gedeclareerd over perioden die begonnen nadat de hulp was gestopt.",
        _after_stop,
        lambda beeld: {"regels": beeld.eigen.regels, "naStop": beeld.eigen.na_stop},
    ),
    Signaal(
        "SG03",
        "veel-credit",
        "Een groot deel van het toegekende bedrag is weer gecrediteerd.",
        _much_credit,
        lambda beeld: {"debet": beeld.eigen.debet, "credit": beeld.eigen.credit},
    ),
    Signaal(
        "SG04",
        "sterke-groei",
        "Het toegekende bedrag is sterk gegroeid sinds de vorige periode van gelijke lengte.",
        _sudden_growth,
        lambda beeld: {
            "toegekend": beeld.eigen.toegekend,
            "vorigePeriode": beeld.eigen.toegekend_vorig,
        },
    ),
    Signaal(
        "SG05",
        "één-client",
        "Een aanzienlijk bedrag is voor één client toegekend.",
        _one_client,
        lambda beeld: {"clienten": beeld.eigen.clienten, "toegekend": beeld.eigen.toegekend},
    ),
    Signaal(
        "SG06",
        "clienten-bij-velen",
        "Veel van de clienten krijgen in dezelfde periode hulp van veel aanbieders.",
        _many_aanbieders,
        lambda beeld: {
            "clienten": beeld.eigen.clienten,
            "bijVeelAanbieders": beeld.eigen.clienten_bij_velen,
        },
    ),
    Signaal(
        "SG07",
        "veel-afgewezen",
        "Een groot deel van de ingediende regels is afgewezen.",
        _much_rejected,
        lambda beeld: {"regels": beeld.eigen.regels, "afgewezen": beeld.eigen.afgewezen},
    ),
    *SIGNALEN_BEDRIJF,
)


def look(kengetallen: Iterable[Kengetallen], day: date) -> tuple[AanbiederSignalen, ...]:
    """Every aanbieder with a signal, the highest score first."""
    thresholds = thresholds_on(day)
    found = [_signals(beeld, thresholds) for beeld in _pictures(tuple(kengetallen), thresholds)]
    seen = (signals for signals in found if signals.gezien)
    return tuple(sorted(seen, key=lambda signals: (-signals.score, signals.agb_code)))


def _signals(beeld: Beeld, thresholds: Mapping[str, Drempel]) -> AanbiederSignalen:
    seen = tuple(
        Gezien(signaal, thresholds[signaal.id], signaal.cijfers(beeld))
        for signaal in SIGNALEN
        if signaal.id in thresholds and signaal.holds(beeld, thresholds[signaal.id])
    )
    score = min(HOOGSTE_SCORE, sum(one.drempel.gewicht for one in seen))
    return AanbiederSignalen(beeld.eigen.agb_code, score, seen)


def _pictures(
    all_of_them: Sequence[Kengetallen], thresholds: Mapping[str, Drempel]
) -> Iterable[Beeld]:
    minimum = thresholds["SG01"].minimum if "SG01" in thresholds else 0
    shares = sorted(
        (promille(k.op_maximum, k.gemeten), k.agb_code)
        for k in all_of_them
        if k.gemeten and k.gemeten >= minimum
    )
    for eigen in all_of_them:
        others = [share for share, agb_code in shares if agb_code != eigen.agb_code]
        yield Beeld(eigen, median_low(others) if len(others) >= MINSTE_ANDEREN else None)
