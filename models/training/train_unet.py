"""Trains UNet and finisher together on damaged -> wanted pairs, on top of a finished autoencoder.

    python train_refiner.py --work models/training/scratch --minutes 60 [--resume]

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
    parser.add_argument("--train-decoder", action="store_true", help="a third slower; for the last stage")
    parser.add_argument("--floor", type=float, default=1e-3, help="error of a picture that counts as none; larger: bolder")
    parser.add_argument("--finish", action="store_true",
                        help="last stage: every sample at its first step, no help from the truth, only the UNet's end still learns")
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
    if args.finish:
        model.unet.requires_grad_(False)
        model.unet.out0.requires_grad_(True)
        model.unet.end.requires_grad_(True)
    optimizer = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=args.rate, betas=(0.9, 0.99), weight_decay=1e-3)
    ema = common.Ema(model, 0.99 if args.finish else 0.998)
    path = args.work / "refiner.pt"
    step = 0
    if args.resume and path.exists():
        state = torch.load(path, weights_only=False)
        model.load_state_dict(state["model"])
        ema.model.load_state_dict(state["ema"])
        if "optimizer" in state and not args.finish:
            optimizer.load_state_dict(state["optimizer"])
        step = ema.steps = state["step"]
    loader = iter(torch.utils.data.DataLoader(Pairs(args.work, words=args.words, leaves=args.leaves),
                                              batch_size=args.batch, num_workers=1, prefetch_factor=6))
    sigmas = nets.sigma_table()
    clock = common.Clock(args.minutes)
    shown, sums, begun = step, {}, time.time()
    half = args.batch if args.finish else args.batch // 2
    while clock.share() < 1:
        share = clock.share()
        rate = args.rate * min(1, (step + 1) / 100) * (args.final + (1 - args.final) * 0.5 * (1 + np.cos(np.pi * share)))
        optimizer.param_groups[0]["lr"] = float(rate)
        damaged, target, _, score, words = next(loader)
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
        loss_latent = relative(clean, wanted, own, 0.03)
        with torch.set_grad_enabled(args.train_decoder):
            lost = damaged[:half] - model.decoder(own[:half])
        # some latents are moved towards the truth: the finisher must follow a UNet that is better than today's
        towards = (torch.rand(half, 1, 1, 1) - 0.7).clamp(min=0) / 0.3
        if args.finish:
            towards = torch.zeros(half, 1, 1, 1)
        refined = torch.lerp(clean[:half], wanted[:half], towards)
        y = model.finisher(model.decoder(refined), damaged[:half], lost, refined, own[:half])
        loss_pixel = relative(y, target[:half], damaged[:half], args.floor)
        loss = (0.2 if args.finish else 1) * loss_latent.mean() + loss_pixel.mean()
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
        ema.update(model)
        step += 1
        plain = words.abs().sum(1) == 0
        for name, values, rows in (("latent", loss_latent, plain), ("latent words", loss_latent, ~plain),
                                   ("pixel", loss_pixel, plain[:half]), ("pixel words", loss_pixel, ~plain[:half])):
            sums.setdefault(name, []).extend(values.detach()[rows].tolist())
        if step % 25 == 0:
            speed = (step - shown) * args.batch / (time.time() - begun)
            print(f"step {step} share {share:.2f} error left: " + "  ".join(f"{k} {np.mean(v):.3f}" for k, v in sums.items())
                  + f"  {speed:.1f} samples/s", flush=True)
            shown, sums, begun = step, {}, time.time()
            common.save(path, model=model.state_dict(), ema=ema.model.state_dict(), optimizer=optimizer.state_dict(), step=step)
    common.save(path, model=model.state_dict(), ema=ema.model.state_dict(), optimizer=optimizer.state_dict(), step=step)


if __name__ == "__main__":
    main()
