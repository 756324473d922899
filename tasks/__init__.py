"""Huey: messages that carry ids, and thin tasks that call an action. The only room that knows huey."""
