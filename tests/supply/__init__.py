"""What comes from others, and what goes out: the locks, the bill of materials and the wheel (docs/supply.md).

- `locks`: what pyproject.toml asks for, and what the locks pin
- `bill`: makes the bill of materials, `make sbom`
- `wheel`: builds the wheel of what is committed, `make wheel`
"""
