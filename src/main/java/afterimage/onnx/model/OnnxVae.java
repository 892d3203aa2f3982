package afterimage.onnx.model;

import afterimage.diffusion.pipeline.LatentSpace;
import afterimage.diffusion.pipeline.Vae;
import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import afterimage.onnx.runtime.OnnxSession;
import afterimage.onnx.runtime.RequiredOutput;
import afterimage.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An autoencoder exported by Optimum as two graphs. A decoder with an input named {@code image}
 * sees the original picture; one that also has the scalar {@code strength} is told the run's, in
 * [0, 1].
 */
final class OnnxVae implements Vae {
  static final String IMAGE = "image";
  private static final String STRENGTH = "strength";

  private final OnnxSession encoder;
  private final OnnxSession decoder;
  private final String decoderInput;
  private final int channels;
  private final int factor;
  private final EncodingCache remembered = new EncodingCache();

  /**
   * @param latents what they are, by the configuration
   * @throws EngineException if a graph's inputs or channels don't fit
   */
  OnnxVae(OnnxSession encoder, OnnxSession decoder, LatentSpace latents) throws EngineException {
    this.encoder = encoder;
    this.decoder = decoder;
    this.channels = latents.channels();
    this.factor = latents.factor();
    List<String> latentInputs =
        decoder.inputNames().stream()
            .filter(name -> !name.equals(IMAGE) && !name.equals(STRENGTH))
            .toList();
    if (encoder.inputNames().size() != 1 || latentInputs.size() != 1) {
      throw new EngineException(
          Messages.of("onnx.vaeInputs", encoder.inputNames(), decoder.inputNames()),
          Messages.of("onnx.vaeInputs.remedy"));
    }
    this.decoderInput = latentInputs.getFirst();
    expect("vae_encoder", encoder.inputShape(encoder.inputNames().getFirst()), 3);
    expect("vae_decoder", decoder.inputShape(decoderInput), channels);
    expect("vae_encoder", encoder.outputShape(encoder.outputNames().getFirst()), 2 * channels);
    expect("vae_decoder", decoder.outputShape(decoder.outputNames().getFirst()), 3);
  }

  private static void expect(String network, long[] shape, int size) throws EngineException {
    // One that is not declared is seen when it comes out.
    if (shape.length != 0 && (shape.length != 4 || (shape[1] > 0 && shape[1] != size))) {
      throw new EngineException(
          Messages.of("onnx.vaeChannels", network, Arrays.toString(shape), size),
          Messages.of("onnx.mixed.remedy"));
    }
  }

  @Override
  public boolean decoderSeesImage() {
    return decoder.inputNames().contains(IMAGE);
  }

  @Override
  public Moments encode(Tensor images, Cancellation cancellation)
      throws EngineException, CancelledException {
    Moments known = remembered.of(images);
    if (known != null) {
      return known;
    }
    Map<String, Tensor> inputs = Map.of(encoder.inputNames().getFirst(), images);
    RequiredOutput moments =
        RequiredOutput.of(
            encoder.outputNames().getFirst(),
            images.dim(0),
            2L * channels,
            images.dim(2) / factor,
            images.dim(3) / factor);
    Tensor parameters = only(encoder, inputs, moments, cancellation);
    Moments encoded = new Moments(half(parameters, 0), half(parameters, 1));
    remembered.keep(images, encoded);
    return encoded;
  }

  @Override
  public Tensor decode(Tensor latents, @Nullable Original original, Cancellation cancellation)
      throws EngineException, CancelledException {
    Map<String, Tensor> inputs = new HashMap<>();
    inputs.put(decoderInput, latents);
    if (decoderSeesImage()) {
      if (original == null) {
        throw new EngineException(
            Messages.of("onnx.needsOriginal"), Messages.of("onnx.needsOriginal.remedy"));
      }
      inputs.put(IMAGE, original.images());
    }
    if (original != null && decoder.inputNames().contains(STRENGTH)) {
      inputs.put(STRENGTH, new Tensor(new int[0], new float[] {(float) original.strength()}));
    }
    RequiredOutput pixels =
        RequiredOutput.of(
            decoder.outputNames().getFirst(),
            latents.dim(0),
            3,
            (long) latents.dim(2) * factor,
            (long) latents.dim(3) * factor);
    return only(decoder, inputs, pixels, cancellation);
  }

  private static Tensor only(
      OnnxSession session,
      Map<String, Tensor> inputs,
      RequiredOutput output,
      Cancellation cancellation)
      throws EngineException, CancelledException {
    return session.run(inputs, List.of(output), cancellation).values().iterator().next();
  }

  /** The mean (0) or the logarithm of the variance (1) of [batch, 2 × channels, …]. */
  private Tensor half(Tensor parameters, int which) {
    int[] shape = parameters.shape().clone();
    shape[1] = channels;
    Tensor half = Tensor.zeros(shape);
    int size = half.data().length / shape[0];
    for (int item = 0; item < shape[0]; item++) {
      System.arraycopy(
          parameters.data(), (2 * item + which) * size, half.data(), item * size, size);
    }
    return half;
  }
}
