"""Trains the finisher alone, which does most of the restoring, on a finished autoencoder and without the UNet.

    python train_finisher.py --work models/training/scratch --minutes 60 [--resume]

z' is z, but for samples with words: there it is what a perfect UNet would make of the picture's own latents, the
difference that the edit makes to them, so that the finisher learns to follow edits of pictures that are damaged, too.
"""
import argparse
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

import common
from data import Pairs
from train_autoencoder import Autoencoder
from train_refiner import Refiner

SIDE = 96


def left(result, wanted, before, floor):
    """Squared error as a share of what there was: strong damages don't drown weak ones. The floor keeps undamaged pictures
    from ruling everything. (With absolute errors the identity, the median, held on for as long as the features were poor.)"""
    error = lambda a, b: (a - b).square().flatten(1).mean(1)
    return error(result, wanted) / (error(before, wanted) + floor ** 2)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path(__file__).parent / "scratch")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--final", type=float, default=0.02, help="share of the rate left at the end")
    parser.add_argument("--words", type=float, default=0.15)
    parser.add_argument("--leaves", type=float, default=0.3)
    parser.add_argument("--floor", type=float, default=0.015, help="error (rms) of a picture that counts as none; larger: bolder")
    parser.add_argument("--resume", action="store_true")
    args = parser.parse_args()
    common.setup(seed=int(time.time()))
    auto = Autoencoder()
    auto.load_state_dict(torch.load(args.work / "autoencoder.pt")["ema"])
    auto.eval().requires_grad_(False).to(memory_format=torch.channels_last)
    path = args.work / "refiner.pt"
    state = torch.load(path, weights_only=False)
    whole = Refiner()
    whole.load_state_dict({k: v for k, v in state["ema"].items() if not k.startswith("finisher.end")}, strict=False)
    model = whole.finisher.to(memory_format=torch.channels_last)
    ema = common.Ema(model, 0.998)
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.rate, betas=(0.9, 0.99), weight_decay=1e-3)
    own_path = args.work / "finisher.pt"
    step = 0
    if args.resume and own_path.exists():
        saved = torch.load(own_path)
        model.load_state_dict(saved["model"])
        ema.model.load_state_dict(saved["ema"])
        optimizer.load_state_dict(saved["optimizer"])
        step = ema.steps = saved["step"]
    loader = iter(torch.utils.data.DataLoader(Pairs(args.work, words=args.words, leaves=args.leaves, score6=1.0, side=SIDE),
                                              batch_size=args.batch, num_workers=1, prefetch_factor=8))
    clock = common.Clock(args.minutes)
    shown, sums, begun = step, {}, time.time()
    while clock.share() < 1:
        share = clock.share()
        optimizer.param_groups[0]["lr"] = float(args.rate * min(1, (step + 1) / 100) * (
            args.final + (1 - args.final) * 0.5 * (1 + np.cos(np.pi * share))))
        damaged, target, edited, _, words = next(loader)
        damaged = damaged.contiguous(memory_format=torch.channels_last)
        with torch.no_grad():
            own = auto.encoder(damaged)
            decoded = auto.decoder(own)
            lost = damaged - decoded
            refined, decoded_refined = own.clone(), decoded.clone()
            rows = words.abs().sum(1) > 0
            if rows.any():
                refined[rows] = auto.encoder(edited[rows])
                decoded_refined[rows] = auto.decoder(refined[rows])
        y = model(decoded_refined, damaged, lost, refined, own)
        loss = left(y, target, damaged, args.floor)
        optimizer.zero_grad()
        loss.mean().backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        ema.update(model)
        step += 1
        for name, pick in (("plain", ~rows), ("words", rows)):
            sums.setdefault(name, []).extend(loss.detach()[pick].tolist())
        if step % 50 == 0:
            speed = (step - shown) * args.batch / (time.time() - begun)
            print(f"step {step} share {share:.2f} error left: " + "  ".join(f"{k} {np.mean(v):.3f}" for k, v in sums.items())
                  + f"  {speed:.1f} samples/s", flush=True)
            shown, sums, begun = step, {}, time.time()
            save(own_path, path, model, ema, optimizer, whole, state, step)
    save(own_path, path, model, ema, optimizer, whole, state, step)


def save(own_path, path, model, ema, optimizer, whole, state, step):
    """The finisher's own checkpoint, and the whole refiner with it in its place."""
    common.save(own_path, model=model.state_dict(), ema=ema.model.state_dict(), optimizer=optimizer.state_dict(), step=step)
    for name in ("model", "ema"):
        finisher = {"finisher." + k: v for k, v in (model if name == "model" else ema.model).state_dict().items()}
        state[name] = {k: v for k, v in state[name].items() if not k.startswith("finisher.")} | finisher
    common.save(path, **{k: v for k, v in state.items() if k != "optimizer"})


if __name__ == "__main__":
    main()
