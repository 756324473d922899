"""A sample household: stand-ins for Plex and TMDB over loopback, for the demo, the tests and the bench."""
