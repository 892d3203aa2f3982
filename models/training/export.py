"""Writes the bundle: ONNX graphs, tokenizer, configurations, descriptor. Checks every graph against torch.

    python export.py --work models/training/scratch --out models/afterimage-mini [--defaults defaults.json]
"""
import argparse
import json
import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
from onnx import TensorProto, helper, numpy_helper
import torch.nn.functional as F
from torch import nn

import nets
import settle
import text
import vocabulary
from train_autoencoder import Autoencoder
from restorer import Restorer

VERSION = "0.3.0"
SIZE_MULTIPLE = 32  # the patch of 8 and the UNet's two halvings
SCALING = 1.0  # the latents' standard deviation is about 1 by construction
DEFAULTS = {"default_steps": 8, "default_strength": 0.5, "default_guidance": 1.0,
            "default_aesthetic_score": 6.0, "default_negative_aesthetic_score": 2.5}


LEAST = 0.009  # change (rms) of which half is kept: 1.1 of 255 levels
EMPHASIS = 1.2  # of words: training had left contrast and saturation a little timid


class VaeEncoder(nn.Module):
    """The posterior is a point: a log variance of -30 makes its sample its mean.

    One more channel than the autoencoder's is the dose: how much the decoder shall restore, 0 in a picture's own latents.
    """

    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder

    def forward(self, sample):
        mean = self.encoder(sample)
        mean = torch.cat([mean, torch.zeros_like(mean[:, :1])], 1)
        return torch.cat([mean, torch.full_like(mean, -30.0)], 1)


class DosedUNet(nn.Module):
    """The UNet with the dose beside its latents: from 0 for the aesthetic score 1, which keeps the damage, to 1 for 6 and more.

    Unasked, by words or by a score above 6, it leaves the latents as they are: what it had learnt to restore there was 1 % of
    the damage, and what it got wrong cost a good picture more.
    """

    def __init__(self, unet):
        super().__init__()
        self.unet = unet

    def forward(self, sample, timestep, encoder_hidden_states, text_embeds, time_ids):
        c = nets.CHANNELS
        sigma = self.unet.sigma(timestep)
        score = time_ids[:, 4]
        noisy = sample[:, :c + 1] * (sigma * sigma + 1).sqrt()[:, None, None, None]
        image = sample[:, c + 1:2 * c + 1]
        clean = self.unet.predict(noisy[:, :c], image, sigma.expand(score.shape[0]), encoder_hidden_states, text_embeds, score)
        worded = EMPHASIS * (4 * text_embeds.abs().sum(1)).clamp(0, 1)
        polished = (4 * (score - 6)).clamp(0, 1)
        clean = image + torch.maximum(worded, polished)[:, None, None, None] * (clean - image)
        dose = ((score - 1) / 5).clamp(0, 1)[:, None, None, None]
        clean = torch.cat([clean, dose + torch.zeros_like(clean[:, :1])], 1)
        return (noisy - clean) / sigma[:, None, None, None]


class VaeDecoder(nn.Module):
    """y = x + s (D(z') - D(z)) is the picture with what the UNet changed in latents; what the restorer adds to it is dosed by
    the last channel of the latents and by s, which is 1 from the default strength on. At s = 0 that is the picture itself."""

    def __init__(self, encoder, decoder, restorer):
        super().__init__()
        self.encoder, self.decoder, self.restorer = encoder, decoder, restorer

    def forward(self, latent_sample, image, strength):
        share = (strength / DEFAULTS["default_strength"]).clamp(0, 1)
        edited = image + share * (self.decoder(latent_sample[:, :nets.CHANNELS]) - self.decoder(self.encoder(image)))
        change = self.restorer(edited.clamp(-1, 1))
        # Where all around hardly anything would change, nothing does: that spares good pictures most of what is taken for damage.
        energy = F.avg_pool2d(change.square().mean(1, keepdim=True), 9, 1, 4, count_include_pad=False)
        change = change * energy / (energy + LEAST ** 2)
        dose = F.interpolate(latent_sample[:, nets.CHANNELS:].clamp(0, 1), scale_factor=float(nets.PATCH), mode="nearest")
        return edited + share * dose * change


def half_weights(path):
    """Stores large weights as fp16, each followed by a Cast: half the size; the graph still computes in fp32."""
    model = onnx.load(path)
    graph = model.graph
    casts, kept = [], []
    for weight in graph.initializer:
        if weight.data_type == TensorProto.FLOAT and np.prod(weight.dims) >= 2048:
            name = weight.name
            small = numpy_helper.from_array(numpy_helper.to_array(weight).astype(np.float16), name + "_h")
            kept.append(small)
            casts.append(helper.make_node("Cast", [name + "_h"], [name], to=TensorProto.FLOAT))
        else:
            kept.append(weight)
    del graph.initializer[:]
    graph.initializer.extend(kept)
    nodes = list(graph.node)
    del graph.node[:]
    graph.node.extend(casts + nodes)
    # exporters leave notes on where a node came from in the source: of no use here, and they name folders
    model.doc_string = ""
    for node in graph.node:
        node.doc_string = ""
        del node.metadata_props[:]
    onnx.checker.check_model(model)
    onnx.save(model, path)


def export(module, inputs, path, input_names, output_names, axes, tolerance=2e-4):
    path.parent.mkdir(parents=True, exist_ok=True)
    module = module.eval()
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(module, inputs, str(path), input_names=input_names, output_names=output_names,
                          dynamic_axes=axes, opset_version=17, dynamo=False)
    settle.rewrite(path)
    def difference():
        """Largest difference to torch, on the example's inputs."""
        session = ort.InferenceSession(str(path), providers=["CPUExecutionProvider"])
        got = session.run(None, {n: v.numpy() for n, v in zip(input_names, inputs)})
        with torch.no_grad():
            want = module(*inputs)
        want = want if isinstance(want, tuple) else (want,)
        return max(float(np.abs(g - w.numpy()).max()) for g, w in zip(got, want))
    exact = difference()
    assert exact < tolerance, f"{path}: ONNX differs from torch by {exact}"
    half_weights(path)
    print(f"{path.parent.name}: {path.stat().st_size / 1e6:.2f} MB, differs from torch by {exact:.1e}, with fp16 weights by {difference():.1e}")


def rgb_factors(work, encoder):
    """Least squares from latents to the mean colour of their 8x8 pixels, for quick previews."""
    crops = np.ascontiguousarray(np.load(work / "train.npy", mmap_mode="r")[:400, :128, :128])
    x = torch.from_numpy(crops).permute(0, 3, 1, 2).float() / 127.5 - 1
    with torch.no_grad():
        z = (encoder(x) * SCALING).permute(0, 2, 3, 1).reshape(-1, nets.CHANNELS)
    rgb = nn.functional.avg_pool2d(x, 8).permute(0, 2, 3, 1).reshape(-1, 3)
    design = torch.cat([z, torch.ones(len(z), 1)], 1)
    solution = torch.linalg.lstsq(design, rgb).solution
    return solution[:-1].tolist() + [[0.0] * 3], solution[-1].tolist()


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=2) + "\n")


def configurations(out, vocab, defaults, factors, bias):
    write(out / "model_index.json", {
        "_class_name": "StableDiffusionXLInstructPix2PixPipeline", "_diffusers_version": "0.30.3",
        "force_zeros_for_empty_prompt": False, "requires_aesthetics_score": True, "is_cosxl_edit": True,
        "scheduler": ["diffusers", "EulerDiscreteScheduler"],
        "text_encoder": [None, None], "text_encoder_2": ["transformers", "CLIPTextModelWithProjection"],
        "tokenizer": [None, None], "tokenizer_2": ["transformers", "CLIPTokenizer"],
        "unet": ["diffusers", "UNet2DConditionModel"], "vae": ["diffusers", "AutoencoderKL"]})
    write(out / "scheduler" / "scheduler_config.json", {
        "_class_name": "EulerDiscreteScheduler", "_diffusers_version": "0.30.3", "num_train_timesteps": 1000,
        "beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear", "trained_betas": None,
        "prediction_type": "epsilon", "interpolation_type": "linear", "timestep_spacing": "trailing", "steps_offset": 1,
        "use_karras_sigmas": False})
    write(out / "text_encoder_2" / "config.json", {
        "architectures": ["CLIPTextModelWithProjection"], "model_type": "clip_text_model", "vocab_size": len(vocab),
        "hidden_size": text.WIDTH, "projection_dim": text.WIDTH, "num_hidden_layers": 2, "num_attention_heads": 1,
        "intermediate_size": text.WIDTH, "hidden_act": "gelu", "layer_norm_eps": 1e-5,
        "max_position_embeddings": text.MAX_LENGTH, "bos_token_id": vocab[text.START], "eos_token_id": vocab[text.END],
        "pad_token_id": 0})
    write(out / "unet" / "config.json", {
        "_class_name": "UNet2DConditionModel", "_diffusers_version": "0.30.3", "in_channels": 2 * (nets.CHANNELS + 1),
        "out_channels": nets.CHANNELS + 1, "sample_size": 64, "cross_attention_dim": text.WIDTH,
        "addition_embed_type": "text_time", "addition_time_embed_dim": 1,
        "projection_class_embeddings_input_dim": text.WIDTH + 5, "block_out_channels": [128, 192, 256],
        "layers_per_block": 2, "act_fn": "silu"})
    for name in ("vae_encoder", "vae_decoder"):
        write(out / name / "config.json", {
            "_class_name": "AutoencoderKL", "_diffusers_version": "0.30.3", "in_channels": 3, "out_channels": 3,
            "latent_channels": nets.CHANNELS + 1, "block_out_channels": [64, 64, 64, 160], "layers_per_block": 1,
            "sample_size": 512, "scaling_factor": SCALING, "shift_factor": None, "force_upcast": False, "act_fn": "silu"})
    write(out / "afterimage.json", {
        "name": "Afterimage Mini", "version": VERSION,
        "description": "Small latent-diffusion refiner: removes blur, noise, low resolution and JPEG blocks, "
                       "polishes, and follows words for brightness, warmth, saturation, contrast and sharpness.",
        "license": "Apache-2.0", **defaults, "size_multiple": SIZE_MULTIPLE, "cheap_decoder": True,
        "latent_rgb_factors": [[round(v, 5) for v in row] for row in factors], "latent_rgb_bias": [round(v, 5) for v in bias],
        "vocabulary": [{"word": w, "synonyms": s, "opposite": o, "opposite_synonyms": t, "measure": m}
                       for w, s, o, t, m in vocabulary.AXES],
        "modifiers": vocabulary.MODIFIERS})


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path(__file__).parent / "scratch")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent.parent / "afterimage-mini")
    parser.add_argument("--defaults", type=Path, help="JSON with other default_* values")
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    auto, unet, restorer = Autoencoder().eval(), nets.UNet().eval(), Restorer().eval()
    auto.load_state_dict(torch.load(args.work / "autoencoder.pt")["ema"])
    unet.load_state_dict(torch.load(args.work / "unet.pt")["ema"])
    unet.construct_sharpness(auto.decoder)
    restorer.load_state_dict(torch.load(args.work / "restorer.pt")["ema"])
    vocab = text.write_tokenizer(args.out / "tokenizer_2")

    _, merges, ranks = text.build_tokenizer()
    ids = torch.tensor([text.encode("", vocab, ranks), text.encode("a very bright, not warm xyzzy photo", vocab, ranks)])
    export(text.TextEncoder(), (ids,), args.out / "text_encoder_2" / "model.onnx", ["input_ids"],
           ["text_embeds", "last_hidden_state", "hidden_states.0", "hidden_states.1", "hidden_states.2"],
           {"input_ids": {0: "batch", 1: "seq"}, "text_embeds": {0: "batch"},
            **{n: {0: "batch", 1: "seq"} for n in ("last_hidden_state", "hidden_states.0", "hidden_states.1", "hidden_states.2")}})
    c = nets.CHANNELS + 1
    space = {0: "batch", 2: "height", 3: "width"}
    x = torch.rand(2, 3, 96, 128) * 2 - 1
    export(VaeEncoder(auto.encoder), (x,), args.out / "vae_encoder" / "model.onnx", ["sample"], ["latent_parameters"],
           {"sample": space, "latent_parameters": space})
    z = torch.randn(2, c, 12, 16)
    export(VaeDecoder(auto.encoder, auto.decoder, restorer), (z, x, torch.tensor(0.4)), args.out / "vae_decoder" / "model.onnx",
           ["latent_sample", "image", "strength"], ["sample"], {"latent_sample": space, "image": space, "sample": space})
    export(DosedUNet(unet), (torch.randn(2, 2 * c, 12, 16), torch.tensor(499.5), torch.randn(2, text.MAX_LENGTH, text.WIDTH),
                          torch.randn(2, text.WIDTH), torch.tensor([[96.0, 128, 0, 0, 2.5], [96, 128, 0, 0, 6]])),
           args.out / "unet" / "model.onnx", ["sample", "timestep", "encoder_hidden_states", "text_embeds", "time_ids"],
           ["out_sample"], {"sample": space, "encoder_hidden_states": {0: "batch", 1: "seq"}, "text_embeds": {0: "batch"},
                            "time_ids": {0: "batch"}, "out_sample": space})
    factors, bias = rgb_factors(args.work, auto.encoder)
    defaults = dict(DEFAULTS)
    if args.defaults:
        defaults.update(json.loads(args.defaults.read_text()))
    configurations(args.out, vocab, defaults, factors, bias)
    print("bundle", sum(f.stat().st_size for f in args.out.rglob("*") if f.is_file()) // 1000, "kB")


if __name__ == "__main__":
    main()
