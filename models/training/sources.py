"""Which pictures of which Debian packages the model is trained on, and which are kept for testing."""

# (package, file or folder inside it, role, pattern of the names to take)
# role: "train" or "test" (never trained on).
SOURCES = [
    ("gcompris-qt-data", "usr/share/gcompris-qt/rcc/explore_monuments.rcc", "train", ""),
    ("gcompris-qt-data", "usr/share/gcompris-qt/rcc/explore_world_animals.rcc", "train", ""),
    ("gcompris-qt-data", "usr/share/gcompris-qt/rcc/explore_farm_animals.rcc", "train", ""),
    ("gcompris-qt-data", "usr/share/gcompris-qt/rcc/paintings.rcc", "train", ""),
    ("gcompris-qt-data", "usr/share/gcompris-qt/rcc/details.rcc", "train", ""),
    ("gcompris-qt-data", "usr/share/gcompris-qt/rcc/categorization.rcc", "train", ""),
    ("lomiri-wallpapers-16.04", "usr/share/backgrounds", "test", "_by_"),
    ("lomiri-wallpapers-20.04", "usr/share/backgrounds", "train", "_by_"),
    ("plasma-workspace-wallpapers", "usr/share/wallpapers", "train",
     "FallenLeaf|Path/|Autumn|summer_1am|EveningGlow|Grey|Kite|ColorfulCups|OneStandsOut|ColdRipple|BytheWater"),
    ("gcompris-qt-data", "usr/share/gcompris-qt/rcc/erase.rcc", "test", ""),
    ("mate-backgrounds", "usr/share/backgrounds/mate/nature", "train", ""),
]

PACKAGES = sorted({s[0] for s in SOURCES})
