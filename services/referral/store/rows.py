# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""From values to columns and back."""

from typing import Any

import sqlalchemy as sa

from libs.ijw.shared import Omvang
from services.referral.domain.toewijzing import Toekenning, Toewijzing

Values = dict[str, Any]


def toekenning_values(toekenning: Toekenning) -> Values:
    """The columns that verzoek and toewijzing share."""
    omvang = toekenning.omvang
    return {
        "categorie": toekenning.categorie,
        "code": toekenning.code,
        "ingangsdatum": toekenning.ingangsdatum,
        "einddatum": toekenning.einddatum,
        "volume": omvang.volume if omvang else None,
        "eenheid": omvang.eenheid if omvang else None,
        "frequentie": omvang.frequentie if omvang else None,
        "budget": toekenning.budget,
    }


def as_toekenning(row: sa.Row[Any]) -> Toekenning:
    """The same, back."""
    omvang = None
    if row.volume is not None:
        omvang = Omvang(volume=row.volume, eenheid=row.eenheid, frequentie=row.frequentie)
    return Toekenning(
        ingangsdatum=row.ingangsdatum,
        einddatum=row.einddatum,
        categorie=row.categorie,
        code=row.code,
        omvang=omvang,
        budget=row.budget,
    )


_PLAIN = tuple(name for name in Toewijzing.__slots__ if name != "toekenning")


def toewijzing_values(toewijzing: Toewijzing) -> Values:
    """All columns of a toewijzing."""
    plain = {name: getattr(toewijzing, name) for name in _PLAIN}
    return plain | toekenning_values(toewijzing.toekenning)


def as_toewijzing(row: sa.Row[Any]) -> Toewijzing:
    """The same, back."""
    return Toewijzing(
        toekenning=as_toekenning(row), **{name: getattr(row, name) for name in _PLAIN}
    )
