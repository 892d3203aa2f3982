"""The restorer: the part of the decoder that takes damage out of pixels."""
import math

import torch
import torch.nn.functional as F
from torch import nn

SIGMAS = (0.6, 1.1, 2.0, 4.0)  # of the Gaussians between which the bands lie, in pixels
GROUPS = 2  # gains for brightness and for colour
RAISED = 0.88  # share of what is learnt to be raised, once trained: a photo's own softness looks like a little blur
BLOCK = 8  # pixels on a side of JPEG's blocks
OPPONENT = [[0.299, 0.587, 0.114], [-0.169, -0.331, 0.5], [0.5, -0.419, -0.081]]  # JPEG's Y, Cb, Cr


class Block(nn.Module):
    """Residual block without normalisation (as in EDSR, Lim et al. 2017): statistics over a whole photo differ from those
    over the small crops of training."""

    def __init__(self, width):
        super().__init__()
        self.a = nn.Conv2d(width, width, 3, padding=1)
        self.b = nn.Conv2d(width, width, 3, padding=1)
        nn.init.kaiming_normal_(self.a.weight, nonlinearity="relu")
        nn.init.normal_(self.b.weight, std=0.2 * (9 * width) ** -0.5)
        nn.init.zeros_(self.a.bias)
        nn.init.zeros_(self.b.bias)

    def forward(self, x):
        return x + self.b(F.relu(self.a(x)))


class Bands(nn.Module):
    """Brightness and colour in bands of frequency: differences of Gaussians, the finest first."""

    def __init__(self):
        super().__init__()
        opponent = torch.tensor(OPPONENT)
        self.register_buffer("opponent", opponent[:, :, None, None], persistent=False)
        self.register_buffer("rgb", torch.linalg.inv(opponent)[:, :, None, None], persistent=False)
        for i, sigma in enumerate(SIGMAS):
            radius = max(2, round(2.5 * sigma))
            line = torch.exp(-0.5 * (torch.arange(-radius, radius + 1) / sigma) ** 2)
            self.register_buffer(f"line{i}", (line / line.sum()).repeat(3, 1)[:, None, None, :], persistent=False)
        calm = torch.tensor([-1.0, 4, 10, 4, -1]) / 16  # flat at low frequencies, nothing at two pixels a period
        self.register_buffer("calm", calm.repeat(3, 1)[:, None, None, :], persistent=False)

    def forward(self, x):
        """[B,3,H,W] of Y, Cb, Cr -> list of bands, each like it."""
        before, out = x, []
        for i in range(len(SIGMAS)):
            smooth = self.along_both(x, getattr(self, f"line{i}"))
            out.append(before - smooth)
            before = smooth
        return out

    def without_grid(self, band):
        """The finest band without what enlarging leaves at two pixels a period: raising that would draw a grid."""
        return self.along_both(band, self.calm)

    @staticmethod
    def along_both(x, line):
        radius = line.shape[-1] // 2
        x = F.pad(x, (radius, radius, radius, radius), mode="reflect")
        return F.conv2d(F.conv2d(x, line, groups=3), line.transpose(2, 3), groups=3)


class Cosines(nn.Module):
    """The cosine transform of JPEG's blocks (type II, orthonormal): 64 coefficients for each of Y, Cb, Cr."""

    def __init__(self):
        super().__init__()
        i = torch.arange(BLOCK)
        basis = torch.cos(math.pi / BLOCK * (i[None] + 0.5) * i[:, None]) * (2 / BLOCK) ** 0.5
        basis[0] /= 2 ** 0.5
        one = torch.einsum("uy,vx->uvyx", basis, basis).reshape(64, 64)
        self.register_buffer("matrix", torch.block_diag(one, one, one)[:, :, None, None], persistent=False)
        rough = (1 + i[:, None] + i[None]).float().reshape(64)  # pictures hold less of a pattern the finer it is
        self.register_buffer("scale", torch.cat([rough, 2 * rough, 2 * rough])[:, None, None] * 0.3, persistent=False)

    def forward(self, x):
        """Y, Cb, Cr [B,3,H,W] -> [B,384,H/8,W/8]: coefficients at like sizes, and how large each is."""
        c = F.conv2d(F.pixel_unshuffle(x, BLOCK), self.matrix)
        return torch.cat([c * self.scale, (c.square() + 2e-5).log() * 0.2 + 1.2], 1)

    def draw(self, c):
        """[B,192,H/8,W/8] -> [B,3,H,W]"""
        return F.pixel_shuffle(F.conv2d(c, self.matrix.transpose(0, 1)), BLOCK)


class Restorer(nn.Module):
    """What to add to a picture [B,3,H,W] in [-1,1] so that damage goes: gains for its bands, and a free residual.

    Gains are what classical restoration does (negative ones take noise out, positive ones sharpen), here chosen for every
    pixel by a small U-Net over 2x2, 4x4 and 8x8 pixels a position. They make it learn in minutes what a free residual alone
    did not begin to in half an hour. The last level sees whole JPEG blocks, since pictures mostly have one at their corner:
    as the coefficients that JPEG rounded, too, and mends those.
    """

    def __init__(self, widths=(32, 64, 128), blocks=(2, 2, 4)):
        super().__init__()
        w0, w1, w2 = widths
        bands = len(SIGMAS)
        stack = lambda width, count: nn.Sequential(*[Block(width) for _ in range(count)])
        self.bands = Bands()
        self.cosines = Cosines()
        self.start = nn.Conv2d(12 + 2 * bands, w0, 3, padding=1)
        self.seen = nn.Conv2d(384, w2, 1)
        self.drawn = nn.Conv2d(w2, 192, 1)
        nn.init.normal_(self.drawn.weight, std=0.02 * w2 ** -0.5)
        nn.init.zeros_(self.drawn.bias)
        self.down0 = stack(w0, blocks[0])
        self.to1 = nn.Conv2d(4 * w0, w1, 1)
        self.down1 = stack(w1, blocks[1])
        self.to2 = nn.Conv2d(4 * w1, w2, 1)
        self.mid = stack(w2, blocks[2])
        self.up1 = nn.Conv2d(w2, 4 * w1, 1)
        self.out1 = stack(w1, blocks[1])
        self.up0 = nn.Conv2d(w1, 4 * w0, 1)
        self.out0 = stack(w0, blocks[0])
        self.end = nn.Conv2d(w0, 4 * (GROUPS * bands + 3), 3, padding=1)
        for layer in (self.up1, self.up0, self.end):
            nn.init.normal_(layer.weight, std=0.3 * layer.weight[0].numel() ** -0.5)
            nn.init.zeros_(layer.bias)

    def look(self, x):
        """What the network sees, as pixels and as coefficients, and the bands."""
        opponent = F.conv2d(x, self.bands.opponent)
        bands = self.bands(opponent)
        energy = torch.cat([torch.cat([b[:, :1].square(), b[:, 1:].square().mean(1, keepdim=True)], 1) for b in bands], 1)
        energy = (F.avg_pool2d(energy, 2) + 1e-5).log() * 0.3 + 2
        return torch.cat([F.pixel_unshuffle(x, 2), energy], 1), self.cosines(opponent), bands

    def choose(self, fine, blocks):
        """Gains and residual, and changes of the blocks' coefficients: the part that is learnt."""
        h0 = self.down0(self.start(fine))
        h1 = self.down1(self.to1(F.pixel_unshuffle(h0, 2)))
        h2 = self.to2(F.pixel_unshuffle(h1, 2))
        h2 = self.mid(h2 + self.seen(blocks))
        h1 = self.out1(h1 + F.pixel_shuffle(self.up1(h2), 2))
        h0 = self.out0(h0 + F.pixel_shuffle(self.up0(h1), 2))
        return self.end(h0), self.drawn(h2)

    def forward(self, x):
        fine, blocks, bands = self.look(x)
        return self.change(bands, *self.choose(fine, blocks))

    def change(self, bands, gains, coefficients):
        """What was chosen, in pixels; in fp32, whatever it was computed in."""
        out = F.pixel_shuffle(gains.float(), 2)
        change = self.cosines.draw(coefficients.float())
        raised = 1 if self.training else RAISED
        for i, band in enumerate(bands):
            gain = out[:, 2 * i:2 * i + 2]
            gain = torch.cat([gain[:, :1], gain[:, 1:], gain[:, 1:]], 1)
            fine = self.bands.without_grid(band) if i == 0 else band
            change = change + raised * gain.clamp(min=0) * fine + gain.clamp(max=0) * band
        return F.conv2d(change, self.bands.rgb) + out[:, GROUPS * len(SIGMAS):]
