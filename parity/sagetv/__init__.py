"""SageTV, by its SageX service."""
