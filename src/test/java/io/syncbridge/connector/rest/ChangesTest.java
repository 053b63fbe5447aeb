package io.syncbridge.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncbridge.component.SystemCallException;
import io.syncbridge.component.SyncHeaders;
import io.syncbridge.connector.rest.FakeSystem.Reply;
import io.syncbridge.connector.rest.FakeSystem.Request;
import io.syncbridge.mapping.Filter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangesTest extends RestResourceTestBase {

    private static final Instant T0 = Instant.parse("2024-05-01T10:00:00Z");
    private static final String NUMBERED = "&paging=page&sizeParam=size&pageSize=2&modified=at";

    /** The system's records, id to modified time; lists come in the order of the times. */
    private final Map<String, Instant> stored = new TreeMap<>();

    @Test
    void everythingInOneAnswerIsACompleteScanNamedByContent() throws Exception {
        system.answers(200, "[{\"id\": 1, \"name\": \"Ada\"}, {\"id\": 2, \"name\": \"Bob\"}]");

        Message page = changes(null, "");

        assertThat(records(page)).extracting(record -> record.get("@id")).containsExactly("1", "2");
        assertThat(records(page)).extracting(record -> record.get("@version")).doesNotContainNull().doesNotHaveDuplicates();
        assertThat(page.getHeader(SyncHeaders.MORE)).isEqualTo(false);
        assertThat(page.getHeader(SyncHeaders.SCAN_COMPLETE)).isEqualTo(true);
        assertThat(changes(cursor(page), "").getHeader(SyncHeaders.SCAN_COMPLETE)).as("every poll scans").isEqualTo(true);
    }

    @Test
    void theVersionDoesNotDependOnTheOrderOfKeys() throws Exception {
        system.answers(200, "[{\"id\": 1, \"name\": \"Ada\"}]");
        Object one = records(changes(null, "")).get(0).get("@version");
        system.answers(200, "{\"items\": [{\"name\": \"Ada\", \"id\": 1}]}");

        assertThat(records(changes(null, "")).get(0).get("@version")).isEqualTo(one);
    }

    @Test
    void everyPagingStyleReportsEveryRecordOnce() throws Exception {
        for (int i = 1; i <= 5; i++) {
            stored.put("r" + i, T0.plusSeconds(i));
        }
        for (String options : List.of(NUMBERED, NUMBERED + "&pageParam=p&firstPage=0",
                "&paging=offset&sizeParam=size&pageSize=2&pageParam=skip",
                "&paging=cursor&sizeParam=size&pageSize=2&cursorParam=after&nextPath=meta.next&list=records",
                "&paging=link&sizeParam=size&pageSize=2", "&paging=link&nextPath=meta.link&list=records&sizeParam=size&pageSize=2",
                "&paging=none")) {
            system.answers(paged(options));
            assertThat(scan(null, options).ids).as(options).containsExactly("r1", "r2", "r3", "r4", "r5");
        }
    }

    @Test
    void aPassAsksForWhatChangedSinceTheNewestLessTheOverlap() throws Exception {
        stored.put("a", T0);
        stored.put("b", T0.plusSeconds(60));
        system.answers(paged(NUMBERED));
        String options = NUMBERED + "&since=changedAfter&overlap=5s";

        Scan first = scan(null, options);
        assertThat(first.complete).isTrue();
        stored.put("c", T0.plusSeconds(90));
        Scan second = scan(first.cursor, options);

        assertThat(second.ids).containsExactly("b", "c");
        assertThat(second.complete).as("no scan").isNull();
        assertThat(system.last().query()).contains("changedAfter=2024-05-01T10%3A00%3A55Z");
    }

    @Test
    void aScanOfAResourceThatCanBeSearchedAsksForWhatAFilterWants() throws Exception {
        stored.put("a", T0);
        system.answers(paged(NUMBERED));
        Map<String, ?> filter = Filter.of(Map.of("state", "on", "kind", List.of("A", "B"), "size", Map.of("min", 1))).wanted();
        String options = NUMBERED + "&since=changedAfter&findBy=query";

        ask("changes", null, options, Map.of(SyncHeaders.FILTER, filter));
        assertThat(system.last().query()).contains("state=on").doesNotContain("kind", "size=1");
        String cursor = scan(null, options).cursor;
        ask("changes", null, options, Map.of(SyncHeaders.FILTER, filter, SyncHeaders.CURSOR, cursor));
        assertThat(system.last().query()).as("changes are reported whatever they are").doesNotContain("state");
    }

    @Test
    void nothingNewLeavesTheCursorWhereItIs() throws Exception {
        stored.put("a", T0);
        system.answers(paged(NUMBERED));
        String cursor = scan(null, NUMBERED + "&since=changedAfter").cursor;
        stored.clear();

        assertThat(scan(cursor, NUMBERED + "&since=changedAfter").cursor).isEqualTo(cursor);
    }

    /** An edit moves its record to the end of the list, and the one behind it over the page's edge, where nobody reads it. */
    @Test
    void aRecordPushedOverAPagesEdgeByAnEditIsReportedByTheNextPass() throws Exception {
        for (int i = 1; i <= 6; i++) {
            stored.put("r" + i, T0.plusSeconds(i));
        }
        String options = NUMBERED + "&since=changedAfter";
        Function<Request, Reply> list = paged(options);
        system.answers(request -> {
            Reply reply = list.apply(request);
            if (system.requests.size() == 1) {
                stored.put("r1", Instant.now());
            }
            return reply;
        });

        Scan disturbed = scan(null, options);
        assertThat(disturbed.ids).doesNotContain("r3");
        assertThat(disturbed.complete).as("a scan that may have missed a record is not complete").isFalse();

        Scan again = scan(disturbed.cursor, options);
        assertThat(again.ids).contains("r1", "r2", "r3", "r4", "r5", "r6");
    }

    @Test
    void anExpiredPagingCursorBeginsThePassAgain() throws Exception {
        String options = "&paging=cursor&nextPath=next&modified=at";
        system.answers(200, "{\"items\": [{\"id\": 1}], \"next\": \"abc\"}");
        String cursor = cursor(changes(null, options));
        system.answers(410, "");

        Message page = changes(cursor, options);

        assertThat(records(page)).isEmpty();
        assertThat(page.getHeader(SyncHeaders.SCAN_COMPLETE)).isEqualTo(false);
        system.answers(200, "{\"items\": [{\"id\": 1}]}");
        changes(cursor(page), options);
        assertThat(system.last().query()).isNull();
    }

    @Test
    void aPageBehindTheLastMayAnswerNotFound() throws Exception {
        system.answers(request -> request.query().contains("page=1")
                ? Reply.of(200, "[{\"id\": 1}]") : Reply.of(404, "{\"detail\": \"Invalid page.\"}"));

        assertThat(scan(null, "&paging=page").complete).isTrue();
    }

    @Test
    void trouble() throws Exception {
        system.answers(503, "", "Retry-After", "9");
        assertThatThrownBy(() -> changes(null, "")).isInstanceOf(SystemCallException.class)
                .extracting(failure -> ((SystemCallException) failure).retryAfter().orElseThrow().toSeconds()).isEqualTo(9L);

        assertOdd("[]", "&paging=page", request -> Reply.of(403, "{\"detail\": \"no list\"}"), "403: no list");
        assertOdd("<html>Login</html>", "", null, "where JSON was expected", "<html>Login</html>", "option address");
        assertOdd("{\"people\": []}", "", null, "holds one at items", "option list");
        assertOdd("{\"people\": []}", "&list=persons", null, "holds no list at persons", "option list");
        assertOdd("[7]", "", null, "no record: 7", "list");
        assertOdd("[{\"key\": 7}]", "", null, "no id at id", "[key]", "option id");
        assertOdd("[{\"id\": 7}]", "&modified=at&since=s", null, "no time at at", "option modified");
        assertOdd("", "", request -> Reply.of(301, "", "Location", "http://elsewhere/"), "moved to http://elsewhere/", "address");
        assertOdd("", "&paging=link", request -> Reply.of(200, "[]", "Link", "<http://evil.example/x>; rel=\"next\""),
                "another server, http://evil.example");
        assertThatThrownBy(() -> changes("garbage", "")).hasMessageContaining("garbage").hasMessageContaining("Reset");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "0000-00-00 00:00:00", "2024-02-30T00:00:00Z", "2024-13-01"})
    void aTimeThatCannotBeReadIsOneRecordsProblem(String time) throws Exception {
        system.answers(200, "[{\"id\": 7, \"at\": \"" + time + "\"}, {\"id\": 8, \"at\": \"2024-05-01T10:00:00Z\"}]");

        Message page = changes(null, "&modified=at&since=s");

        assertThat(records(page).get(0)).containsEntry("@id", "7").doesNotContainKey("@time");
        assertThat(records(page).get(0).get("@problem").toString()).contains("at at", time, "option modified");
        assertThat(records(page).get(1)).containsEntry("@time", "2024-05-01T10:00:00Z").doesNotContainKey("@problem");
        assertThat(cursor(page)).contains("2024-05-01T09:59:50Z");
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 303, 307, 401, 429, 500})
    void whatOnlyHoldsForNowPasses(int status) {
        system.answers(status, "", "Location", "http://elsewhere/login");

        assertThatThrownBy(() -> changes(null, "")).isInstanceOf(SystemCallException.class)
                .matches(failure -> ((SystemCallException) failure).isPassing());
    }

    @Test
    void aListOfNothingButUnreadableTimesIsRead() throws Exception {
        system.answers(200, "[{\"id\": 7, \"at\": \"0000-00-00\"}]");

        assertThat(records(changes(null, "&modified=at&since=s"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"success\": false, \"items\": []}", "{\"items\": [], \"errors\": [{\"message\": \"shard 3 is down\"}]}",
            "{\"status\": \"error\", \"items\": []}", "{\"data\": null, \"errors\": [{\"message\": \"x\"}], \"items\": []}"})
    void aListThatSaysThatItFailedIsNoCompleteScan(String body) {
        system.answers(200, body);

        assertThatThrownBy(() -> changes(null, "")).hasMessageContaining("answered 200 with an error");
    }

    @Test
    void whatIsNoRecordInAListIsOneProblemWithItsPlace() throws Exception {
        system.answers(200, "[{\"id\": 1}, null, \"text\", [7], 8, {\"name\": \"no id\"}, {\"id\": {\"x\": 1}}, {\"id\": 2}, {\"id\": 2.0}]");

        List<Map<String, Object>> reports = records(changes(null, ""));

        assertThat(reports).extracting(report -> report.get("@id")).containsExactly("1", null, null, null, null, null, null, "2", "2");
        assertThat(reports.subList(1, 7)).allSatisfy(report -> assertThat(report.get("@problem").toString()).contains("Element", "of the list"));
        assertThat(reports.get(5)).containsEntry("name", "no id").doesNotContainKey("@version");
        assertThat(reports.get(2).get("@problem").toString()).contains("Element 3", "text");
    }

    @Test
    void aPageOfNothingButABadRecordStopsNoLaterPass() throws Exception {
        system.answers(request -> Reply.of(200, request.query().contains("page=1") ? "[{\"id\": 1, \"at\": \"2024-05-01T10:00:00Z\"}]"
                : request.query().contains("page=2") ? "[{\"name\": \"no id\"}]" : "[]"));
        Scan scan = scan(null, "&paging=page&modified=at&since=s");
        assertThat(scan.ids).containsExactly("1", null);
        assertThat(scan.complete).isTrue();

        system.answers(request -> Reply.of(200, request.query().contains("page=1") ? "[null]" : "[]"));
        assertThat(scan(scan.cursor, "&paging=page&modified=at&since=s").ids).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "-Infinity", "1e999999999", "%s1", "%s2"})
    void aValueThatNothingHoldsIsUnreadableAndTheListIsRead(String value) throws Exception {
        String given = value.replace("%s1", "[".repeat(5000) + "]".repeat(5000)).replace("%s2", "7".repeat(5000));
        system.answers(200, "[{\"id\": 1, \"amount\": " + given + "}, {\"id\": 2, \"amount\": 5}]");

        List<Map<String, Object>> reports = records(changes(null, ""));

        assertThat(reports).extracting(report -> report.get("@id")).containsExactly("1", "2");
        assertThat(io.syncbridge.component.JsonValues.holdsUnreadable(reports.get(0))).isTrue();
        assertThat(reports.get(1).get("amount")).isEqualTo(5);
    }

    @Test
    void bytesThatAreNoTextAreOneValuesProblem() throws Exception {
        system.answersBytes("[{\"id\": 1, \"name\": \"M\u00fcller\"}, {\"id\": 2, \"name\": \"Ann\"}]".getBytes(StandardCharsets.ISO_8859_1));
        List<Map<String, Object>> reports = records(changes(null, ""));
        assertThat(io.syncbridge.component.JsonValues.holdsUnreadable(reports.get(0).get("name"))).isTrue();
        assertThat(reports.get(1)).containsEntry("name", "Ann");
    }

    @Test
    void aTimeFarAheadDoesNotMoveTheCursor() throws Exception {
        system.answers(200, "[{\"id\": 1, \"at\": \"2999-12-31T00:00:00Z\"}, {\"id\": 2, \"at\": \"2024-05-01T10:00:00Z\"}]");

        assertThat(cursor(changes(null, "&modified=at&since=s"))).contains("2024-05-01T09:59:50Z");
    }

    @Test
    void aListThatSaysThatAllIsWellIsOne() throws Exception {
        system.answers(200, "{\"success\": true, \"status\": \"ok\", \"error\": null, \"errors\": [], \"code\": 200,"
                + " \"items\": [{\"id\": 1, \"status\": \"error\", \"error\": \"E5\", \"success\": false}]}");

        assertThat(records(changes(null, ""))).hasSize(1);
    }

    @Test
    void aListThatWasCutOffPasses() {
        system.answers(200, "[{\"id\": 1}, {\"id\": 2, \"na");

        assertThatThrownBy(() -> changes(null, "")).isInstanceOf(SystemCallException.class).hasMessageContaining("cut off");
    }

    @Test
    void aMisnamedPageParameterDoesNotRunForEver() throws Exception {
        system.answers(200, "[{\"id\": 1}]");

        assertThatThrownBy(() -> scan(null, "&paging=page&pageParam=pge")).hasMessageContaining("same page twice")
                .hasMessageContaining("pageParam");
    }

    private void assertOdd(String body, String options, Function<Request, Reply> behaviour, String... words) {
        system.answers(behaviour != null ? behaviour : request -> Reply.of(200, body));
        assertThatThrownBy(() -> changes(null, options)).isInstanceOf(OddAnswerException.class)
                .hasMessageContaining("GET " + system.address()).message().contains(words);
    }

    /** @param complete {@code null} where it was no scan */
    record Scan(List<Object> ids, String cursor, Boolean complete) {
    }

    private Scan scan(String cursor, String options) throws Exception {
        var ids = new ArrayList<>();
        Message page;
        do {
            page = changes(cursor, options);
            records(page).forEach(record -> ids.add(record.get("@id")));
            cursor = cursor(page);
        } while (page.getHeader(SyncHeaders.MORE, boolean.class));
        return new Scan(ids, cursor, page.getHeader(SyncHeaders.SCAN_COMPLETE, Boolean.class));
    }

    private static String cursor(Message page) {
        return page.getHeader(SyncHeaders.CURSOR, String.class);
    }

    /** A list interface of the given style over {@link #stored}. */
    private Function<Request, Reply> paged(String options) {
        return request -> {
            Map<String, String> query = query(request.query());
            List<String> rows = stored.entrySet().stream()
                    .filter(row -> query.get("changedAfter") == null
                            || !row.getValue().isBefore(Instant.parse(query.get("changedAfter"))))
                    .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                    .map(row -> "{\"id\": \"" + row.getKey() + "\", \"at\": \"" + row.getValue() + "\"}").toList();
            int size = Integer.parseInt(query.getOrDefault("size", "100"));
            int from = query.containsKey("page") ? size * (Integer.parseInt(query.get("page")) - 1)
                    : query.containsKey("p") ? size * Integer.parseInt(query.get("p"))
                    : Integer.parseInt(query.getOrDefault("skip", query.getOrDefault("after", "0")));
            int to = Math.min(rows.size(), from + size);
            String list = "[" + String.join(",", from < rows.size() ? rows.subList(from, to) : List.of()) + "]";
            boolean more = to < rows.size();
            String meta = more ? "{\"next\": \"" + to + "\", \"link\": \"/contacts?size=2&after=" + to + "\"}" : "{}";
            String[] link = more ? new String[] {"Link", "</contacts>; rel=\"first\", <?size=2&after=" + to + ">; rel=\"next\""}
                    : new String[0];
            return Reply.of(200, options.contains("records") ? "{\"records\": " + list + ", \"meta\": " + meta + "}" : list, link);
        };
    }

    private static Map<String, String> query(String raw) {
        return raw == null ? new HashMap<>() : List.of(raw.split("&")).stream().map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }
}
