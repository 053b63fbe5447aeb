package io.syncbridge.loading;

import java.util.Set;

/**
 * Syncs were taken over from changed files.
 *
 * @param started those that are new
 * @param stopped those that are no more
 */
public record SyncsReplaced(Set<String> started, Set<String> stopped) {
}
