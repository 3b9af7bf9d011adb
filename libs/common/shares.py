# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Splits whole amounts by weight so that the parts add up exactly: largest remainder."""

from collections.abc import Mapping


def split_by_weight(amount: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Part per key; what is left over goes to the largest remainders, ties by key.

    A negative amount is split as its opposite, so that a correction mirrors what it corrects.
    `ValueError` without any weight, or with a negative one.
    """
    total = sum(weights.values())
    if total <= 0 or min(weights.values()) < 0:
        raise ValueError("weights must not be negative, and not all zero")
    whole = {key: divmod(abs(amount) * weight, total) for key, weight in weights.items()}
    left = abs(amount) - sum(part for part, _ in whole.values())
    order = sorted(whole, key=lambda key: (-whole[key][1], key))
    extra = set(order[:left])
    sign = -1 if amount < 0 else 1
    return {key: sign * (part + (key in extra)) for key, (part, _) in whole.items()}
