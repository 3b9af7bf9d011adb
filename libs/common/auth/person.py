# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Which of an organisation's people acts, where it takes two."""

from collections.abc import Iterable

from libs.common.problem import Forbidden

LONGEST_NAME = 100


def person_of(persoon: str | None) -> str:
    """Who acts; 403 when the token names no person, for then nobody can tell two people apart."""
    if persoon is None or not 0 < len(persoon.strip()) <= LONGEST_NAME:
        detail = f"Het token noemt geen persoon ('persoon', hoogstens {LONGEST_NAME} tekens)."
        raise Forbidden(detail, code="persoon-ontbreekt")
    return persoon.strip()


def plain(name: str) -> str:
    """A name as it is compared: capitals and spaces do not make another person."""
    return " ".join(name.split()).casefold()


def same_person(one: str, other: str) -> bool:
    """The same name, however it is written."""
    return plain(one) == plain(other)


def four_eyes(done_by: Iterable[str], persoon: str, detail: str) -> None:
    """403 for whoever would look at what it did itself; `detail` says what that is."""
    if any(same_person(one, persoon) for one in done_by):
        raise Forbidden(f"{detail} (vier ogen).", code="vier-ogen")
