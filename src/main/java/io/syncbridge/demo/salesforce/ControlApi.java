package io.syncbridge.demo.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What no real organization has: {@code /faults} and {@code /requests}, for tests and the demo.
 *
 * <p>{@code POST /faults} takes a {@link Fault} or a list of them, {@code GET} shows those that are on, {@code DELETE} switches
 * them off and sets the clock right. {@code GET /requests} returns the counts by kind, {@code DELETE} begins anew.
 */
final class ControlApi {

    private final Faults faults;
    private final RequestCounter counter;
    private final Sessions sessions;
    private final OrgClock clock;
    private final ChangeEvents events;

    ControlApi(Faults faults, RequestCounter counter, Sessions sessions, OrgClock clock, ChangeEvents events) {
        this.faults = faults;
        this.counter = counter;
        this.sessions = sessions;
        this.clock = clock;
        this.events = events;
    }

    Reply faults(Request request) {
        switch (request.method()) {
            case "POST" -> {
                JsonNode sent = request.json();
                (sent instanceof ArrayNode several ? several : List.of(sent)).forEach(fault -> switchOn(Json.read(fault, Fault.class)));
            }
            case "DELETE" -> switchOff();
            default -> { }
        }
        var shown = new LinkedHashMap<String, Object>();
        shown.put("faults", faults.all());
        shown.put("clockMinutes", clock.offset().toMinutes());
        return Reply.ok(shown);
    }

    List<Fault> shown() {
        return faults.all();
    }

    void switchOff() {
        faults.clear();
        clock.goWrongBy(Duration.ZERO);
    }

    void switchOn(Fault fault) {
        switch (fault.kind()) {
            case EXPIRED_SESSIONS -> sessions.expireAll();
            case CLOCK -> clock.goWrongBy(Duration.ofMinutes(fault.minutes() == null ? 0 : fault.minutes()));
            case API_USAGE -> counter.use(fault.used() == null ? 0 : fault.used());
            case GAP -> events.addGap(Schema.named(fault.object() == null ? "Account" : fault.object()),
                    fault.changeType() == null ? "GAP_UPDATE" : fault.changeType(), fault.ids() == null ? List.of() : fault.ids());
            default -> faults.add(fault);
        }
    }

    Reply requests(Request request) {
        if (request.method().equals("DELETE")) {
            counter.reset();
        }
        Map<String, Long> counts = counter.counts();
        return Reply.ok(Map.of("total", counts.values().stream().mapToLong(Long::longValue).sum(), "kinds", counts));
    }
}
