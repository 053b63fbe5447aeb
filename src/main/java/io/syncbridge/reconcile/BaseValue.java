package io.syncbridge.reconcile;

import java.time.Instant;

/**
 * What a field is agreed to be, and why.
 *
 * @param value canonical
 * @param time when it was edited, corrected by the system's clock offset
 * @param system the system that it came from, or the person who settled it
 * @param rule what decided for it, for the sync log and the record's page
 */
public record BaseValue(Object value, Instant time, String system, String rule) {
}
