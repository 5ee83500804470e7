"""What runs left: a recording and counts beside each snippet, sealed, written by commands and never by hand."""
