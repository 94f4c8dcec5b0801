"""The price as a fold of its own: the formula of 4E, the rights of 4E(1) to 4E(3), and the course of the price.

Everything in this package is in base units: the share units at the beginning of the timeline. A split changes the
units and nothing else (A26), so that in base units a price and a strike of different days can be compared as they are.
"""
