"""Sonarr and Radarr: which files they have."""
