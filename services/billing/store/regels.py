# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What several statements ask of lines and declaraties."""

from typing import Any

import sqlalchemy as sa

from services.billing import tables as t
from services.billing.domain.eenheden import MINUTEN_PER_UUR, UUR

_line = t.regel.c
_volume = sa.cast(_line.volume, sa.BigInteger)
_in_minutes = sa.case((_line.eenheid == UUR, _volume * MINUTEN_PER_UUR), else_=_volume)

is_debit = _line.vorig_referentie_nummer.is_(None)
"""No credit."""

signed_meetvolume = sa.case((is_debit, _in_minutes), else_=-_in_minutes)
"""`Regel.signed_meetvolume` as SQL."""

came_as_message = t.declaratie.c.antwoord_id != ""
"""An invoice outside the messages has no JW325."""


def credited_by(line: Any, counts: sa.ColumnElement[bool], credit: Any) -> sa.Exists:  # noqa: ANN401
    """Does an approved `credit` take `line` back, of those that count? Both as columns of lines."""
    return sa.exists().where(
        credit.agb_code == line.agb_code,
        credit.vorig_referentie_nummer == line.referentie_nummer,
        credit.toegekend,
        counts,
    )


credited = credited_by(_line, sa.true(), t.regel.alias("credit").c).correlate(t.regel)
"""Was this line taken back?"""

_SAME = (
    *("gemeentecode", "toewijzing_nummer", "agb_code"),
    *("categorie", "code", "periode_begin", "periode_eind"),
)


def made_good(among: sa.Select[Any] | None = None) -> sa.ColumnElement[bool]:
    """Of a line that would be judged otherwise: did a line, of these declaraties, put that right?

    One that was approved by its credit; one that was refused by a new claim, unless that was
    credited itself.
    """
    other, taken_back = t.regel.alias("other").c, t.regel.alias("taken_back").c

    def counts(line: Any) -> sa.ColumnElement[bool]:  # noqa: ANN401 - columns of lines
        return sa.true() if among is None else line.declaratie_id.in_(among)

    claimed_again = sa.exists().where(
        *(other[name] == _line[name] for name in _SAME),
        other.toegekend,
        other.vorig_referentie_nummer.is_(None),
        counts(other),
        sa.not_(credited_by(other, counts(taken_back), taken_back)),
    )
    return sa.case((_line.toegekend, credited_by(_line, counts(other), other)), else_=claimed_again)
