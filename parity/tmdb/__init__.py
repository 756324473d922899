"""TMDB, spoken in version 3 of its API: shows with all their seasons, ids of others, search, what changed."""

from parity.tmdb.calling import tmdb_caller
from parity.tmdb.catalogue import TmdbCatalogue
from parity.tmdb.pictures import fetch_poster

__all__ = ["TmdbCatalogue", "fetch_poster", "tmdb_caller"]
