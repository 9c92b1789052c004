"""Bytes in, the text of a directive out."""

from law.intake.plain import MAX_BYTES, text_of

__all__ = ["MAX_BYTES", "text_of"]
