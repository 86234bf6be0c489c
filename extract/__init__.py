"""One file to one record: source, pages, words, text, findings, record."""
