/**
 * Noise schedules and the samplers that walk down them, one algorithm a file, under the contract of
 * diffusers' schedulers. Uses tensors, noise and sentences only. Start reading at {@link
 * afterimage.diffusion.scheduler.Scheduler}, then {@code EulerScheduler}.
 */
@NullMarked
package afterimage.diffusion.scheduler;

import org.jspecify.annotations.NullMarked;
