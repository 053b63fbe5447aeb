package io.syncbridge.definition;

import io.syncbridge.mapping.FieldMapping;
import io.syncbridge.mapping.Mapping;
import io.syncbridge.reconcile.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One sync, read from its {@code *.sync.yaml} and checked; what the rest of the bridge works with.
 *
 * @param name the sync's name
 * @param file the file it was read from, for messages
 * @param fingerprint a hash of what the definition says (comments and order of keys left out), which changes when its
 *     meaning may have
 * @param systems by name, in the file's order
 * @param match the match rules in the order in which they are tried; each a list of canonical fields that together
 *     must be equal and not blank
 * @param mapping between each system's records and canonical ones
 * @param policy the rules for reconciling
 * @param batch how changes are collected
 * @param limits the safety brakes
 * @param examples the golden records
 * @param lines the fields and where each system holds them, in the file's order
 * @param privateFields the fields whose values are not shown
 */
public record SyncDefinition(String name, String file, String fingerprint, Map<String, SystemDefinition> systems,
        List<List<String>> match, Mapping mapping, Policy policy, Batch batch, Limits limits, List<Example> examples,
        List<FieldMapping> lines, Set<String> privateFields) {

    /**
     * @param every how long changes are collected before they are worked on; zero for at once
     * @param size the most changes worked on together
     */
    public record Batch(Duration every, int size) {
    }

    /**
     * @param deletePercent the share of a sync's records that may be deleted within one batch window; {@code null} for
     *     no limit
     * @param deleteCount the number below which the share is not looked at
     */
    public record Limits(Double deletePercent, int deleteCount) {
    }

    /**
     * A golden record: the same thing as every system shows it.
     *
     * @param line where it stands in the file
     * @param records by system; each maps the system's fields to their values
     */
    public record Example(int line, Map<String, Map<String, Object>> records) {
    }

    public SystemDefinition system(String system) {
        return systems.get(system);
    }
}
