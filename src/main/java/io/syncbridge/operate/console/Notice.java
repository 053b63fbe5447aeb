package io.syncbridge.operate.console;

import java.util.Arrays;

/** What a page says after an action. It travels by its name, so that a link cannot put words into the console's mouth. */
enum Notice {
    SETTLED("%d settled. The values are on their way to the systems."),
    RETRIED("%d being tried again."),
    EDITED("%d edited, and on the way to all systems."),
    DISCARDED("%d discarded. The sync log keeps them."),
    PAUSED("Paused. Changes are still accepted, and wait."),
    RESUMED("Running again."),
    RELEASED("Released. The sync goes on with what stopped it."),
    REJECTED("Rejected. The sync goes on, and what stopped it is turned back."),
    POLLED("Asked for changes."),
    RELOADED("Taken over: %d changed file(s). Their syncs run by them."),
    SENT("What is waiting goes out now."),
    RUN_ASKED("Asked for. It begins within a second."),
    RUN_PAUSED("The run is paused. What it has done stays, and what it has taken in waits."),
    RUN_RESUMED("The run goes on from where it was."),
    RUN_CANCELLED("The run is cancelled. What it has done stays.");

    private final String words;

    Notice(String words) {
        this.words = words;
    }

    /** Returns the words for a name; {@code null} where there is no such notice. */
    static String words(String name, int number) {
        return Arrays.stream(values()).filter(notice -> notice.name().equalsIgnoreCase(name)).findFirst()
                .map(notice -> notice.words.formatted(number)).orElse(null);
    }
}
