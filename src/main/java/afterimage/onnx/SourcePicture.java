package afterimage.onnx;

import afterimage.bundle.ModelBundle;
import afterimage.diffusion.pipeline.Framing;
import afterimage.diffusion.pipeline.PixelMask;
import afterimage.diffusion.pipeline.RepaintMask;
import afterimage.diffusion.pipeline.UNetInput;
import afterimage.engine.EngineException;
import afterimage.engine.ImageRequest.Start.FromPicture;
import afterimage.engine.Mask;
import afterimage.engine.MaskSettings;
import afterimage.engine.PixelArea;
import afterimage.engine.PixelSize;
import afterimage.engine.PreviewFrame;
import afterimage.image.LanczosResampling;
import afterimage.image.Picture;
import afterimage.message.Messages;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The picture that a run starts from, as it was given and as the model sees it: all of it, or the
 * part that a mask covers.
 *
 * @param given the picture
 * @param mask where it may change, or null for everywhere
 * @param area what the model sees of it
 * @param seen that area at the size at which the model sees it; the picture itself where the area
 *     is all of it, at its own size
 */
record SourcePicture(Picture given, @Nullable PixelMask mask, PixelArea area, Picture seen) {
  /**
   * The start of a run.
   *
   * @param model what sees it
   * @throws EngineException if only the masked part is to be refined and there is none
   */
  static SourcePicture of(FromPicture start, MaskSettings settings, ModelBundle model)
      throws EngineException {
    Picture given = start.picture();
    Mask mask = start.mask();
    PixelSize size = start.size();
    if (mask == null) {
      return new SourcePicture(given, null, PixelArea.of(size), given);
    }
    PixelMask pixels = PixelMask.of(mask.picture(), given.width(), given.height(), mask.blur());
    if (!settings.onlyMasked()) {
      return new SourcePicture(given, pixels, PixelArea.of(size), given);
    }
    PixelArea area =
        pixels
            .bounds()
            .orElseThrow(
                () ->
                    new EngineException(
                        Messages.of("onnx.emptyMask"), Messages.of("onnx.emptyMask.remedy")))
            .framed(settings.margin(), MaskSettings.PROPORTIONS, size);
    return new SourcePicture(given, pixels, area, cut(given, area, seenSize(area, model)));
  }

  /**
   * The size at which a model sees a part: as many pixels as the pictures that it was made for. A
   * larger part keeps its own, since the way there and back would blur it; an inpainting model,
   * which does not refine but invents, gets its own size all the same.
   */
  private static PixelSize seenSize(PixelArea area, ModelBundle model) {
    double scale = model.ownSide() / Math.sqrt((double) area.width() * area.height());
    if (scale < 1 && model.input() != UNetInput.WITH_MASK) {
      scale = 1;
    }
    return new PixelSize(
        (int) Math.max(1, Math.round(area.width() * scale)),
        (int) Math.max(1, Math.round(area.height() * scale)));
  }

  private static Picture cut(Picture given, PixelArea area, PixelSize size) {
    Picture part = given.part(area.x(), area.y(), area.width(), area.height());
    return resized(part, size.width(), size.height());
  }

  private static Picture resized(Picture picture, int width, int height) {
    return picture.width() == width && picture.height() == height
        ? picture
        : LanczosResampling.resize(picture, width, height);
  }

  /** The size at which the model sees it. */
  PixelSize size() {
    return new PixelSize(seen.width(), seen.height());
  }

  /**
   * What the model's ControlNet sees: the same part of another picture, or of this one for null.
   */
  Picture control(@Nullable Picture other) {
    if (other == null) {
      return seen;
    }
    Picture whole = resized(other, given.width(), given.height());
    return isWhole() ? whole : cut(whole, area, size());
  }

  /** The mask as the pipeline has it; null for none. */
  @Nullable RepaintMask repaint(Framing framing, int factor) {
    if (mask == null) {
      return null;
    }
    PixelMask part = isWhole() ? mask : mask.part(area, seen.width(), seen.height());
    return new RepaintMask(part.latents(framing, factor), part.hidden(framing));
  }

  private boolean isWhole() {
    return seen.equals(given);
  }

  /**
   * The given picture refined.
   *
   * @param made of what the model saw, in the same size and depth
   * @param marking what else is done to what was made, at the given picture's size
   */
  Picture refined(Picture made, UnaryOperator<Picture> marking) {
    Picture marked = marking.apply(inPlace(made));
    Picture composed = mask == null ? marked : mask.compose(given, marked);
    return composed.withGamutOf(given);
  }

  private Picture inPlace(Picture made) {
    if (isWhole()) {
      return given.hasAlpha() ? made.withAlphaOf(given) : made;
    }
    return given.withPart(resized(made, area.width(), area.height()), area.x(), area.y());
  }

  /** How frames of what the model sees become frames of the given picture. */
  UnaryOperator<PreviewFrame> previews() {
    return isWhole() || mask == null ? frame -> frame : PartPreview.of(given, mask, area)::place;
  }
}
