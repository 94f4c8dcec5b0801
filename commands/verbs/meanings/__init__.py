"""What the members of answers mean, where no docstring below the field or in the property says it.

of_all      by their names, where a name means the same in every answer
of_classes  by class and name, where it does not

They import nothing; `schemas` puts them together.
"""
