package io.syncbridge.connector.salesforce;

import io.micrometer.core.instrument.Metrics;
import io.syncbridge.BridgeConfig;
import io.syncbridge.connector.rest.Json;
import io.syncbridge.connector.rest.OddAnswerException;
import io.syncbridge.connector.rest.PassingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.internal.SalesforceSession;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.eclipse.jetty.http.HttpException;

/**
 * Makes the requests to one organization, through Camel's Salesforce component, which logs in and renews the session. All
 * objects share it; the login is at the first request. Safe for many threads.
 */
final class OrgClient extends ServiceSupport {

    private static final byte[] NO_BODY = {};
    private static final Duration LIMIT_PAUSE = Duration.ofMinutes(1);

    /** Salesforce takes addresses and headers of up to 16 KB together; a login's token may be 2 KB of them. */
    private static final int LONGEST_ADDRESS = 12_000;

    private final CamelContext context;
    private final String name;
    private final BridgeConfig.Salesforce settings;
    private final String clientName;
    private final OrgGate gate;
    private final OrgWatch watch;
    private SalesforceComponent component;
    private Producer producer;

    /** @param name of the login. @param clientName what the organization shall know us by, in change events too */
    OrgClient(CamelContext context, String name, BridgeConfig.Salesforce settings, String clientName, Clock clock) {
        this.context = context;
        this.name = name;
        this.settings = settings;
        this.clientName = clientName;
        this.gate = new OrgGate(name, settings.maxApiShare(), clock);
        this.watch = new OrgWatch(gate, clock);
    }

    @Override
    protected void doStart() throws Exception {
        gate.meter(Metrics.globalRegistry);
        component = OrgComponent.start(context, name, settings, SalesforceLogin.of(settings), watch);
        producer = component.createEndpoint("salesforce:raw?format=JSON").createProducer();
        ServiceHelper.startService(producer);
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopService(producer, component);
    }

    /** Returns the component that holds the session. */
    SalesforceComponent component() {
        return component;
    }

    Optional<String> quota() {
        return gate.quota();
    }

    /** Returns the id of the user that we are logged in as, which the address of its identity ends with; empty where that is not told. */
    Optional<String> user() {
        return Optional.ofNullable(component.getSession().getId()).map(identity -> identity.substring(identity.lastIndexOf('/') + 1));
    }

    /** Returns the organization's clock as an answer showed it since then; empty if none did. */
    Optional<String> clockShownSince(Instant called) {
        return watch.clockSince(called);
    }

    /** Returns the organization's time now. */
    Instant now() {
        return watch.now();
    }

    /** Returns the path of a resource of the REST API. @param resource escaped, with its query */
    String path(String resource) {
        return "/services/data/v" + settings.apiVersion() + "/" + resource;
    }

    Reply get(String path) throws PassingException, OddAnswerException {
        return call("GET", path, "application/json", NO_BODY);
    }

    /** Runs a query, however long it is, and returns its first page. @param all whether what is in the recycle bin is found too */
    Reply query(String soql, boolean all) throws PassingException, OddAnswerException {
        String resource = Soql.resource(soql, all);
        if (path(resource).length() <= LONGEST_ADDRESS) {
            return get(path(resource));
        }
        var request = Map.of("method", "GET", "url", "v" + settings.apiVersion() + "/" + resource);
        Reply whole = call("POST", path("composite/batch"), Map.of("batchRequests", List.of(request))).orThrow();
        if (whole.object().get("results") instanceof List<?> results && !results.isEmpty()
                && results.get(0) instanceof Map<?, ?> result && result.get("statusCode") instanceof Number status) {
            return refused(new Reply("GET " + path(resource.replaceFirst("\\?.*", "")), status.intValue(), Json.write(result.get("result")), null));
        }
        throw new OddAnswerException(whole.call() + " answered without a result of the query.");
    }

    /** @param json sent as JSON; {@code null} for none */
    Reply call(String method, String path, Object json) throws PassingException, OddAnswerException {
        return call(method, path, "application/json", json == null ? NO_BODY : Json.write(json));
    }

    Reply putCsv(String path, String csv) throws PassingException, OddAnswerException {
        return call("PUT", path, "text/csv", csv.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Makes one request and returns the answer, whatever its status.
     *
     * @throws PassingException if it must not go out now, there is no session or there is no answer
     * @throws OddAnswerException if it cannot be sent by its own fault
     */
    private Reply call(String method, String path, String contentType, byte[] body) throws PassingException, OddAnswerException {
        String call = method + " " + path.replaceFirst("\\?.*", "");
        gate.pass(call);
        login(call);
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.getIn().setHeader("rawMethod", method);
        exchange.getIn().setHeader("rawPath", path);
        exchange.getIn().setHeader("rawHttpHeaders", "Content-Type,Accept");
        exchange.getIn().setHeader(Exchange.CONTENT_TYPE, contentType);
        exchange.getIn().setHeader("Accept", contentType.equals("text/csv") ? "*/*" : "application/json, text/csv");
        exchange.getIn().setHeader("Sforce-Call-Options", "client=" + clientName);
        exchange.getIn().setBody(body.length == 0 ? null : body);
        try {
            producer.process(exchange);
        } catch (Exception failed) {
            exchange.setException(failed);
        }
        return reply(call, exchange);
    }

    private void login(String call) throws PassingException {
        SalesforceSession session = component.getSession();
        if (session.getAccessToken() == null) {
            try {
                session.login(null);
            } catch (SalesforceException | RuntimeException refused) {
                throw noSession(call, refused);
            }
        }
    }

    private Reply reply(String call, Exchange exchange) throws PassingException, OddAnswerException {
        Exception failure = exchange.getException();
        if (failure == null) {
            int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class);
            byte[] body = exchange.getMessage().getBody(byte[].class);
            String locator = exchange.getMessage().getHeader("Sforce-Locator", String.class);
            return new Reply(call, status, body == null ? NO_BODY : body, "null".equals(locator) ? null : locator);
        }
        if (failure instanceof SalesforceException answer && answer.getCause() == null && answer.getStatusCode() > 0) {
            return refused(new Reply(call, answer.getStatusCode(),
                    withoutSecrets(String.valueOf(answer.getMessage())).getBytes(StandardCharsets.UTF_8), null));
        }
        if (failure.getCause() instanceof SalesforceException login && login.getStatusCode() == 400) {
            throw noSession(call, login);
        }
        Throwable why = failure.getCause() == null ? failure : failure.getCause();
        if (isOurs(why)) {
            throw new OddAnswerException(call + " could not be made: " + withoutSecrets(words(why)));
        }
        throw new PassingException(call + " got no answer: " + withoutSecrets(words(why)), null, failure);
    }

    /** Says whether a request was never sent because it cannot be; that says nothing about the organization. */
    private static boolean isOurs(Throwable failure) {
        for (Throwable why = failure; why != null; why = why.getCause()) {
            if (why instanceof HttpException || why instanceof IllegalArgumentException) {
                return true;
            }
        }
        return false;
    }

    /** Some limits come with no word on how long they last. */
    private Reply refused(Reply reply) {
        if (!reply.isOk() && reply.error().isRequestLimit()) {
            gate.close(reply.status() == 429 ? Duration.ofSeconds(1) : LIMIT_PAUSE);
        }
        return reply;
    }

    private PassingException noSession(String call, Exception refused) {
        return new PassingException(call + " was not sent, for Salesforce did not let us log in: "
                + withoutSecrets(words(refused.getCause() instanceof IOException && refused.getMessage() == null
                        ? refused.getCause() : refused)).replaceFirst("\\.?$", ".")
                + " Check the settings under bridge.salesforce." + name + ".", null, null);
    }

    private static String words(Throwable why) {
        if (why instanceof SalesforceException answer && answer.getErrors() != null && !answer.getErrors().isEmpty()) {
            return answer.getErrors().get(0).getMessage();
        }
        return why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
    }

    /** What fails may repeat what it was given, and messages are logged and shown. */
    private String withoutSecrets(String text) {
        String clean = text;
        String token = component.getSession().getAccessToken();
        for (Optional<String> secret : List.of(Optional.ofNullable(token), settings.clientSecret(), settings.password(),
                settings.refreshToken(), settings.keystorePassword())) {
            clean = secret.isPresent() && secret.get().length() > 4 ? clean.replace(secret.get(), "***") : clean;
        }
        return clean;
    }
}
