"""What was proved, as blocks: `audit` and `verify`, and of the one the `working_paper` to review."""
