# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tools of libxml2 that two threads cannot use at a time: made when needed, lent, kept."""

from collections import deque
from collections.abc import Callable
from types import TracebackType
from typing import Generic, TypeVar

T = TypeVar("T")


class Lender(Generic[T]):
    """Lends one of its kind to each who asks: as many exist as were ever out at the same time."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._idle: deque[T] = deque()

    def lent(self) -> "_Loan[T]":
        """One for the caller alone, until the `with` block ends."""
        try:
            return _Loan(self._idle, self._idle.pop())
        except IndexError:
            return _Loan(self._idle, self._make())


class _Loan(Generic[T]):
    """A class, for a generator as context manager costs ten times as much."""

    __slots__ = ("_idle", "_one")

    def __init__(self, idle: deque[T], one: T) -> None:
        self._idle = idle
        self._one = one

    def __enter__(self) -> T:
        return self._one

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._idle.append(self._one)
