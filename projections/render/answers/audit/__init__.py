"""What was proved, as blocks: `audit` and `verify`, and of the one the `working_paper` to review.

`recordings` is the audit trail, `receipt` one recording of it; `keeping`, what keeps it.
"""
