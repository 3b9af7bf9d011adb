# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""From values to columns and back."""

from typing import Any

import sqlalchemy as sa

from libs.ijw.shared import Omvang
from services.referral.domain.toewijzing import Toekenning, Toewijzing, Voortzetting

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


_PLAIN = tuple(name for name in Toewijzing.__slots__ if name not in {"toekenning", "voortzetting"})


def toewijzing_values(toewijzing: Toewijzing) -> Values:
    """All columns of a toewijzing."""
    plain = {name: getattr(toewijzing, name) for name in _PLAIN}
    follows = _voortzetting_values(toewijzing.voortzetting)
    return plain | toekenning_values(toewijzing.toekenning) | follows


def as_toewijzing(row: sa.Row[Any]) -> Toewijzing:
    """The same, back."""
    return Toewijzing(
        toekenning=as_toekenning(row),
        voortzetting=_as_voortzetting(row),
        **{name: getattr(row, name) for name in _PLAIN},
    )


def _voortzetting_values(voortzetting: Voortzetting | None) -> Values:
    return {
        "voortzetting_van": voortzetting and voortzetting.toewijzing_id,
        "voortzetting_gemeentecode": voortzetting and voortzetting.gemeentecode,
        "voortzetting_nummer": voortzetting and voortzetting.toewijzing_nummer,
        "tarief_gemeentecode": voortzetting and voortzetting.tarief_gemeentecode,
        "tarief_tot": voortzetting and voortzetting.tarief_tot,
    }


def _as_voortzetting(row: sa.Row[Any]) -> Voortzetting | None:
    if row.voortzetting_van is None:
        return None
    return Voortzetting(
        toewijzing_id=row.voortzetting_van,
        gemeentecode=row.voortzetting_gemeentecode,
        toewijzing_nummer=row.voortzetting_nummer,
        tarief_gemeentecode=row.tarief_gemeentecode,
        tarief_tot=row.tarief_tot,
    )
