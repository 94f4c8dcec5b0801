"""The verbs of the command line, one module each: `configure` its options, `run` it."""
