# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The garbage collector of Python, which rests while much is made that lives on for a while."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """What a transaction makes of a batch lives until its commit.

    To search it for garbage again and again takes a quarter to a half of the time. For bounded work
    only; of several at a time the first lets the collector begin again.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def leave_what_started() -> None:
    """What a program has when it has started is not searched for garbage any more.

    It lives as long as the program, and to look through all its modules, routes and models takes
    some 200 ms, in which no request has its answer. For programs only: called once.
    """
    gc.collect()
    gc.freeze()
