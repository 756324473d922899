"""Verbs. Each decides with core's rules first and acts second; the outside is known only as Protocols."""
