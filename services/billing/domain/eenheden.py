# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Units of volume and how they are counted; cents of a fraction."""

MINUUT = "01"
UUR = "04"
STUKS_OUTPUT = "82"
EURO = "83"
OUTPUTGERICHT = "outputgericht"
TAAKGERICHT = "taakgericht"
MINUTEN_PER_UUR = 60


def round_half_up(numerator: int, denominator: int) -> int:
    """Whole cents of a fraction of two non-negative integers, half a cent upwards (IV081)."""
    return (2 * numerator + denominator) // (2 * denominator)


def meetvolume(volume: int, eenheid: str) -> int:
    """Volume in a unit that can be added up: hours become minutes, all else stays."""
    return volume * MINUTEN_PER_UUR if eenheid == UUR else volume


def hours_in_minutes(basis: str | None, eenheid: str) -> bool:
    """Agreed in hours (04) and declared in minutes (01): the only conversion there is (TR341)."""
    return basis == UUR and eenheid == MINUUT
