"""Sections 4E to 4H: what adjusts the Conversion Price, in the order of the document.

trigger         4E      the test, and what a reader should know of it
issues          4E      issues of Common, 4E(4) dividends on other stock
options         4E(1)   options; also 4E(2), convertibles
exercise        4E(1)   what comes out of a right, and net exercise
regrant         4E(3)   a right given up and granted again
readjustment    4E(3)   change and termination; rights past their term
consideration   4E(5)   what was received, net
determinations  4E(5)   figures that somebody determines, also under 4G and 4H
treasury        4E(7)   acquired, disposed of, retired
splits          4F      splits and stock dividends
reorganization  4G      exchange and the value that it reflects
distributions   4H      the factor for a distribution
"""
