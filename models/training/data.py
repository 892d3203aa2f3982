"""Training pairs: a damaged picture, and what it should become under a score and some words."""
import os

import cv2
import numpy as np
import torch

SIDE = 128
MARGIN = 16  # damaged with some more around, then cut, so that the grid of JPEG's blocks is not always ours


def blur(x, sigma, rng=None):
    if rng is not None and rng.random() < 0.25:  # uneven: a hint of camera shake
        return cv2.GaussianBlur(x, (0, 0), sigmaX=sigma, sigmaY=max(0.2, sigma * rng.uniform(0.3, 0.8)))
    return cv2.GaussianBlur(x, (0, 0), sigma)


def low_resolution(x, factor, down=cv2.INTER_AREA, up=cv2.INTER_CUBIC):
    h, w = x.shape[:2]
    small = cv2.resize(x, (max(8, round(w / factor)), max(8, round(h / factor))), interpolation=down)
    return cv2.resize(small, (w, h), interpolation=up)


def noise(x, sigma, rng, kind=0):
    n = rng.standard_normal(x.shape, dtype=np.float32) * sigma
    if kind == 1:  # grey grain
        n[:] = n[..., :1]
    elif kind == 2:  # brighter means noisier, as sensors do
        n *= np.sqrt(np.clip(x, 8, 255) / 128)
    elif kind == 3:  # noise that a camera has already smoothed
        n = cv2.GaussianBlur(n, (0, 0), 0.7) * 1.8
    return x + n


def jpeg(x, quality):
    ok, packed = cv2.imencode(".jpg", clip8(x), [cv2.IMWRITE_JPEG_QUALITY, int(quality)])
    return cv2.imdecode(packed, cv2.IMREAD_COLOR).astype(np.float32)


def clip8(x):
    return np.clip(np.rint(x), 0, 255).astype(np.uint8)


def natural(x, rng):
    """What good photos are like, too, and should stay: grainy, sharpened by their camera, a little soft."""
    pick = rng.random()
    if pick < 0.3:
        kind = rng.integers(4)
        return np.clip(noise(x, rng.uniform(0.8, 2.5 if kind == 0 else 4.0), rng, kind), 0, 255)
    if pick < 0.5:
        return np.clip(unsharp(x, rng.uniform(0.6, 1.2), rng.uniform(0.2, 0.7)), 0, 255)
    return cv2.GaussianBlur(x, (0, 0), rng.uniform(0.3, 0.5)) if pick < 0.6 else x


def damage(x, rng, strength=1.0):
    """Random damage of a float picture 0..255: the kinds in the order in which a picture meets them."""
    pick = rng.random()
    mixed = pick < 0.47
    # most mixtures, and each kind alone with a share of its own; JPEG the largest, since it is the most common and the hardest to undo
    do_blur = rng.random() < 0.75 if mixed else pick < 0.50
    do_low = rng.random() < 0.15 if mixed else 0.50 <= pick < 0.62
    do_noise = rng.random() < 0.6 if mixed else 0.62 <= pick < 0.67
    do_jpeg = rng.random() < 0.7 if mixed else 0.67 <= pick
    if do_blur:
        x = blur(x, 0.65 + rng.uniform(0, 0.85) * strength, rng)
    if do_low:
        ups = [cv2.INTER_CUBIC, cv2.INTER_CUBIC, cv2.INTER_LINEAR, cv2.INTER_LANCZOS4]
        factor = 2.0 if rng.random() < 0.5 else 1.2 + rng.uniform(0, 1.4) * strength
        x = low_resolution(x, factor, cv2.INTER_AREA if rng.random() < 0.7 else cv2.INTER_LINEAR, ups[rng.integers(4)])
    if do_noise:
        top = 12 if mixed else 28
        kind = rng.integers(4) if rng.random() < 0.4 else 0
        least = 3.5 if kind == 0 else 7.0  # finer grain that is not white may be the photo's own
        x = noise(x, least + rng.uniform(0, top + 2 - least) * strength, rng, kind)
    if do_jpeg:
        x = jpeg(x, np.clip((10 + 65 * rng.random() ** 1.5) / max(strength, 0.5), 8, 95))
    return np.clip(x, 0, 255)


def unsharp(x, sigma, amount):
    return x + amount * (x - cv2.GaussianBlur(x, (0, 0), sigma))


LUMA = np.array([0.114, 0.587, 0.299], np.float32)  # pictures are BGR inside this file


def saturation(x, gain):
    grey = (x @ LUMA)[..., None]
    return grey + (x - grey) * gain


def edit(x, words):
    """Applies the five axes; every one acts pixel by pixel or nearly so, and never needs the rest of the picture."""
    x = np.clip(x, 0, 255)
    bright, warm, vivid, contrast, sharp = words
    if sharp > 0:
        x = unsharp(x, 1.3, 0.9 * sharp)
    elif sharp < 0:
        x = cv2.GaussianBlur(x, (0, 0), 0.4 + 1.3 * -sharp)
    if contrast:
        x = 115 + (x - 115) * (1 + 0.4 * contrast if contrast > 0 else 1 / (1 - 0.55 * contrast))
    if vivid:
        x = saturation(x, 1 + 0.6 * vivid if vivid > 0 else 1 / (1 - 1.1 * vivid))
    if warm:
        x = x * np.array([1 - 0.17 * warm, 1, 1 + 0.13 * warm], np.float32) + np.array([-7, 0, 6], np.float32) * warm
    if bright:
        x = 255 * np.power(np.clip(x, 0, 255) / 255, np.exp(-0.5 * bright))
    return np.clip(x, 0, 255)


def polish(x):
    return np.clip(saturation(115 + (unsharp(x, 1.2, 0.7) - 115) * 1.08, 1.12), 0, 255)


def words_for(rng):
    words = np.zeros(5, np.float32)
    for _ in range(1 if rng.random() < 0.7 else 2):
        axis = rng.integers(5) if rng.random() < 0.8 else 4  # sharp and soft are the hardest: a share of their own
        size = 1.0 if rng.random() < 0.6 else rng.uniform(0.4, 1.6)
        words[axis] = size * rng.choice([-1, 1])
    return words


class Pairs(torch.utils.data.IterableDataset):
    """Endless samples: damaged and target [3,S,S] in [-1,1], the score, the words."""

    def __init__(self, work, words=0.22, clean=0.10, leaves=0.4, score6=0.6, side=SIDE):
        self.work, self.words, self.clean, self.leaves, self.score6, self.side = work, words, clean, leaves, score6, side

    def __iter__(self):
        os.nice(1)  # it must keep up with the trainer
        cv2.setNumThreads(1)
        rng = np.random.default_rng()
        photos = np.load(self.work / "train.npy", mmap_mode="r")
        leaves = np.load(self.work / "leaves.npy", mmap_mode="r") if (self.work / "leaves.npy").exists() else photos
        while True:
            yield self.sample(rng, leaves if rng.random() < self.leaves else photos)

    def sample(self, rng, store):
        big = self.side + MARGIN
        y, x = rng.integers(0, store.shape[1] - big + 1, 2)
        clean = store[rng.integers(len(store)), y:y + big, x:x + big, ::-1].astype(np.float32)
        if rng.random() < 0.5:
            clean = clean[:, ::-1]
        if rng.random() < 0.3:
            clean = np.rot90(clean, rng.integers(4))
        clean = np.ascontiguousarray(clean)
        if rng.random() < 0.2:  # exposure and tint vary more than 150 photos do
            clean = np.clip(clean * rng.uniform(0.6, 1.15) * rng.uniform(0.9, 1.1, 3).astype(np.float32), 0, 255)
        with_words = rng.random() < self.words
        if rng.random() < (0.5 if with_words else self.clean):
            damaged = clean
        else:
            damaged = damage(clean, rng, 1.0 if rng.random() < 0.7 else rng.uniform(0.15, 1.0))
        damaged = clip8(damaged).astype(np.float32)
        score = 6.0 if with_words or rng.random() < self.score6 else rng.uniform(1, 10)
        if score <= 6:
            target = damaged + (clean - damaged) * ((score - 1) / 5)
        else:
            target = clean + (polish(clean) - clean) * ((score - 6) / 4)
        words = np.zeros(5, np.float32)
        if with_words:
            words = words_for(rng)
            target = edit(target, words)
        oy, ox = (0, 0) if rng.random() < 0.6 else rng.integers(0, MARGIN + 1, 2)
        cut = lambda a: torch.from_numpy(np.ascontiguousarray(
            a[oy:oy + self.side, ox:ox + self.side, ::-1].transpose(2, 0, 1))).div_(127.5).sub_(1)
        return cut(damaged), cut(target), np.float32(score), words
