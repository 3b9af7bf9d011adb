# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How long personal data is kept, as data, and what of it is due to be destroyed (decision 28)."""

from libs.common.retention.model import Begin, Bewaarschema, Bewaartermijn, Dossiers, Plek
from libs.common.retention.proposal import Voorstel, propose
from libs.common.retention.trace import trace

__all__ = [
    "Begin",
    "Bewaarschema",
    "Bewaartermijn",
    "Dossiers",
    "Plek",
    "Voorstel",
    "propose",
    "trace",
]
