"""Charts: of the price and of payouts for a terminal, heat maps, and drawings for pages and paper."""
