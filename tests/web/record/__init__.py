"""The pages that write, as those who record use them."""
