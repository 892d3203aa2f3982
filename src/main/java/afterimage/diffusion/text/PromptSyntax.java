package afterimage.diffusion.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A1111's way to weigh words: {@code (word)} by 1.1, {@code [word]} by 1/1.1, {@code (word:1.3)} by
 * 1.3, nested ones multiplied; {@code BREAK} begins a new chunk; a backslash takes a bracket's
 * meaning away.
 *
 * <p>Unlike A1111, a bracket without a partner is a character like others, and its weight has no
 * effect.
 */
public final class PromptSyntax {
  private static final double ROUND = 1.1;
  private static final double SQUARE = 1 / 1.1;

  /**
   * Weights beyond this say nothing that a model could follow; nesting could make them infinite.
   */
  private static final double LARGEST = 100;

  private static final Pattern BREAK = Pattern.compile("\\s*\\bBREAK\\b\\s*");
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\\\[()\\[\\]\\\\]|[(\\[\\]]|:\\s*(?<weight>[+-]?(?:\\d+\\.?\\d*|\\.\\d+))\\s*\\)|\\)");

  private PromptSyntax() {}

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
    match(pieces);
    List<Part> parts = new ArrayList<>();
    StringBuilder words = new StringBuilder();
    double weightOfWords = 1;
    Deque<Double> weights = new ArrayDeque<>(List.of(1.0));
    for (Piece piece : pieces) {
      if (piece.partner == null) {
        double weight = weights.element();
        if (weight != weightOfWords) {
          flush(words, weightOfWords, parts);
          weightOfWords = weight;
        }
        words.append(piece.text);
      } else if (piece.opens()) {
        weights.push(limited(weights.element() * piece.partner.factor()));
      } else {
        weights.pop();
      }
    }
    flush(words, weightOfWords, parts);
    return List.copyOf(parts);
  }

  private static double limited(double weight) {
    return Math.clamp(weight, -LARGEST, LARGEST);
  }

  private static void flush(StringBuilder words, double weight, List<Part> parts) {
    int from = 0;
    Matcher end = BREAK.matcher(words);
    while (end.find()) {
      addWords(words.substring(from, end.start()), weight, parts);
      parts.add(new Part.Break());
      from = end.end();
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
    int from = 0;
    Matcher token = TOKEN.matcher(prompt);
    while (token.find()) {
      if (token.start() > from) {
        pieces.add(new Piece(prompt.substring(from, token.start()), Kind.TEXT));
      }
      String text = token.group();
      Kind kind =
          switch (text.charAt(0)) {
            case '(' -> Kind.OPEN_ROUND;
            case '[' -> Kind.OPEN_SQUARE;
            case ']' -> Kind.CLOSE_SQUARE;
            case ')', ':' -> Kind.CLOSE_ROUND;
            default -> Kind.TEXT;
          };
      Piece piece = new Piece(kind == Kind.TEXT ? text.substring(1) : text, kind);
      if (token.group("weight") != null) {
        piece.weight = limited(Double.parseDouble(token.group("weight")));
      }
      pieces.add(piece);
      from = token.end();
    }
    if (from < prompt.length()) {
      pieces.add(new Piece(prompt.substring(from), Kind.TEXT));
    }
    return pieces;
  }

  /**
   * Gives each bracket its partner; one inside another pair that has none of its kind stays alone.
   */
  private static void match(List<Piece> pieces) {
    Deque<Piece> open = new ArrayDeque<>();
    for (Piece piece : pieces) {
      if (piece.opens()) {
        open.push(piece);
      } else if (piece.kind == Kind.CLOSE_ROUND || piece.kind == Kind.CLOSE_SQUARE) {
        Kind wanted = piece.kind == Kind.CLOSE_ROUND ? Kind.OPEN_ROUND : Kind.OPEN_SQUARE;
        if (open.stream().anyMatch(candidate -> candidate.kind == wanted)) {
          Piece partner = open.pop();
          while (partner.kind != wanted) {
            partner = open.pop();
          }
          piece.partner = partner;
          partner.partner = piece;
        }
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

    /** What a closing bracket multiplies by. */
    double factor() {
      if (weight != null) {
        return weight;
      }
      return kind == Kind.CLOSE_ROUND ? ROUND : SQUARE;
    }
  }
}
