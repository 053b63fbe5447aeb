package io.syncbridge.torture;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sends the simulated ERP's webhooks, signed as Standard Webhooks says, to any of the bridge's instances until one accepts. In
 * bad times some are lost, some are sent twice and all of them overtake one another.
 */
final class ErpWebhooks implements AutoCloseable {

    private static final String SECRET = Base64.getEncoder().encodeToString("torture-torture-torture!".getBytes(StandardCharsets.US_ASCII));

    static final String KEY = "whsec_" + SECRET;

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(4);
    private final Supplier<List<URI>> bridges;
    private final Random random;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger faults = new AtomicInteger();
    private volatile boolean badTimes;

    /** @param bridges the addresses that take webhooks now */
    ErpWebhooks(Supplier<List<URI>> bridges, long seed) {
        this.bridges = bridges;
        this.random = new Random(seed);
    }

    void badTimes(boolean bad) {
        badTimes = bad;
    }

    int underWay() {
        return underWay.get();
    }

    /** How many were lost, repeated or delayed. */
    int faults() {
        return faults.get();
    }

    void send(String body) {
        String id = "msg_" + UUID.randomUUID();
        if (!badTimes) {
            later(id, body, 0);
            return;
        }
        faults.incrementAndGet();
        if (random.nextInt(100) >= 25) {
            later(id, body, random.nextInt(2000));
        }
        if (random.nextInt(100) < 30) {
            later(id, body, random.nextInt(4000));
        }
    }

    private void later(String id, String body, int millis) {
        underWay.incrementAndGet();
        executor.schedule(() -> deliver(id, body), millis, TimeUnit.MILLISECONDS);
    }

    private void deliver(String id, String body) {
        if (accepted(id, body)) {
            underWay.decrementAndGet();
        } else {
            executor.schedule(() -> deliver(id, body), 300, TimeUnit.MILLISECONDS);
        }
    }

    private boolean accepted(String id, String body) {
        List<URI> addresses = bridges.get();
        if (addresses.isEmpty()) {
            return false;
        }
        try {
            return http.send(request(addresses.get(Math.floorMod(id.hashCode() + (int) System.nanoTime(), addresses.size())), id, body),
                    HttpResponse.BodyHandlers.discarding()).statusCode() == 202;
        } catch (IOException away) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static HttpRequest request(URI address, String id, String body) {
        return request(address, id, body.getBytes(StandardCharsets.UTF_8));
    }

    static HttpRequest request(URI address, String id, byte[] body) {
        String timestamp = Long.toString(Instant.now().getEpochSecond());
        return HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(15)).header("Content-Type", "application/json")
                .header("webhook-id", id).header("webhook-timestamp", timestamp)
                .header("webhook-signature", "v1," + signature(id + "." + timestamp + ".", body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
    }

    private static String signature(String head, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET), "HmacSHA256"));
            mac.update(head.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
