"""Reads Qt resource files (.rcc): a small tree of names over stored streams."""
import struct


def entries(data: bytes):
    """Yields (name, bytes) for every file stored without compression."""
    magic, version, tree, blob, names = struct.unpack(">4sIIII", data[:20])
    if magic != b"qres":
        raise ValueError("not a Qt resource file")
    node_size = 22 if version >= 2 else 14

    def name(offset):
        length = struct.unpack(">H", data[names + offset:names + offset + 2])[0]
        start = names + offset + 6
        return data[start:start + 2 * length].decode("utf-16-be")

    def walk(index, path):
        at = tree + index * node_size
        name_offset, flags = struct.unpack(">IH", data[at:at + 6])
        here = path + "/" + name(name_offset) if index else ""
        if flags & 2:  # a folder
            count, first = struct.unpack(">II", data[at + 6:at + 14])
            for child in range(first, first + count):
                yield from walk(child, here)
        else:
            offset = struct.unpack(">I", data[at + 10:at + 14])[0]
            size = struct.unpack(">I", data[blob + offset:blob + offset + 4])[0]
            if not flags & 5:  # bit 0: zlib, bit 2: zstd; pictures are stored as they are
                yield here, data[blob + offset + 4:blob + offset + 4 + size]

    yield from walk(0, "")
