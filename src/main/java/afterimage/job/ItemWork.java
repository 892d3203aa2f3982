package afterimage.job;

import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.Device;
import afterimage.engine.EngineException;
import afterimage.engine.ImageEngine;
import afterimage.engine.ImageRequest;
import afterimage.engine.ImageResult;
import afterimage.engine.Mask;
import afterimage.engine.ModelRef;
import afterimage.engine.RefineListener;
import afterimage.engine.SettingsText;
import afterimage.image.DecodedPicture;
import afterimage.image.PictureException;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes what an item asks for, with the metadata that its file is to carry. */
record ItemWork(QueueItem item, String program) {

  /** A picture and what its file says of it. */
  record Made(ImageResult result, PictureMetadata metadata) {}

  Made make(ImageEngine engine, RefineListener listener, Cancellation cancellation)
      throws EngineException, CancelledException, PictureException {
    Path source = item.source();
    DecodedPicture decoded = source == null ? null : PictureReader.read(source);
    ImageResult result = engine.run(request(decoded), listener, cancellation);
    String settings = SettingsText.of(result, 0, program);
    return new Made(
        result,
        decoded == null
            ? PictureMetadata.NONE
                .withText(PictureMetadata.PARAMETERS, settings)
                .withGeneratedProvenance()
            : decoded.metadata().withText(PictureMetadata.PARAMETERS, settings).withProvenance());
  }

  private ImageRequest request(@Nullable DecodedPicture source) throws PictureException {
    return new ImageRequest(
            start(source),
            new ModelRef(item.model(), item.options()),
            item.settings(),
            Device.parse(item.device()))
        .withRefiner(item.words() == null ? null : item.words().stage());
  }

  private ImageRequest.Start start(@Nullable DecodedPicture source) throws PictureException {
    FromWords words = item.words();
    if (source == null && words != null) {
      return new ImageRequest.Start.FromNoise(words.size());
    }
    if (source == null) {
      throw new IllegalStateException("a picture comes from a file or from words");
    }
    Path shape = item.mask();
    return new ImageRequest.Start.FromPicture(
        source.picture(), shape == null ? null : new Mask(PictureReader.read(shape).picture(), 0));
  }
}
