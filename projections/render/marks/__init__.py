"""What words carry besides what they say, and whatever shows them can show: no word is ever changed by it.

marked      words with a tone, a colour, a line through them, a file, or where their reason stands
why         where the reason of a figure stands: what to ask `seriesd explain`
subjects    what a difference is about
citations   the entries, readings and clauses that a sentence names

It stands below the blocks, which are made of such words.
"""
