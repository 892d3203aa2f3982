package afterimage.cli;

import afterimage.catalog.ModelCatalog;
import afterimage.engine.ImageEngine;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.util.function.Supplier;

/**
 * What the command line is made of.
 *
 * @param version the program's
 * @param engines makes the engine, at most once a command and only where one is needed
 * @param catalog tells where models are, only where one is needed
 * @param device tells what {@code --device} is if absent
 * @param in answers to questions
 * @param out results
 * @param err progress, notices and errors
 * @param terminal whether a person watches, on a screen where a line can be drawn again
 */
public record CommandLineParts(
    String version,
    Supplier<ImageEngine> engines,
    Supplier<ModelCatalog> catalog,
    Supplier<String> device,
    BufferedReader in,
    ConsoleWriter out,
    ConsoleWriter err,
    boolean terminal) {

  /** With writers that know nothing of strangers' texts. */
  public CommandLineParts(
      String version,
      Supplier<ImageEngine> engines,
      Supplier<ModelCatalog> catalog,
      Supplier<String> device,
      BufferedReader in,
      PrintWriter out,
      PrintWriter err,
      boolean terminal) {
    this(
        version,
        engines,
        catalog,
        device,
        in,
        ConsoleWriter.over(out),
        ConsoleWriter.over(err),
        terminal);
  }

  /** Where models are. */
  ModelCatalog models() {
    return catalog.get();
  }
}
