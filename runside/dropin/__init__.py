"""The name ``wandb``, for programs and libraries that import it themselves: it means Runside here."""

from runside.dropin.standing_in import as_wandb

__all__ = ["as_wandb"]
