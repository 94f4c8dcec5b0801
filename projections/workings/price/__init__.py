"""Workings of the price: the course of it, the rules that move it, the tests of 4E, and the lots of rights.

course      the course of the price through all its rules, and its replays
rules       the rules that give a price (4E, 4F, 4G, 4H, 9)
trigger     the test of 4E: what was tested, against which price, and what came of it
lots        the lots that are deemed issued at a place of the course, one by one
rights      options and convertibles from their grants on, and what was received for them
parts       what becomes of the lots of a right: a part is exercised or ends, or its terms change
"""
