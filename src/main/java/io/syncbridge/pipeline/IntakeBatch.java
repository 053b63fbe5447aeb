package io.syncbridge.pipeline;

import io.syncbridge.model.Change;
import java.util.List;

/**
 * Changes on their way into the inbox.
 *
 * @param cursor where the system's next poll begins, stored together with the changes; {@code null} for changes that
 *     were not polled
 */
public record IntakeBatch(String sync, String system, List<Change> changes, String cursor) {
}
