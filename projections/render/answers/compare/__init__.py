"""What is supposed, as blocks: `what_if`, `readings`, `sweep`, `scenarios`, and the `differences` in them.

`proposal` is what `black-scholes` proposes.
"""
