"""Measures a refiner of real size: this program's steps and the same UNet's in PyTorch, in one run.

    python real_size.py AFTERIMAGE CHECKPOINT PICTURE WORK [torch full mapped int8 ...]

AFTERIMAGE is the launcher (target/afterimage/bin/afterimage), CHECKPOINT what RealSizeCheckpoint wrote (or the
published file), WORK a folder for results and the cache. Each mode prints a line of JSON: seconds on the clock
and of processor time a step, peak memory, load average. Both sides take a batch of two (with and without the
prompt) at the picture's size / 8. Needs torch; nothing of diffusers: the UNet below is written in torch's
functions over the checkpoint's own keys, as the original (SGM) describes it.
"""

import json
import os
import resource
import struct
import subprocess
import sys
import time
from pathlib import Path

STEPS = 2
HEAD = 64


def load_average():
    return [round(load, 1) for load in os.getloadavg()]


def torch_steps(checkpoint):
    import torch
    import torch.nn.functional as F

    torch.set_num_threads(os.cpu_count())
    begin = time.time()
    with open(checkpoint, "rb") as file:
        length = struct.unpack("<Q", file.read(8))[0]
        header = json.loads(file.read(length))
        w = {}
        prefix = "model.diffusion_model."
        for key, entry in header.items():
            if key.startswith(prefix):
                first, last = entry["data_offsets"]
                file.seek(8 + length + first)
                raw = bytearray(file.read(last - first))
                w[key[len(prefix) :]] = torch.frombuffer(raw, dtype=torch.float16).reshape(entry["shape"]).float()
    loading = time.time() - begin

    def linear(name, x):
        return F.linear(x, w[name + ".weight"].flatten(1), w.get(name + ".bias"))

    def conv(name, x, **more):
        return F.conv2d(x, w[name + ".weight"], w[name + ".bias"], **more)

    def norm(name, x, eps):
        return F.group_norm(x, 32, w[name + ".weight"], w[name + ".bias"], eps)

    def resnet(name, x, emb):
        h = conv(name + ".in_layers.2", F.silu(norm(name + ".in_layers.0", x, 1e-5)), padding=1)
        h = h + linear(name + ".emb_layers.1", F.silu(emb))[:, :, None, None]
        h = conv(name + ".out_layers.3", F.silu(norm(name + ".out_layers.0", h, 1e-5)), padding=1)
        return h + (conv(name + ".skip_connection", x) if name + ".skip_connection.weight" in w else x)

    def attention(name, x, context):
        def split(y):
            return y.unflatten(-1, (-1, HEAD)).transpose(1, 2)

        q, k, v = (split(linear(name + part, y)) for part, y in ((".to_q", x), (".to_k", context), (".to_v", context)))
        y = F.scaled_dot_product_attention(q, k, v).transpose(1, 2).flatten(2)
        return linear(name + ".to_out.0", y)

    def layer_norm(name, x):
        return F.layer_norm(x, x.shape[-1:], w[name + ".weight"], w[name + ".bias"])

    def transformer(name, x, context):
        h = norm(name + ".norm", x, 1e-6).flatten(2).transpose(1, 2)
        h = linear(name + ".proj_in", h)
        depth = 0
        while f"{name}.transformer_blocks.{depth}.norm1.weight" in w:
            block = f"{name}.transformer_blocks.{depth}"
            n = layer_norm(block + ".norm1", h)
            h = h + attention(block + ".attn1", n, n)
            h = h + attention(block + ".attn2", layer_norm(block + ".norm2", h), context)
            kept, gate = linear(block + ".ff.net.0.proj", layer_norm(block + ".norm3", h)).chunk(2, -1)
            h = h + linear(block + ".ff.net.2", kept * F.gelu(gate))
            depth += 1
        return x + linear(name + ".proj_out", h).transpose(1, 2).reshape(x.shape)

    def block(name, x, emb, context):
        if name + ".0.op.weight" in w:
            return conv(name + ".0.op", x, stride=2, padding=1)
        if name + ".0.in_layers.0.weight" not in w:
            return conv(name + ".0", x, padding=1)
        x = resnet(name + ".0", x, emb)
        for place in (1, 2):
            part = f"{name}.{place}"
            if part + ".norm.weight" in w:
                x = transformer(part, x, context)
            elif part + ".conv.weight" in w:
                x = conv(part + ".conv", F.interpolate(x, scale_factor=2.0, mode="nearest"), padding=1)
        return x

    def unet(x, timestep, context, added):
        half = w["time_embed.0.weight"].shape[1] // 2
        angles = timestep * torch.exp(-torch.log(torch.tensor(1e4)) * torch.arange(half) / half)
        emb = torch.cat([angles.cos(), angles.sin()])[None]
        emb = linear("time_embed.2", F.silu(linear("time_embed.0", emb)))
        emb = emb + linear("label_emb.0.2", F.silu(linear("label_emb.0.0", added)))
        skips = []
        i = 0
        while any(key.startswith(f"input_blocks.{i}.") for key in w):
            x = block(f"input_blocks.{i}", x, emb, context)
            skips.append(x)
            i += 1
        x = resnet("middle_block.0", x, emb)
        x = transformer("middle_block.1", x, context)
        x = resnet("middle_block.2", x, emb)
        i = 0
        while any(key.startswith(f"output_blocks.{i}.") for key in w):
            x = block(f"output_blocks.{i}", torch.cat([x, skips.pop()], 1), emb, context)
            i += 1
        return conv("out.2", F.silu(norm("out.0", x, 1e-5)), padding=1)

    torch.manual_seed(1)
    context_width = next(t.shape[1] for key, t in w.items() if key.endswith("attn2.to_k.weight"))
    inputs = (
        torch.randn(2, 4, 64, 64),
        torch.tensor(300.0),
        torch.randn(2, 77, context_width),
        torch.randn(2, w["label_emb.0.0.weight"].shape[1]),
    )
    with torch.inference_mode():
        walls, cpus = [], []
        for _ in range(STEPS):
            wall, cpu = time.time(), time.process_time()
            out = unet(*inputs)
            walls.append(round(time.time() - wall, 1))
            cpus.append(round(time.process_time() - cpu, 1))
        assert torch.isfinite(out).all()
    return {
        "mode": f"torch {torch.__version__} eager, fp32",
        "loading_s": round(loading, 1),
        "step_s": walls,
        "step_cpu_s": cpus,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def status(pid, key):
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(key + ":"):
            return int(line.split()[1]) // 1024
    return 0


def cpu_seconds(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def our_steps(mode, launcher, checkpoint, picture, work):
    errors = work / f"{mode}.err"
    before = disk(work / "home")
    environment = dict(os.environ, AFTERIMAGE_JAVA_OPTIONS=f"-Dafterimage.home={work / 'home'}")
    command = [launcher, "refine", picture, "-o", str(work / f"{mode}.png"), "--overwrite", "--model", checkpoint]
    command += ["--weights", mode, "--steps", str(2 * STEPS), "--strength", "0.5", "--prompt", "a lighthouse"]
    command += ["--seed", "1", "--json", "--accept-licence"]
    begin = time.time()
    marks, anonymous, resident = {}, 0, 0
    with open(errors, "w") as err:
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=err, text=True)
        while process.poll() is None:
            try:
                anonymous = max(anonymous, status(process.pid, "RssAnon"))
                resident = max(resident, status(process.pid, "VmHWM"))
                text = errors.read_text()
                for mark in ("refining", "decoding"):
                    if mark in text and mark not in marks:
                        marks[mark] = (time.time() - begin, cpu_seconds(process.pid))
            except (FileNotFoundError, ProcessLookupError, IndexError):
                pass
            time.sleep(0.2)
    report = json.loads(process.stdout.read())
    unet = report["seconds"]["sessions"]["unet"]
    return {
        "mode": mode,
        "loading_s": round(report["seconds"]["loading"], 1),
        "to_first_step_s": round(marks["refining"][0], 1),
        "step_s": round(unet["seconds"] / unet["runs"], 1),
        "step_cpu_s": round((marks["decoding"][1] - marks["refining"][1]) / STEPS, 1),
        "total_s": round(time.time() - begin, 1),
        "peak_anonymous_mb": anonymous,
        "peak_resident_mb": resident,
        "disk_mb": round(disk(work / "home") - before, 1),
    }


def disk(folder):
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6 if folder.exists() else 0


def main():
    launcher, checkpoint, picture, work = sys.argv[1:5]
    work = Path(work)
    work.mkdir(parents=True, exist_ok=True)
    for mode in sys.argv[5:] or ["torch", "full", "mapped", "int8"]:
        if mode == "torch-alone":
            print(json.dumps(torch_steps(checkpoint)), flush=True)
            continue
        load = load_average()
        if mode == "torch":
            # In a process of its own, which gives its memory back.
            again = [sys.executable, __file__, launcher, checkpoint, picture, str(work), "torch-alone"]
            result = json.loads(subprocess.run(again, stdout=subprocess.PIPE, text=True, check=True).stdout)
        else:
            result = our_steps(mode, launcher, checkpoint, picture, work)
        print(json.dumps({**result, "load_before": load, "load_after": load_average()}), flush=True)


if __name__ == "__main__":
    main()
