"""What is supposed, as blocks: `what_if`, `sweep`, `scenarios`, and the `differences` in them.

`proposal` is what `black-scholes` proposes.
"""
