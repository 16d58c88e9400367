"""form4ml reads OCR'd, scanned and printed SEC Form 4 filings into records, offline."""

__version__ = "0.1.0"
