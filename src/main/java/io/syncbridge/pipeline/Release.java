package io.syncbridge.pipeline;

import io.syncbridge.model.Change;
import io.syncbridge.model.RecordRef;
import io.syncbridge.store.Children;
import io.syncbridge.store.Children.Node;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Deliveries.Target;
import io.syncbridge.store.Inbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Stores that children wait no longer together with what lets them go on, so that none is lost and none is missed. */
@ApplicationScoped
class Release {

    private final Children children;
    private final Inbox inbox;
    private final Deliveries deliveries;

    Release(Children children, Inbox inbox, Deliveries deliveries) {
        this.children = children;
        this.inbox = inbox;
        this.deliveries = deliveries;
    }

    /**
     * @param read records that are to be read again
     * @param postponed records that no route can read: what they reported is still in the inbox
     * @param writes things that are to be planned again
     */
    @Transactional
    void carryOut(Collection<Node> read, Collection<Node> postponed, Collection<Node> writes, Instant now) {
        children.done(read);
        children.done(postponed);
        children.done(writes);
        bySync(read).forEach((sync, nodes) -> inbox.add(sync, nodes.stream().map(Release::record).map(Change::hint).toList(), now));
        bySync(postponed).forEach((sync, nodes) -> inbox.postpone(sync, nodes.stream().collect(Collectors.toMap(Release::record, node -> now))));
        bySync(writes).forEach((sync, nodes) -> deliveries.request(sync, nodes.stream().map(node -> new Target(node.id(), node.system())).toList(), now));
    }

    private static Map<String, List<Node>> bySync(Collection<Node> nodes) {
        return nodes.stream().distinct().collect(Collectors.groupingBy(Node::sync));
    }

    private static RecordRef record(Node node) {
        return new RecordRef(node.system(), node.id());
    }
}
