"""The Vietnamese alphabet for character classes; in code points its small and capital letters lie mixed."""

SMALL = "a-zàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệđìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
"""What goes between the brackets of a character class for one small letter."""

CAPITAL = "A-Z" + SMALL[3:].upper()
"""The same for one capital letter."""
