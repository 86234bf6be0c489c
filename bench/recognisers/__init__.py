"""Recognisers side by side: the stock models of Debian and ours, on the same pictures."""
