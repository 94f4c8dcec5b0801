"""Renderings of what the folds answer: for terminals, pages, the web and paper."""
