"""Measures Labelry beside Label Studio: one client, one machine, one run. Standard library only."""
