"""Trains UNet and finisher together on damaged -> wanted pairs, on top of a finished autoencoder.

    python train_refiner.py --work models/training/work --minutes 60 [--resume]

Noisy latents are drawn as the img2img sampler meets them: started from the damaged picture at sigma0 and led towards the
target on a straight path, so that at sigma they hold target + sigma * noise + sigma/sigma0 * (damaged - target).
Half of a batch sits at sigma0, the first step, which decides most; the finisher learns on those predictions.
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


class Refiner(nn.Module):
    def __init__(self):
        super().__init__()
        self.unet = nets.UNet()
        self.decoder = nets.Decoder()  # starts as the autoencoder's and may go on learning; the encoder stays as it is
        self.finisher = nets.Finisher()


def tokens_of(words):
    """The tokens that the text encoder would give for these words: one for each axis that is used."""
    eye = torch.eye(5)
    return text.spread(words[:, :, None] * eye)


def log_mse(a, b, floor):
    """Like PSNR: a sample counts by how far it is from its target in decibels, not by how large its damage is."""
    return ((a - b).square().flatten(1).mean(1) + floor).log()


def widen(state):
    for part in ("model", "ema"):
        for name in ("finisher.end.weight", "finisher.end.bias"):
            w = state[part][name]
            if len(w) == 24:
                state[part][name] = torch.cat([w, torch.zeros_like(w[:12])])
                state.pop("optimizer", None)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path(__file__).parent / "work")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--final", type=float, default=0.02, help="share of the rate left at the end")
    parser.add_argument("--words", type=float, default=0.22)
    parser.add_argument("--leaves", type=float, default=0.4)
    parser.add_argument("--low", type=int, default=150, help="first steps are drawn between these timesteps")
    parser.add_argument("--high", type=int, default=700)
    parser.add_argument("--train-decoder", action="store_true", help="a third slower; for the last stage")
    parser.add_argument("--resume", action="store_true")
    args = parser.parse_args()
    common.setup(seed=int(time.time()))
    auto = Autoencoder()
    auto.load_state_dict(torch.load(args.work / "autoencoder.pt")["ema"])
    auto.eval().requires_grad_(False).to(memory_format=torch.channels_last)
    model = Refiner()
    model.decoder.load_state_dict(auto.decoder.state_dict())
    model.decoder.requires_grad_(args.train_decoder)
    model = model.to(memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.rate, betas=(0.9, 0.98), weight_decay=1e-3)
    ema = common.Ema(model, 0.998)
    path = args.work / "refiner.pt"
    step = 0
    if args.resume and path.exists():
        state = torch.load(path, weights_only=False)
        widen(state)
        model.load_state_dict(state["model"])
        ema.model.load_state_dict(state["ema"])
        if "optimizer" in state:
            optimizer.load_state_dict(state["optimizer"])
        step = ema.steps = state["step"]
    loader = iter(torch.utils.data.DataLoader(Pairs(args.work, words=args.words, leaves=args.leaves),
                                              batch_size=args.batch, num_workers=1, prefetch_factor=6))
    sigmas = nets.sigma_table()
    clock = common.Clock(args.minutes)
    shown, sums, begun = step, np.zeros(5), time.time()
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
        clean = model.unet.predict(noisy, own, sigma, tokens_of(words), text.spread(words), score)
        loss_latent = log_mse(clean, wanted, 3e-3)
        with torch.set_grad_enabled(args.train_decoder):
            lost = damaged[:half] - model.decoder(own[:half])
        y = model.finisher(model.decoder(clean[:half]), damaged[:half], lost, clean[:half], own[:half])
        loss_pixel = log_mse(y, target[:half], 1e-4)
        loss = loss_latent.mean() + loss_pixel.mean()
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        optimizer.step()
        ema.update(model)
        step += 1
        with torch.no_grad():  # decibels gained over leaving the picture as it is
            before = log_mse(damaged[:half], target[:half], 1e-4)
            plain = words[:half].abs().sum(1) == 0
            gain = (before - loss_pixel) * 4.343
            sums += [loss_latent.mean().item(), loss_pixel.mean().item(), gain[plain].mean().item() if plain.any() else 0,
                     gain[~plain].sum().item(), (~plain).sum().item()]
        if step % 50 == 0:
            done = step - shown
            print(f"step {step} share {share:.2f} latent {sums[0] / done:.3f} pixel {sums[1] / done:.3f} gain {sums[2] / done:+.2f} dB "
                  f"words {sums[3] / max(1, sums[4]):+.2f} dB  {done * args.batch / (time.time() - begun):.1f} samples/s", flush=True)
            shown, sums, begun = step, np.zeros(5), time.time()
            common.save(path, model=model.state_dict(), ema=ema.model.state_dict(), optimizer=optimizer.state_dict(), step=step)
    common.save(path, model=model.state_dict(), ema=ema.model.state_dict(), optimizer=optimizer.state_dict(), step=step)


if __name__ == "__main__":
    main()
