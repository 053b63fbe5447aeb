package io.syncbridge.demo.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncbridge.demo.salesforce.BulkJob.Done;
import io.syncbridge.demo.salesforce.BulkJob.State;
import io.syncbridge.demo.salesforce.Queries.Found;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Does bulk jobs in the background, one after the other. */
final class BulkWork {

    private static final int CHUNK = 200;
    private static final String NO_VALUE = "#N/A";

    private final Records records;
    private final Queries queries;
    private final Faults faults;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        var thread = new Thread(task, "demo-salesforce-bulk");
        thread.setDaemon(true);
        return thread;
    });

    BulkWork(Records records, Queries queries, Faults faults) {
        this.records = records;
        this.queries = queries;
        this.faults = faults;
    }

    void stop() {
        executor.shutdownNow();
    }

    void ingest(BulkJob job) {
        executor.execute(() -> guarded(job, () -> write(job)));
    }

    void query(BulkJob job) {
        executor.execute(() -> guarded(job, () -> read(job)));
    }

    private static void guarded(BulkJob job, Runnable work) {
        try {
            job.move(State.InProgress, State.UploadComplete);
            work.run();
            if (job.state() == State.InProgress) {
                job.move(State.JobComplete, State.InProgress);
            }
        } catch (IllegalArgumentException | ApiException refused) {
            if (job.state() != State.Aborted) {
                job.fail("InvalidBatch : " + refused.getMessage());
            }
        }
    }

    private void write(BulkJob job) {
        SObject object = Schema.named(job.object);
        Csv.Table table = job.rows();
        table.columns().stream().filter(column -> object.field(column).isEmpty()).findFirst().ifPresent(unknown -> {
            throw new IllegalArgumentException("Field name not found : " + unknown);
        });
        for (int from = 0; from < table.rows().size() && job.state() == State.InProgress; from += CHUNK) {
            List<List<String>> chunk = table.rows().subList(from, Math.min(table.rows().size(), from + CHUNK));
            List<Outcome> outcomes = records.apply(chunk.stream().map(cells -> write(job, object, table.columns(), cells)).toList(),
                    false, job.origin);
            var done = new ArrayList<Done>();
            for (int i = 0; i < chunk.size(); i++) {
                done.add(new Done(outcomes.get(i), chunk.get(i)));
            }
            job.add(done);
            if (faults.hit(Fault.Kind.BULK_FAILURE, "bulk").isPresent()) {
                job.fail("InternalServerError : the job failed, as was asked for");
            }
        }
    }

    /** An empty cell says nothing of a field; {@code #N/A} empties it. */
    private static Write write(BulkJob job, SObject object, List<String> columns, List<String> cells) {
        ObjectNode values = Json.object();
        for (int i = 0; i < columns.size() && i < cells.size(); i++) {
            if (!cells.get(i).isEmpty()) {
                String value = cells.get(i).equals(NO_VALUE) ? null : cells.get(i);
                values.put(object.field(columns.get(i)).orElseThrow().name(), value);
            }
        }
        String id = values.path("Id").asText(null);
        return switch (job.operation) {
            case "insert" -> new Write.Create(object, values);
            case "update" -> new Write.Update(object, id, values);
            case "delete" -> new Write.Delete(id);
            case "hardDelete" -> new Write.HardDelete(id);
            default -> upsert(object, object.field(job.externalIdField).orElseThrow(), values);
        };
    }

    private static Write upsert(SObject object, Field key, ObjectNode values) {
        var value = values.remove(key.name());
        return new Write.Upsert(object, key, value == null || value.isNull() ? null : value.asText(), values);
    }

    private void read(BulkJob job) {
        List<String> columns = queries.columns(job.query);
        Found found = queries.run(job.query, job.operation.equals("queryAll"), job.version);
        job.found(columns, found.records().stream().map(record -> columns.stream()
                .map(column -> cell(record, column)).toList()).toList());
    }

    private static String cell(Object record, String path) {
        Object value = record;
        for (String name : path.split("\\.")) {
            value = value instanceof Map<?, ?> parent ? parent.get(name) : null;
        }
        return value == null ? "" : value.toString().replaceFirst("(T\\d\\d:\\d\\d:\\d\\d\\.\\d{3})\\+0000$", "$1Z");
    }

    static boolean isOperation(String name) {
        return Arrays.asList("insert", "update", "upsert", "delete", "hardDelete").contains(name);
    }
}
