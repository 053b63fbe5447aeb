package io.syncbridge.pipeline;

import io.syncbridge.model.Change;
import io.syncbridge.model.RecordRef;
import io.syncbridge.store.Children;
import io.syncbridge.store.Children.Node;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Inbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

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
        read.forEach(node -> inbox.add(node.sync(), List.of(Change.hint(record(node))), now));
        postponed.forEach(node -> inbox.postpone(node.sync(), record(node), now));
        writes.forEach(node -> deliveries.request(node.sync(), node.id(), node.system(), now));
    }

    private static RecordRef record(Node node) {
        return new RecordRef(node.system(), node.id());
    }
}
