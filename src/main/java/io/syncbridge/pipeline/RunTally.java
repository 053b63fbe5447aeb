package io.syncbridge.pipeline;

import io.syncbridge.store.SyncLog;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the records of runs came to, counted from the rows of the sync log. */
final class RunTally {

    private RunTally() {
    }

    /** Returns how many rows each run has by outcome, in the order of the runs' numbers. */
    static Map<Long, Map<String, Long>> of(List<SyncLog.Entry> rows) {
        return rows.stream().filter(row -> row.run() != null).collect(Collectors.groupingBy(SyncLog.Entry::run, TreeMap::new,
                Collectors.groupingBy(RunTally::outcome, TreeMap::new, Collectors.counting())));
    }

    private static String outcome(SyncLog.Entry row) {
        return switch (row.status()) {
            case CONFLICT -> "conflicts";
            case FAILED -> "failed";
            case SKIPPED -> "skipped";
            case SUCCESS -> row.operation() == null ? "paired" : switch (row.operation()) {
                case CREATE -> "created";
                case UPDATE -> "updated";
                case DELETE -> "deleted";
            };
        };
    }
}
