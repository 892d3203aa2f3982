package afterimage.ui.blind;

import java.time.Instant;

/**
 * One comparison and how it went.
 *
 * @param at when
 * @param picture the source's name
 * @param left what stood on the left
 * @param right what stood on the right
 */
record Ballot(Instant at, String picture, Contender left, Contender right, Verdict verdict) {

  /** What the user preferred. */
  enum Verdict {
    LEFT,
    RIGHT,
    TIE
  }
}
