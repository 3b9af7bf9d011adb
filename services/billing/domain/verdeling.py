# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Splits cents by weight so that the parts add up exactly: largest remainder."""

from collections.abc import Mapping


def verdeel(bedrag: int, gewichten: Mapping[str, int]) -> dict[str, int]:
    """Cents per key by weight; the cents left over go to the largest remainders, ties by key.

    A negative amount is split as its opposite, so that a correction mirrors what it corrects.
    `ValueError` without any weight, or with a negative one.
    """
    totaal = sum(gewichten.values())
    if totaal <= 0 or min(gewichten.values()) < 0:
        raise ValueError("weights must not be negative, and not all zero")
    heel = {sleutel: divmod(abs(bedrag) * g, totaal) for sleutel, g in gewichten.items()}
    over = abs(bedrag) - sum(deel for deel, _ in heel.values())
    order = sorted(heel, key=lambda sleutel: (-heel[sleutel][1], sleutel))
    extra = set(order[:over])
    teken = -1 if bedrag < 0 else 1
    return {sleutel: teken * (deel + (sleutel in extra)) for sleutel, (deel, _) in heel.items()}


def gelijke_delen(bedrag: int, aantal: int) -> tuple[int, ...]:
    """Cents in `aantal` parts; the first ones get the cents that are left over."""
    deel, over = divmod(bedrag, aantal)
    return tuple(deel + (nummer < over) for nummer in range(aantal))


def by_key(left: Mapping[str, int], right: Mapping[str, int]) -> dict[str, int]:
    """The difference per key; what stands on one side only counts as zero on the other."""
    keys = sorted(left.keys() | right.keys())
    return {key: left.get(key, 0) - right.get(key, 0) for key in keys}
