/**
 * This process as its system sees it: the environment that native libraries read, and the program
 * it runs. Stands below all others. Start reading at {@link afterimage.process.NativeEnvironment}.
 */
@NullMarked
package afterimage.process;

import org.jspecify.annotations.NullMarked;
