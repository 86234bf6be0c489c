"""Every way a file can fail, each with a stable code, an exit code and advice."""

from __future__ import annotations


class SarabanError(Exception):
    """A failure with a name. `str(error)` is one sentence: what is wrong and what to do."""

    code = "error"
    exit_code = 1


class MissingFile(SarabanError):
    """The path does not exist."""

    code = "missing_file"


class UnreadableFile(SarabanError):
    """The file is there, and the system refuses to hand over its bytes."""

    code = "unreadable_file"


class ChangedDuringRead(SarabanError):
    """Somebody writes to the file, or did while it was read: what was read is of no one state of it."""

    code = "changed_during_read"


class EmptyFile(SarabanError):
    """The file has no bytes."""

    code = "empty_file"


class NotADocument(SarabanError):
    """The bytes are no PDF, image or transcript that saraban reads."""

    code = "not_a_document"


class NothingReadable(SarabanError):
    """A folder without a single file that saraban reads."""

    code = "nothing_readable"


class Unsupported(SarabanError):
    """A PDF of a kind whose pages cannot be drawn, or are not what it is about: an XFA form, a portfolio."""

    code = "unsupported"


class EncryptedFile(SarabanError):
    """A PDF that opens only with a password."""

    code = "encrypted"


class BrokenFile(SarabanError):
    """A truncated or corrupt PDF or image."""

    code = "broken_file"


class TooLarge(SarabanError):
    """A page of more pixels than saraban will take into memory."""

    code = "too_large"


class TooManyPages(SarabanError):
    """A file of more pages than are read of one file."""

    code = "too_many_pages"


class PagesLost(SarabanError):
    """The renderer delivered fewer pages than an independent count says there are."""

    code = "pages_lost"


class PagesFailed(SarabanError):
    """Some pages of a file could not be read; the record holds the others, and a place for each that is missing."""

    code = "pages_failed"


class ReadingFailed(SarabanError):
    """The OCR engine failed or ran out of time on a page."""

    code = "reading_failed"


class OutOfMemory(SarabanError):
    """A page or a record needs more memory than a worker may take."""

    code = "out_of_memory"


class NoText(SarabanError):
    """Every page was read and no page holds any text."""

    code = "no_text"


class EngineMissing(SarabanError):
    """A program or language model that saraban needs is not installed."""

    code = "engine_missing"
    exit_code = 3


class EngineSilent(EngineMissing):
    """A program that saraban needs is there, and was killed or ran out of time when it was asked for its version."""

    code = "engine_silent"


class FontMissing(SarabanError):
    """A picture with Thai words is to be drawn, and the machine has no Thai font."""

    code = "font_missing"
    exit_code = 3


class NoPicture(SarabanError):
    """The file has no picture of its pages: it is a transcript."""

    code = "no_picture"


class OutputFailed(SarabanError):
    """The record was made, and the system refuses to store it."""

    code = "output_failed"


class LedgerFailed(SarabanError):
    """The account of a batch cannot be read or written: what is not in it did not happen."""

    code = "ledger_failed"


class OutputHeld(SarabanError):
    """Another run writes to the same output folder."""

    code = "output_held"
    exit_code = 75  # EX_TEMPFAIL of sysexits.h: try again later


class NoOutput(SarabanError):
    """The folder is no output folder of saraban."""

    code = "no_output"
    exit_code = 2


class TrailBroken(SarabanError):
    """The trail of an output folder is not as it was written; nothing is added to it."""

    code = "trail_broken"


class NoSuchField(SarabanError):
    """A person speaks of a record, document or field that is not there."""

    code = "no_such_field"
    exit_code = 2


class BadValue(SarabanError):
    """What a person typed cannot be understood. `typed` is that, as it was; `reason` a stable code."""

    code = "bad_value"
    exit_code = 2

    def __init__(self, message: str, typed: str | None = None, reason: str = "empty") -> None:
        super().__init__(message)
        self.typed = typed
        self.reason = reason


class ReviewConflict(SarabanError):
    """Somebody else spoke of the field, or its file was read anew, since the person looked at it."""

    code = "review_conflict"


class BadQuery(SarabanError):
    """A search that cannot be understood, or asks for too much. `reason`: a stable code; `asked`: what was asked by,
    text, number, from …; empty where it is the search as a whole.
    """

    code = "bad_query"
    exit_code = 2

    def __init__(self, message: str, reason: str, asked: str = "") -> None:
        super().__init__(message)
        self.reason = reason
        self.asked = asked


class IndexFailed(SarabanError):
    """The index of an output folder cannot be read or written; the records are not touched by it."""

    code = "index_failed"


class WorkerDied(SarabanError):
    """The process that read the file was killed or crashed; the other files are not touched by it."""

    code = "worker_died"


class StoredDamaged(SarabanError):
    """What was kept of a page or source is not what was stored."""

    code = "stored_damaged"


class SchedulerLost(SarabanError):
    """The scheduler of the cluster cannot be reached, or no longer."""

    code = "scheduler_lost"
    exit_code = 3


class NoWorkers(SarabanError):
    """No worker is connected to the scheduler of the cluster."""

    code = "no_workers"
    exit_code = 3


class WorkerDiffers(SarabanError):
    """A machine of the cluster has other programs, another model or other folders: it would read otherwise."""

    code = "worker_differs"
    exit_code = 3


class AddressRefused(SarabanError):
    """The system does not let the web page listen at its address: another program does, or it is not of this machine."""

    code = "address_refused"


class InternalError(SarabanError):
    """A mistake in saraban itself, met while reading one file."""

    code = "internal_error"
