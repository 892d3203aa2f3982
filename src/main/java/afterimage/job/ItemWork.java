package afterimage.job;

import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.Device;
import afterimage.engine.EngineException;
import afterimage.engine.ImageEngine;
import afterimage.engine.ImageRequest;
import afterimage.engine.ImageRequest.Start;
import afterimage.engine.ImageResult;
import afterimage.engine.Mask;
import afterimage.engine.PixelSize;
import afterimage.engine.RefineListener;
import afterimage.engine.RefinerStage;
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

  /** What the engine is given, and what the source's file says of it. */
  private record Begun(Start start, @Nullable RefinerStage refiner, PictureMetadata source) {}

  Made make(ImageEngine engine, RefineListener listener, Cancellation cancellation)
      throws EngineException, CancelledException, PictureException {
    Begun begun = begin();
    ImageRequest request =
        new ImageRequest(begun.start, item.model(), item.settings(), Device.parse(item.device()))
            .withRefiner(begun.refiner);
    ImageResult result = engine.run(request, listener, cancellation);
    return new Made(result, result.metadata(0, begun.source, program));
  }

  private Begun begin() throws PictureException {
    return switch (item.origin()) {
      case Origin.FromPicture(Path source, Path mask) -> {
        DecodedPicture decoded = PictureReader.read(source);
        Start start = new Start.FromPicture(decoded.picture(), mask == null ? null : mask(mask));
        yield new Begun(start, null, decoded.metadata());
      }
      case Origin.TextToImage(PixelSize size, RefinerStage refiner) ->
          new Begun(new Start.FromNoise(size), refiner, PictureMetadata.NONE);
    };
  }

  private static Mask mask(Path file) throws PictureException {
    return new Mask(PictureReader.read(file).picture(), 0);
  }
}
