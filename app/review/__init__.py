"""What people say of the values that were read: their corrections, kept beside the machine's reading as evidence."""
