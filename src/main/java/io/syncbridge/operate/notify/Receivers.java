package io.syncbridge.operate.notify;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.syncbridge.BridgeConfig;
import io.syncbridge.definition.QuietHours;
import io.syncbridge.definition.QuietHours.Span;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.net.URI;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The receivers that the settings name. */
@Singleton
public class Receivers {

    /** How a receiver is told. */
    public enum Way {
        MAIL, SLACK, TEAMS, WEBHOOK, ENDPOINT
    }

    /** @param address the way's: mail addresses with commas between, a URL, or an endpoint */
    public record Receiver(String name, Way way, String address, Set<Topic> about, QuietHours quiet) {
    }

    private final BridgeConfig.Notify config;

    public Receivers(BridgeConfig config) {
        this.config = config.notifications();
    }

    /** @throws ConfigurationException if a setting cannot be understood */
    void check(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent starting) {
        all();
    }

    public boolean isEmpty() {
        return config.to().isEmpty();
    }

    /** @throws ConfigurationException if a setting cannot be understood */
    public List<Receiver> all() {
        return new TreeMap<>(config.to()).entrySet().stream().map(entry -> receiver(entry.getKey(), entry.getValue())).toList();
    }

    private Receiver receiver(String name, BridgeConfig.Receiver settings) {
        String key = "bridge.notify.to." + name;
        Map<Way, String> ways = Arrays.stream(Way.values()).filter(way -> address(way, settings) != null)
                .collect(Collectors.toMap(way -> way, way -> address(way, settings)));
        if (ways.size() != 1) {
            throw new ConfigurationException("%s says %s how to reach it: set exactly one of .mail, .slack, .teams, .webhook and .endpoint."
                    .formatted(key, ways.isEmpty() ? "not" : "in several ways"));
        }
        Way way = ways.keySet().iterator().next();
        ensureUsable(key, way, ways.get(way));
        return new Receiver(name, way, ways.get(way), about(key, settings), quiet(key, settings));
    }

    private static String address(Way way, BridgeConfig.Receiver settings) {
        return switch (way) {
            case MAIL -> settings.mail().map(addresses -> String.join(",", addresses)).orElse(null);
            case SLACK -> settings.slack().orElse(null);
            case TEAMS -> settings.teams().orElse(null);
            case WEBHOOK -> settings.webhook().orElse(null);
            case ENDPOINT -> settings.endpoint().orElse(null);
        };
    }

    private void ensureUsable(String key, Way way, String address) {
        if (way == Way.MAIL) {
            if (config.mail().server().filter(server -> isAddress(server, "smtp", "smtps")).isEmpty() || config.mail().from().isEmpty()) {
                throw new ConfigurationException(key + ".mail needs a server and a sender: set bridge.notify.mail.server, such as"
                        + " smtp://mail.example.com:587, and bridge.notify.mail.from.");
            }
        } else if (way != Way.ENDPOINT && !isAddress(address, "http", "https")) {
            throw new ConfigurationException(key + "." + way.name().toLowerCase() + " is no address that begins with https://.");
        }
    }

    private static boolean isAddress(String text, String... schemes) {
        try {
            var address = URI.create(text);
            return address.getHost() != null && List.of(schemes).contains(address.getScheme());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Set<Topic> about(String key, BridgeConfig.Receiver settings) {
        return settings.about().map(words -> words.stream().map(word -> Topic.of(word).orElseThrow(() -> new ConfigurationException(
                "%s.about names %s, which is no topic. The topics are %s.".formatted(key, word,
                        Stream.of(Topic.values()).map(Topic::word).collect(Collectors.joining(", "))))))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Topic.class)))).orElse(EnumSet.allOf(Topic.class));
    }

    private static QuietHours quiet(String key, BridgeConfig.Receiver settings) {
        if (settings.quiet().isEmpty()) {
            return QuietHours.NONE;
        }
        List<Span> spans = settings.quiet().get().stream().map(text -> Span.parse(text.strip()).orElse(null)).toList();
        if (spans.stream().anyMatch(Objects::isNull)) {
            throw new ConfigurationException(key + ".quiet is not of the form 22:00-06:00, with commas between several.");
        }
        var quiet = new QuietHours(spans, zone(key, settings));
        if (!quiet.leaveTime()) {
            throw new ConfigurationException(key + ".quiet leaves no time of the day to send anything in. Make it shorter.");
        }
        return quiet;
    }

    private static ZoneId zone(String key, BridgeConfig.Receiver settings) {
        try {
            return ZoneId.of(settings.zone().orElseThrow(() -> new ConfigurationException(
                    key + ".quiet does not say whose times of day it means: set " + key + ".zone, such as Europe/Berlin or UTC.")));
        } catch (DateTimeException e) {
            throw new ConfigurationException(key + ".zone is no time zone. Give a name such as Europe/Berlin or UTC.");
        }
    }
}
