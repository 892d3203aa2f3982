"""Trains the UNet on damaged -> wanted pairs, on top of a finished autoencoder.

    python train_unet.py --work models/training/scratch --minutes 60 [--resume]

Noisy latents are drawn as the img2img sampler meets them: started from the damaged picture at sigma0 and led towards the
target on a straight path, so that at sigma they hold target + sigma * noise + sigma/sigma0 * (damaged - target).
Half of a batch sits at sigma0, the first step, which decides most.
"""
import argparse
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

import common
import nets
import text
from data import Pairs
from train_autoencoder import Autoencoder


def tokens_of(words):
    """The tokens that the text encoder would give for these words: one for each axis that is used."""
    eye = torch.eye(5)
    return text.spread(words[:, :, None] * eye)


def relative(result, wanted, before, floor):
    """Squared error that is left, as a share of what there was: strong damages and colour edits don't drown weak ones.

    The floor keeps undamaged pictures from ruling everything: with a logarithm instead, or a tiny floor, all that was
    learnt was to change nothing.
    """
    error = lambda a, b: (a - b).square().flatten(1).mean(1)
    return error(result, wanted) / (error(before, wanted) + floor)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path(__file__).parent / "scratch")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--final", type=float, default=0.02, help="share of the rate left at the end")
    parser.add_argument("--words", type=float, default=0.22)
    parser.add_argument("--leaves", type=float, default=0.4)
    parser.add_argument("--low", type=int, default=150, help="first steps are drawn between these timesteps")
    parser.add_argument("--high", type=int, default=700)
    parser.add_argument("--resume", action="store_true")
    args = parser.parse_args()
    common.setup(seed=int(time.time()))
    auto = Autoencoder()
    auto.load_state_dict(torch.load(args.work / "autoencoder.pt")["ema"])
    auto.eval().requires_grad_(False).to(memory_format=torch.channels_last)
    model = nets.UNet().to(memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.rate, betas=(0.9, 0.99), weight_decay=1e-3)
    ema = common.Ema(model, 0.998)
    path = args.work / "unet.pt"
    step = 0
    if args.resume and path.exists():
        state = torch.load(path, weights_only=False)
        model.load_state_dict(state["model"])
        ema.model.load_state_dict(state["ema"])
        if "optimizer" in state:
            optimizer.load_state_dict(state["optimizer"])
        step = ema.steps = state["step"]
    loader = iter(torch.utils.data.DataLoader(Pairs(args.work, words=args.words, leaves=args.leaves),
                                              batch_size=args.batch, num_workers=1, prefetch_factor=6))
    sigmas = nets.sigma_table()
    clock = common.Clock(args.minutes)
    shown, sums, begun = step, {}, time.time()
    half = args.batch // 2
    while clock.share() < 1:
        share = clock.share()
        rate = args.rate * min(1, (step + 1) / 100) * (args.final + (1 - args.final) * 0.5 * (1 + np.cos(np.pi * share)))
        optimizer.param_groups[0]["lr"] = float(rate)
        damaged, target, score, words = next(loader)
        damaged = damaged.contiguous(memory_format=torch.channels_last)
        target = target.contiguous(memory_format=torch.channels_last)
        with torch.no_grad():
            own = auto.encoder(damaged)
            wanted = auto.encoder(target)
        n = len(score)
        first = torch.randint(args.low, args.high, (n,))
        now = (20 + torch.rand(n) * (first - 20)).long()
        now[:half] = first[:half]
        sigma, sigma0 = sigmas[now], sigmas[first]
        s = sigma[:, None, None, None]
        noisy = wanted + s * torch.randn_like(wanted) + s / sigma0[:, None, None, None] * (own - wanted)
        clean = model.predict(noisy, own, sigma, tokens_of(words), text.spread(words), score)
        losses = relative(clean, wanted, own, 0.03)
        loss = losses.mean()
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
        ema.update(model)
        step += 1
        plain = words.abs().sum(1) == 0
        for name, rows in (("plain", plain), ("words", ~plain)):
            sums.setdefault(name, []).extend(losses.detach()[rows].tolist())
        if step % 25 == 0:
            speed = (step - shown) * args.batch / (time.time() - begun)
            print(f"step {step} share {share:.2f} error left: " + "  ".join(f"{k} {np.mean(v):.3f}" for k, v in sums.items())
                  + f"  {speed:.1f} samples/s", flush=True)
            shown, sums, begun = step, {}, time.time()
            common.save(path, model=model.state_dict(), ema=ema.model.state_dict(), optimizer=optimizer.state_dict(), step=step)
    common.save(path, model=model.state_dict(), ema=ema.model.state_dict(), optimizer=optimizer.state_dict(), step=step)


if __name__ == "__main__":
    main()
