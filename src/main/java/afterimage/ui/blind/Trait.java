package afterimage.ui.blind;

import afterimage.engine.RefineSettings;
import afterimage.ui.text.Texts;
import java.util.Locale;
import java.util.function.Function;

/** What results differ in, and win rates are grouped by. */
@SuppressWarnings("ImmutableEnumChecker") // The functions hold nothing.
enum Trait {
  MODEL(contender -> contender.model()),
  STRENGTH(of(settings -> Texts.of("percent", Math.round(settings.strength() * 100)))),
  STEPS(of(settings -> String.valueOf(settings.steps()))),
  GUIDANCE(of(settings -> String.format(Locale.ROOT, "%.1f", settings.guidanceScale()))),
  SCHEDULER(of(settings -> settings.scheduler() == null ? "–" : settings.scheduler())),
  PROMPT(of(settings -> settings.prompt().isEmpty() ? "–" : settings.prompt()));

  private final Function<Contender, String> value;

  Trait(Function<Contender, String> value) {
    this.value = value;
  }

  /** Its value; {@value Contender#ORIGINAL} for the original. */
  String of(Contender contender) {
    return contender.settings() == null ? Contender.ORIGINAL : value.apply(contender);
  }

  private static Function<Contender, String> of(Function<RefineSettings, String> value) {
    return contender ->
        contender.settings() == null ? Contender.ORIGINAL : value.apply(contender.settings());
  }
}
