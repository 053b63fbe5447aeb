package io.syncbridge.pipeline;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;

/** This running instance of the bridge, among the others that share its store. */
@Singleton
public class Instance {

    /** How long a claim of an instance holds that no longer renews it. */
    static final Duration LEASE = Duration.ofSeconds(30);

    private final String name = UUID.randomUUID().toString();

    public String name() {
        return name;
    }
}
