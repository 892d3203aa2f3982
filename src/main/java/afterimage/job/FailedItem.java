package afterimage.job;

/**
 * An item that failed and stays until somebody tries it again or gives it up.
 *
 * @param item what was asked for
 * @param what happened; one sentence
 * @param remedy what the user can do; one sentence
 */
public record FailedItem(QueueItem item, String what, String remedy) {}
