package io.syncbridge.operate.notify;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What receivers can be notified of. */
public enum Topic {

    /** Conflicts, ambiguous matches and orphans that wait for a person. */
    REVIEWS(null),
    /** Changes that could not be delivered or understood. */
    FAILURES(null),
    /** Syncs that a safety brake has stopped. */
    BRAKES(null),
    /** Syncs that do not run, because of mistakes in files or systems without a route. */
    ROUTES("Sync %s runs again."),
    /** Systems that do not answer. */
    SYSTEMS("System %s answers again."),
    /** Systems whose changes cannot be asked for. */
    POLLS("Polling of %s works again."),
    /** Databases whose logs are not read, or keep too much. */
    STREAMS("The stream of %s is well again."),
    /** Changes that wait too long. */
    LAG("Sync %s has caught up."),
    /** Certificates and subscriptions that are about to end. */
    ENDINGS(null);

    private final String over;

    Topic(String over) {
        this.over = over;
    }

    /** Returns the topic as settings call it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the sentence that says that it is over; nothing where a person has ended it, who knows. */
    Optional<String> over(String subject) {
        return Optional.ofNullable(over).map(sentence -> sentence.formatted(subject));
    }

    static Optional<Topic> of(String word) {
        return Arrays.stream(values()).filter(topic -> topic.word().equalsIgnoreCase(word.strip())).findFirst();
    }
}
