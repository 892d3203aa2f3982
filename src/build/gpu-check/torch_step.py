"""A guided step of SDXL's refiner UNet in torch, random weights in 16 bits: torch_step.py eager|compile SIDE STEPS."""
import sys
import time

import torch

mode, side, steps = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
try:
    from diffusers import UNet2DConditionModel
except ImportError:
    sys.exit("torch %s: diffusers is not there" % torch.__version__)
device = "cuda" if torch.cuda.is_available() else "cpu"
with torch.device(device):
    torch.set_default_dtype(torch.float16)
    unet = UNet2DConditionModel(
        sample_size=128,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        block_out_channels=(384, 768, 1536, 1536),
        transformer_layers_per_block=4,
        attention_head_dim=(6, 12, 24, 24),
        cross_attention_dim=1280,
        use_linear_projection=True,
        addition_embed_type="text_time",
        addition_time_embed_dim=256,
        projection_class_embeddings_input_dim=2560,
    ).eval()
    sample = torch.zeros(2, 4, side // 8, side // 8)
    text = torch.zeros(2, 77, 1280)
    added = {"text_embeds": torch.zeros(2, 1280), "time_ids": torch.zeros(2, 5)}
if mode == "compile":
    unet = torch.compile(unet.to(memory_format=torch.channels_last), mode="max-autotune-no-cudagraphs")


def step():
    start = time.perf_counter()
    with torch.inference_mode():
        unet(sample, 500, text, added_cond_kwargs=added)
    if device == "cuda":
        torch.cuda.synchronize()
    return time.perf_counter() - start


first = step()
times = sorted(step() for _ in range(steps))
print("torch %s %s: first %.2f s, guided step at %d: median %.4f s, fastest %.4f s" % (
    torch.__version__, mode, first, side, times[steps // 2], times[0]))
