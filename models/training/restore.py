"""Reads the weights of the exported bundle back, so that training can go on from the published model.

    python restore.py --work models/training/scratch --bundle models/afterimage-mini

Writes autoencoder.pt, unet.pt and restorer.pt as the trainers do. The published weights are fp16: a checkpoint of a run loses nothing,
this start loses what fp16 lost, which a few steps mend.
"""
import argparse
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper

import common
import nets
from restorer import Restorer
from train_autoencoder import Autoencoder


def weights(path):
    """name -> array; the exporter transposes the weights of bias-free linear layers and forgets their names."""
    graph = onnx.load(path).graph
    stored = {w.name.removesuffix("_h"): torch.from_numpy(numpy_helper.to_array(w).copy()).float() for w in graph.initializer}
    nameless = [n.input[1] for n in graph.node if n.op_type == "MatMul" and n.input[1] in stored]
    return stored, [stored.pop(n).T.contiguous() for n in nameless]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path(__file__).parent / "scratch")
    parser.add_argument("--bundle", type=Path, default=Path(__file__).parent.parent / "afterimage-mini")
    args = parser.parse_args()
    auto, unet, restorer = Autoencoder(), nets.UNet(), Restorer()
    decoder, _ = weights(args.bundle / "vae_decoder" / "model.onnx")
    stored, (key, value) = weights(args.bundle / "unet" / "model.onnx")
    stored |= {"unet.words.key.weight": key, "unet.words.value.weight": value}
    stored = {k.removeprefix("unet."): v for k, v in stored.items()}
    part = lambda name: {k.removeprefix(name): v for k, v in decoder.items() if k.startswith(name)}
    auto.encoder.load_state_dict(part("encoder."))
    auto.decoder.load_state_dict(part("decoder."))
    unet.load_state_dict({k: v for k, v in stored.items() if k in unet.state_dict()})
    restorer.load_state_dict({k: v for k, v in part("restorer.").items() if k in restorer.state_dict()})
    args.work.mkdir(parents=True, exist_ok=True)
    common.save(args.work / "autoencoder.pt", model=auto.state_dict(), ema=auto.state_dict())
    for name, model in (("unet", unet), ("restorer", restorer)):
        common.save(args.work / (name + ".pt"), model=model.state_dict(), ema=model.state_dict(), step=0)


if __name__ == "__main__":
    main()
