"""A scikit-learn model trained batch by batch, logged to W&B. It runs unchanged: `runside exec sklearn_loop.py`."""

import argparse

import numpy as np
import wandb
from sklearn.datasets import load_digits
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import confusion_matrix, log_loss
from sklearn.model_selection import train_test_split

parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=8)
parser.add_argument("--alpha", type=float, default=1e-3)
parser.add_argument("--seed", type=int, default=7)
args = parser.parse_args()

run = wandb.init(project="dropin-sklearn", config=args, job_type="train", group="linear")
X, y = load_digits(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X / 16, y, random_state=run.config.seed)
run.config.update({"samples": len(X_train), "features": X.shape[1], "penalty": "l2"})

model = SGDClassifier(loss="log_loss", alpha=args.alpha, random_state=args.seed)
order = np.random.default_rng(args.seed)
for epoch in range(args.epochs):
    shuffled = order.permutation(len(X_train))
    model.partial_fit(X_train[shuffled], y_train[shuffled], classes=np.unique(y))
    probabilities = model.predict_proba(X_test)
    run.log({"loss": log_loss(y_test, probabilities)}, step=epoch)
    run.log(
        {
            "accuracy": model.score(X_test, y_test),
            "coefficients": {
                "norm": np.linalg.norm(model.coef_),
                "largest": np.abs(model.coef_).max(),
            },
            "recall": np.diag(confusion_matrix(y_test, model.predict(X_test), normalize="true")),
        },
        step=epoch,
    )

wandb.run.summary.update({"classes": len(model.classes_), "best_epoch": args.epochs - 1})
wandb.finish()
