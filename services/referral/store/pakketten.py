# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The package of a VOW as one JSON value, and back."""

from dataclasses import asdict
from datetime import date
from typing import Any

from libs.ijw.shared import Omvang
from services.referral.domain.herziening import Herziening, Pakket
from services.referral.domain.toewijzing import Toekenning
from services.referral.store.rows import Values


def pakket_values(pakket: Pakket) -> Values:
    """Dates as text."""
    return {
        "ongewijzigd": list(pakket.ongewijzigd),
        "teWijzigen": [_values(one) for one in pakket.te_wijzigen],
        "nieuw": [_values(one) for one in pakket.nieuw],
    }


def as_pakket(stored: Values) -> Pakket:
    """The same, back."""
    return Pakket(
        ongewijzigd=tuple(stored["ongewijzigd"]),
        te_wijzigen=tuple(Herziening(**_read(one)) for one in stored["teWijzigen"]),
        nieuw=tuple(Toekenning(**_read(one)) for one in stored["nieuw"]),
    )


def _values(one: Herziening | Toekenning) -> Values:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(one).items()
    }


def _read(stored: Values) -> dict[str, Any]:
    omvang, einddatum = stored["omvang"], stored["einddatum"]
    return stored | {
        "ingangsdatum": date.fromisoformat(stored["ingangsdatum"]),
        "einddatum": date.fromisoformat(einddatum) if einddatum else None,
        "omvang": Omvang(**omvang) if omvang else None,
    }
