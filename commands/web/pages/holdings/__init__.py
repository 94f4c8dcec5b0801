"""Who holds what: on a day, over time, since another day.

all         these pages
cap_table   the cap table of a day, and what has become of it since another
holder      one holder, and its statement
ownership   who has what part of the whole over time
rights      rights, and what each has done to the price
turns       the holders before and behind those on a page
"""
