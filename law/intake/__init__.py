"""Bytes in, the text of a directive out."""

from law.intake.plain import text_of

__all__ = ["text_of"]
