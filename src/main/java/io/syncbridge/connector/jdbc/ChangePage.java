package io.syncbridge.connector.jdbc;

import java.util.List;
import java.util.Map;

/**
 * One answer to {@code changes}.
 *
 * @param records with report keys
 * @param cursor where to go on
 * @param more whether there is more already
 * @param scanComplete whether a complete scan ends with this page
 */
record ChangePage(List<Map<String, Object>> records, Cursor cursor, boolean more, boolean scanComplete) {
}
