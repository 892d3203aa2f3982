"""Measures what DeepCache (Ma et al. 2023) would give: deep features of a full step are used again by shallow steps.

    python feature_cache.py --bundle models/afterimage-mini --pictures src/test/resources/pictures/held-out
    python feature_cache.py --golden src/test/resources/reference
    python feature_cache.py --bundle models/afterimage-mini --time        # on a quiet machine

Needs numpy, onnx, onnxruntime and pillow. Speed is counted in multiply-adds of the UNet, loss in dB between the final pictures of a run
with all steps in full and of one in which only every N-th is. The findings are in docs/decisions/0009-no-feature-cache.md.
"""
import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
from PIL import Image

# What a shallow step takes over. A name: that tensor. A pair: the second tensor is the first plus what is remembered.
MINI = {
    "half of level 0": ("/down0.0/Add_3_output_0", "/out0.0/Add_3_output_0"),
    "level 0": "/DepthToSpace_1_output_0",
    "levels 0 and 1": "/DepthToSpace_output_0",
}
# Inputs of the upper half's Concat nodes: DeepCache's cuts, counted in its branches.
GOLDEN = {"branch 0": "v5675", "branch 1": "v5640", "branch 2": "v5605", "branch 3 (one resnet of level 1)": "v5125"}


class Cached:
    """A UNet whose deep part can be skipped."""

    def __init__(self, path, cut, threads):
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        full, shallow = onnx.load(path), onnx.load(path)
        if isinstance(cut, tuple):
            before, after = cut
            full.graph.node.append(onnx.helper.make_node("Sub", [after, before], ["remembered"]))
            rename(shallow, after, "unused")
            shallow.graph.node.append(onnx.helper.make_node("Add", [before, "remembered"], [after]))
            self.name = "remembered"
        else:
            rename(shallow, cut, "unused")
            self.name = cut
        full.graph.output.append(onnx.helper.make_empty_tensor_value_info(self.name))
        shallow.graph.input.append(onnx.helper.make_tensor_value_info(self.name, onnx.TensorProto.FLOAT, [None] * 4))
        prune(shallow)
        self.models = full, shallow
        self.full, self.shallow = (ort.InferenceSession(m.SerializeToString(), options) for m in self.models)
        self.names = {i.name for i in self.shallow.get_inputs()}
        self.features = None

    def predict(self, inputs, whole):
        if whole:
            out, self.features = self.full.run(["out_sample", self.name], inputs)
            return out
        kept = {k: v for k, v in inputs.items() if k in self.names}
        return self.shallow.run(["out_sample"], kept | {self.name: self.features})[0]

    def cost(self, inputs):
        """Multiply-adds of a full and of a shallow step."""
        self.predict(inputs, True)
        return [multiply_adds(m, inputs | {self.name: self.features}) for m in self.models]


def rename(model, tensor, name):
    for node in model.graph.node:
        for i, output in enumerate(node.output):
            if output == tensor:
                node.output[i] = name


def prune(model):
    """Drops what the output does not need, and sorts."""
    made = {o: n for n in model.graph.node for o in n.output}
    needed, order, seen = ["out_sample"], [], set()

    def visit(name):
        node = made.get(name)
        if node is None or id(node) in seen:
            return
        seen.add(id(node))
        for i in node.input:
            visit(i)
        order.append(node)

    sys.setrecursionlimit(100_000)
    visit(needed[0])
    used = {i for n in order for i in n.input}
    kept = [onnx.NodeProto.FromString(n.SerializeToString()) for n in order]
    del model.graph.node[:]
    model.graph.node.extend(kept)
    for things in (model.graph.input, model.graph.initializer):
        for thing in [t for t in things if t.name not in used]:
            things.remove(thing)


def multiply_adds(model, inputs):
    """Of convolutions and products, from the shapes of a run."""
    model = onnx.ModelProto.FromString(model.SerializeToString())
    nodes = [n for n in model.graph.node if n.op_type in ("Conv", "MatMul", "Gemm")]
    wanted = list(dict.fromkeys(name for n in nodes for name in (*n.input[:2], n.output[0])))
    stored = {i.name: list(i.dims) for i in model.graph.initializer}
    outputs = {o.name for o in model.graph.output}
    given = {i.name for i in model.graph.input}
    asked = [w for w in wanted if w not in stored and w not in given]
    model.graph.output.extend(onnx.helper.make_empty_tensor_value_info(w) for w in asked if w not in outputs)
    options = ort.SessionOptions()
    options.log_severity_level = 3
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = ort.InferenceSession(model.SerializeToString(), options)
    values = session.run(asked, {k: v for k, v in inputs.items() if k in given})
    shapes = stored | {k: list(v.shape) for k, v in inputs.items()} | dict(zip(asked, (list(v.shape) for v in values)))
    total = 0
    for n in nodes:
        out = int(np.prod(shapes[n.output[0]]))
        if n.op_type == "Conv":
            total += out * int(np.prod(shapes[n.input[1]][1:]))
        elif n.op_type == "MatMul":
            total += out * shapes[n.input[0]][-1]
        else:
            transposed = any(a.name == "transA" and a.i for a in n.attribute)
            total += out * shapes[n.input[0]][0 if transposed else 1]
    return total


def sdxl_refiner(side):
    """Multiply-adds of the real refiner's UNet for one row, by block in the order in which they run; [(name, count)]."""
    widths, depths, context = (384, 768, 1536, 1536), (0, 4, 4, 0), 1280
    blocks = []

    def resnet(name, before, after, s):
        shortcut = before * after if before != after else 0
        blocks.append((name, s * s * (9 * before * after + 9 * after * after + shortcut)))

    def transformer(name, width, depth, s):
        n = s * s
        linear = n * (4 + 2 + 12) * width * width + 2 * 77 * context * width  # q k v o; q o; feed-forward 8 + 4; k v of the words
        attention = 2 * n * n * width + 2 * n * 77 * width
        if depth:
            blocks.append((name, depth * (linear + attention) + 2 * n * width * width))

    size = side // 8
    blocks.append(("down 0", size * size * 9 * 4 * widths[0]))
    skips, width, s = [(widths[0], "down 0")], widths[0], size
    for level, (w, depth) in enumerate(zip(widths, depths)):
        for _ in range(2):
            resnet(f"down {level}", width, w, s)
            transformer(f"down {level}", w, depth, s)
            width = w
            skips.append((w, level))
        if level < 3:
            s //= 2
            blocks.append((f"down {level} end", s * s * 9 * w * w))
            skips.append((w, level))
    resnet("middle", width, width, s)
    transformer("middle", width, 4, s)
    resnet("middle", width, width, s)
    for level in (3, 2, 1, 0):
        w, depth = widths[level], depths[level]
        for i in range(3):
            resnet(f"up {level}.{i}", width + skips.pop()[0], w, s)
            transformer(f"up {level}.{i}", w, depth, s)
            width = w
        if level:
            s *= 2
            blocks.append((f"up {level} end", s * s * 9 * w * w))
    blocks.append(("up 0", size * size * 9 * 4 * widths[0]))
    return blocks


def refiner_ratio(side):
    """What share of a step each of DeepCache's branches is."""
    blocks = sdxl_refiner(side)
    whole = sum(c for _, c in blocks)
    shares = {}
    for branch, ups in (("branch 0", ("up 0.2",)), ("branch 1", ("up 0.1", "up 0.2")), ("branch 2", ("up 0.0", "up 0.1", "up 0.2"))):
        down = [c for n, c in blocks if n == "down 0"][:len(ups)]  # conv_in and the resnets whose skips are new
        shares[branch] = (sum(down) + sum(c for n, c in blocks if n in (*ups, "up 0"))) / whole
    return whole, shares


def psnr(a, b):
    return 10 * np.log10(4 / max(1e-12, np.mean((np.clip(a, -1, 1).astype(np.float64) - np.clip(b, -1, 1)) ** 2)))


def table():
    betas = np.linspace(0.00085 ** 0.5, 0.012 ** 0.5, 1000) ** 2
    kept = np.cumprod(1 - betas)
    return np.sqrt((1 - kept) / kept)


# Every N-th step is full, and so may be the first ones and the last, whose prediction is the result.
PATTERNS = {"every 2nd": (2, 1, False), "every 3rd": (3, 1, False), "every 2nd and the last": (2, 1, True), "every 3rd and the last": (3, 1, True),
            "the first two, every 2nd and the last": (2, 2, True)}


def is_full(step, count, pattern):
    interval, first, last = pattern
    return step < first or step % interval == 0 or last and step == count - 1


def euler(unet, pattern, own, seen, conditioning, timesteps, guidance, noise):
    """Euler steps, full ones by the pattern; all of them without one."""
    sigmas = np.append(np.interp(timesteps, np.arange(1000), table()), 0).astype(np.float32)
    latents = own + noise * sigmas[0]
    for i, t in enumerate(timesteps):
        scaled = latents / np.sqrt(sigmas[i] ** 2 + 1)
        sample = scaled if seen is None else np.concatenate([scaled, seen], 1)
        rows = conditioning["time_ids"].shape[0]
        inputs = conditioning | {"sample": np.repeat(sample, rows, 0).astype(np.float32), "timestep": np.array(t, np.float32)}
        epsilon = unet.predict(inputs, pattern is None or is_full(i, len(timesteps), pattern))
        if rows == 2:
            epsilon = epsilon[:1] + guidance * (epsilon[1:] - epsilon[:1])
        latents = latents + epsilon * (sigmas[i + 1] - sigmas[i])
    return latents, inputs


def faster(costs, steps, pattern):
    whole, shallow = costs
    full = sum(is_full(i, steps, pattern) for i in range(steps))
    return steps * whole / (full * whole + (steps - full) * shallow)


class Mini:
    """The built-in model's other networks."""

    def __init__(self, bundle, threads):
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        load = lambda name: ort.InferenceSession(str(bundle / name / "model.onnx"), options)
        self.text, self.encoder, self.decoder = load("text_encoder_2"), load("vae_encoder"), load("vae_decoder")
        self.scaling = json.loads((bundle / "vae_decoder" / "config.json").read_text())["scaling_factor"]
        self.vocab = json.loads((bundle / "tokenizer_2" / "vocab.json").read_text(encoding="utf-8"))

    def words(self, prompt):
        ids = [self.vocab[w + "</w>"] for w in prompt.split()]
        end = self.vocab["<|endoftext|>"]
        ids = ([self.vocab["<|startoftext|>"], *ids, end] + [end] * 32)[:32]
        return self.text.run(["text_embeds", "hidden_states.1"], {"input_ids": np.array([ids], np.int64)})


def middle(image, side):
    left, top = (image.size[0] - side) // 2, (image.size[1] - side) // 2
    return np.asarray(image.crop((left, top, left + side, top + side)))


def built_in(args):
    model = Mini(args.bundle, args.threads)
    pictures = [middle(Image.open(p).convert("RGB"), args.side) for p in sorted(args.pictures.glob("*.jpg"))[:args.count]]
    cuts = {cut: Cached(args.bundle / "unet" / "model.onnx", tensors, args.threads) for cut, tensors in MINI.items()}
    costs, results = {}, {}
    for picture in pictures:
        x = picture.transpose(2, 0, 1)[None].astype(np.float32) / 127.5 - 1
        mean = model.encoder.run(None, {"sample": x})[0]
        own = mean[:, :mean.shape[1] // 2] * model.scaling
        noise = np.random.default_rng(0).standard_normal(own.shape, dtype=np.float32)
        for prompt, score in (("bright warm vivid", 6.0), ("", 9.0)):
            pooled, states = model.words(prompt)
            conditioning = {"encoder_hidden_states": states, "text_embeds": pooled,
                            "time_ids": np.array([[*x.shape[2:], 0, 0, score]], np.float32)}
            for steps, strength in ((8, 0.5), (20, 0.3), (20, 0.5), (30, 0.5), (30, 1.0)):
                timesteps = np.round(np.arange(1000, 0, -1000 / steps)) - 1  # trailing
                timesteps = timesteps[steps - int(steps * strength):]

                def run(unet, pattern):
                    latents, inputs = euler(unet, pattern, own, own, conditioning, timesteps, 1, noise)
                    return model.decoder.run(None, {"latent_sample": latents / model.scaling, "image": x,
                                                    "strength": np.array(strength, np.float32)})[0], inputs

                whole, inputs = run(cuts["level 0"], None)
                for cut, unet in cuts.items():
                    if cut not in costs:
                        costs[cut] = unet.cost(inputs)
                        full, shallow = costs[cut]
                        print(f"{cut}: a shallow step is {shallow / full:.0%} of a full one ({full / 1e9:.2f} G multiply-adds)")
                    for name, pattern in PATTERNS.items():
                        if pattern[1:] == (1, True) and (len(timesteps) - 1) % pattern[0] == 0:
                            continue  # the same as without
                        key = (cut, prompt or "no words", score, f"{len(timesteps)} of {steps}", name, faster(costs[cut], len(timesteps), pattern))
                        results.setdefault(key, []).append(psnr(run(unet, pattern)[0], whole))
    latents = np.zeros_like(own)
    decoder = multiply_adds(onnx.load(args.bundle / "vae_decoder" / "model.onnx"),
                            {"latent_sample": latents, "image": x, "strength": np.array(1, np.float32)})
    print(f"the decoder: {decoder / 1e9:.2f} G multiply-adds, {decoder / costs['level 0'][0]:.2f} times a full step")
    print("| what runs each time | words | score | steps | full | faster | dB, mean | dB, worst |")
    for (cut, prompt, score, steps, name, speed), values in results.items():
        print(f"| {cut} | {prompt} | {score:g} | {steps} | {name} | {speed:.2f} | {np.mean(values):.1f} | {min(values):.1f} |")


def golden(args):
    """The tiny refiner on run r1's inputs, and on its picture with the default schedule."""
    run, model = args.golden / "runs" / "r1_euler", args.golden / "onnx" / "tiny_refiner"
    load = lambda name: np.load(run / (name + ".npy"))
    decoder = ort.InferenceSession(str(model / "vae_decoder" / "model.onnx"))
    own = load("vae_encode_mean") * 0.13025
    conditioning = {"encoder_hidden_states": load("unet_encoder_hidden_states"), "text_embeds": load("unet_text_embeds"),
                    "time_ids": load("unet_time_ids").astype(np.float32)}
    conditioning = {k: v.reshape(v.shape[-2:] if k != "encoder_hidden_states" else v.shape[-3:]) for k, v in conditioning.items()}
    print("| branch | steps | full | faster | dB |")
    for branch, tensor in GOLDEN.items():
        unet = Cached(model / "unet" / "model.onnx", tensor, args.threads)
        costs = None
        for steps in (10, 50):
            timesteps = (np.arange(steps) * (1000 // steps))[::-1] + 1.0  # leading, offset 1
            timesteps = timesteps[steps - int(steps * 0.3):]
            final = {}
            for name, pattern in {"all": None, **PATTERNS}.items():
                latents, inputs = euler(unet, pattern, own, None, conditioning, timesteps, 5.0, load("noise_add"))
                final[name] = decoder.run(None, {"latent_sample": latents / 0.13025})[0]
            costs = costs or unet.cost(inputs)
            for name, pattern in PATTERNS.items():
                speed, loss = faster(costs, len(timesteps), pattern), psnr(final[name], final["all"])
                print(f"| {branch} | {len(timesteps)} of {steps} | {name} | {speed:.2f} | {loss:.1f} |")
    for side in (512, 1024):
        whole, shares = refiner_ratio(side)
        print(f"the real refiner at {side}: {2 * whole / 1e12:.2f} TFLOP a row; " + ", ".join(
            f"{b}: {s:.1%} of a step, {faster((1, s), 15, (2, 1, False)):.2f} and {faster((1, s), 15, (3, 1, False)):.2f} times as fast" for b, s in shares.items()))


def timed(args):
    """Seconds of 15 steps, median of five, in turns."""
    model = Mini(args.bundle, args.threads)
    pooled, states = model.words("bright")
    own = np.random.default_rng(0).standard_normal((1, 33, 64, 64), dtype=np.float32)
    conditioning = {"encoder_hidden_states": states, "text_embeds": pooled, "time_ids": np.array([[512, 512, 0, 0, 6]], np.float32)}
    for cut, tensors in MINI.items():
        unet = Cached(args.bundle / "unet" / "model.onnx", tensors, args.threads)
        took = {n: [] for n in (1, 2, 3)}
        for _ in range(6):
            for n in took:
                start = time.perf_counter()
                euler(unet, (n, 1, False), own, own, conditioning, np.linspace(500, 30, 15), 1, own)
                took[n].append(time.perf_counter() - start)
        median = {n: np.median(t[1:]) for n, t in took.items()}
        print(f"{cut}: {median[1]:.2f} s; " + ", ".join(f"every {n}: {median[1] / median[n]:.2f} times as fast" for n in (2, 3)))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bundle", type=Path)
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--count", type=int, default=4)
    parser.add_argument("--side", type=int, default=512, help="of the middle of each picture")
    parser.add_argument("--golden", type=Path)
    parser.add_argument("--time", action="store_true")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    if args.golden:
        golden(args)
    elif args.time:
        timed(args)
    else:
        built_in(args)


if __name__ == "__main__":
    main()
