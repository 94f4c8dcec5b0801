"""The reference model: slow, obvious, independent of the engine."""
