"""Takes out of a graph what graphics cards would leave to the processor; its results stay the same, to the last bit.

    python settle.py MODEL.onnx…        rewrites the files
"""
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

FEW = 64  # numbers; more are weights


def settle(model):
    """Computes whole numbers that are always the same, and repeats a number instead of filling a tensor with it.

    ONNX Runtime does the former only where a shape has no free side at all. It has no ConstantOfShape for WebGPU, so that what it
    fills on the processor would be copied; Expand it has.
    """
    graph = model.graph
    sides = {}
    for value in onnx.shape_inference.infer_shapes(model).graph.value_info:
        if value.type.tensor_type.HasField("shape"):
            sides[value.name] = [d.dim_value if d.HasField("dim_value") else None for d in value.type.tensor_type.shape.dim]
    known, shapes, nodes = {}, {}, []
    for weight in graph.initializer:
        if weight.data_type == TensorProto.INT64 and np.prod(weight.dims) <= FEW:
            known[weight.name] = numpy_helper.to_array(weight)
    for node in graph.node:
        if node.op_type == "Shape" and not node.attribute and node.input[0] in sides:
            shapes[node.output[0]] = sides[node.input[0]]
        value = computed(node, known, shapes)
        if value is not None:
            known[node.output[0]] = value
            node = constant(node.output[0], value)
        elif node.op_type == "ConstantOfShape":
            fill = node.attribute[0].t if node.attribute else numpy_helper.from_array(np.zeros(1, np.float32))
            if fill.data_type in (TensorProto.FLOAT, TensorProto.FLOAT16):
                one = node.output[0] + "_value"
                nodes.append(constant(one, numpy_helper.to_array(fill)))
                node = helper.make_node("Expand", [one, node.input[0]], node.output, node.name)
        nodes.append(node)
    used = {output.name for output in graph.output}
    kept = []
    for node in reversed(nodes):
        if used.intersection(node.output):
            used.update(node.input)
            kept.append(node)
    del graph.node[:]
    graph.node.extend(reversed(kept))
    onnx.checker.check_model(model)


def computed(node, known, shapes):
    """A node's whole numbers if they are always the same, else None."""
    if node.op_type == "Constant":
        value = numpy_helper.to_array(node.attribute[0].t)
        return value if value.dtype == np.int64 and value.size <= FEW else None
    if node.op_type == "Shape":
        shape = shapes.get(node.output[0], [None])
        return None if None in shape else np.array(shape, np.int64)
    if node.op_type == "Gather" and node.input[0] in shapes and node.input[1] in known:
        picked = np.array(shapes[node.input[0]], object)[known[node.input[1]]]
        return None if None in np.atleast_1d(picked) else np.array(picked, np.int64)
    if not node.input or any(name and name not in known for name in node.input):
        return None
    graph = helper.make_graph([node], "one", [helper.make_tensor_value_info(n, TensorProto.INT64, known[n].shape) for n in node.input if n],
                              [helper.make_tensor_value_info(node.output[0], TensorProto.INT64, None)])
    one = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    value = ReferenceEvaluator(one).run(None, {n: known[n] for n in node.input if n})[0]
    return value if value.dtype == np.int64 and value.size <= FEW else None


def constant(name, value):
    return helper.make_node("Constant", [], [name], name, value=numpy_helper.from_array(value))


def rewrite(path):
    model = onnx.load(path)
    before = len(model.graph.node)
    settle(model)
    onnx.save(model, path)
    print(f"{path}: {before} nodes before, {len(model.graph.node)} now")


if __name__ == "__main__":
    for given in sys.argv[1:]:
        rewrite(given)
