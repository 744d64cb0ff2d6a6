"""What is on a page besides the article is found and taken out, with its reason."""

from segue.intake.cleaning.furniture import swept
from segue.intake.cleaning.levels import ordered
from segue.intake.cleaning.stages import cleaned

__all__ = ["cleaned", "ordered", "swept"]
