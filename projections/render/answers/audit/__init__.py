"""What was proved, as blocks: `audit` and `verify`."""
