# %% [markdown]
# # Watch a network learn to read digits
#
# Run all cells (**Run → Run All Cells**). A small neural network learns to read 1,797 handwritten digits of
# 8 × 8 pixels, which come with scikit-learn, in about a minute. While it learns, a panel below the last cell
# draws its loss and its accuracy, and shows the digits that it still misreads.
#
# Everything stays on your machine. What is logged is written to `runside-runs/` beside this notebook before
# `run.log()` returns, so nothing is lost if you close this tab, reload the page or stop the kernel.

# %%
from itertools import pairwise

import numpy as np
from sklearn.datasets import load_digits

import runside

random = np.random.default_rng(seed=0)

digits = load_digits()
pixels = digits.images / 16  # 1,797 pictures of 8 × 8 values in [0, 1]
order = random.permutation(len(pixels))
train_rows, validation_rows = order[:1437], order[1437:]

# %% [markdown]
# ## The network
#
# Two hidden layers of rectified linear units and a softmax, in plain NumPy. Each picture is moved by up to one
# pixel each time it is seen, so that the network learns shapes and not places.


# %%
class Network:
    """A multilayer perceptron, trained by gradient descent with momentum."""

    def __init__(self, sizes):
        shapes = list(pairwise(sizes))
        self.weights = [random.normal(0, np.sqrt(2 / n), (n, m)) for n, m in shapes]
        self.biases = [np.zeros(m) for _, m in shapes]
        self.velocities = [np.zeros_like(p) for p in self.weights + self.biases]

    def activations(self, x):
        """The values of each layer for a batch, from the pixels to the ten probabilities."""
        layers = [x]
        for weight, bias in zip(self.weights[:-1], self.biases[:-1], strict=True):
            layers.append(np.maximum(layers[-1] @ weight + bias, 0))
        scores = layers[-1] @ self.weights[-1] + self.biases[-1]
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        layers.append(powers / powers.sum(axis=1, keepdims=True))
        return layers

    def learn(self, x, labels, learning_rate, momentum=0.9):
        """One step of training on a batch; returns its loss and its accuracy from before the step."""
        layers = self.activations(x)
        loss, accuracy = score(layers[-1], labels)
        error = layers[-1].copy()
        error[np.arange(len(labels)), labels] -= 1
        error /= len(labels)
        weight_slopes, bias_slopes = [], []
        for layer in reversed(range(len(self.weights))):
            weight_slopes.insert(0, layers[layer].T @ error)
            bias_slopes.insert(0, error.sum(axis=0))
            error = (error @ self.weights[layer].T) * (layers[layer] > 0)
        parameters, slopes = self.weights + self.biases, weight_slopes + bias_slopes
        for parameter, slope, velocity in zip(parameters, slopes, self.velocities, strict=True):
            velocity *= momentum
            velocity -= learning_rate * slope
            parameter += velocity
        return loss, accuracy


def score(probabilities, labels):
    """The mean cross-entropy, and the part that was read right."""
    of_truth = probabilities[np.arange(len(labels)), labels]
    return -np.log(of_truth + 1e-12).mean(), (probabilities.argmax(axis=1) == labels).mean()


def moved(pictures):
    """Each picture, moved by -1, 0 or 1 pixels in each direction."""
    padded = np.pad(pictures, ((0, 0), (1, 1), (1, 1)))
    down, right = random.integers(0, 3, (2, len(pictures), 1, 1))
    rows, columns = np.ogrid[:8, :8]
    return padded[np.arange(len(pictures))[:, None, None], rows + down, columns + right]


# %% [markdown]
# ## Training
#
# What is logged, and when: `run.log({...})` adds values to a row of the run's history, here the row of the step. What
# stands before the `/` of a name is the section of the panel that it is drawn in. A list of `runside.Image` becomes a
# card with a slider over the steps, and `run.summary` holds one value per name that stands for the whole run.


# %%
def train(run):
    """Train a network by minibatches, and log how it does."""
    config = run.config
    batches = len(train_rows) // config["batch_size"]
    network = Network([64, config["hidden"], config["hidden"], 10])
    run.total_steps = config["epochs"] * batches
    best = step = 0

    for epoch in range(config["epochs"]):
        for batch in np.array_split(random.permutation(train_rows), batches):
            done = step / run.total_steps
            learning_rate = config["learning_rate"] * (1 + np.cos(np.pi * done)) / 2
            pictures = moved(pixels[batch]).reshape(len(batch), 64)
            loss, accuracy = network.learn(pictures, digits.target[batch], learning_rate)
            step += 1
            if step % 10 == 0:
                run.log(
                    {
                        "train/loss": loss,
                        "train/accuracy": accuracy,
                        "train/learning_rate": learning_rate,
                    },
                    step=step,
                )

        accuracy = validate(run, network, step, pictures=epoch % 10 == 0)
        best = max(best, accuracy)

    run.summary["validation/best_accuracy"] = best


def validate(run, network, step, pictures):
    """Log how well the network reads digits that it never saw, and some that it misreads."""
    labels = digits.target[validation_rows]
    read = network.activations(pixels[validation_rows].reshape(-1, 64))[-1]
    loss, accuracy = score(read, labels)
    run.log({"validation/loss": loss, "validation/accuracy": accuracy}, step=step)

    wrong = np.flatnonzero(read.argmax(axis=1) != labels)
    if pictures and len(wrong):
        examples = [
            runside.Image(
                1 - pixels[validation_rows[i]],
                caption=f"{labels[i]} read as {read[i].argmax()}",
            )
            for i in wrong[:12]
        ]
        run.log({"examples/misclassified": examples}, step=step)
    return accuracy


# %% [markdown]
# ## A run
#
# `runside.init()` begins a run, and its panel appears below this cell. Leaving the `with` block finishes it.

# %%
config = {"hidden": 512, "epochs": 200, "batch_size": 32, "learning_rate": 0.05}

with runside.init(project="digits", config=config) as run:
    train(run)
