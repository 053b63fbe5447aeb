package io.syncbridge.connector.cdc;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.source.SourceRecord;

/** Debezium's engine, which runs in threads of its own until it fails or is closed. */
final class StreamEngine implements AutoCloseable {

    private static final int STOP_SECONDS = 60;
    private static final int RETRY_MILLIS = 100;

    /** Takes what the engine hands over; what it throws ends the engine. */
    interface Handler {

        /** @return whether everything up to the last of the records may be confirmed to the database */
        boolean take(List<SourceRecord> records) throws Exception;
    }

    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private StreamEngine(Properties settings, Handler handler) {
        this.engine = DebeziumEngine.create(ChangeEventFormat.of(Connect.class)).using(settings)
                .using((DebeziumEngine.CompletionCallback) this::end)
                .notifying((DebeziumEngine.ChangeConsumer<RecordChangeEvent<SourceRecord>>) (events, committer) -> handle(events, committer, handler))
                .build();
    }

    static StreamEngine start(Properties settings, Handler handler, String thread) {
        var started = new StreamEngine(settings, handler);
        var runner = new Thread(started.engine, thread);
        runner.setDaemon(true);
        runner.start();
        return started;
    }

    private static void handle(List<RecordChangeEvent<SourceRecord>> events,
            DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer, Handler handler) throws InterruptedException {
        try {
            if (handler.take(events.stream().map(RecordChangeEvent::record).toList())) {
                committer.markProcessed(events.get(events.size() - 1));
            }
            committer.markBatchFinished();
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private void end(boolean success, String message, Throwable failure) {
        if (success) {
            ended.complete(null);
        } else {
            ended.completeExceptionally(failure == null ? new IllegalStateException(message) : failure);
        }
    }

    /**
     * Waits for the engine to end.
     *
     * @return whether it has
     * @throws ExecutionException with what it failed with
     */
    boolean awaitEnd(long millis) throws ExecutionException, InterruptedException {
        try {
            ended.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException running) {
            return false;
        }
    }

    /** Stops the engine and waits until it is; one that is just starting cannot be stopped at once. */
    @Override
    public void close() throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
        while (!ended.isDone() && System.nanoTime() < until) {
            try {
                engine.close();
            } catch (IOException | IllegalStateException starting) {
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
            }
        }
    }
}
