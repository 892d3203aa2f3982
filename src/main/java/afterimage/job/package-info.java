/**
 * Work for the engine: a queue with one inference thread, the states a job goes through, and how
 * long it will still take. Uses the engine's contract and the settings; knows no toolkit. Start
 * reading at {@link afterimage.job.JobQueue}.
 */
@NullMarked
package afterimage.job;

import org.jspecify.annotations.NullMarked;
