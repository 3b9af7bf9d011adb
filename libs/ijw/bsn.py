# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The BSN check and the numbers that are reserved for tests."""

from collections.abc import Iterator

_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_FIRST_TEST, _LAST_TEST = 999_900_006, 999_999_990


def passes_elfproef(bsn: str) -> bool:
    """CS002: nine digits whose weighted sum is a multiple of eleven, and not all zero."""
    if len(bsn) != len(_WEIGHTS) or not bsn.isascii() or not bsn.isdigit():
        return False
    total = sum(w * int(d) for w, d in zip(_WEIGHTS, bsn, strict=True))
    return total % 11 == 0 and bsn != "000000000"


def reserved_bsns() -> Iterator[str]:
    """Valid numbers of the range that is reserved for tests, upwards."""
    numbers = range(_FIRST_TEST, _LAST_TEST + 1)
    return (str(n) for n in numbers if passes_elfproef(str(n)))
