package afterimage.diffusion.text;

import afterimage.engine.BreakWord;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A1111's way to weigh words: {@code (word)} by 1.1, {@code [word]} by 1/1.1, {@code (word:1.3)} by
 * 1.3, nested ones multiplied; {@code BREAK} begins a new chunk; a backslash takes a bracket's
 * meaning away. A bracket that is not closed weighs all that follows, one that was not opened is a
 * character like others, and round ones and square ones may overlap. Source: A1111's {@code
 * parse_prompt_attention}.
 *
 * <p>Unlike A1111, {@code BREAK} has its meaning inside brackets, too; there it becomes a word of
 * negative weight.
 *
 * <p>Takes time in proportion to the prompt's length, whatever it holds.
 */
public final class PromptSyntax {
  private static final double ROUND = 1.1;
  private static final double SQUARE = 1 / 1.1;

  /**
   * Weights beyond this say nothing that a model could follow; nesting could make them infinite.
   */
  private static final double MAX_WEIGHT = 100;

  /** Characters; what has more is no prompt, and nothing could hold what a model makes of it. */
  public static final int MAX_LENGTH = 1_000_000;

  private PromptSyntax() {}

  /**
   * Returns if a prompt is short enough for anything that follows.
   *
   * @throws EngineException if it has more than {@link #MAX_LENGTH} characters
   */
  public static void requireReadable(String prompt) throws EngineException {
    if (prompt.length() > MAX_LENGTH) {
      throw new EngineException(
          Messages.of("diffusion.promptLong", prompt.length(), MAX_LENGTH),
          Messages.of("diffusion.promptLong.remedy"));
    }
  }

  /** A part of a prompt. */
  public sealed interface Part {

    /**
     * Words of one weight.
     *
     * @param text not empty
     * @param weight within ±100; 1 is plain
     */
    record Words(String text, double weight) implements Part {}

    /** The end of a chunk. */
    record Break() implements Part {}
  }

  /** The parts of a prompt in order; neighbours of one weight are one part. */
  public static List<Part> parse(String prompt) {
    List<Piece> pieces = pieces(prompt);
    match(pieces, Kind.OPEN_ROUND, Kind.CLOSE_ROUND);
    match(pieces, Kind.OPEN_SQUARE, Kind.CLOSE_SQUARE);
    List<Part> parts = new ArrayList<>();
    StringBuilder words = new StringBuilder();
    double weightOfWords = 1;
    Deque<Double> round = new ArrayDeque<>(List.of(1.0));
    Deque<Double> square = new ArrayDeque<>(List.of(1.0));
    for (Piece piece : pieces) {
      if (piece.isText()) {
        double weight = limited(round.element() * square.element());
        if (weight != weightOfWords) {
          flush(words, weightOfWords, parts);
          weightOfWords = weight;
        }
        words.append(piece.text);
      } else {
        Deque<Double> weights = piece.isRound() ? round : square;
        if (piece.opens()) {
          weights.push(limited(weights.element() * piece.factor()));
        } else {
          weights.pop();
        }
      }
    }
    flush(words, weightOfWords, parts);
    return List.copyOf(parts);
  }

  private static double limited(double weight) {
    return Math.clamp(weight, -MAX_WEIGHT, MAX_WEIGHT);
  }

  private static void flush(StringBuilder words, double weight, List<Part> parts) {
    int from = 0;
    for (int at = BreakWord.next(words, 0); at >= 0; at = BreakWord.next(words, from)) {
      int end = at;
      while (end > from && PromptScanner.isSpace(words.charAt(end - 1))) {
        end--;
      }
      addWords(words.substring(from, end), weight, parts);
      parts.add(new Part.Break());
      from = PromptScanner.skipSpace(words, at + BreakWord.TEXT.length());
    }
    addWords(words.substring(from), weight, parts);
    words.setLength(0);
  }

  private static void addWords(String text, double weight, List<Part> parts) {
    if (!text.isEmpty()) {
      parts.add(new Part.Words(text, weight));
    }
  }

  /** Brackets and what lies between them. */
  private static List<Piece> pieces(String prompt) {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    PromptScanner scanner = new PromptScanner(prompt);
    while (scanner.next()) {
      Kind kind =
          switch (scanner.bracket()) {
            case '(' -> Kind.OPEN_ROUND;
            case '[' -> Kind.OPEN_SQUARE;
            case ']' -> Kind.CLOSE_SQUARE;
            case ')' -> Kind.CLOSE_ROUND;
            default -> Kind.TEXT;
          };
      if (kind == Kind.TEXT) {
        text.append(scanner.text());
        continue;
      }
      addText(text, pieces);
      Piece piece = new Piece(scanner.text(), kind);
      String weight = scanner.weight();
      piece.weight = weight == null ? null : limited(Double.parseDouble(weight));
      pieces.add(piece);
    }
    addText(text, pieces);
    return pieces;
  }

  private static void addText(StringBuilder text, List<Piece> pieces) {
    if (!text.isEmpty()) {
      pieces.add(new Piece(text.toString(), Kind.TEXT));
      text.setLength(0);
    }
  }

  /** Gives each bracket of a kind its partner, the innermost first. */
  private static void match(List<Piece> pieces, Kind opening, Kind closing) {
    Deque<Piece> open = new ArrayDeque<>();
    for (Piece piece : pieces) {
      if (piece.kind == opening) {
        open.push(piece);
      } else if (piece.kind == closing && !open.isEmpty()) {
        Piece partner = open.pop();
        piece.partner = partner;
        partner.partner = piece;
      }
    }
  }

  private enum Kind {
    TEXT,
    OPEN_ROUND,
    CLOSE_ROUND,
    OPEN_SQUARE,
    CLOSE_SQUARE
  }

  private static final class Piece {
    private final String text;
    private final Kind kind;
    private @Nullable Double weight;
    private @Nullable Piece partner;

    Piece(String text, Kind kind) {
      this.text = text;
      this.kind = kind;
    }

    boolean opens() {
      return kind == Kind.OPEN_ROUND || kind == Kind.OPEN_SQUARE;
    }

    boolean isRound() {
      return kind == Kind.OPEN_ROUND || kind == Kind.CLOSE_ROUND;
    }

    /** Whether it is words: a closing bracket that was not opened is. */
    boolean isText() {
      return kind == Kind.TEXT || (!opens() && partner == null);
    }

    /** What an opening bracket multiplies by: its partner has the number. */
    double factor() {
      if (partner != null && partner.weight != null) {
        return partner.weight;
      }
      return kind == Kind.OPEN_ROUND ? ROUND : SQUARE;
    }
  }
}
