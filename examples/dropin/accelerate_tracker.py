"""A loop under Accelerate with its W&B tracker. It runs unchanged: `runside exec accelerate_tracker.py`."""

import torch
from accelerate import Accelerator
from accelerate.utils import set_seed
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

config = {"lr": 0.1, "epochs": 3, "batch_size": 20}

set_seed(11)
accelerator = Accelerator(cpu=True, log_with="wandb")
accelerator.init_trackers(
    "dropin-accelerate",
    config=config,
    init_kwargs={
        "wandb": {"name": "classifier", "tags": ["accelerate"], "notes": "by its tracker"}
    },
)

points = torch.randn(200, 4)
labels = (points.sum(dim=1) > 0).long()
model = nn.Linear(4, 2)
optimizer = torch.optim.SGD(model.parameters(), lr=config["lr"])
loader = DataLoader(TensorDataset(points, labels), batch_size=config["batch_size"], shuffle=True)
model, optimizer, loader = accelerator.prepare(model, optimizer, loader)

step = 0
for epoch in range(config["epochs"]):
    for x, y in loader:
        loss = nn.functional.cross_entropy(model(x), y)
        accelerator.backward(loss)
        optimizer.step()
        optimizer.zero_grad()
        accelerator.log({"train_loss": loss, "epoch": epoch}, step=step)
        step += 1
    right = (model(points).argmax(dim=1) == labels).float().mean().item()
    accelerator.log({"accuracy": right}, step=step)

accelerator.get_tracker("wandb", unwrap=True).summary["samples"] = len(points)
accelerator.end_training()
