/**
 * What fuzz tests share: how an input is run, measured and reported. A fuzz test is a class of one
 * method that runs any bytes through one public entry of the program. {@code mvn verify} runs each
 * on its seeds and on inputs that failed once; {@code mvn -Pfuzz test} mutates them for minutes.
 * Start reading at {@link afterimage.fuzz.Fuzzing}.
 */
@NullMarked
package afterimage.fuzz;

import org.jspecify.annotations.NullMarked;
