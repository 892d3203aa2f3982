package afterimage.ui.export;

import afterimage.image.PictureFormat;
import afterimage.image.codec.Codec;
import afterimage.ui.page.Field;
import afterimage.ui.text.Texts;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.scene.layout.VBox;

/**
 * The formats that can be written: first those that always can, then those for which the system has
 * a library, once it has said so; under them what is to be installed for the others.
 */
final class FormatField extends VBox {
  private final ObjectProperty<PictureFormat> value;
  private final Pills<PictureFormat> pills;

  /**
   * @param workers where the libraries are asked
   */
  FormatField(ObjectProperty<PictureFormat> value, Executor workers) {
    this.value = value;
    pills = new Pills<>("export-format", value, PictureFormat::toString);
    List<PictureFormat> all =
        Arrays.stream(PictureFormat.values()).filter(PictureFormat::isEverWritable).toList();
    // The one that was used last is not taken away from under the user before it is known.
    pills.offer(all.stream().filter(one -> one.codec() == null || one == value.get()).toList());
    getChildren().add(new Field("export.format", pills, ""));
    workers.execute(
        () -> {
          List<PictureFormat> here = all.stream().filter(PictureFormat::isWritable).toList();
          Platform.runLater(() -> answered(all, here));
        });
  }

  private void answered(List<PictureFormat> all, List<PictureFormat> here) {
    if (!here.contains(value.get())) {
      value.set(PictureFormat.PNG);
    }
    pills.offer(here);
    for (PictureFormat format : all) {
      Codec codec = format.codec();
      if (codec != null && !here.contains(format)) {
        String needed =
            Texts.of(
                "export.format.missing",
                format,
                codec.title(),
                codec.encoderPackage(),
                codec.brewPackage());
        getChildren().add(Field.help(needed));
      }
    }
  }
}
