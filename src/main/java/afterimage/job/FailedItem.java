package afterimage.job;

import afterimage.message.Problem;

/**
 * An item that failed and stays until somebody tries it again or gives it up.
 *
 * @param item what was asked for
 * @param problem why it failed
 */
public record FailedItem(QueueItem item, Problem problem) {}
