"""What holders have: as if all of it were Common, and what moved it.

dilution        as converted, rights, fully diluted, percentages, and the room under the authorized number
assumed         what of it rests on deliveries that nobody stated
movements       what moved the shares of a holder, entry by entry
"""
