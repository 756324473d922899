"""Nouns and rules, pure: no clock, no environment, no input or output, standard library only."""
