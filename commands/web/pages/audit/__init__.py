"""The audit: a sheet of claims beside the record, its columns named by eye, and the working paper of it.

page      the page: a sheet is taken in, compared, and its paper handed out
sheet     a sheet of claims as it is sent, and carried from form to form
eye       the first rows of a sheet, under which each column is named by eye

Nothing of a sheet is kept here. It travels in each form as it was sent: a paper is then of the very bytes that somebody
chose, whichever process answers, and there is nothing to run out or to be found by others.
"""
