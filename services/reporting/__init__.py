# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The reporting service: what a region and its gemeenten steer by, from events alone."""
