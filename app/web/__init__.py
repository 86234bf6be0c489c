"""The web page of an output folder: search, documents over their scans, review. Served by `saraban serve`."""
