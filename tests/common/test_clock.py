# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The clock: legal days are those of Amsterdam, simulated time only goes forward."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from libs.common.clock import SimulatedClock, SystemClock

MIDNIGHT_NL = datetime(2026, 6, 30, 22, 0, tzinfo=UTC)


def test_system_clock_is_aware_utc() -> None:
    now = SystemClock().now()

    assert timedelta(0) == now.utcoffset()
    assert abs(datetime.now(UTC) - now) < timedelta(seconds=5)


def test_today_is_the_day_in_the_netherlands() -> None:
    assert date(2026, 7, 1) == SimulatedClock(MIDNIGHT_NL).today()
    assert date(2026, 6, 30) == SimulatedClock(MIDNIGHT_NL - timedelta(seconds=1)).today()


def test_a_simulated_clock_stands_still() -> None:
    clock = SimulatedClock(MIDNIGHT_NL)

    assert MIDNIGHT_NL == clock.now() == clock.now()


def test_a_simulated_clock_moves_forward_only() -> None:
    clock = SimulatedClock(MIDNIGHT_NL)
    clock.move_to(MIDNIGHT_NL + timedelta(days=1))

    assert MIDNIGHT_NL + timedelta(days=1) == clock.now()
    with pytest.raises(ValueError, match="forward"):
        clock.move_to(MIDNIGHT_NL)


def test_a_ticking_clock_runs_on_from_where_it_was_put() -> None:
    clock = SimulatedClock(MIDNIGHT_NL, ticking=True)
    first = clock.now()

    assert MIDNIGHT_NL <= first < clock.now() < MIDNIGHT_NL + timedelta(seconds=5)


def test_moments_are_kept_in_utc() -> None:
    amsterdam = timezone(timedelta(hours=2))

    assert UTC is SimulatedClock(datetime(2026, 7, 1, 0, 0, tzinfo=amsterdam)).now().tzinfo


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        SimulatedClock(datetime(2026, 7, 1))  # noqa: DTZ001 - what must be refused
