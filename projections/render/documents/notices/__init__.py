"""The notices as letters and forms: blocks for a terminal, a page and paper."""
