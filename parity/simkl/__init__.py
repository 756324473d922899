"""SIMKL: its lists and its ways in, in the dialect of its API."""
