"""Answers as blocks, one file for each: an answer goes in, and what a person is shown of it comes out.

They are pure: nothing is looked up, and nothing is known of where it is shown. `known` is the state of knowledge in
words, which stands beside the date in every title. `notes` has the sentences that stand under several of them.
"""
