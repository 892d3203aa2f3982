package afterimage.catalog;

import java.util.List;

/**
 * A licence whose terms a user accepts once.
 *
 * @param id under which the acceptance is recorded
 * @param title its name
 * @param address where its full text is
 * @param summary what it grants and asks, a sentence each
 * @param restrictions what the model must not be used for
 */
public record Licence(
    String id, String title, String address, List<String> summary, List<String> restrictions) {

  /** The licence of Stable Diffusion XL 1.0, base and refiner, and of what derives from them. */
  public static final Licence OPEN_RAIL =
      new Licence(
          "openrail++-m",
          "CreativeML Open RAIL++-M",
          "https://huggingface.co/stabilityai/stable-diffusion-xl-refiner-1.0/blob/main/LICENSE.md",
          List.of(
              "You may use, change and pass on the model, also commercially.",
              "You answer for what you make with it; its makers claim no rights in the pictures.",
              "Whoever gets the model or one derived from it from you must be bound by the same"
                  + " restrictions of use.",
              "It comes without any warranty."),
          List.of(
              "breaking any applicable law or regulation",
              "exploiting, harming, or attempting to exploit or harm minors in any way",
              "making or spreading verifiably false information in order to harm others",
              "making or spreading personal data that can be used to harm someone",
              "defaming, disparaging or otherwise harassing others",
              "fully automated decisions that harm a person's legal rights or bind them",
              "discriminating against or harming people for their behaviour or their personal or"
                  + " predicted characteristics",
              "exploiting the vulnerabilities of a group of people for their age, or social,"
                  + " physical or mental characteristics",
              "discriminating against people for legally protected characteristics",
              "giving medical advice or interpreting medical results",
              "making or spreading information for the administration of justice, law enforcement,"
                  + " immigration or asylum processes, such as predicting that someone commits"
                  + " fraud or crime"));
}
