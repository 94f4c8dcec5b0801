"""The notices of the certificate: of adjustments (4K), of events to come (first 4L), of conversion (Annex A)."""
