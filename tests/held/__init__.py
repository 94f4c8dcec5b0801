"""A ledger held in memory: it answers as the ledger does, and sees at once what becomes of it."""
