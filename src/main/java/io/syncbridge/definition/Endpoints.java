package io.syncbridge.definition;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** What the program has that route files can name: endpoints and beans. */
public interface Endpoints {

    /**
     * A kind of endpoint.
     *
     * @param options by name; {@code null} where they are not known
     * @param prefixes with which names of further options begin
     * @param isOpen whether options with any other name are handed on
     * @param needsPath whether something must stand behind the colon
     * @param canBegin whether a route can begin with it
     * @param canEnd whether a route can send to it
     */
    record Kind(Map<String, Parameter> options, Collection<String> prefixes, boolean isOpen, boolean needsPath, boolean canBegin, boolean canEnd) {
    }

    /** Returns the kind of endpoint that stands before the colon; nothing if there is none. */
    Optional<Kind> find(String scheme);

    /** Returns the names of all kinds. */
    Collection<String> names();

    /** Says whether the program has a bean of this name. */
    boolean hasBean(String name);

    /** Makes the endpoint for trial, and returns why that fails; nothing where it does not. */
    Optional<String> failure(String uri);
}
