"""Sonarr and Radarr, spoken in version 3 of their API: which files they have."""

from parity.arr.calling import arr_caller
from parity.arr.radarr import RadarrFiles
from parity.arr.sonarr import SonarrFiles

__all__ = ["RadarrFiles", "SonarrFiles", "arr_caller"]
