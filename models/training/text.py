"""The text side: a tokenizer in CLIP's file format, and an encoder that is constructed, not trained.

Each known word has a vector of its own (axis, sign); every other token has zeros, so that unknown words change exactly nothing.
"""
import json

import torch
from torch import nn

import vocabulary

WIDTH = 16  # of token vectors and of the pooled vector: 5 signed axes, 5 positive parts, 5 negative parts, 1 spare
LIMIT = 1.6  # "very very bright sunny" ends here
START, END = "<|startoftext|>", "<|endoftext|>"
MAX_LENGTH = 32


def byte_symbols():
    """CLIP's table: a printable character for each byte."""
    kept = list(range(ord("!"), ord("~") + 1)) + list(range(0xA1, 0xAD)) + list(range(0xAE, 0x100))
    codes = kept[:]
    for b in range(256):
        if b not in kept:
            kept.append(b)
            codes.append(256 + len(codes) - 188)
    return [chr(c) for c in codes]


def apply_merges(word, ranks):
    pieces = list(word[:-1]) + [word[-1] + "</w>"]
    while len(pieces) > 1:
        pairs = [(ranks.get((a, b), 1 << 30), i) for i, (a, b) in enumerate(zip(pieces, pieces[1:]))]
        rank, _ = min(pairs)
        if rank == 1 << 30:
            break
        merged, i = [], 0
        while i < len(pieces):
            if i + 1 < len(pieces) and ranks.get((pieces[i], pieces[i + 1])) == rank:
                merged.append(pieces[i] + pieces[i + 1])
                i += 2
            else:
                merged.append(pieces[i])
                i += 1
        pieces = merged
    return pieces


def build_tokenizer():
    """Merges are added word by word on top of what earlier words already merge, so that no word breaks another."""
    words = sorted(set(vocabulary.values()) | set(vocabulary.MODIFIERS))
    merges, ranks = [], {}
    for word in words:
        pieces = apply_merges(word, ranks)
        while len(pieces) > 1:
            pair = (pieces[0], pieces[1])
            ranks[pair] = len(merges)
            merges.append(pair)
            pieces = apply_merges(word, ranks)
    for word in words:
        assert apply_merges(word, ranks) == [word + "</w>"], word
    symbols = byte_symbols()
    tokens = symbols + [s + "</w>" for s in symbols] + ["".join(m) for m in merges] + [START, END]
    assert len(set(tokens)) == len(tokens)
    return {t: i for i, t in enumerate(tokens)}, merges, ranks


def encode(text, vocab, ranks, length=MAX_LENGTH):
    """Enough of CLIP's tokenizer for tests in here (lower case, letters only)."""
    import re
    ids = [vocab[START]]
    for word in re.findall(r"[a-z]+|[0-9]|[^\sa-z0-9]+", text.lower()):
        ids += [vocab[p] for p in apply_merges(word, ranks)]
    ids = ids[:length - 1] + [vocab[END]]
    return ids + [0] * (length - len(ids))


def write_tokenizer(folder):
    vocab, merges, _ = build_tokenizer()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocab.json").write_text(json.dumps(vocab, ensure_ascii=False) + "\n", encoding="utf-8")
    (folder / "merges.txt").write_text("#version: 0.2\n" + "".join(f"{a} {b}\n" for a, b in merges), encoding="utf-8")
    special = lambda s: {"content": s, "lstrip": False, "normalized": True, "rstrip": False, "single_word": False}
    common = {"bos_token": special(START), "eos_token": special(END), "unk_token": special(END), "pad_token": "!"}
    (folder / "special_tokens_map.json").write_text(json.dumps(common, indent=2) + "\n")
    added = {k: ({"__type": "AddedToken", **v} if isinstance(v, dict) else v) for k, v in common.items()}
    (folder / "tokenizer_config.json").write_text(json.dumps({
        "add_prefix_space": False, "clean_up_tokenization_spaces": True, "do_lower_case": True, "errors": "replace",
        "model_max_length": MAX_LENGTH, "tokenizer_class": "CLIPTokenizer", **added}, indent=2) + "\n")
    return vocab


def spread(axes):
    """[..., 5] signed values -> the 16 numbers that the UNet sees."""
    return torch.cat([axes, axes.clamp(min=0), (-axes).clamp(min=0), torch.zeros_like(axes[..., :1])], -1)


class TextEncoder(nn.Module):
    """hidden_states.0: the words; .1: scaled by the word before ("very bright"); .2: the same, normalised as the last one."""

    def __init__(self):
        super().__init__()
        vocab, _, _ = build_tokenizer()
        table = torch.zeros(len(vocab), 6)
        table[:, 5] = 1  # what a token does to the next one: nothing
        for word, (axis, sign) in vocabulary.values().items():
            table[vocab[word + "</w>"], axis] = sign
        for word, factor in vocabulary.MODIFIERS.items():
            table[vocab[word + "</w>"], 5] = factor
        self.table = nn.Embedding.from_pretrained(table)

    def forward(self, input_ids):
        rows = self.table(input_ids)
        axes, factor = rows[..., :5], rows[..., 5:]
        before = torch.cat([torch.ones_like(factor[:, :1]), factor[:, :-1]], 1)
        scaled = axes * before
        pooled = scaled.sum(1).clamp(-LIMIT, LIMIT)
        return spread(pooled), spread(scaled), spread(axes), spread(scaled), spread(scaled)
