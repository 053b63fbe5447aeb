package io.syncbridge.component;

import io.syncbridge.model.Change;
import java.util.List;

/**
 * One page of a system's changes.
 *
 * @param cursor where the next page begins; {@code null} if the system gave none
 * @param more whether to ask for it at once
 * @param scanning whether the page is part of a complete scan, in which every record is reported
 * @param scanComplete whether it is the last page of such a scan
 */
public record Page(List<Change> changes, String cursor, boolean more, boolean scanning, boolean scanComplete) {
}
