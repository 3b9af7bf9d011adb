# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Starting with a past: historical messages of a region into its services, over HTTP."""
