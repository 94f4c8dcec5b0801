"""The ways to what somebody is looking for: search, another company, and help.

found       where each thing stands whose name, or whose words, are looked for
search      the page of the search, and the way to another company
help        shortcuts, pages, topics, and how a head is kept
"""
