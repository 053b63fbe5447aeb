package io.syncbridge.operate.view;

import java.time.Instant;

/**
 * One of the reasons why a sync does not simply run.
 *
 * @param why what it is about, in words that say what to do where somebody must
 * @param since when it began; {@code null} if that is not known
 */
public record Condition(State state, String why, Instant since) {
}
