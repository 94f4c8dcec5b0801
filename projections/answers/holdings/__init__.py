"""What holders have: as if all of it were Common, and what moved it.

dilution        as converted, rights, fully diluted, percentages, and the room under the authorized number
movements       what moved the shares of a holder, entry by entry
"""
