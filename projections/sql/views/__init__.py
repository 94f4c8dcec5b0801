"""The views over the reporting tables: for the questions that are asked most.

listed      all views, by name; here are the plain ones
by_day      the price of every day
cap_table   parts of the Company in percent
freshness   how far the tables are behind the log
view        what a view is, and what several of them are made of
"""
