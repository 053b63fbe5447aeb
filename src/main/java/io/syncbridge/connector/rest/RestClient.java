package io.syncbridge.connector.rest;

import io.syncbridge.component.Endings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSession;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.hc.core5.http.protocol.HttpCoreContext;

/** Makes the calls, through one {@code camel-http} endpoint of its own with pooled connections. Safe for many threads. */
public final class RestClient extends ServiceSupport {

    private static final byte[] NO_BODY = {};

    /** @param date as the system's answer showed it */
    private record ShownClock(String date, Instant called) {
    }

    /**
     * Where and how calls are made.
     *
     * @param server any address on the server that is called
     * @param connections the most at once
     */
    public record Settings(URI server, int connections, Duration connectTimeout, Duration requestTimeout) {
    }

    private final CamelContext context;
    private final Settings settings;
    private final Authentication authentication;
    private volatile ShownClock clock;
    private volatile String quota;
    private volatile boolean renew;
    private HttpEndpoint http;
    private AsyncProducer producer;

    public RestClient(CamelContext context, Settings settings, Authentication authentication) {
        this.context = context;
        this.settings = settings;
        this.authentication = authentication;
    }

    @Override
    protected void doStart() throws Exception {
        URI address = settings.server();
        http = (HttpEndpoint) context.getComponent(address.getScheme())
                .createEndpoint(address.getScheme() + "://" + address.getRawAuthority()
                        + "?throwExceptionOnFailure=false&copyHeaders=false"
                        + "&connectTimeout=" + settings.connectTimeout().toMillis()
                        + "&connectionRequestTimeout=" + settings.requestTimeout().toMillis()
                        + "&responseTimeout=" + settings.requestTimeout().toMillis()
                        + "&soTimeout=" + settings.requestTimeout().toMillis()
                        + "&maxTotalConnections=" + settings.connections()
                        + "&connectionsPerRoute=" + settings.connections());
        // The bridge itself decides what is tried again and when, and Retry-After must not hold a thread.
        Endings endings = CamelContextHelper.findSingleByType(context, Endings.class);
        http.setHttpClientConfigurer(builder -> builder.disableAutomaticRetries().disableCookieManagement()
                .addResponseInterceptorFirst((answer, body, call) -> {
                    SSLSession session = HttpCoreContext.cast(call).getSSLSession();
                    if (endings != null && session != null) {
                        endings.shown(address.getHost(), session);
                    }
                }));
        producer = http.createAsyncProducer();
        ServiceHelper.startService(http, producer);
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopService(producer, http);
    }

    /** Returns the system's clock as an answer showed it to a call that was made since; empty if none did. */
    public Optional<String> clockShownSince(Instant called) {
        ShownClock last = clock;
        return last == null || last.called().isBefore(called) ? Optional.empty() : Optional.of(last.date());
    }

    /** Returns how much of its quota the system last said to be used up, such as {@code 1200 of 15000}; empty if it never did. */
    public Optional<String> quota() {
        return Optional.ofNullable(quota);
    }

    public Answer get(URI address) throws PassingException, OddAnswerException {
        return call("GET", address, Map.of(), null);
    }

    /**
     * Makes one call and returns the answer, whatever its status.
     *
     * @param body sent as JSON; {@code null} for none
     * @throws PassingException if there is no answer
     */
    public Answer call(String method, URI address, Map<String, String> headers, Object body)
            throws PassingException, OddAnswerException {
        boolean fresh = renew;
        renew = false;
        Answer answer = attempt(method, address, headers, body, fresh);
        return answer.status() == 401 && authentication.isRenewable()
                ? attempt(method, address, headers, body, true) : answer;
    }

    /** Has the next call log in anew, for an answer has said that the login is not good any more. */
    public void renewLogin() {
        renew = authentication.isRenewable();
    }

    private Answer attempt(String method, URI address, Map<String, String> headers, Object body, boolean fresh)
            throws PassingException, OddAnswerException {
        String call = method + " " + Uris.shown(address);
        Map<String, String> credentials = credentials(call, fresh);
        Exchange exchange = http.createExchange();
        Message request = exchange.getIn();
        request.setHeader(Exchange.HTTP_METHOD, method);
        request.setHeader(Exchange.HTTP_URI, address.toString());
        request.setHeader("Accept", "application/json");
        request.getHeaders().putAll(headers);
        request.getHeaders().putAll(credentials);
        if (body != null) {
            request.setHeader(Exchange.CONTENT_TYPE, "application/json");
            request.setBody(Json.write(body));
        }
        Instant called = Instant.now();
        try {
            producer.process(exchange);
            Answer answer = answer(call, exchange.getMessage(), credentials);
            answer.quota().ifPresent(shown -> quota = shown);
            if (answer.header("date") != null) {
                clock = new ShownClock(answer.header("date"), called);
            }
            return answer;
        } catch (IOException noAnswer) {
            throw new PassingException(call + " got no answer: " + noAnswer.getMessage(), null, noAnswer);
        } catch (Exception unusable) {
            throw new OddAnswerException(call + " could not be made: " + unusable.getMessage());
        }
    }

    private Map<String, String> credentials(String call, boolean fresh) throws PassingException {
        try {
            return authentication.headers(fresh);
        } catch (RuntimeException noToken) {
            throw new PassingException(call + " was not made, for there is no access token: " + noToken.getMessage(), null,
                    noToken);
        }
    }

    private static Answer answer(String call, Message response, Map<String, String> credentials) {
        int status = response.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        byte[] body = response.getBody(byte[].class);
        Map<String, String> headers = response.getHeaders().entrySet().stream()
                .collect(Collectors.toMap(header -> header.getKey().toLowerCase(Locale.ROOT), RestClient::value, (a, b) -> a));
        body = body == null ? NO_BODY : body;
        var answer = new Answer(call, status, headers, body);
        return status < 400 ? answer : withoutSecrets(answer, credentials);
    }

    /** Returns the answer as it may be shown: a system that refuses a token may repeat it in its words, and these are logged. */
    Answer withoutSecrets(Answer answer) throws PassingException {
        return withoutSecrets(answer, credentials(answer.call(), false));
    }

    private static Answer withoutSecrets(Answer answer, Map<String, String> credentials) {
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        for (String value : credentials.values()) {
            text = text.replace(value.substring(value.indexOf(' ') + 1), "***");
        }
        return new Answer(answer.call(), answer.status(), answer.headers(), text.getBytes(StandardCharsets.UTF_8));
    }

    private static String value(Map.Entry<String, Object> header) {
        return header.getValue() instanceof List<?> values
                ? values.stream().map(String::valueOf).collect(Collectors.joining(", ")) : String.valueOf(header.getValue());
    }
}
