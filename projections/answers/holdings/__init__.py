"""What holders have: as if all of it were Common, what moved it, and what has become of it.

dilution        as converted, rights, fully diluted, percentages, and the room under the authorized number
assumed         what of it rests on deliveries that nobody stated
movements       what moved the shares of a holder, entry by entry
since           what has become of the cap table since another day, and a part of its holders
days            the days on which something in it changed
"""
