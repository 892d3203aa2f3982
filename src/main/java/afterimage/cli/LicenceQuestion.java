package afterimage.cli;

import afterimage.catalog.AddedModels;
import afterimage.catalog.Licence;
import afterimage.catalog.ModelCard;
import afterimage.engine.EngineException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/** Asks once for each licence whether its terms are accepted, and records that they were. */
final class LicenceQuestion {
  private final CommandLineParts parts;

  LicenceQuestion(CommandLineParts parts) {
    this.parts = parts;
  }

  /**
   * Makes sure that a model may be used.
   *
   * @param accepted whether the user said so on the command line
   * @throws EngineException if it is a checkpoint whose terms were not accepted, or is damaged
   */
  void require(Path model, boolean accepted) throws EngineException {
    if (!ModelCard.isFor(model)) {
      return;
    }
    ModelCard card = ModelCard.of(model);
    if (accepted || isRecorded(card.licence())) {
      if (accepted) {
        record(card.licence());
      }
      return;
    }
    // Results go to the standard output, which may be read by a program.
    CheckpointText.card(card, parts.err());
    if (asks(card.licence(), parts.err())) {
      record(card.licence());
    } else {
      throw new EngineException(
          "The terms of " + card.licence().title() + " have not been accepted.",
          "Read them and accept them with --accept-licence, or with 'afterimage models add'.");
    }
  }

  /** A list that cannot be read holds no acceptance. */
  private boolean isRecorded(Licence licence) {
    try {
      return parts.models().added().isAccepted(licence);
    } catch (EngineException e) {
      new Messages(parts.err()).notice(e.what());
      return false;
    }
  }

  /** Where nothing can be recorded, as in a folder that is read-only, the answer holds once. */
  private void record(Licence licence) {
    try {
      AddedModels added = parts.models().added();
      if (!added.isAccepted(licence)) {
        added.accept(licence);
      }
    } catch (EngineException e) {
      new Messages(parts.err())
          .notice("You have accepted the licence for this run only: " + e.what());
    }
  }

  /** Whether a licence was accepted, is accepted on the command line, or now by an answer. */
  boolean isGranted(Licence licence, boolean accepted, PrintWriter questions)
      throws EngineException {
    AddedModels added = parts.models().added();
    if (added.isAccepted(licence)) {
      return true;
    }
    boolean granted = accepted || asks(licence, questions);
    if (granted) {
      added.accept(licence);
    }
    return granted;
  }

  /** Asks where a person can answer. */
  private boolean asks(Licence licence, PrintWriter questions) {
    if (!parts.terminal()) {
      return false;
    }
    questions.print("Do you accept the terms of " + licence.title() + "? [y/N] ");
    questions.flush();
    try {
      String answer = parts.in().readLine();
      return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    } catch (IOException e) {
      return false;
    }
  }
}
