"""Writes a tiny autoencoder's decoder with random weights, in both namings, and what PyTorch decodes with it.

The network is that of TAESD (github.com/madebyollin/taesd, MIT licence): its structure only, none of its weights.

    python make_taesd.py
"""
import numpy as np
import torch
from safetensors.torch import save_file
from torch import nn

WIDTH, LATENTS = 8, 4


class Block(nn.Module):
    def __init__(self, before, after):
        super().__init__()
        conv = lambda n: nn.Conv2d(n, after, 3, padding=1)
        self.conv = nn.Sequential(conv(before), nn.ReLU(), conv(after), nn.ReLU(), conv(after))
        self.skip = nn.Conv2d(before, after, 1, bias=False) if before != after else nn.Identity()

    def forward(self, x):
        return torch.relu(self.conv(x) + self.skip(x))


class Clamp(nn.Module):
    def forward(self, x):
        return torch.tanh(x / 3) * 3


def decoder():
    plain = lambda: nn.Conv2d(WIDTH, WIDTH, 3, padding=1, bias=False)
    layers = [Clamp(), nn.Conv2d(LATENTS, WIDTH, 3, padding=1), nn.ReLU()]
    for blocks in (3, 2, 1):
        layers += [Block(WIDTH, WIDTH) for _ in range(blocks)] + [nn.Upsample(scale_factor=2), plain()]
    return nn.Sequential(*layers, Block(WIDTH, WIDTH + 4), nn.Conv2d(WIDTH + 4, 3, 3, padding=1))


def main():
    torch.manual_seed(7)
    network = decoder().half().float()  # so that both files say the same
    weights = {k: v.contiguous() for k, v in network.state_dict().items()}
    save_file(weights, "taesd_decoder.safetensors")
    shifted = {f"decoder.layers.{int(k.split('.')[0]) - 1}.{k.split('.', 1)[1]}": v.half() for k, v in weights.items()}
    save_file(shifted, "diffusion_pytorch_model.safetensors")
    latents = 2 * torch.randn(1, LATENTS, 5, 7)
    with torch.no_grad():
        picture = network(latents) * 2 - 1
    np.save("latents.npy", latents.numpy())
    np.save("picture.npy", picture.numpy())


if __name__ == "__main__":
    main()
