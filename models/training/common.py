"""Small helpers that all the training scripts share."""
import copy
import os
import time

import numpy as np
import torch


def setup(threads=1, seed=0):
    torch.set_num_threads(threads)  # one busy core beats two that wait for each other, and leaves the other to the data
    torch.set_flush_denormal(True)  # Muon's products get so small that they took 70 % of the time
    torch.manual_seed(seed)
    np.random.seed(seed)


class Ema:
    """A running average of the weights: what is evaluated and exported."""

    def __init__(self, model, decay=0.998):
        self.model = copy.deepcopy(model).eval().requires_grad_(False)
        self.decay = decay
        self.steps = 0

    @torch.no_grad()
    def update(self, model):
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        for a, b in zip(self.model.parameters(), model.parameters()):
            a.lerp_(b, 1 - decay)


def save(path, **parts):
    """Written aside first, so that an interruption never leaves half a checkpoint."""
    temporary = str(path) + ".tmp"
    torch.save(parts, temporary)
    os.replace(temporary, path)


def psnr(a, b):
    """Mean PSNR over a batch of pictures in [-1, 1]."""
    mse = (a.clamp(-1, 1) - b.clamp(-1, 1)).square().flatten(1).mean(1).clamp_min(1e-10)
    return (10 * torch.log10(4 / mse)).mean().item()


class Clock:
    def __init__(self, minutes):
        self.start = time.time()
        self.limit = minutes * 60

    def share(self):
        """Part of the allotted time that is used; schedules follow it, so that any time limit ends well annealed."""
        return min(1.0, (time.time() - self.start) / self.limit)
