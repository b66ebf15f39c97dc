"""A plain PyTorch training loop that logs to W&B. It runs unchanged: `runside exec pytorch_loop.py`."""

import torch
import wandb
from torch import nn

config = {"epochs": 5, "batch_size": 32, "lr": 0.05, "hidden": 16, "seed": 1}


def two_moons(n, seed):
    """Points of two half circles, and which one each belongs to."""
    generator = torch.Generator().manual_seed(seed)
    angle = torch.rand(n, generator=generator) * torch.pi
    moon = torch.randint(0, 2, (n,), generator=generator)
    x = torch.cos(angle) * (1 - 2 * moon) + moon
    y = torch.sin(angle) * (1 - 2 * moon) + moon * 0.5
    points = torch.stack([x, y], dim=1) + 0.1 * torch.randn(n, 2, generator=generator)
    return points, moon


with wandb.init(project="dropin-pytorch", config=config, tags=["moons", "mlp"]) as run:
    config = wandb.config
    torch.manual_seed(config.seed)
    model = nn.Sequential(nn.Linear(2, config.hidden), nn.Tanh(), nn.Linear(config.hidden, 2))
    optimizer = torch.optim.Adam(model.parameters(), lr=config.lr)
    loss_of = nn.CrossEntropyLoss()
    wandb.define_metric("validation/accuracy", summary="max,last")
    wandb.watch(model, loss_of, log="all", log_freq=10)

    train_x, train_y = two_moons(320, seed=2)
    validation_x, validation_y = two_moons(200, seed=3)
    for epoch in range(config.epochs):
        for batch in torch.randperm(len(train_x)).split(config.batch_size):
            loss = loss_of(model(train_x[batch]), train_y[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            wandb.log({"train/loss": loss.item(), "epoch": epoch})
        with torch.no_grad():
            scores = model(validation_x)
        right = (scores.argmax(dim=1) == validation_y).float().mean()
        wandb.log({"validation/loss": loss_of(scores, validation_y), "validation/accuracy": right})

    wandb.summary["parameters"] = sum(p.numel() for p in model.parameters())
    run.config["device"] = "cpu"
