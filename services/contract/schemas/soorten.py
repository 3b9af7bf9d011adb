# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""All kinds of dossiers; those of a subject stand together in a file."""

from services.contract.handlers.soort import Soort
from services.contract.schemas.soorten_aanbieders import AANBIEDERS
from services.contract.schemas.soorten_inkoop import INKOOP
from services.contract.schemas.soorten_opvolging import OPVOLGING
from services.contract.schemas.soorten_partijen import PARTIJEN

SOORTEN: tuple[Soort, ...] = (*AANBIEDERS, *INKOOP, *PARTIJEN, *OPVOLGING)
