"""Trains the autoencoder: PCA of 8x8 patches to start with, convolutional residuals on top.

    python train_autoencoder.py --work models/training/scratch --minutes 25 [--resume]
"""
import argparse
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

import common
import nets


class Autoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nets.Encoder()
        self.decoder = nets.Decoder()


def batches(work, size, side, rng):
    """Random pieces of photos and of dead leaves (as soon as there are any), some noisy: damaged pictures get encoded, too."""
    photos = np.load(work / "train.npy", mmap_mode="r")
    leaves = None
    while True:
        if leaves is None and (work / "leaves.npy").exists():
            leaves = np.load(work / "leaves.npy", mmap_mode="r")
        out = np.empty((size, side, side, 3), np.uint8)
        for i in range(size):
            store = leaves if leaves is not None and rng.random() < 0.3 else photos
            y, x = rng.integers(0, store.shape[1] - side + 1, 2)
            piece = store[rng.integers(len(store)), y:y + side, x:x + side]
            if rng.random() < 0.5:
                piece = piece[:, ::-1]
            out[i] = np.rot90(piece, rng.integers(4)) if rng.random() < 0.25 else piece
        x = torch.from_numpy(out).permute(0, 3, 1, 2).float().div_(127.5).sub_(1)
        level = torch.rand(size, 1, 1, 1).sub(0.75).clamp_min(0) * 0.8
        yield (x + torch.randn_like(x) * level).clamp(-1, 1).contiguous(memory_format=torch.channels_last)


def loss_of(y, x):
    down = lambda t: F.avg_pool2d(t, 4)
    dx = lambda t: t[..., 1:] - t[..., :-1]
    dy = lambda t: t[..., 1:, :] - t[..., :-1, :]
    return (F.l1_loss(y, x) + 0.5 * F.l1_loss(dx(y), dx(x)) + 0.5 * F.l1_loss(dy(y), dy(x)) + F.l1_loss(down(y), down(x))
            + 4 * F.mse_loss(y, x))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path(__file__).parent / "scratch")
    parser.add_argument("--minutes", type=float, default=25)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--rate", type=float, default=6e-4)
    parser.add_argument("--resume", action="store_true")
    args = parser.parse_args()
    common.setup()
    rng = np.random.default_rng()
    model = Autoencoder().to(memory_format=torch.channels_last)
    path = args.work / "autoencoder.pt"
    if args.resume and path.exists():
        model.load_state_dict(torch.load(path)["model"])
    else:
        start = np.load(args.work / "train.npy", mmap_mode="r")[:1500, :128, :128]
        nets.pca_start(model.encoder, model.decoder, torch.from_numpy(np.ascontiguousarray(start)).permute(0, 3, 1, 2).float() / 127.5 - 1)
    held = np.load(args.work / "held.npy")[:24]
    held = torch.from_numpy(held).permute(0, 3, 1, 2).float() / 127.5 - 1
    ema = common.Ema(model)
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.rate, betas=(0.9, 0.98), weight_decay=0)
    clock = common.Clock(args.minutes)
    source = batches(args.work, args.batch, 128, rng)
    step, total = 0, 0.0
    while clock.share() < 1:
        rate = args.rate * min(1, (step + 1) / 100) * (1 - clock.share()) ** 0.8
        optimizer.param_groups[0]["lr"] = rate + 1e-6
        x = next(source)
        z = model.encoder(x)
        noise = torch.randn_like(z) * (0.12 * torch.rand(len(z), 1, 1, 1)) ** 1.0
        loss = loss_of(model.decoder(z + noise), x)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        ema.update(model)
        total += loss.item()
        step += 1
        if step % 200 == 0 or clock.share() >= 1:
            with torch.no_grad():
                z = ema.model.encoder(held)
                figure = common.psnr(ema.model.decoder(z), held)
            print(f"step {step} share {clock.share():.2f} loss {total / 200:.4f} held {figure:.2f} dB latents std {z.std():.3f} "
                  f"channels {z.std((0, 2, 3)).min():.2f}-{z.std((0, 2, 3)).max():.2f}", flush=True)
            total = 0
            common.save(path, model=model.state_dict(), ema=ema.model.state_dict())


if __name__ == "__main__":
    main()
