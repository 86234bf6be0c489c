"""Printed words to values. Pure functions; imports nothing else of saraban."""
