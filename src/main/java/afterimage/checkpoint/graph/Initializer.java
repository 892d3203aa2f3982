package afterimage.checkpoint.graph;

import java.util.List;

/** A tensor that is part of the graph. */
sealed interface Initializer {

  /** The value that carries it. */
  String name();

  /** The type of its elements. */
  ElementType type();

  /** Sizes of its dimensions; empty for a scalar. */
  List<Long> shape();

  /** A small one, written into the graph: little-endian, C order. */
  record Inline(String name, ElementType type, List<Long> shape, byte[] bytes)
      implements Initializer {}

  /** One that stays in another file, which lies in {@code location} as seen from the graph. */
  record External(
      String name, ElementType type, List<Long> shape, String location, long offset, long length)
      implements Initializer {}

  /** One that whoever loads the graph brings along. */
  record Supplied(String name, ElementType type, List<Long> shape, String location)
      implements Initializer {}
}
