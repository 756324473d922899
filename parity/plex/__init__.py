"""The Plex room: the dialect of servers and watchlist in, nouns of core out; lists without plexapi."""
