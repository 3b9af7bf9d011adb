# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Versions of what is changed, and refusals that name all that is wrong."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from libs.common.problem import InvalidInput, InvalidParam
from services.contract.domain import Fault

T = TypeVar("T")

Expect = Callable[[int], None]
"""Refuses to go on when the caller expected another version than the one held; 0 is none yet."""

_NAMED = 5


def next_version(found: tuple[T, int] | None, wanted: T, expect: Expect) -> tuple[int, bool]:
    """The version that `wanted` has, and whether that is a new one."""
    held = found[1] if found else 0
    expect(held)
    same = found is not None and found[0] == wanted
    return (held, False) if same else (held + 1, True)


def refuse(faults: Iterable[Fault]) -> None:
    """All that is wrong at once, or nothing."""
    params = [InvalidParam(f.name, f.code, f.reason) for f in faults]
    if params:
        detail = "; ".join(f"{p.name} {p.reason}" for p in params[:_NAMED])
        more = f" en nog {len(params) - _NAMED}" if len(params) > _NAMED else ""
        raise InvalidInput(f"{detail}{more}.", invalid_params=params)
