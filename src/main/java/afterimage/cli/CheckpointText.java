package afterimage.cli;

import afterimage.catalog.CheckpointFacts;
import afterimage.catalog.EmbeddingFacts;
import afterimage.catalog.Licence;
import afterimage.catalog.ModelCard;
import afterimage.catalog.PublishedModel;
import java.io.PrintWriter;
import java.util.Locale;

/** Checkpoints and their cards in lines for people. */
final class CheckpointText {
  private static final int KEYS_SHOWN = 10;

  private CheckpointText() {}

  /** What a checkpoint is. */
  static void facts(CheckpointFacts facts, PrintWriter out) {
    out.println(facts.path() + ": " + facts.kind());
    out.println(
        "  %s GB, %s parameters%s"
            .formatted(
                gigabytes(facts.bytes()),
                count(facts.parameters()),
                facts.runs() ? "" : "; only part of a model, which cannot run on its own"));
    for (CheckpointFacts.Network part : facts.parts()) {
      out.println(
          "  %-20s %,15d parameters  %s"
              .formatted(part.name(), part.parameters(), String.join(", ", part.types())));
    }
    if (!facts.ignored().isEmpty()) {
      out.println(
          "  not used: "
              + String.join(", ", facts.ignored().stream().limit(KEYS_SHOWN).toList())
              + (facts.ignored().size() > KEYS_SHOWN
                  ? " and " + (facts.ignored().size() - KEYS_SHOWN) + " more"
                  : ""));
    }
    if (!facts.license().isEmpty()) {
      out.println("  licence of this family: " + facts.license());
    }
  }

  /** What an embedding is. */
  static void embedding(EmbeddingFacts facts, PrintWriter out) {
    out.println(facts.path() + ": embedding (textual inversion), hash " + facts.hash());
    out.println("  called in prompts: " + facts.name());
    for (EmbeddingFacts.Vectors vectors : facts.vectors()) {
      out.println(
          "  %-20s %,d vectors of %,d numbers"
              .formatted(
                  vectors.encoder().isEmpty() ? "(any encoder)" : vectors.encoder(),
                  vectors.count(),
                  vectors.width()));
    }
  }

  /** A card with its licence's terms. */
  static void card(ModelCard card, PrintWriter out) {
    facts(card.facts(), out);
    out.println();
    out.println("Intended use: " + card.purpose());
    out.println("Limitations:");
    card.limits().forEach(limit -> out.println("  - " + limit));
    out.println("Biases: " + card.biases());
    out.println();
    licence(card.licence(), out);
  }

  /** A model that can be had, with its licence's terms. */
  static void published(PublishedModel model, PrintWriter out) {
    out.println(model.name() + ", " + ModelsAvailableCommand.size(model.bytes()));
    out.println("Intended use: " + model.purpose());
    out.println("From: " + model.repository() + ", " + model.revisionOrMain());
    out.println();
    licence(model.terms(), out);
  }

  private static void licence(Licence licence, PrintWriter out) {
    out.println("Licence: " + licence.title() + ", " + licence.address());
    out.println("Summary (the full text is binding):");
    licence.summary().forEach(line -> out.println("  - " + line));
    if (!licence.restrictions().isEmpty()) {
      out.println("The model must not be used for:");
      licence.restrictions().forEach(line -> out.println("  - " + line));
    }
    out.println();
  }

  private static String gigabytes(long bytes) {
    return String.format(Locale.ROOT, "%.2f", bytes / 1e9);
  }

  private static String count(long parameters) {
    return parameters >= 1_000_000_000
        ? String.format(Locale.ROOT, "%.2f billion", parameters / 1e9)
        : String.format(Locale.ROOT, "%.2f million", parameters / 1e6);
  }
}
