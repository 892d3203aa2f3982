"""Dead-leaves pictures: overlapping shapes with power-law sizes have the statistics of photos (Achddou, Gousseau, Ladjal 2021)."""
import os

import cv2
import numpy as np


def colour(rng, palette):
    base = palette[rng.integers(len(palette))] + rng.normal(0, 14, 3)
    return np.clip(base, 0, 255)


def texture(rng, side):
    """A field of mean 0: coloured noise, stripes, or nothing."""
    kind = rng.random()
    if kind < 0.35:
        return None
    if kind < 0.75:  # 1/f^a noise, made from octaves
        field = np.zeros((side, side), np.float32)
        amplitude, cells = 1.0, int(rng.integers(2, 8))
        fall = rng.uniform(0.45, 0.95)
        while cells < side:
            octave = rng.normal(0, 1, (cells, cells)).astype(np.float32)
            field += amplitude * cv2.resize(octave, (side, side), interpolation=cv2.INTER_CUBIC)
            amplitude *= fall
            cells *= 2
        return field * (rng.uniform(5, 32) / (field.std() + 1e-3))
    y, x = np.mgrid[0:side, 0:side].astype(np.float32)
    angle, period = rng.uniform(0, np.pi), np.exp(rng.uniform(np.log(3), np.log(24)))
    wave = np.sin((x * np.cos(angle) + y * np.sin(angle)) * 2 * np.pi / period + rng.uniform(0, 6))
    if rng.random() < 0.5:
        wave = np.sign(wave) * np.abs(wave) ** 0.3
    return wave * rng.uniform(6, 30)


def leaf(rng, side, radius, scale):
    """Integer outline of one shape, in a picture `scale` times larger."""
    cx, cy = rng.uniform(-0.1, 1.1, 2) * side
    kind = rng.random()
    if kind < 0.4:
        angles = np.linspace(0, 2 * np.pi, 28, endpoint=False)
        stretch = rng.uniform(0.35, 1)
        points = np.stack([np.cos(angles), stretch * np.sin(angles)], 1)
    elif kind < 0.75:
        angles = np.sort(rng.uniform(0, 2 * np.pi, rng.integers(3, 8)))
        points = np.stack([np.cos(angles), np.sin(angles)], 1) * rng.uniform(0.5, 1, (len(angles), 1))
    else:  # a thin branch
        points = np.array([[-2, -0.08], [2, -0.05], [2, 0.05], [-2, 0.08]]) * rng.uniform(0.7, 1.3)
    turn = rng.uniform(0, 2 * np.pi)
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return ((points @ rotation.T * radius + [cx, cy]) * scale).round().astype(np.int32)


def dead_leaves(rng, side):
    scale = 2  # drawn twice as large and shrunk: anti-aliased edges
    big = side * scale
    palette = rng.uniform(0, 255, (rng.integers(2, 7), 3))
    grey = palette.mean(1, keepdims=True)
    palette = grey + (palette - grey) * rng.uniform(0.1, 0.7)  # photos are mostly of muted colours
    textures = [texture(rng, big) for _ in range(4)]
    image = np.full((big, big, 3), colour(rng, palette), np.float32)
    if textures[0] is not None:
        image += textures[0][..., None]
    smallest = rng.choice([2.5, 5, 10])
    count = int(rng.choice([150, 300, 500]))
    radii = smallest / np.sqrt(rng.uniform((smallest / (side * 0.6)) ** 2, 1, count))  # density ~ r^-3
    radii = np.sort(radii)[::-1] if rng.random() < 0.6 else radii  # large first, so that small ones stay visible
    for radius in radii:
        points = leaf(rng, side, radius, scale)
        x0, y0 = np.clip(points.min(0), 0, big - 1)
        x1, y1 = np.clip(points.max(0) + 1, 1, big)
        if x1 <= x0 or y1 <= y0:
            continue
        mask = np.zeros((y1 - y0, x1 - x0), np.uint8)
        cv2.fillPoly(mask, [points - [x0, y0]], 1)
        patch = np.empty((y1 - y0, x1 - x0, 3), np.float32)
        patch[:] = colour(rng, palette)
        if radius > 4:
            field = textures[rng.integers(len(textures))]
            if field is not None:
                patch += field[y0:y1, x0:x1, None] * rng.uniform(0.7, 1.1, 3).astype(np.float32)
            if rng.random() < 0.5:  # shading across the shape
                ramp = np.linspace(-1, 1, x1 - x0, dtype=np.float32) * rng.uniform(-35, 35)
                patch += ramp[None, :, None]
        view = image[y0:y1, x0:x1]
        np.copyto(view, patch, where=mask[..., None].astype(bool))
    small = cv2.resize(image, (side, side), interpolation=cv2.INTER_AREA)
    if rng.random() < 0.3:  # a lens: some pictures are partly out of focus
        blurred = cv2.GaussianBlur(small, (0, 0), rng.uniform(1, 4))
        y, x = np.mgrid[0:side, 0:side] / side
        focus = 1 / (1 + np.exp(-12 * (x * rng.normal() + y * rng.normal() - rng.uniform(-0.5, 0.5))))
        small = small * focus[..., None] + blurred * (1 - focus[..., None])
    if rng.random() < 0.5:
        small = small * np.linspace(rng.uniform(0.5, 1.2), rng.uniform(0.5, 1.2), side)[:, None, None]
    return np.clip(small, 0, 255).astype(np.uint8)


def pack(path, count, side, seed=2):
    cv2.setNumThreads(1)
    rng = np.random.default_rng(seed)
    temporary = path.with_suffix(".tmp.npy")
    out = np.lib.format.open_memmap(temporary, "w+", np.uint8, (count, side, side, 3))
    for i in range(count):
        out[i] = dead_leaves(rng, side)
    out.flush()
    os.replace(temporary, path)
    print("dead leaves", count, flush=True)
