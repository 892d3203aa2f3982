"""Trains the restorer, which does most of the repairing: damaged crop in, what to add to it out.

    python train_restorer.py --work models/training/scratch --minutes 120 [--resume]

A smoothed absolute error weighs a pixel alike in strong damages and weak ones. (Squared errors as a share of the damage
made it timid: hundreds of steps went by without anything but noise being touched.)
"""
import argparse
import os
import time
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import nn

import common
from data import blur, clip8, damage, jpeg, low_resolution, natural, noise
from muon import Muon
from restorer import Restorer

SIDE = 64
CARE_SMOOTH = 0.004  # Charbonnier's epsilon for undamaged samples
CUTS = 4  # crops from one damaged picture of the store


class Crops(torch.utils.data.IterableDataset):
    """Endless batches: damaged and clean [B,3,SIDE,SIDE] in [-1,1]."""

    def __init__(self, work, batch, clean, leaves):
        self.work, self.batch, self.clean, self.leaves = work, batch, clean, leaves

    def __iter__(self):
        cv2.setNumThreads(1)
        rng = np.random.default_rng()
        photos = np.load(self.work / "train.npy", mmap_mode="r")
        leaves = np.load(self.work / "leaves.npy", mmap_mode="r")
        pool = []
        while True:
            while len(pool) < 8 * self.batch:
                pool += self.cuts(rng, leaves if rng.random() < self.leaves else photos)
            picked = [pool.pop(rng.integers(len(pool))) for _ in range(self.batch)]
            stacked = np.stack([np.stack(p) for p in picked], 1).transpose(0, 1, 4, 2, 3)
            pair = torch.from_numpy(np.ascontiguousarray(stacked)).div_(127.5).sub_(1)
            yield pair[0], pair[1]

    def cuts(self, rng, store):
        clean = store[rng.integers(len(store)), :, :, ::-1].astype(np.float32)
        clean = np.rot90(clean, rng.integers(4)) if rng.random() < 0.3 else clean
        clean = np.ascontiguousarray(clean[:, ::-1] if rng.random() < 0.5 else clean)
        if rng.random() < 0.2:  # exposure and tint vary more than the photos do
            clean = np.clip(clean * rng.uniform(0.6, 1.15) * rng.uniform(0.9, 1.1, 3).astype(np.float32), 0, 255)
        draw = rng.random()
        if draw < self.clean:
            clean = clip8(natural(clean, rng)).astype(np.float32)
        hurt = clean if draw < self.clean else damage(clean, rng, 1.0 if draw < 0.8 else rng.uniform(0.15, 1.0))
        hurt = clip8(hurt).astype(np.float32)
        out = []
        for _ in range(CUTS):
            y, x = rng.integers(0, clean.shape[0] - SIDE + 1, 2)
            if rng.random() < 0.75:  # mostly with JPEG's blocks at the corner, as whole pictures come
                y, x = y // 8 * 8, x // 8 * 8
            cut = lambda p: p[y:y + SIDE, x:x + SIDE, ::-1]
            out.append((cut(hurt), cut(clean)))
        return out


WATCHED = {
    "blur+noise+jpeg": lambda x, r: jpeg(noise(blur(x, 1.0), 5, r), 45),
    "low resolution": lambda x, r: low_resolution(x, 2),
    "noise": lambda x, r: noise(x, 20, r),
    "jpeg": lambda x, r: jpeg(x, 15),
    "none": lambda x, r: x,
}


def watch(model, work):
    """Gain in dB on a few held-out photos that are not those of the published figures."""
    rng = np.random.default_rng(0)
    files = [f for f in sorted((work / "heldout").glob("*.png")) if "erase" not in f.name][:10]
    words = []
    for name, hurt in WATCHED.items():
        gains = []
        for f in files:
            clean = cv2.imread(str(f))[128:384, 128:384].astype(np.float32)
            pair = [np.ascontiguousarray(p[:, :, ::-1].transpose(2, 0, 1)) for p in (clip8(hurt(clean, rng)).astype(np.float32), clean)]
            x, y = [torch.from_numpy(p)[None] / 127.5 - 1 for p in pair]
            with torch.no_grad():
                after = common.psnr(((x + model(x)).clamp(-1, 1) * 127.5).round() / 127.5, y)
            gains.append(after if name == "none" else after - common.psnr(x, y))
        words.append(f"{name} {np.mean(gains):+.2f}")
    print("held out: " + "  ".join(words), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path(__file__).parent / "scratch")
    parser.add_argument("--name", default="restorer")
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=0.006)
    parser.add_argument("--adam-rate", type=float, default=4e-4)
    parser.add_argument("--final", type=float, default=0.02, help="share of the rate left at the end")
    parser.add_argument("--clean", type=float, default=0.22)
    parser.add_argument("--leaves", type=float, default=0.1)
    parser.add_argument("--smooth", type=float, nargs=2, default=(0.04, 0.06),
                        help="Charbonnier's epsilon, at first and at the end: errors below it count squared")
    parser.add_argument("--care", type=float, default=5, help="weight of undamaged samples: never harm a good picture")
    parser.add_argument("--start", type=Path, help="a checkpoint of weights alone to begin with, such as restore.py writes")
    parser.add_argument("--bf16", action="store_true", help="twice as fast on processors with AMX")
    parser.add_argument("--adam-only", action="store_true", help="for comparison")
    parser.add_argument("--resume", action="store_true")
    args = parser.parse_args()
    common.setup(seed=int(time.time()))
    model = Restorer().to(memory_format=torch.channels_last)
    if args.start:
        model.load_state_dict({k: v.float() for k, v in torch.load(args.start)["ema"].items()})
    choose = torch.compile(model.choose)
    inner = [p for n, p in model.named_parameters() if p.ndim == 4 and not n.startswith(("start", "seen", "drawn", "end"))]
    if args.adam_only:
        inner = []
    ids = {id(p) for p in inner}
    outer = [p for p in model.parameters() if id(p) not in ids]
    optimizers = [torch.optim.Adam(outer, lr=args.adam_rate, betas=(0.9, 0.99))]
    if inner:
        optimizers.append(Muon(inner, lr=args.rate))
    tops = [args.adam_rate, args.rate]
    ema = common.Ema(model, 0.999)
    path = args.work / (args.name + ".pt")
    step = 0
    if args.resume and path.exists():
        saved = torch.load(path)
        model.load_state_dict(saved["model"])
        ema.model.load_state_dict(saved["ema"])
        for optimizer, state in zip(optimizers, saved["optimizers"]):
            optimizer.load_state_dict(state)
        step = ema.steps = saved["step"]
    loader = iter(torch.utils.data.DataLoader(Crops(args.work, args.batch, args.clean, args.leaves),
                                              batch_size=None, num_workers=1, prefetch_factor=4))
    clock = common.Clock(args.minutes)
    shown, losses, begun, looked = step, [], time.time(), time.time()
    keep = lambda: common.save(path, model=model.state_dict(), ema=ema.model.state_dict(), step=step,
                               optimizers=[o.state_dict() for o in optimizers])
    while clock.share() < 1:
        share = clock.share()
        fade = min(1, (step + 1) / 200) * (args.final + (1 - args.final) * 0.5 * (1 + np.cos(np.pi * share)))
        for optimizer, top in zip(optimizers, tops):
            optimizer.param_groups[0]["lr"] = float(top * fade)
        damaged, clean = (p.contiguous(memory_format=torch.channels_last) for p in next(loader))
        with torch.no_grad():
            fine, blocks, bands = model.look(damaged)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=args.bf16):
            chosen = choose(fine, blocks)
        error = damaged + model.change(bands, *chosen) - clean
        good = (damaged == clean).flatten(1).all(1)
        # What is good must not change at all: there the smallest error counts by its size, elsewhere by its square.
        smooth = torch.where(good, CARE_SMOOTH, args.smooth[0] + (args.smooth[1] - args.smooth[0]) * share)[:, None, None, None]
        each = ((error.square() + smooth ** 2).sqrt() - smooth).flatten(1).mean(1)
        loss = (each * torch.where(good, args.care, 1.0)).mean()
        for optimizer in optimizers:
            optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(outer, 1.0)
        for optimizer in optimizers:
            optimizer.step()
        ema.update(model)
        step += 1
        losses.append(loss.item())
        if step % 100 == 0:
            speed = (step - shown) * args.batch / (time.time() - begun)
            print(f"step {step} share {share:.2f} loss {np.mean(losses):.4f}  {speed:.1f} crops/s", flush=True)
            shown, losses, begun = step, [], time.time()
            if time.time() - looked > 300:
                keep()
                watch(ema.model, args.work)
                looked = time.time()
    keep()
    watch(ema.model, args.work)


if __name__ == "__main__":
    main()
