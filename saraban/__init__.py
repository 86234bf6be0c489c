"""saraban (สารบรรณ): scanned Thai official correspondence becomes records that can be trusted."""

__version__ = "0.1.0"
