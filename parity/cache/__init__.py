"""What outside services answered, kept for web and worker alike; losing it costs nothing but requests."""

from parity.cache.opening import CacheUnusable, open_cache
from parity.cache.remembered import Figures, Remembered

__all__ = ["CacheUnusable", "Figures", "Remembered", "open_cache"]
