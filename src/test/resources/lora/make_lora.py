"""Writes the LoRA golden data beside this script: small LoRAs for the reference data's tiny refiner, in the
namings that are about, and what the refiner gives with them merged into its weights.

The expectation comes from the refiner's ONNX export (made by diffusers and torch), whose weights are changed
by numpy and which ONNX Runtime then runs: nothing of Afterimage takes part. Needs numpy, onnx, onnxruntime,
ml_dtypes.

    python make_lora.py
"""

import json
import struct
from pathlib import Path

import ml_dtypes
import numpy as np
import onnx
import onnxruntime
from onnx import numpy_helper

HERE = Path(__file__).resolve().parent
REFERENCE = HERE.parent / "reference"
RANDOM = np.random.default_rng(20)
TYPES = {"F32": np.float32, "F16": np.float16, "BF16": ml_dtypes.bfloat16}


def read(file):
    """All tensors of a safetensors file."""
    raw = file.read_bytes()
    length = struct.unpack("<Q", raw[:8])[0]
    tensors = {}
    for key, entry in json.loads(raw[8 : 8 + length]).items():
        if key != "__metadata__":
            begin, end = (8 + length + offset for offset in entry["data_offsets"])
            values = np.frombuffer(raw[begin:end], TYPES[entry["dtype"]])
            tensors[key] = values.reshape(entry["shape"]).astype(np.float32)
    return tensors


def write(file, tensors, dtype, metadata):
    """Writes tensors of one type."""
    header, data = {"__metadata__": metadata} if metadata else {}, b""
    for key, values in tensors.items():
        stored = np.asarray(values).astype(TYPES[dtype]).tobytes()
        header[key] = {"dtype": dtype, "shape": list(np.shape(values)), "data_offsets": [len(data), len(data) + len(stored)]}
        data += stored
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    file.write_bytes(struct.pack("<Q", len(text)) + text + data)


class Network:
    """One network of the tiny refiner: its weights, and its export to change and run."""

    def __init__(self, folder, file):
        self.weights = read(REFERENCE / "pipelines" / "tiny_refiner" / folder / file)
        self.model = onnx.load(REFERENCE / "onnx" / "tiny_refiner" / folder / "model.onnx")

    def run(self, deltas, inputs):
        model = onnx.ModelProto()
        model.CopyFrom(self.model)
        left = dict(deltas)
        for initializer in model.graph.initializer:
            values = numpy_helper.to_array(initializer)
            for layer, delta in list(left.items()):
                weight = self.weights[layer + ".weight"]
                if initializer.name.endswith(layer + ".weight") or np.array_equal(values, weight):
                    assert np.array_equal(values, weight), layer
                    changed = weight + delta.reshape(weight.shape)
                elif weight.ndim == 2 and np.array_equal(values, weight.T):
                    changed = (weight + delta.reshape(weight.shape)).T
                else:
                    continue
                initializer.CopyFrom(numpy_helper.from_array(np.ascontiguousarray(changed), initializer.name))
                del left[layer]
        assert not left, left
        session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
        return dict(zip([o.name for o in session.get_outputs()], session.run(None, inputs)))


UNET = Network("unet", "diffusion_pytorch_model.safetensors")
TEXT = Network("text_encoder_2", "model.safetensors")
BLOCK = "down_blocks.1.attentions.0.transformer_blocks.0."
LAYER = "text_model.encoder.layers.1."


def pair(network, layer, rank, dtype):
    """Two random matrices for a layer, rounded to their type, and their product."""
    shape = network.weights[layer + ".weight"].shape
    down = RANDOM.normal(size=(rank, *shape[1:])) * 0.3
    up = RANDOM.normal(size=(shape[0], rank, *([1] * (len(shape) - 2)))) * 0.3
    down, up = (m.astype(TYPES[dtype]).astype(np.float32) for m in (down, up))
    return down, up, up.reshape(shape[0], rank) @ down.reshape(rank, -1)


def lora(file, dtype, layers, keys, alpha=None, metadata=None, scale=None):
    """Writes one LoRA and returns what it adds, by network and layer."""
    tensors, unet, text = {}, {}, {}
    for layer, (stored, rank) in layers.items():
        network = TEXT if layer.startswith("text_") else UNET
        down, up, product = pair(network, layer, rank, dtype)
        if stored.startswith("lora_unet_") and down.ndim == 2 and "proj_in" in stored:
            down, up = down[:, :, None, None], up[:, :, None, None]
        tensors[stored + keys[0]], tensors[stored + keys[1]] = down, up
        if alpha:
            tensors[stored + ".alpha"] = np.float32(alpha)
        factor = (alpha / rank if alpha else 1) if scale is None else scale(rank)
        (text if network is TEXT else unet)[layer] = factor * product
    write(HERE / (file + ".safetensors"), tensors, dtype, metadata)
    return unet, text


LORAS = {
    # kohya's names over the original's layers, with convolutions (LoCon)
    "kohya_original": lora(
        "kohya_original",
        "F16",
        {
            BLOCK + "attn1.to_q": ("lora_unet_input_blocks_4_1_transformer_blocks_0_attn1_to_q", 3),
            BLOCK + "ff.net.0.proj": ("lora_unet_input_blocks_4_1_transformer_blocks_0_ff_net_0_proj", 3),
            "down_blocks.1.attentions.1.proj_in": ("lora_unet_input_blocks_5_1_proj_in", 2),
            "down_blocks.2.resnets.1.conv1": ("lora_unet_input_blocks_8_0_in_layers_2", 2),
            "down_blocks.0.downsamplers.0.conv": ("lora_unet_input_blocks_3_0_op", 2),
            "mid_block.attentions.0.transformer_blocks.0.attn2.to_k": (
                "lora_unet_middle_block_1_transformer_blocks_0_attn2_to_k",
                3,
            ),
            "mid_block.resnets.1.time_emb_proj": ("lora_unet_middle_block_2_emb_layers_1", 2),
            "up_blocks.1.resnets.2.conv_shortcut": ("lora_unet_output_blocks_5_0_skip_connection", 2),
            "up_blocks.1.upsamplers.0.conv": ("lora_unet_output_blocks_5_2_conv", 2),
            "up_blocks.0.upsamplers.0.conv": ("lora_unet_output_blocks_2_1_conv", 2),
            "time_embedding.linear_1": ("lora_unet_time_embed_0", 2),
        },
        (".lora_down.weight", ".lora_up.weight"),
        alpha=1.5,
    ),
    # kohya's names over diffusers' layers, text encoder too
    "kohya_diffusers": lora(
        "kohya_diffusers",
        "BF16",
        {
            BLOCK + "attn2.to_v": ("lora_unet_" + (BLOCK + "attn2.to_v").replace(".", "_"), 4),
            LAYER + "self_attn.q_proj": ("lora_te2_" + (LAYER + "self_attn.q_proj").replace(".", "_"), 2),
            LAYER + "mlp.fc1": ("lora_te2_" + (LAYER + "mlp.fc1").replace(".", "_"), 2),
        },
        (".lora_down.weight", ".lora_up.weight"),
        alpha=4,
    ),
    # PEFT's names as diffusers writes them, with PEFT's configuration in the metadata
    "peft": lora(
        "peft",
        "F32",
        {
            BLOCK + "attn1.to_out.0": ("unet." + BLOCK + "attn1.to_out.0", 4),
            LAYER + "self_attn.out_proj": ("text_encoder_2." + LAYER + "self_attn.out_proj", 4),
        },
        (".lora_A.weight", ".lora_B.weight"),
        metadata={
            "format": "pt",
            "lora_adapter_metadata": json.dumps(
                {
                    "unet.r": 4,
                    "unet.lora_alpha": 8,
                    "unet.use_rslora": True,
                    "unet.use_dora": False,
                    "text_encoder_2.r": 4,
                    "text_encoder_2.lora_alpha": 8,
                    "text_encoder_2.use_rslora": True,
                }
            ),
        },
        scale=lambda rank: 8 / np.sqrt(rank),
    ),
    # diffusers' older names
    "attention_processors": lora(
        "attention_processors",
        "F32",
        {BLOCK + "attn2.to_out.0": ("unet." + BLOCK + "attn2.processor.to_out", 2)},
        ("_lora.down.weight", "_lora.up.weight"),
    ),
}

RUNS = {name: {name: weight} for name, weight in zip(LORAS, (0.8, 1.0, 0.3, -0.5))}
RUNS["all"] = {"kohya_original": 0.6, "kohya_diffusers": 0.7, "peft": 0.2, "attention_processors": 0.9}
RUNS["none"] = {}


def main():
    inputs = {
        "sample": RANDOM.normal(size=(1, 4, 16, 16)),
        "timestep": np.array(300.0),
        "encoder_hidden_states": RANDOM.normal(size=(1, 77, 32)),
        "text_embeds": RANDOM.normal(size=(1, 24)),
        "time_ids": np.array([[128.0, 128, 0, 0, 6]]),
    }
    ids = RANDOM.integers(2, 900, size=(1, 77))
    ids[0, 0], ids[0, 20:] = 998, 999
    kinds = {i.name: i.type.tensor_type for i in UNET.model.graph.input}
    inputs = {
        name: (values.reshape(-1) if name == "timestep" and len(kinds[name].shape.dim) else values).astype(
            np.float32 if kinds[name].elem_type == onnx.TensorProto.FLOAT else np.int64
        )
        for name, values in inputs.items()
    }
    for name, values in inputs.items():
        np.save(HERE / (name + ".npy"), values.astype(np.float32))
    np.save(HERE / "input_ids.npy", ids)
    for run, weights in RUNS.items():
        deltas = [{}, {}]
        for name, weight in weights.items():
            for sums, parts in zip(deltas, LORAS[name]):
                for layer, delta in parts.items():
                    sums[layer] = sums.get(layer, 0) + np.float32(weight) * delta.astype(np.float32)
        np.save(HERE / f"{run}_out_sample.npy", UNET.run(deltas[0], inputs)["out_sample"])
        np.save(HERE / f"{run}_text_embeds.npy", TEXT.run(deltas[1], {"input_ids": ids})["text_embeds"])
    (HERE / "runs.json").write_text(json.dumps(RUNS, indent=1) + "\n")


if __name__ == "__main__":
    main()
