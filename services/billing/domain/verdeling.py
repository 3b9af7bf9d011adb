# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Splits cents into equal parts that add up exactly, and takes one split from another."""

from collections.abc import Mapping


def gelijke_delen(bedrag: int, aantal: int) -> tuple[int, ...]:
    """Cents in `aantal` parts; the first ones get the cents that are left over."""
    deel, over = divmod(bedrag, aantal)
    return tuple(deel + (nummer < over) for nummer in range(aantal))


def by_key(left: Mapping[str, int], right: Mapping[str, int]) -> dict[str, int]:
    """The difference per key; what stands on one side only counts as zero on the other."""
    keys = sorted(left.keys() | right.keys())
    return {key: left.get(key, 0) - right.get(key, 0) for key in keys}
