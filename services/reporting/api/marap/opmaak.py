# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How figures of a report are written for people."""

from collections.abc import Mapping

from services.reporting.domain.indicatoren.register import Getal
from services.reporting.schemas.indicatoren import Indicatorrij, Maat
from services.reporting.schemas.marap import Marapinhoud

VERBORGEN = "verborgen"
_EENHEDEN: Mapping[str, str] = {
    "clienten": "cliënten",
    "aantal": "aantal",
    "eurocent": "euro",
    "procent": "%",
    "dagen": "dagen",
    "factor": "",
}


def kop(maat: Maat) -> str:
    """The heading of a column."""
    eenheid = _EENHEDEN[maat.eenheid]
    return f"{maat.naam} ({eenheid})" if eenheid else maat.naam


def getal(maat: Maat, value: Getal) -> Getal:
    """In the unit that is shown: euros instead of cents."""
    if value is None:
        return None
    return value / 100 if maat.eenheid == "eurocent" else value


def tekst(maat: Maat, value: Getal, rij: Indicatorrij | None = None) -> str:
    """As people read it here: a point per thousand, a decimal comma."""
    if value is None:
        return VERBORGEN if rij is not None and rij.is_verborgen(maat.veld) else "-"
    shown = getal(maat, value)
    digits = 0 if isinstance(shown, int) or maat.eenheid == "eurocent" else _digits(maat)
    written = f"{shown:,.{digits}f}"
    return written.translate(str.maketrans(",.", ".,"))


def verandering(value: float | None) -> str:
    """A change in percent with its sign."""
    return "-" if value is None else f"{value:+.1f} %".replace(".", ",")


def titel(inhoud: Marapinhoud) -> str:
    """Of the report."""
    return f"MARAP {inhoud.regiocode}, {inhoud.van} tot en met {inhoud.tot}"


def _digits(maat: Maat) -> int:
    return 2 if maat.eenheid == "factor" else 1
