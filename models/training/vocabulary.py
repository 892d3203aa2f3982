"""The words that the model knows, as five axes with two ends each."""

# word, synonyms, opposite, its synonyms, what is measured
AXES = [
    ("bright", ["brighter", "light", "lighter", "brighten", "luminous", "sunny"],
     "dark", ["darker", "dim", "darken", "moody", "night"], "luminance"),
    ("warm", ["warmer", "golden", "sunset", "orange", "cozy"],
     "cool", ["cooler", "cold", "colder", "blue", "icy"], "red_minus_blue"),
    ("vivid", ["vibrant", "saturated", "colorful", "colourful", "vivider"],
     "muted", ["desaturated", "pale", "faded", "pastel", "washed"], "saturation"),
    ("contrast", ["contrasty", "dramatic", "punchy", "bold"],
     "flat", ["flatter", "soft-contrast", "matte", "hazy", "foggy"], "standard_deviation"),
    ("sharp", ["sharper", "crisp", "crisper", "detailed", "sharpen"],
     "soft", ["softer", "smooth", "dreamy", "blurry", "blurred", "unsharp", "smoother"], "laplacian_energy"),
]
AXES = [(w, [s for s in a if "-" not in s], o, [s for s in b if "-" not in s], m) for w, a, o, b, m in AXES]

# a word right before a known one scales it
MODIFIERS = {"very": 1.5, "more": 1.2, "really": 1.4, "strongly": 1.5, "high": 1.2,
             "slightly": 0.5, "bit": 0.5, "little": 0.5, "subtly": 0.5,
             "less": -1.0, "not": -1.0, "no": -1.0, "low": -1.0, "without": -1.0}


def values():
    """word -> (axis, +1 or -1)"""
    table = {}
    for axis, (word, synonyms, opposite, others, _) in enumerate(AXES):
        for w in [word] + synonyms:
            table[w] = (axis, 1.0)
        for w in [opposite] + others:
            table[w] = (axis, -1.0)
    return table
