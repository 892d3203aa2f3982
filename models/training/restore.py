"""Reads the weights of the exported bundle back, so that training can go on from the published model.

    python restore.py --work models/training/scratch --bundle models/afterimage-mini

Writes autoencoder.pt and refiner.pt as the trainers do. The published weights are fp16: a checkpoint of a run loses nothing,
this start loses what fp16 lost, which a few steps mend.
"""
import argparse
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper

import common
from train_autoencoder import Autoencoder
from train_refiner import Refiner


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
    auto, refiner = Autoencoder(), Refiner()
    decoder, _ = weights(args.bundle / "vae_decoder" / "model.onnx")
    unet, (key, value) = weights(args.bundle / "unet" / "model.onnx")
    unet |= {"words.key.weight": key, "words.value.weight": value}
    part = lambda name: {k.removeprefix(name): v for k, v in decoder.items() if k.startswith(name)}
    auto.encoder.load_state_dict(part("encoder."))
    auto.decoder.load_state_dict(part("decoder."))
    refiner.decoder.load_state_dict(part("decoder."))
    refiner.finisher.load_state_dict(part("finisher."))
    refiner.unet.load_state_dict({k: v for k, v in unet.items() if k in refiner.unet.state_dict()})
    args.work.mkdir(parents=True, exist_ok=True)
    common.save(args.work / "autoencoder.pt", model=auto.state_dict(), ema=auto.state_dict())
    common.save(args.work / "refiner.pt", model=refiner.state_dict(), ema=refiner.state_dict(), step=0)


if __name__ == "__main__":
    main()
