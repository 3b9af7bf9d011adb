# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The contract service: who may deliver what, for whom, at which tariff."""
