"""Fetches Debian packages, extracts their photos, and packs crops into arrays that cost training nothing to read.

    python prepare_data.py --work models/training/scratch [--stage photos|crops|leaves|all]

Leaves in WORK: debs/, x/ (unpacked packages), photos/{train,test}/*.png (at most 1280 pixels on the short side),
train.npy and leaves.npy (uint8 [N, 160, 160, 3]).
"""
import argparse
import io
import os
import re
import subprocess
from pathlib import Path

import numpy as np
from PIL import Image

import rcc
from sources import PACKAGES, SOURCES

Image.MAX_IMAGE_PIXELS = None
SIDE = 160


def fetch(work):
    debs = work / "debs"
    debs.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES:
        if not list(debs.glob(package + "_*.deb")):
            subprocess.run(["apt-get", "download", package], cwd=debs, check=True)
        target = work / "x" / package
        if not target.exists():
            target.parent.mkdir(exist_ok=True)
            subprocess.run(["dpkg-deb", "-x", str(next(debs.glob(package + "_*.deb"))), str(target)], check=True)


def pictures(work, package, inside, pattern):
    """Yields (name, PIL image) of one source."""
    place = work / "x" / package / inside
    if place.suffix == ".rcc":
        found = ((n, io.BytesIO(b)) for n, b in rcc.entries(place.read_bytes()))
    else:
        found = ((str(p.relative_to(place)), p) for p in sorted(place.rglob("*")) if p.is_file())
    for name, content in found:
        if not re.search(r"\.(jpe?g|png|webp)$", name, re.I) or not re.search(pattern, name):
            continue
        try:
            image = Image.open(content)
            if image.mode in ("RGBA", "LA", "P", "PA"):  # cut-outs have no natural statistics
                continue
            yield name, image.convert("RGB")
        except OSError:
            continue


def fingerprint(image):
    """64 bits that near-duplicates share (difference hash)."""
    small = np.asarray(image.convert("L").resize((9, 8), Image.BILINEAR), np.int16)
    return (small[:, 1:] > small[:, :-1]).ravel()


def photos(work):
    seen = []
    for package, inside, role, pattern in sorted(SOURCES, key=lambda s: s[2]):  # test first: it wins over a duplicate
        folder = work / "photos" / role
        folder.mkdir(parents=True, exist_ok=True)
        count = 0
        for name, image in pictures(work, package, inside, pattern):
            if min(image.size) < 250:
                continue
            mark = fingerprint(image)
            if any((mark != other).sum() <= 4 for other in seen):
                continue
            seen.append(mark)
            if min(image.size) > 1280:
                scale = 1280 / min(image.size)
                image = image.resize([round(s * scale) for s in image.size], Image.LANCZOS)
            label = package + "__" + Path(inside).stem + "__" + re.sub(r"[^A-Za-z0-9.]+", "_", name).strip("_")
            image.save(folder / (label + ".png"), compress_level=1)
            count += 1
        print(role, package, inside, count, flush=True)


def crops(work, count, seed=1):
    """Random crops at random scales; shrinking makes them crisp, as the model must learn what crisp looks like."""
    rng = np.random.default_rng(seed)
    files = sorted((work / "photos" / "train").glob("*.png"))
    weights = []
    for f in files:
        with Image.open(f) as im:
            weights.append((im.size[0] * im.size[1]) ** 0.35)  # a large photo is worth more, but not by its area
    share = np.array(weights) / sum(weights)
    out = np.lib.format.open_memmap(work / "train.tmp.npy", "w+", np.uint8, (count, SIDE, SIDE, 3))
    order = rng.permutation(count)
    n = 0
    for f, s in zip(files, share):
        image = Image.open(f).convert("RGB")
        want = max(1, round(s * count))
        while want > 0 and n < count:
            low = min(1.0, SIDE * 1.3 / min(image.size))
            scale = float(np.exp(rng.uniform(np.log(max(low, 0.2)), np.log(min(1.0, 900 / min(image.size))))))
            small = image.resize([max(SIDE, round(d * scale)) for d in image.size], Image.LANCZOS)
            pixels = np.asarray(small)
            for _ in range(min(want, 12)):
                for _try in range(4):  # mostly skip flat areas (sky): they teach nothing
                    y = rng.integers(0, pixels.shape[0] - SIDE + 1)
                    x = rng.integers(0, pixels.shape[1] - SIDE + 1)
                    crop = pixels[y:y + SIDE, x:x + SIDE]
                    if crop.astype(np.float32).std() > 18:
                        break
                if n < count:
                    out[order[n]] = crop
                    n += 1
                want -= 1
    out.flush()
    for i in range(n, count):  # rounding may leave a few places
        out[order[i]] = out[order[i % n]]
    os.replace(work / "train.tmp.npy", work / "train.npy")
    print("crops", n, "of", len(files), "photos", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path(__file__).parent / "scratch")
    parser.add_argument("--stage", default="all")
    parser.add_argument("--crops", type=int, default=16000)
    parser.add_argument("--leaves", type=int, default=8000)
    args = parser.parse_args()
    if args.stage in ("fetch", "all"):
        fetch(args.work)
    if args.stage in ("photos", "all"):
        photos(args.work)
    if args.stage in ("crops", "all"):
        crops(args.work, args.crops)
    if args.stage in ("leaves", "all"):
        from dead_leaves import pack
        pack(args.work / "leaves.npy", args.leaves, SIDE)


if __name__ == "__main__":
    main()
