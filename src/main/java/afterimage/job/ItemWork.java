package afterimage.job;

import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.Device;
import afterimage.engine.EngineException;
import afterimage.engine.GenerateRequest;
import afterimage.engine.GenerateResult;
import afterimage.engine.Mask;
import afterimage.engine.RefineEngine;
import afterimage.engine.RefineListener;
import afterimage.engine.RefineRequest;
import afterimage.engine.RefineResult;
import afterimage.engine.SettingsText;
import afterimage.image.DecodedPicture;
import afterimage.image.PictureException;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import java.nio.file.Path;

/** Makes what an item asks for, with the metadata that its file is to carry. */
record ItemWork(QueueItem item, String program) {

  /** A picture and what its file says of it. */
  record Made(RefineResult result, PictureMetadata metadata) {}

  Made make(RefineEngine engine, RefineListener listener, Cancellation cancellation)
      throws EngineException, CancelledException, PictureException {
    Path source = item.source();
    FromWords words = item.words();
    return source == null && words != null
        ? generate(words, engine, listener, cancellation)
        : refine(item.picture(), engine, listener, cancellation);
  }

  private Made refine(
      Path source, RefineEngine engine, RefineListener listener, Cancellation cancellation)
      throws EngineException, CancelledException, PictureException {
    DecodedPicture decoded = PictureReader.read(source);
    Path shape = item.mask();
    RefineResult result =
        engine.refine(
            new RefineRequest(
                decoded.picture(),
                shape == null ? null : new Mask(PictureReader.read(shape).picture(), 0),
                item.model(),
                item.options(),
                item.settings(),
                device(),
                null),
            listener,
            cancellation);
    return new Made(
        result,
        decoded
            .metadata()
            .withText(PictureMetadata.PARAMETERS, SettingsText.of(result, program))
            .withProvenance());
  }

  private Made generate(
      FromWords words, RefineEngine engine, RefineListener listener, Cancellation cancellation)
      throws EngineException, CancelledException {
    GenerateResult result =
        engine.generate(
            new GenerateRequest(
                item.model(),
                item.options(),
                item.settings(),
                words.size(),
                1,
                1,
                words.stage(),
                device(),
                null),
            listener,
            cancellation);
    return new Made(
        result.single(0),
        PictureMetadata.NONE
            .withText(PictureMetadata.PARAMETERS, SettingsText.of(result, 0, program))
            .withGeneratedProvenance());
  }

  private Device device() {
    return Device.parse(item.device());
  }
}
