"""Parity keeps a Plex library in step with the world outside: what is missing, what is coming, and why."""

__version__ = "0.1.0"
