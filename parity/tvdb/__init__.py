"""TheTVDB, spoken in version 4 of its API: a show in any of its orders, ids of others, what changed."""

from parity.tvdb.calling import tvdb_caller
from parity.tvdb.series import TvdbSeries
from parity.tvdb.token import TvdbToken

__all__ = ["TvdbSeries", "TvdbToken", "tvdb_caller"]
