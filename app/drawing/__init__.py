"""What was understood of a page, drawn over its picture."""
