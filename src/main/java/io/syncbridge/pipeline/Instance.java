package io.syncbridge.pipeline;

import jakarta.inject.Singleton;
import java.util.UUID;

/** This running instance of the bridge, among the others that share its store. */
@Singleton
public class Instance {

    private final String name = UUID.randomUUID().toString();

    public String name() {
        return name;
    }
}
