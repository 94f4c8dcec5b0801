"""The rules changed on trial, one change at a time (`make mutants`), and the changes that no test has to notice."""
