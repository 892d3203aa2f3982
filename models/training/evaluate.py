"""Runs the exported bundle as the engine does (img2img, Euler, guidance) on held-out photos and prints what it gains.

    python evaluate.py --work models/training/scratch --bundle models/afterimage-mini --photos 24 [--opencv] [--sheet FOLDER]
"""
import argparse
import json
from pathlib import Path

import cv2
import numpy as np
import onnxruntime as ort
from PIL import Image
from skimage.metrics import structural_similarity

import text
from data import blur, clip8, jpeg, low_resolution, noise, unsharp


class Bundle:
    def __init__(self, folder, threads=2):
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        load = lambda name: ort.InferenceSession(str(folder / name / "model.onnx"), options, providers=["CPUExecutionProvider"])
        self.text, self.unet = load("text_encoder_2"), load("unet")
        self.encoder, self.decoder = load("vae_encoder"), load("vae_decoder")
        self.info = json.loads((folder / "afterimage.json").read_text())
        self.scaling = json.loads((folder / "vae_decoder" / "config.json").read_text())["scaling_factor"]
        self.vocab = json.loads((folder / "tokenizer_2" / "vocab.json").read_text(encoding="utf-8"))
        lines = (folder / "tokenizer_2" / "merges.txt").read_text(encoding="utf-8").splitlines()[1:]
        self.ranks = {tuple(line.split()): i for i, line in enumerate(lines)}
        betas = np.linspace(0.00085 ** 0.5, 0.012 ** 0.5, 1000) ** 2
        kept = np.cumprod(1 - betas)
        self.table = np.sqrt((1 - kept) / kept)

    def words(self, prompt):
        ids = np.array([text.encode(prompt, self.vocab, self.ranks)], np.int64)
        pooled, states = self.text.run(["text_embeds", "hidden_states.1"], {"input_ids": ids})
        return pooled, states

    def encode(self, picture):
        x = picture.transpose(2, 0, 1)[None].astype(np.float32) / 127.5 - 1
        mean = self.encoder.run(None, {"sample": x})[0]
        return x, mean[:, :mean.shape[1] // 2] * self.scaling

    def refine(self, picture, prompt="", negative="", seed=0, **settings):
        get = lambda key: settings.get(key, self.info["default_" + key])
        steps, strength, guidance = get("steps"), get("strength"), get("guidance")
        scores = [get("negative_aesthetic_score"), get("aesthetic_score")]
        height, width = picture.shape[:2]
        x, own = self.encode(picture)
        timesteps = np.round(np.arange(1000, 0, -1000 / steps)) - 1  # trailing
        sigmas = np.append(np.interp(timesteps, np.arange(1000), self.table), 0).astype(np.float32)
        begin = steps - min(int(steps * strength), steps)
        noise_ = np.random.default_rng(seed).standard_normal(own.shape, dtype=np.float32)
        latents = own + noise_ * sigmas[begin]
        guided = guidance > 1
        pooled, states = self.words(prompt)
        if guided:
            other, other_states = self.words(negative)
            pooled, states = np.concatenate([other, pooled]), np.concatenate([other_states, states])
        else:
            scores = scores[1:]
        ids = np.array([[height, width, 0, 0, s] for s in scores], np.float32)
        for i in range(begin, steps):
            scaled = latents / np.sqrt(sigmas[i] ** 2 + 1)
            sample = np.repeat(np.concatenate([scaled, own], 1), len(scores), 0)
            epsilon = self.unet.run(None, {"sample": sample.astype(np.float32), "timestep": np.array(timesteps[i], np.float32),
                                           "encoder_hidden_states": states, "text_embeds": pooled, "time_ids": ids})[0]
            if guided:
                epsilon = epsilon[:1] + guidance * (epsilon[1:] - epsilon[:1])
            latents = latents + epsilon * (sigmas[i + 1] - sigmas[i])
        y = self.decode(latents, x, strength)
        return clip8((y[0].transpose(1, 2, 0) + 1) * 127.5)

    def decode(self, latents, x, strength):
        return self.decoder.run(None, {"latent_sample": latents / self.scaling, "image": x,
                                       "strength": np.array(strength, np.float32)})[0]

    def autoencode(self, picture):
        """What the latents alone hold: they are decoded beside a grey picture, which has nothing to add."""
        x, own = self.encode(picture)
        y = self.decode(own, np.zeros_like(x), 1)
        return clip8((y[0].transpose(1, 2, 0) + 1) * 127.5)


def pictures_of(folder):
    """Square photos as they are."""
    return [(path.stem, np.asarray(Image.open(path).convert("RGB"))) for path in sorted(folder.glob("*.jpg"))]


def photos(work, count, side=512, only="erase"):
    """Crisp crops: held-out photos with the short side at 640 pixels, cut in the middle."""
    out = []
    for path in sorted((work / "photos" / "test").glob("*.png")):
        if only and only not in path.name:
            continue
        image = Image.open(path).convert("RGB")
        scale = 640 / 512 * side / min(image.size)
        image = image.resize([round(d * scale) for d in image.size], Image.LANCZOS)
        left, top = (image.size[0] - side) // 2, (image.size[1] - side) // 2
        out.append((path.stem, np.asarray(image.crop((left, top, left + side, top + side)))))
    step = max(1, len(out) // count)
    return out[::step][:count]


def bgr(hurt):
    """Damages that JPEG takes part in see channels in OpenCV's order."""
    return lambda x, r: np.ascontiguousarray(hurt(np.ascontiguousarray(x[..., ::-1]), r)[..., ::-1])


DAMAGES = {
    "blur+noise+JPEG45": bgr(lambda x, r: jpeg(noise(blur(x, 1.0), 5, r), 45)),
    "2x low resolution": lambda x, r: low_resolution(x, 2),
    "noise 20": lambda x, r: noise(x, 20, r),
    "JPEG15": bgr(lambda x, r: jpeg(x, 15)),
}


def psnr(a, b):
    return 10 * np.log10(255 ** 2 / max(1e-6, np.mean((a.astype(np.float64) - b) ** 2)))


def ssim(a, b):
    return structural_similarity(a, b, channel_axis=2, data_range=255)


def gmsd(a, b):
    """Gradient magnitude similarity deviation: a perceptual measure, lower is better (Xue et al. 2014)."""
    grey = [cv2.resize(cv2.cvtColor(p, cv2.COLOR_RGB2GRAY).astype(np.float32), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
            for p in (a, b)]
    kernel = np.array([[1, 0, -1]] * 3, np.float32) / 3
    size = [np.sqrt(cv2.filter2D(g, -1, kernel) ** 2 + cv2.filter2D(g, -1, kernel.T) ** 2) for g in grey]
    return float(np.std((2 * size[0] * size[1] + 170) / (size[0] ** 2 + size[1] ** 2 + 170)))


def opencv(x):
    """What one can do without a model."""
    return clip8(unsharp(cv2.fastNlMeansDenoisingColored(x, None, 5, 5, 7, 21).astype(np.float32), 1.2, 0.4))


def measures(x):
    f = x.astype(np.float32)
    grey = f @ np.array([0.299, 0.587, 0.114], np.float32)
    return {"luminance": grey.mean(), "red_minus_blue": (f[..., 0] - f[..., 2]).mean(),
            "saturation": (f.max(2) - f.min(2)).mean(), "standard_deviation": grey.std(),
            "laplacian_energy": float(np.mean(cv2.Laplacian(grey, cv2.CV_32F) ** 2))}


def restoration(bundle, pictures, settings, with_opencv):
    rng = np.random.default_rng(0)
    for name, hurt in DAMAGES.items():
        rows = []
        for _, clean in pictures:
            damaged = clip8(hurt(clean.astype(np.float32), rng))
            outs = [damaged, bundle.refine(damaged, **settings), bundle.autoencode(damaged)]
            if with_opencv:
                outs.append(opencv(damaged))
            rows.append([[psnr(o, clean), ssim(o, clean), gmsd(o, clean)] for o in outs])
        mean = np.mean(rows, 0)
        wins = np.mean([r[1][0] > r[0][0] for r in rows])
        cells = "  ".join(f"{label} {m[0]:.2f} {m[1]:.3f} {m[2]:.3f}" for label, m in zip(["damaged", "refined", "autoencoder", "opencv"], mean))
        print(f"{name:18s} {cells}  gain {mean[1][0] - mean[0][0]:+.2f} dB {mean[1][1] - mean[0][1]:+.3f}  better on {wins:.0%}", flush=True)


def clean_loss(bundle, pictures, settings):
    values = [psnr(bundle.refine(c, **settings), c) for _, c in pictures]
    # at a scale of 40 dB: what the refining adds to a picture that already is 40 dB from the truth
    scale = [-10 * np.log10(10 ** (-v / 10) + 10 ** -4) for v in values]
    print(f"clean photos: refined is {np.mean(values):.2f} dB from the untouched one; 40 dB would become {np.mean(scale):.2f}", flush=True)


def words(bundle, pictures, settings):
    base = [measures(bundle.refine(c, **settings)) for _, c in pictures]
    for entry in bundle.info["vocabulary"]:
        key = entry["measure"]
        start = np.mean([b[key] for b in base])
        cells = []
        for word in (entry["word"], entry["opposite"]):
            value = np.mean([measures(bundle.refine(c, word, **settings))[key] for _, c in pictures])
            cells.append(f"{word} {value:.1f} ({(value - start) / abs(start):+.0%})")
        print(f"{key:18s} {start:.1f}  " + "  ".join(cells), flush=True)
    junk = [np.abs(bundle.refine(c, "xyzzy of a warmly", **settings).astype(int) - bundle.refine(c, **settings)).max() for _, c in pictures[:2]]
    print("unknown words change at most", max(junk), "of 255")


def scores(bundle, pictures, settings):
    rng = np.random.default_rng(0)
    for score in (1, 2.5, 4, 6, 8, 10):
        energy, distance = [], []
        for i, (_, c) in enumerate(pictures):
            d = clip8(list(DAMAGES.values())[i % 2](c.astype(np.float32), rng))
            y = bundle.refine(d, **{**settings, "aesthetic_score": score})
            energy.append(measures(y)["laplacian_energy"])
            distance.append(np.sqrt(np.mean((y.astype(float) - d) ** 2)))
        print(f"score {score:4.1f}  laplacian energy {np.mean(energy):8.1f}  distance from the damaged {np.mean(distance):.2f}", flush=True)


def sheet(bundle, pictures, settings, folder):
    """A picture for each damage: damaged, refined, clean side by side, a row for each photo."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(0)
    for name, hurt in DAMAGES.items():
        rows = []
        for _, clean in pictures[:4]:
            damaged = clip8(hurt(clean.astype(np.float32), rng))
            refined = bundle.refine(damaged, **settings)
            rows.append(np.concatenate([p[128:384, 128:384] for p in (damaged, refined, clean)], 1))
        path = folder / (name.lower().replace(" ", "-").replace("+", "-") + ".jpg")
        Image.fromarray(np.concatenate(rows, 0)).save(path, quality=92, subsampling=0)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path(__file__).parent / "scratch")
    parser.add_argument("--bundle", type=Path, default=Path(__file__).parent.parent / "afterimage-mini")
    parser.add_argument("--photos", type=int, default=24)
    parser.add_argument("--folder", type=Path, help="photos to use as they are, instead of --source's")
    parser.add_argument("--write", type=Path, help="where to leave the photos, for the Java benchmark")
    parser.add_argument("--source", default="erase", help="part of the names of the held-out photos to use")
    parser.add_argument("--parts", default="restoration,clean,words,scores")
    parser.add_argument("--opencv", action="store_true")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--sheet", type=Path)
    for name in ("strength", "guidance", "aesthetic_score", "negative_aesthetic_score"):
        parser.add_argument("--" + name, type=float)
    parser.add_argument("--steps", type=int)
    args = parser.parse_args()
    cv2.setNumThreads(1)
    settings = {k: getattr(args, k) for k in ("steps", "strength", "guidance", "aesthetic_score", "negative_aesthetic_score")
                if getattr(args, k) is not None}
    bundle = Bundle(args.bundle, args.threads)
    pictures = pictures_of(args.folder) if args.folder else photos(args.work, args.photos, only=args.source)
    if args.write:
        args.write.mkdir(parents=True, exist_ok=True)
        for name, picture in pictures:
            Image.fromarray(picture).save(args.write / (name + ".png"))
    if "restoration" in args.parts:
        restoration(bundle, pictures, settings, args.opencv)
    if "clean" in args.parts:
        clean_loss(bundle, pictures, settings)
    if "words" in args.parts:
        words(bundle, pictures, settings)
    if "scores" in args.parts:
        scores(bundle, pictures, settings)
    if args.sheet:
        sheet(bundle, pictures, settings, args.sheet)


if __name__ == "__main__":
    main()
