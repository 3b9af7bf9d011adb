# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`python -m services.billing ledger`: compare the obligation ledger with its sources."""

from argparse import ArgumentParser

from libs.common.commands.parser import OwnCommand
from services.billing.handlers.grootboekcontrole import check_ledger


def _arguments(_parser: ArgumentParser) -> None:
    """None."""


LEDGER = OwnCommand("compare the obligation ledger with its sources", _arguments, check_ledger)
