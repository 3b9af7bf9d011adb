# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""One check of an automatic decision, told to people."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Toets:
    """Its name, whether it was passed, and the sentence that holds when it is."""

    toets: str
    geslaagd: bool
    toelichting: str
