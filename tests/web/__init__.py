"""The workbench, as browsers and programs see it."""
