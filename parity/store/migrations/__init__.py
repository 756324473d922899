"""The steps from one schema to the next. `python -m parity.store.migrations "what changes"` writes one."""
