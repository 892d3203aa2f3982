package afterimage.onnx;

import afterimage.diffusion.pipeline.ControlInput;
import afterimage.diffusion.pipeline.Framing;
import afterimage.engine.EngineException;
import afterimage.engine.ImageRequest;
import afterimage.engine.PixelSize;
import afterimage.engine.RefineListener;
import afterimage.image.LanczosResampling;
import afterimage.image.Picture;
import afterimage.image.PictureException;
import afterimage.image.PictureReader;
import afterimage.message.Messages;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a request gives to its model's ControlNet. */
final class ControlInputs {
  /** Of a control picture, in one direction against the other, that goes unnoticed. */
  private static final double MAX_STRETCHING = 0.03;

  private ControlInputs() {}

  /**
   * The control picture as the pipeline has it, brought to the size of what the model sees.
   *
   * @param source what the run starts from, or null for noise
   * @param framing of what the model sees
   * @param listener told if the control picture is stretched
   * @throws EngineException if it cannot be read, or there is none, and no picture to refine in its
   *     place
   */
  static ControlInput of(
      ImageRequest request,
      @Nullable SourcePicture source,
      Framing framing,
      RefineListener listener)
      throws EngineException {
    Path control = request.model().control();
    Picture given = control == null ? null : read(control);
    if (given != null) {
      tellOfStretching(given, request.start().size(), listener);
    }
    Picture seen;
    if (source != null) {
      seen = source.control(given);
    } else if (given != null) {
      seen = LanczosResampling.resize(given, framing.width(), framing.height());
    } else {
      throw new EngineException(
          Messages.of("onnx.controlPicture"), Messages.of("onnx.controlPicture.remedy"));
    }
    return new ControlInput(framing.padFromZero(seen), request.settings().advanced().control());
  }

  private static Picture read(Path file) throws EngineException {
    try {
      return PictureReader.read(file).picture();
    } catch (PictureException e) {
      throw new EngineException(e.what(), e.remedy(), e);
    }
  }

  private static void tellOfStretching(Picture picture, PixelSize size, RefineListener listener) {
    double stretching =
        (double) picture.width() * size.height() / ((double) picture.height() * size.width());
    if (Math.abs(Math.log(stretching)) > MAX_STRETCHING) {
      PixelSize own = new PixelSize(picture.width(), picture.height());
      listener.notice(Messages.of("onnx.controlStretched", own, size));
    }
  }
}
