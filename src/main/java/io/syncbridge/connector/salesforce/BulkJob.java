package io.syncbridge.connector.salesforce;

import io.syncbridge.connector.rest.OddAnswerException;
import io.syncbridge.connector.rest.PassingException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** A job of the Bulk API 2.0, from when it was made until it is over. Salesforce forgets it after a week. */
final class BulkJob {

    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);
    private static final Set<String> OVER = Set.of("JobComplete", "Failed", "Aborted");

    /** @param state like {@code JobComplete}. @param why what Salesforce says of a failure */
    record State(String state, String why) {

        boolean isComplete() {
            return state.equals("JobComplete");
        }

        boolean isOver() {
            return OVER.contains(state);
        }
    }

    private final OrgClient client;
    private final String resource;

    private BulkJob(OrgClient client, String kind, String id) {
        this.client = client;
        this.resource = "jobs/" + kind + "/" + id;
    }

    static BulkJob ingest(OrgClient client, Map<String, Object> description) throws PassingException, OddAnswerException {
        return new BulkJob(client, "ingest", create(client, "ingest", description));
    }

    /** Returns a query job that was made before. */
    static BulkJob query(OrgClient client, String id) {
        return new BulkJob(client, "query", id);
    }

    /** Makes a query job and returns its id. */
    static String createQuery(OrgClient client, String soql) throws PassingException, OddAnswerException {
        return create(client, "query", Map.of("operation", "query", "query", soql));
    }

    private static String create(OrgClient client, String kind, Map<String, Object> description)
            throws PassingException, OddAnswerException {
        return String.valueOf(client.call("POST", client.path("jobs/" + kind), description).orThrow().object().get("id"));
    }

    /** Hands over the rows of an ingest job and has it begin. */
    void upload(String csv) throws PassingException, OddAnswerException {
        client.putCsv(path("/batches"), csv).orThrow();
        become("UploadComplete");
    }

    void abort() throws PassingException, OddAnswerException {
        become("Aborted");
    }

    private void become(String state) throws PassingException, OddAnswerException {
        client.call("PATCH", path(""), Map.of("state", state)).orThrow();
    }

    /**
     * Waits until the job is over and returns how it ended; or how it stands when the time is up. Requests that fail for a while
     * do not matter to the job, nor to the waiting.
     *
     * @throws PassingException if there was no answer until the end, or the bridge is stopping
     * @throws OddAnswerException if there is no such job
     */
    State await(Duration longest) throws PassingException, OddAnswerException {
        long end = System.nanoTime() + longest.toNanos();
        Duration wait = FIRST_WAIT;
        while (true) {
            pause(wait);
            boolean last = System.nanoTime() - end >= 0;
            try {
                State state = state();
                if (state.isOver() || last) {
                    return state;
                }
            } catch (PassingException away) {
                if (last) {
                    throw away;
                }
            }
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
        }
    }

    private State state() throws PassingException, OddAnswerException {
        Map<?, ?> job = client.get(path("")).orThrow().object();
        return new State(String.valueOf(job.get("state")), String.valueOf(job.get("errorMessage")));
    }

    /** @param part like {@code successfulResults}, with its query */
    Reply table(String part) throws PassingException, OddAnswerException {
        return client.get(path("/" + part)).orThrow();
    }

    private String path(String part) {
        return client.path(resource + part);
    }

    private static void pause(Duration wait) throws PassingException {
        try {
            Thread.sleep(wait.toMillis());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new PassingException("The bridge is stopping.", null, stopping);
        }
    }

    @Override
    public String toString() {
        return resource;
    }
}
