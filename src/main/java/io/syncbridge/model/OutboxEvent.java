package io.syncbridge.model;

/**
 * An event that is published when what it tells of is committed.
 *
 * @param id its place among those of its queue; {@code null} before it is stored
 * @param queue where it waits, for one publisher
 * @param sync the sync that it is of
 * @param system the sync's system that it is meant for
 * @param topic where it is published
 * @param key events of one key are published in their order
 * @param contentType of the value; {@code null} for a tombstone
 * @param value {@code null} for a tombstone
 */
public record OutboxEvent(Long id, String queue, String sync, String system, String topic, String key, String contentType, String value) {
}
