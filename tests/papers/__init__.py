"""Documents attached to entries: the files, the entries that name them, and the certificate quoted from one."""
