package afterimage.message;

import java.io.Serializable;

/**
 * Something that went wrong, as people are told it.
 *
 * @param what what happened, naming the file or value; one sentence
 * @param remedy what the user can do; one sentence
 */
public record Problem(String what, String remedy) implements Serializable {

  /** What happened and what to do, one after the other. */
  public String sentence() {
    return what + " " + remedy;
  }
}
