"""TMDB, spoken in version 3 of its API: shows with all their seasons, ids of others, search, what changed."""

from parity.tmdb.calling import tmdb_caller
from parity.tmdb.catalogue import TmdbCatalogue

__all__ = ["TmdbCatalogue", "tmdb_caller"]
