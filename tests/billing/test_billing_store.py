# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The tables of billing are those of its migrations, on both databases."""

from typing import Any

import pytest

from libs.common.migrate import check


@pytest.mark.both_databases
def test_migrations_make_the_tables(database_url: Any, database_kind: str) -> None:
    """No drift between the tables in the code and those of the migrations."""
    assert database_kind
    check("billing", database_url("billing"))
