package afterimage.onnx.model;

import afterimage.checkpoint.network.TextEncoderGraph;
import afterimage.diffusion.pipeline.AddedVectors;
import afterimage.diffusion.pipeline.TextEncoder;
import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import afterimage.onnx.runtime.OnnxSession;
import afterimage.onnx.runtime.RequiredOutput;
import afterimage.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A CLIP text tower exported by Optimum, with every hidden state as an output, or compiled by us,
 * which takes vectors in the place of tokens, too.
 */
public final class OnnxTextEncoder implements TextEncoder {
  private static final String HIDDEN = "hidden_states.";

  private final OnnxSession session;
  private final String input;
  private final boolean takesVectors;
  private final int states;
  private final String last;
  private final boolean projects;

  /**
   * @throws EngineException if the graph has no hidden states, or takes more than token ids
   */
  public OnnxTextEncoder(OnnxSession session) throws EngineException {
    this.session = session;
    List<String> outputs = session.outputNames();
    states = (int) outputs.stream().filter(name -> name.startsWith(HIDDEN)).count();
    this.last = "last_hidden_state";
    List<String> ids = new ArrayList<>(session.inputNames());
    takesVectors = ids.removeAll(List.of(TextEncoderGraph.KEPT, TextEncoderGraph.ADDED));
    if (ids.size() != 1 || states < 2 || !outputs.contains(hidden(0)) || !outputs.contains(last)) {
      throw new EngineException(
          Messages.of("onnx.textEncoder", session.network(), session.inputNames(), outputs),
          Messages.of("onnx.textEncoder.remedy"));
    }
    this.input = ids.getFirst();
    this.projects = outputs.contains("text_embeds");
  }

  /** The penultimate hidden state's name, or that of one further from the end. */
  private String hidden(int clipSkip) {
    return HIDDEN + (states - 2 - clipSkip);
  }

  @Override
  public String name() {
    return session.network();
  }

  @Override
  public boolean takesVectors() {
    return takesVectors;
  }

  @Override
  public long width() {
    long[] shape = session.outputShape(hidden(0));
    return shape.length == 3 ? shape[2] : -1;
  }

  /** Width of the projected embedding, -1 where the graph leaves it open or has none. */
  long projection() {
    long[] shape = projects ? session.outputShape("text_embeds") : new long[0];
    return shape.length == 2 ? shape[1] : -1;
  }

  @Override
  public Output encode(int[][] ids, AddedVectors added, int clipSkip, Cancellation cancellation)
      throws EngineException, CancelledException {
    if (clipSkip > states - 2) {
      throw new EngineException(
          Messages.of("onnx.clipSkip", clipSkip, session.network(), states - 1),
          Messages.of("onnx.clipSkip.remedy", states - 2));
    }
    String penultimate = hidden(clipSkip);
    int tokens = ids[0].length;
    List<RequiredOutput> wanted = new ArrayList<>();
    wanted.add(RequiredOutput.of(penultimate, ids.length, tokens, RequiredOutput.ANY));
    wanted.add(RequiredOutput.of(last, ids.length, tokens, RequiredOutput.ANY));
    if (projects) {
      wanted.add(RequiredOutput.of("text_embeds", ids.length, RequiredOutput.ANY));
    }
    Map<String, Tensor> outputs = session.run(inputs(ids, added), wanted, cancellation);
    Tensor hidden = outputs.get(penultimate);
    Tensor lastHidden = outputs.get(last);
    if (hidden == null || lastHidden == null || !hidden.isFinite()) {
      throw new EngineException(
          Messages.of("diffusion.notNumbers", session.network()),
          Messages.of("onnx.notNumbers.remedy"));
    }
    return new Output(hidden, lastHidden, outputs.get("text_embeds"));
  }

  /** Where a vector stands, the token is any that is not the end of the text. */
  private Map<String, Tensor> inputs(int[][] ids, AddedVectors added) {
    int tokens = ids[0].length;
    // Ids are small whole numbers, which floats hold exactly; the session converts them.
    Tensor batch = Tensor.zeros(ids.length, tokens);
    Tensor kept = Tensor.zeros(ids.length, tokens, 1);
    int width = takesVectors ? (int) width() : 0;
    Tensor vectors = Tensor.zeros(ids.length, tokens, width);
    for (int i = 0; i < ids.length; i++) {
      for (int j = 0; j < tokens; j++) {
        int at = i * tokens + j;
        boolean own = !added.has(ids[i][j]);
        batch.data()[at] = own ? ids[i][j] : 0;
        kept.data()[at] = own ? 1 : 0;
        if (!own) {
          float[] vector = added.of(ids[i][j]);
          if (vector.length != width) {
            throw new IllegalArgumentException("a vector of another width than the encoder's");
          }
          System.arraycopy(vector, 0, vectors.data(), at * width, width);
        }
      }
    }
    return takesVectors
        ? Map.of(input, batch, TextEncoderGraph.KEPT, kept, TextEncoderGraph.ADDED, vectors)
        : Map.of(input, batch);
  }
}
