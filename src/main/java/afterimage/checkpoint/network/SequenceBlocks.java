package afterimage.checkpoint.network;

import static afterimage.checkpoint.graph.ElementType.FLOAT;

import afterimage.checkpoint.graph.OnnxGraph;
import afterimage.checkpoint.graph.Value;
import afterimage.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Blocks over sequences, and the transformer, which takes a picture as one. */
final class SequenceBlocks {
  static final int WIDTH = 128;
  static final int CONTEXT = 96;
  private static final int HEADS = 2;
  private static final int TOKENS = 20;
  private static final int CONTEXT_TOKENS = 77;

  /** More than devices compute at once, so that they must put parts together. */
  private static final int MANY_TOKENS = 72;

  /** A width that CUDA's kernel for gated perceptrons is made for. */
  private static final int INNER = 1280;

  private static final String SEQUENCE = "sequence";
  private static final String TEXT = "text";
  private static final String OUT = "out";

  private SequenceBlocks() {}

  /** Attention of a sequence to itself, or to a text of another width. */
  static BlockGraph attention(int contextWidth) {
    boolean self = contextWidth == WIDTH;
    Map<String, Tensor> inputs = new HashMap<>();
    inputs.put(SEQUENCE, MadeUpNumbers.input(SEQUENCE, 1, MANY_TOKENS, WIDTH));
    if (!self) {
      inputs.put(TEXT, MadeUpNumbers.input(TEXT, 1, CONTEXT_TOKENS, contextWidth));
    }
    return new BlockGraph(
        new WeightShapes().projections("attn", WIDTH, contextWidth).all(),
        inputs,
        List.of(OUT),
        (weights, target) -> {
          OnnxGraph graph = new OnnxGraph("block");
          Layers layers = new Layers(graph, weights, 1, Additions.none(), target);
          Value x = sequence(layers, SEQUENCE, WIDTH);
          Value context = self ? x : sequence(layers, TEXT, contextWidth);
          return out(layers, layers.attention("attn", x, context, WIDTH, contextWidth, HEADS));
        });
  }

  /** Layers of attention one after the other, of a sequence to itself. */
  static BlockGraph attentions(int width, int heads, int tokens, int count) {
    WeightShapes shapes = new WeightShapes();
    for (int i = 0; i < count; i++) {
      shapes.projections("attn" + i, width, width);
    }
    return new BlockGraph(
        shapes.all(),
        Map.of(SEQUENCE, MadeUpNumbers.input(SEQUENCE, 1, tokens, width)),
        List.of(OUT),
        (weights, target) -> {
          OnnxGraph graph = new OnnxGraph("block");
          Layers layers = new Layers(graph, weights, 1, Additions.none(), target);
          Value x = sequence(layers, SEQUENCE, width);
          for (int i = 0; i < count; i++) {
            x = layers.attention("attn" + i, x, x, width, width, heads);
          }
          return out(layers, x);
        });
  }

  static BlockGraph feedForward() {
    return new BlockGraph(
        new WeightShapes()
            .linear("ff.net.0.proj", WIDTH, 2 * INNER)
            .linear("ff.net.2", INNER, WIDTH)
            .norm("norm", WIDTH)
            .all(),
        Map.of(SEQUENCE, MadeUpNumbers.input(SEQUENCE, 2, TOKENS, WIDTH)),
        List.of(OUT),
        (weights, target) -> {
          OnnxGraph graph = new OnnxGraph("block");
          Layers layers = new Layers(graph, weights, 1, Additions.none(), target);
          Value x = sequence(layers, SEQUENCE, WIDTH);
          x = layers.geglu("ff.net.0.proj", x, WIDTH, INNER);
          x = layers.linear("ff.net.2", x, INNER, WIDTH);
          return out(layers, layers.layerNorm("norm", x, WIDTH, 1e-5));
        });
  }

  static BlockGraph transformer() {
    int channels = WIDTH;
    Map<String, Tensor> inputs =
        new HashMap<>(PictureBlocks.picture(channels, PictureBlocks.HEIGHT, PictureBlocks.WIDTH));
    inputs.put(TEXT, MadeUpNumbers.input(TEXT, 1, CONTEXT_TOKENS, CONTEXT));
    return new BlockGraph(
        new WeightShapes().transformer("attentions", channels, 2, CONTEXT, INNER).all(),
        inputs,
        List.of(OUT),
        (weights, target) -> {
          OnnxGraph graph = new OnnxGraph("block");
          Layers layers =
              new Layers(graph, weights, PictureBlocks.GROUPS, Additions.none(), target);
          String size = Integer.toString(channels);
          Value picture =
              layers.picture(
                  "picture", graph.input("picture", FLOAT, "batch", size, "height", "width"));
          Transformer transformer =
              new Transformer(layers, sequence(layers, TEXT, CONTEXT), CONTEXT);
          Value x = transformer.build("attentions", picture, channels, 2, HEADS);
          x = layers.pictureOut(OUT, x);
          graph.output(x, OUT, FLOAT, "batch", size, "height", "width");
          return graph;
        });
  }

  /** As the UNet embeds its timestep. */
  static BlockGraph timeEmbedding() {
    return new BlockGraph(
        new WeightShapes().linear("linear_1", 64, WIDTH).linear("linear_2", WIDTH, WIDTH).all(),
        Map.of("timestep", new Tensor(new int[] {3, 1}, new float[] {1, 421, 999})),
        List.of(OUT),
        (weights, target) -> {
          OnnxGraph graph = new OnnxGraph("block");
          Layers layers = new Layers(graph, weights, 1, Additions.none(), target);
          Value time = graph.input("timestep", FLOAT, "batch", "1");
          Value x = layers.inside("time", TimeEmbedding.build(graph, "time", time, 64));
          x = layers.silu("silu", layers.linear("linear_1", x, 64, WIDTH));
          x = layers.outside(OUT, layers.linear("linear_2", x, WIDTH, WIDTH));
          graph.output(x, OUT, FLOAT, "batch", Integer.toString(WIDTH));
          return graph;
        });
  }

  private static Value sequence(Layers layers, String name, int width) {
    Value input = layers.graph().input(name, FLOAT, "batch", name + "_tokens", "" + width);
    return layers.inside(name, input);
  }

  private static OnnxGraph out(Layers layers, Value x) {
    layers.graph().output(layers.outside(OUT, x), OUT, FLOAT, "batch", "tokens", "width");
    return layers.graph();
  }
}
