# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The demo: a small synthetic region, played through the message endpoints of real services."""
