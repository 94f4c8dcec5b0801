"""The pages of the price, of the readings and of the certificate."""
