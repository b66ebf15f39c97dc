"""PyTorch Lightning with its WandbLogger. It runs unchanged: `runside exec lightning_logger.py`."""

import lightning
import torch
from lightning.pytorch.callbacks import ModelCheckpoint
from lightning.pytorch.loggers import WandbLogger
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class Regression(lightning.LightningModule):
    """A line through noisy points in eight dimensions."""

    def __init__(self, lr=0.1, features=8):
        super().__init__()
        self.save_hyperparameters()
        self.layer = nn.Linear(features, 1)

    def _loss(self, batch):
        x, y = batch
        return nn.functional.mse_loss(self.layer(x).squeeze(1), y)

    def training_step(self, batch, _):
        loss = self._loss(batch)
        self.log("train_loss", loss, on_step=True, on_epoch=True)
        return loss

    def validation_step(self, batch, _):
        self.log("val_loss", self._loss(batch))

    def configure_optimizers(self):
        return torch.optim.SGD(self.parameters(), lr=self.hparams.lr)


def data(n, features):
    """Points, and what a fixed line makes of them."""
    x = torch.randn(n, features)
    return TensorDataset(x, x @ torch.arange(1.0, features + 1) + 0.1 * torch.randn(n))


lightning.seed_everything(3)
logger = WandbLogger(project="dropin-lightning", name="line", tags=["regression"], log_model=True)
logger.experiment.config["note"] = "eight dimensions"
model = Regression()
trainer = lightning.Trainer(
    max_epochs=3,
    logger=logger,
    log_every_n_steps=4,
    accelerator="cpu",
    enable_progress_bar=False,
    callbacks=[ModelCheckpoint(monitor="val_loss", filename="best")],
    enable_model_summary=False,
)
trainer.fit(
    model,
    DataLoader(data(128, 8), batch_size=16),
    DataLoader(data(64, 8), batch_size=16),
)
logger.experiment.finish()
