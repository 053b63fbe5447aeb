package io.syncbridge.store;

import java.util.List;

/**
 * One page of a list, newest first.
 *
 * @param next what to ask for as {@code before} to get the next page; {@code null} at the end
 */
public record Page<T>(List<T> items, Long next) {
}
