package io.syncbridge.demo.graph;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Tells subscribers shortly after a list has changed, once for several changes, and again until they answer with a 2xx. */
class Notifier {

    private static final long GATHERING_MILLIS = 200;
    private static final int ATTEMPTS = 8;
    private static final String WHAT = "POST /notifications";

    private final Subscriptions subscriptions;
    private final GraphClock clock;
    private final Faults faults;
    private final Set<String> changed = new HashSet<>();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "demo-graph-notifications");
        thread.setDaemon(true);
        return thread;
    });

    Notifier(Subscriptions subscriptions, GraphClock clock, Faults faults) {
        this.subscriptions = subscriptions;
        this.clock = clock;
        this.faults = faults;
    }

    /** Has the list's subscribers told soon. */
    void changed(String list) {
        synchronized (changed) {
            if (changed.add(list)) {
                executor.schedule(() -> tell(list), GATHERING_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void tell(String list) {
        synchronized (changed) {
            changed.remove(list);
        }
        for (Subscription subscription : subscriptions.to(list)) {
            if (faults.strikes(Fault.LOST_NOTIFICATIONS, WHAT)) {
                continue;
            }
            long delay = faults.strikes(Fault.REORDERED_NOTIFICATIONS, WHAT) ? faults.seconds(Fault.REORDERED_NOTIFICATIONS) : 0;
            executor.schedule(() -> send(subscription, 1), delay, TimeUnit.SECONDS);
            if (faults.strikes(Fault.DUPLICATE_NOTIFICATIONS, WHAT)) {
                executor.schedule(() -> send(subscription, 1), delay, TimeUnit.SECONDS);
            }
        }
    }

    private void send(Subscription subscription, int attempt) {
        http.sendAsync(post(subscription.address(), "application/json", Json.write(subscription.notification())),
                HttpResponse.BodyHandlers.discarding()).whenComplete((answer, failure) -> {
                    boolean accepted = failure == null && answer.statusCode() / 100 == 2;
                    if (!accepted && attempt < ATTEMPTS && subscription.expires().isAfter(clock.now())) {
                        executor.schedule(() -> send(subscription, attempt + 1), 1L << attempt, TimeUnit.SECONDS);
                    }
                });
    }

    /** Asks an address whether it wants notifications. @throws GraphException if it does not answer as it must */
    void validate(String address) {
        String token = "Validation: Testing client application reachability for subscription Request-Id: " + UUID.randomUUID();
        String query = "validationToken=" + URLEncoder.encode(token, StandardCharsets.UTF_8).replace("+", "%20");
        HttpResponse<String> answer;
        try {
            answer = http.send(post(address + (address.contains("?") ? "&" : "?") + query, "text/plain; charset=utf-8", ""),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException | IllegalArgumentException unreachable) {
            throw refused("Subscription validation request failed."
                    + " The notification endpoint could not be reached or did not answer in time.");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw refused("Subscription validation request was interrupted.");
        }
        if (answer.statusCode() != 200) {
            throw refused("Subscription validation request failed. Notification endpoint must respond with 200 OK to validation request.");
        }
        boolean plain = answer.headers().firstValue("Content-Type").orElse("").startsWith("text/plain");
        if (!plain || !answer.body().equals(token)) {
            throw refused("Subscription validation request failed. Must respond with the validation token as text/plain.");
        }
    }

    private static GraphException refused(String message) {
        return new GraphException(400, "ValidationError", message);
    }

    private static HttpRequest post(String address, String type, String body) {
        return HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(10)).header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
    }
}
