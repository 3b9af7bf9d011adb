# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The early warning system (B.3): what is expected, delivered, measured and done. Pure."""
