"""The networks in latent space: autoencoder and UNet."""
import math

import torch
import torch.nn.functional as F
from torch import nn

CHANNELS = 32  # of the latents
PATCH = 8  # pixels of the picture on a side for each position of the latents


def zero(layer):
    nn.init.zeros_(layer.weight)
    if layer.bias is not None:
        nn.init.zeros_(layer.bias)
    return layer


class Res(nn.Module):
    """Plain residual block; starts as the identity."""

    def __init__(self, width):
        super().__init__()
        self.a = nn.Conv2d(width, width, 3, padding=1)
        self.b = zero(nn.Conv2d(width, width, 3, padding=1))

    def forward(self, x):
        return x + self.b(F.silu(self.a(F.silu(x))))


class Encoder(nn.Module):
    """Linear patch transform (starts as PCA) plus a convolutional residual that starts at zero."""

    def __init__(self, channels=CHANNELS, low=64, width=160, blocks=1):
        super().__init__()
        self.linear = nn.Conv2d(3, channels, PATCH, stride=PATCH)
        self.start = nn.Conv2d(48, low, 3, padding=1)
        self.fine = Res(low)
        self.mix = nn.Conv2d(4 * low, width, 1)
        self.coarse = nn.Sequential(*[Res(width) for _ in range(blocks)])
        self.end = zero(nn.Conv2d(width, channels, 3, padding=1))

    def forward(self, x):
        h = self.fine(self.start(F.pixel_unshuffle(x, 4)))
        h = self.coarse(self.mix(F.pixel_unshuffle(h, 2)))
        return self.linear(x) + self.end(F.silu(h))


class Decoder(nn.Module):
    def __init__(self, channels=CHANNELS, low=64, width=160, blocks=2):
        super().__init__()
        self.linear = nn.Conv2d(channels, 3 * PATCH * PATCH, 1)
        self.start = nn.Conv2d(channels, width, 3, padding=1)
        self.coarse = nn.Sequential(*[Res(width) for _ in range(blocks)])
        self.mix = nn.Conv2d(width, 4 * low, 1)
        self.fine = Res(low)
        self.end = zero(nn.Conv2d(low, 48, 3, padding=1))

    def forward(self, z):
        h = F.pixel_shuffle(self.mix(self.coarse(self.start(z))), 2)
        h = self.end(F.silu(self.fine(h)))
        return F.pixel_shuffle(self.linear(z), PATCH) + F.pixel_shuffle(h, 4)


def pca_start(encoder, decoder, crops, power=0.5):
    """Sets the linear parts to the principal components of 8x8 patches, whitened mildly, variance 1 over all."""
    patches = F.pixel_unshuffle(crops, PATCH).permute(0, 2, 3, 1).reshape(-1, 3 * PATCH * PATCH)
    mean = patches.mean(0)
    values, vectors = torch.linalg.eigh(torch.cov((patches - mean).T))
    keep = encoder.linear.out_channels
    std = values.flip(0)[:keep].clamp_min(1e-8).sqrt()
    basis = vectors.flip(1)[:, :keep]  # [192, keep]
    spread = std ** power  # what each channel's standard deviation becomes, but for a common factor
    scale = std / (spread / spread.square().mean().sqrt())
    with torch.no_grad():
        weight = (basis / scale).T.reshape(keep, 3, PATCH, PATCH)
        encoder.linear.weight.copy_(weight)
        encoder.linear.bias.copy_(-(basis / scale).T @ mean)
        decoder.linear.weight.copy_((basis * scale)[:, :, None, None])
        decoder.linear.bias.copy_(mean)


# ---- the UNet ---------------------------------------------------------------------------------------------------------

DETAIL = 0.3  # how much more of the fine latents "sharp" means
SPREAD = 0.35  # typical distance between the picture's latents and the target's


def sigma_table():
    """The noise levels of the scaled-linear schedule that SDXL uses, too."""
    betas = torch.linspace(0.00085 ** 0.5, 0.012 ** 0.5, 1000, dtype=torch.float64) ** 2
    kept = torch.cumprod(1 - betas, 0)
    return ((1 - kept) / kept).sqrt().float()


class FilmRes(nn.Module):
    """Residual block that a conditioning vector scales and shifts.

    No normalisation: statistics over a whole photo would differ from those over the small crops of training.
    """

    def __init__(self, width, condition):
        super().__init__()
        self.a = nn.Conv2d(width, width, 3, padding=1)
        self.b = zero(nn.Conv2d(width, width, 3, padding=1))
        self.film = zero(nn.Linear(condition, 2 * width))

    def forward(self, x, c):
        scale, shift = self.film(c)[:, :, None, None].chunk(2, 1)
        h = self.a(F.silu(x)) * (1 + scale) + shift
        return x + self.b(F.silu(h))


class Words(nn.Module):
    """Attention from positions to words without a softmax: a token of zeros (an unknown word, padding) adds exactly nothing."""

    def __init__(self, width, token):
        super().__init__()
        self.query = nn.Conv2d(width, 32, 1)
        self.key = nn.Linear(token, 32, bias=False)
        self.value = zero(nn.Linear(token, width, bias=False))

    def forward(self, x, tokens):
        b, c, h, w = x.shape
        q = self.query(x).reshape(b, 32, -1).transpose(1, 2)
        weight = torch.sigmoid(q @ self.key(tokens).transpose(1, 2))
        return x + (weight @ self.value(tokens)).transpose(1, 2).reshape(b, c, h, w)


class UNet(nn.Module):
    """Predicts the clean latents around those of the picture itself; forward() hands out epsilon as the scheduler wants it."""

    def __init__(self, channels=CHANNELS, token=16, pooled=16, widths=(128, 192, 256), condition=192):
        super().__init__()
        w0, w1, w2 = widths
        self.channels = channels
        self.register_buffer("sigmas", sigma_table(), persistent=False)
        self.register_buffer("detail", torch.zeros(channels), persistent=False)
        self.embed = nn.Sequential(nn.Linear(1 + 3 + pooled, condition), nn.SiLU(), nn.Linear(condition, condition), nn.SiLU())
        self.start = nn.Conv2d(2 * channels, w0, 3, padding=1)
        self.down0 = nn.ModuleList([FilmRes(w0, condition) for _ in range(2)])
        self.to1 = nn.Conv2d(4 * w0, w1, 1)
        self.down1 = nn.ModuleList([FilmRes(w1, condition) for _ in range(2)])
        self.to2 = nn.Conv2d(4 * w1, w2, 1)
        self.mid = nn.ModuleList([FilmRes(w2, condition) for _ in range(2)])
        self.words = Words(w2, token)
        self.pool = zero(nn.Linear(w2, w2))  # what only the whole picture tells, such as how noisy it is
        self.up1 = nn.Conv2d(w2, 4 * w1, 1)
        self.out1 = nn.ModuleList([FilmRes(w1, condition) for _ in range(2)])
        self.up0 = nn.Conv2d(w1, 4 * w0, 1)
        self.out0 = nn.ModuleList([FilmRes(w0, condition) for _ in range(2)])
        self.end = zero(nn.Conv2d(w0, channels, 3, padding=1))

    def construct_sharpness(self, decoder):
        """Sharp and soft are constructed, not learnt: latents are close to principal components of 8x8 patches, so the
        channels whose patch is rough hold the detail, and a little more or less of them is a sharper or softer picture."""
        patches = decoder.linear.weight.detach()[:, :, 0, 0].T.reshape(-1, 3, PATCH, PATCH)
        change = patches.diff(dim=2).square().sum((1, 2, 3)) + patches.diff(dim=3).square().sum((1, 2, 3))
        self.detail = DETAIL * (change / patches.square().sum((1, 2, 3)) > 0.4).float()

    def sigma(self, timestep):
        """Linear between the table's entries, as the scheduler does for fractional timesteps."""
        t = timestep.reshape(-1).float().clamp(0, 999)
        low = t.floor()
        high = (low + 1).clamp(max=999)
        a, b = self.sigmas[low.long()], self.sigmas[high.long()]
        return a + (b - a) * (t - low)

    def condition(self, sigma, score, pooled):
        s = (score - 6) / 5
        features = torch.stack([sigma.log() * 0.5, s, s.clamp(min=0) * 1.25, s * s], 1)
        return self.embed(torch.cat([features, pooled], 1))

    def predict(self, noisy, image, sigma, tokens, pooled, score):
        """noisy: unscaled noisy latents; sigma and score: [B]. Returns the predicted clean latents."""
        c = self.condition(sigma, score, pooled)
        s = sigma[:, None, None, None]
        total = (SPREAD ** 2 + s * s).sqrt()
        offset = noisy - image
        h0 = self.start(torch.cat([offset / total, image], 1))
        for block in self.down0:
            h0 = block(h0, c)
        h1 = self.to1(F.pixel_unshuffle(h0, 2))
        for block in self.down1:
            h1 = block(h1, c)
        h2 = self.to2(F.pixel_unshuffle(h1, 2))
        h2 = self.mid[0](h2, c)
        h2 = self.words(h2 + self.pool(h2.mean((2, 3)))[:, :, None, None], tokens)
        h2 = self.mid[1](h2, c)
        h1 = h1 + F.pixel_shuffle(self.up1(h2), 2)
        for block in self.out1:
            h1 = block(h1, c)
        h0 = h0 + F.pixel_shuffle(self.up0(h1), 2)
        for block in self.out0:
            h0 = block(h0, c)
        f = self.end(F.silu(h0))
        clean = image + offset * (SPREAD / total) ** 2 + f * (SPREAD * s / total)
        sharpness = pooled[:, 4] + (score - 6).clamp(min=0) / 4
        return clean + sharpness[:, None, None, None] * self.detail[:, None, None] * image

    def forward(self, sample, timestep, encoder_hidden_states, text_embeds, time_ids):
        sigma = self.sigma(timestep)
        score = time_ids[:, 4]
        sigma = sigma.expand(score.shape[0])
        s = sigma[:, None, None, None]
        noisy = sample[:, :self.channels] * (s * s + 1).sqrt()
        clean = self.predict(noisy, sample[:, self.channels:], sigma, encoder_hidden_states, text_embeds, score)
        return (noisy - clean) / s
