"""The fold of the price: the plain one that defines it, and what it does in columns."""
