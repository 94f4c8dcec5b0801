"""Documents set as blocks: the notices as letters and forms, the report on a company; `report` is what frames them."""
