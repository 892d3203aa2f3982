package afterimage.cli;

import afterimage.catalog.ModelCatalog;
import afterimage.catalog.download.ModelSource;
import afterimage.engine.ImageEngine;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Supplier;

/**
 * What the command line is made of.
 *
 * @param version the program's
 * @param engines makes the engine, at most once a command and only where one is needed
 * @param catalog tells where models are, only where one is needed
 * @param device tells what {@code --device} is if absent
 * @param available has the models that can be downloaded, only where one is asked for
 * @param streams where it reads and writes
 */
public record CommandLineParts(
    String version,
    Supplier<ImageEngine> engines,
    Supplier<ModelCatalog> catalog,
    Supplier<String> device,
    Supplier<ModelSource> available,
    ConsoleStreams streams) {

  /** Without models to be had. */
  public CommandLineParts(
      String version,
      Supplier<ImageEngine> engines,
      Supplier<ModelCatalog> catalog,
      Supplier<String> device,
      ConsoleStreams streams) {
    this(version, engines, catalog, device, ModelSource::none, streams);
  }

  /** Where models are. */
  ModelCatalog models() {
    return catalog.get();
  }

  /** Where models can be had. */
  ModelSource source() {
    return available.get();
  }

  /** Answers to questions. */
  BufferedReader in() {
    return streams.in();
  }

  /** Results. */
  ConsoleWriter out() {
    return streams.out();
  }

  /** Progress, notices and errors. */
  ConsoleWriter err() {
    return streams.err();
  }

  /** The standard input, byte by byte. */
  InputStream bytesIn() {
    return streams.bytesIn();
  }

  /** The standard output, byte by byte. */
  OutputStream bytesOut() {
    return streams.bytesOut();
  }

  /** The same where results are told with everything else. */
  CommandLineParts tellingInErr() {
    return new CommandLineParts(version, engines, catalog, device, streams.tellingInErr());
  }

  /** Whether a person watches. */
  boolean terminal() {
    return streams.terminal();
  }
}
