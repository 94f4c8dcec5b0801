"""What would be: edits of the record that nobody makes, scenarios that are kept, and the next issue in every size.

all         these pages
edits       what is supposed, as an address and a form have it, and as the verb is asked
supposing   what-if, with both courses of the price over one another
choosing    the entries and fields that there are to choose from
scenarios   what is kept under a name: the list, one, some side by side
keeping     saved, rebased, promoted, dropped
sweeping    a grid of next issues, each right in turn
"""
