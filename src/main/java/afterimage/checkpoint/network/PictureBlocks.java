package afterimage.checkpoint.network;

import static afterimage.checkpoint.graph.ElementType.FLOAT;

import afterimage.checkpoint.graph.OnnxGraph;
import afterimage.checkpoint.graph.Value;
import afterimage.checkpoint.weights.WeightSet;
import afterimage.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Blocks over a picture of two rows more than columns, so that none passes for the other. */
final class PictureBlocks {
  static final int GROUPS = 32;
  static final int HEIGHT = 8;
  static final int WIDTH = 6;
  private static final int CHANNELS = 64;
  private static final int EMBEDDING = 96;
  private static final double EPSILON = 1e-5;
  private static final String PICTURE = "picture";
  private static final String TIME = "time";
  private static final String OUT = "out";

  private PictureBlocks() {}

  /** What is done to a picture. */
  private interface Body {
    Value add(Layers layers, Value picture, @Nullable Value time);
  }

  static BlockGraph convolution() {
    return over(
        new WeightShapes().conv("conv1", CHANNELS, CHANNELS, 3).conv("conv2", CHANNELS, 48, 1),
        picture(CHANNELS, HEIGHT, WIDTH),
        (layers, x, _) ->
            layers.conv1("conv2", layers.conv3("conv1", x, CHANNELS, CHANNELS), CHANNELS, 48));
  }

  /** Of 9 channels, as inpainting models have, and of all remainders by three and by four. */
  static BlockGraph unalignedConvolution() {
    return over(
        new WeightShapes()
            .conv("conv1", 9, 6, 3)
            .conv("conv2", 6, 15, 1)
            .conv("conv3", 15, 10, 3)
            .conv("conv4", 10, 5, 3),
        picture(9, HEIGHT, WIDTH),
        (layers, picture, _) -> {
          Value x = layers.conv1("conv2", layers.conv3("conv1", picture, 9, 6), 6, 15);
          return layers.conv3("conv4", layers.conv3("conv3", x, 15, 10), 10, 5);
        });
  }

  /** Convolutions one after the other. */
  static BlockGraph convolutions(int channels, int side, int count) {
    WeightShapes shapes = new WeightShapes();
    for (int i = 0; i < count; i++) {
      shapes.conv("conv" + i, channels, channels, 3);
    }
    return over(
        shapes,
        picture(channels, side, side),
        (layers, picture, _) -> {
          Value x = picture;
          for (int i = 0; i < count; i++) {
            x = layers.conv3("conv" + i, x, channels, channels);
          }
          return x;
        });
  }

  static BlockGraph groupNorm() {
    return over(
        new WeightShapes().norm("norm1", CHANNELS).norm("norm2", CHANNELS),
        picture(CHANNELS, HEIGHT, WIDTH),
        (layers, x, _) ->
            layers.groupNormSilu(
                "norm2", layers.groupNorm("norm1", x, CHANNELS, 1e-6), CHANNELS, EPSILON));
  }

  static BlockGraph residual() {
    long out = 2 * CHANNELS;
    return over(
        new WeightShapes()
            .resnet("first", CHANNELS, out, EMBEDDING)
            .resnet("second", out, out, EMBEDDING),
        Map.of(
            PICTURE,
            MadeUpNumbers.input(PICTURE, 1, CHANNELS, HEIGHT, WIDTH),
            TIME,
            MadeUpNumbers.input(TIME, 1, EMBEDDING)),
        (layers, x, time) -> {
          Resnet resnet = new Resnet(layers, EPSILON, time, EMBEDDING);
          return resnet.build("second", resnet.build("first", x, CHANNELS, out), out, out);
        });
  }

  /** As the UNet pads, then as the VAE does. */
  static BlockGraph downsampler() {
    return over(
        new WeightShapes().conv("unet", CHANNELS, CHANNELS, 3).conv("vae", CHANNELS, CHANNELS, 3),
        picture(CHANNELS, 2 * HEIGHT, 2 * WIDTH),
        (layers, x, _) ->
            layers.convDown("vae", layers.convDown("unet", x, CHANNELS, 1), CHANNELS, 0));
  }

  /** To twice the size less one, as a UNet must where a side was odd, then to twice the size. */
  static BlockGraph upsampler() {
    int few = 16;
    return over(
        new WeightShapes().conv("unet", few, few, 3).conv("vae", few, few, 3),
        picture(few, HEIGHT / 2, WIDTH / 2),
        (layers, x, _) -> {
          Value larger = layers.graph().integers(HEIGHT - 1, WIDTH - 1);
          Value h = layers.conv3("unet", layers.resize("unet", x, larger), few, few);
          return layers.conv3("vae", layers.doubled("vae", h), few, few);
        });
  }

  static Map<String, Tensor> picture(int channels, int height, int width) {
    return Map.of(PICTURE, MadeUpNumbers.input(PICTURE, 1, channels, height, width));
  }

  private static BlockGraph over(WeightShapes shapes, Map<String, Tensor> inputs, Body body) {
    return new BlockGraph(
        shapes.all(),
        inputs,
        List.of(OUT),
        (weights, target) -> graph(inputs, weights, target, body));
  }

  private static OnnxGraph graph(
      Map<String, Tensor> inputs, WeightSet weights, Target target, Body body) {
    OnnxGraph graph = new OnnxGraph("block");
    Layers layers = new Layers(graph, weights, GROUPS, Additions.none(), target);
    String channels = Integer.toString(value(inputs, PICTURE).dim(1));
    Value picture =
        layers.picture(PICTURE, graph.input(PICTURE, FLOAT, "batch", channels, "height", "width"));
    Value time = null;
    if (inputs.containsKey(TIME)) {
      String width = Integer.toString(value(inputs, TIME).dim(1));
      time = layers.inside(TIME, graph.input(TIME, FLOAT, "batch", width));
    }
    Value out = layers.pictureOut(OUT, body.add(layers, picture, time));
    graph.output(out, OUT, FLOAT, "batch", "channels", "out_height", "out_width");
    return graph;
  }

  private static Tensor value(Map<String, Tensor> inputs, String name) {
    return java.util.Objects.requireNonNull(inputs.get(name), name);
  }
}
