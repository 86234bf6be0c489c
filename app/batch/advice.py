"""What a person can do about an input that was not read, by the code of its failure; as docs/errors.md says."""

from __future__ import annotations

ADVICE = {
    "missing_file": "Check the path.",
    "unreadable_file": "Check permissions; copy the file again.",
    "changed_during_read": "Run again when nobody writes to it; the change is noticed.",
    "empty_file": "Get it again from where it came.",
    "not_a_document": "Convert it; give a transcript the ending `.txt` and save it as UTF-8.",
    "nothing_readable": "Check the folder; give linked files by name.",
    "unsupported": "Print the form to a PDF; save the files of the portfolio and read those.",
    "encrypted": "Save a copy without a password.",
    "broken_file": "Get it again; scan it again.",
    "too_large": "Scan it at 300 dpi; check the page size of the PDF.",
    "too_many_pages": "Split the file; or `saraban retry` with `--max-pages`.",
    "pages_lost": "Repair the PDF (`qpdf`, `mutool clean`) or scan it again.",
    "pages_failed": "Do what the message says of the page; then `saraban retry`.",
    "reading_failed": "Read the file again alone; look at that page.",
    "out_of_memory": "Scan it at 300 dpi; read it on a machine with more memory.",
    "no_text": "Check that the scan is not blank, too light, or upside down in the feeder.",
    "worker_died": "Read the file again alone with `--jobs 1`.",
    "took_too_long": "Look at the file: a page of a drawing, or a trap. Scan it anew at 300 dpi.",
    "stored_damaged": "Check the disk; read the files again into a new folder.",
    "output_failed": "Make room on the disk, check permissions, run again.",
    "internal_error": "Report it with the output of `--debug`.",
}
