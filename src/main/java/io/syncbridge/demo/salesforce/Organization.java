package io.syncbridge.demo.salesforce;

import io.syncbridge.demo.salesforce.Faults.FaultException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;

/** A simulated Salesforce organization: its parts, put together, and one door for every request but the streaming ones. */
final class Organization {

    private final OrgClock clock = new OrgClock();
    private final Faults faults = new Faults();
    private final RequestCounter counter = new RequestCounter();
    private final Sessions sessions = new Sessions();
    private final OrgDatabase database;
    private final ChangeEvents events;
    private final Records records;
    private final Queries queries;
    private final Login login;
    private final BulkWork bulk;
    private final RestApi rest;
    private final SoapApi soap;
    private final ControlApi control;
    private final CometD cometd;
    private final Optional<OutboundMessages> outbound;

    /** @param jwtPublicKey signs the assertions of JWT logins. @param outboundMessages where they go; none are sent without it */
    Organization(Jdbi jdbi, Optional<String> jwtPublicKey, Optional<URI> outboundMessages) {
        database = new OrgDatabase(jdbi);
        database.prepare();
        FirstAccounts.addTo(database, clock);
        events = new ChangeEvents(database, clock, new OutboundQueue(outboundMessages.isPresent()));
        records = new Records(database, clock, events, faults);
        queries = new Queries(database, clock);
        login = new Login(sessions, clock, jwtPublicKey);
        bulk = new BulkWork(records, queries, faults);
        rest = new RestApi(sessions, counter, new SObjectApi(database, records, clock), new QueryApi(queries), database, records,
                new BulkApi(bulk, queries, clock));
        outbound = outboundMessages.map(receiver -> new OutboundMessages(database, receiver));
        soap = new SoapApi(sessions, clock, records);
        cometd = new CometD(sessions, events, faults);
        database.onCommit(cometd::wakeUp);
        control = new ControlApi(faults, counter, sessions, clock, events);
    }

    /** Begins to work in the background; call it once. */
    void start() {
        outbound.ifPresent(OutboundMessages::start);
    }

    void stop() {
        outbound.ifPresent(OutboundMessages::stop);
        bulk.stop();
    }

    OrgDatabase database() {
        return database;
    }

    Records records() {
        return records;
    }

    Queries queries() {
        return queries;
    }

    ControlApi control() {
        return control;
    }

    Faults faults() {
        return faults;
    }

    OrgClock clock() {
        return clock;
    }

    /** Answers a streaming request as {@link CometD#handle} does, and counts it. @throws ApiException a fault that is on */
    Runnable stream(Request request, Consumer<String> answer) {
        counter.count("cometd");
        faults.refuse("cometd");
        return cometd.handle(request.header("authorization"), request.body(), answer);
    }

    /** Answers a request, whatever it is; counts it and lets it fail where that is switched on. */
    Reply handle(Request request) {
        List<String> parts = request.parts();
        if (!parts.isEmpty() && (parts.get(0).equals("faults") || parts.get(0).equals("requests"))) {
            return unguarded(request);
        }
        String kind = RequestCounter.kind(request);
        counter.count(kind);
        return guarded(request, kind).with("Date", Times.inHeader(clock.now()))
                .with("Sforce-Limit-Info", "api-usage=" + counter.used() + "/" + RequestCounter.ALLOWANCE);
    }

    private Reply guarded(Request request, String kind) {
        try {
            faults.refuse(kind);
            return unguarded(request);
        } catch (FaultException switchedOn) {
            Reply reply = Reply.of(switchedOn);
            return switchedOn.retryAfter().map(seconds -> reply.with("Retry-After", seconds.toString())).orElse(reply);
        } catch (ApiException refused) {
            return Reply.of(refused);
        }
    }

    private Reply unguarded(Request request) {
        try {
            List<String> parts = request.parts();
            String place = String.join("/", parts.subList(0, Math.min(2, parts.size())));
            return switch (place) {
                case "services/oauth2" -> login.handle(request);
                case "services/data" -> rest.handle(request);
                case "services/Soap" -> soap.handle(request);
                case "faults" -> control.faults(request);
                case "requests" -> control.requests(request);
                default -> place.startsWith("id/") ? login.identity(request) : Reply.of(ApiException.missing());
            };
        } catch (ApiException refused) {
            return Reply.of(refused);
        }
    }
}
