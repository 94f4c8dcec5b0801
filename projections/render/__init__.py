"""Renderings of what the folds answer: for terminals, so far."""
