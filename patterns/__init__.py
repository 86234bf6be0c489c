"""How each field is printed, with its proof."""
