"""What a person or a machine runs."""
