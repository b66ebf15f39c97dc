"""The Hugging Face Trainer with its W&B callback. It runs unchanged: `runside exec transformers_trainer.py`."""

import os

import torch
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    Trainer,
    TrainingArguments,
    set_seed,
)


class Longest(torch.utils.data.Dataset):
    """Sequences of random tokens; the label says whether the first token is the greatest."""

    def __init__(self, n, seed):
        generator = torch.Generator().manual_seed(seed)
        self.tokens = torch.randint(1, 30, (n, 6), generator=generator)

    def __len__(self):
        return len(self.tokens)

    def __getitem__(self, i):
        tokens = self.tokens[i]
        return {"input_ids": tokens, "labels": int(tokens.argmax() == 0)}


os.environ["WANDB_PROJECT"] = "dropin-transformers"
set_seed(5)
model = BertForSequenceClassification(
    BertConfig(
        vocab_size=30,
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=8,
    )
)
trainer = Trainer(
    model=model,
    args=TrainingArguments(
        output_dir="checkpoints",
        report_to="wandb",
        run_name="tiny-bert",
        num_train_epochs=2,
        per_device_train_batch_size=16,
        logging_steps=4,
        eval_strategy="epoch",
        save_strategy="no",
        disable_tqdm=True,
        use_cpu=True,
    ),
    train_dataset=Longest(128, seed=1),
    eval_dataset=Longest(64, seed=2),
    compute_metrics=lambda p: {"accuracy": (p.predictions.argmax(-1) == p.label_ids).mean()},
)
trainer.train()
