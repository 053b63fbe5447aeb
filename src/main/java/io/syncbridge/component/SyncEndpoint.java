package io.syncbridge.component;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.SyncAction;
import java.util.Set;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** One system of one sync. */
class SyncEndpoint extends DefaultEndpoint {

    private final String sync;
    private final String system;
    private final boolean poll;
    private final boolean batch;
    private final boolean explaining;
    private final Set<SyncAction> actions;

    SyncEndpoint(String uri, SyncComponent component, String sync, String system, boolean poll,
            boolean batch, boolean explaining, Set<SyncAction> actions) {
        super(uri, component);
        this.sync = sync;
        this.system = system;
        this.poll = poll;
        this.batch = batch;
        this.explaining = explaining;
        this.actions = actions;
    }

    @Override
    public Producer createProducer() {
        return new SyncProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        var consumer = new SyncConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public SyncComponent getComponent() {
        return (SyncComponent) super.getComponent();
    }

    /** Returns the sync's definition as it is now. @throws IllegalArgumentException if there is none any more */
    SyncDefinition definition() {
        return getComponent().definition(sync);
    }

    String sync() {
        return sync;
    }

    String system() {
        return system;
    }

    boolean isPoll() {
        return poll;
    }

    boolean isBatch() {
        return batch;
    }

    boolean isExplaining() {
        return explaining;
    }

    boolean knows(SyncAction action) {
        return actions.contains(action);
    }
}
