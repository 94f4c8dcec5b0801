"""Answers as JSON documents, and the schema of them."""
