package io.syncbridge.operate.monitor;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.syncbridge.BridgeConfig;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.operate.Actions;
import io.syncbridge.operate.view.SyncsView.SyncState;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/** Makes each sync a JMX bean. Whoever reaches JMX may do all that it offers; the audit log calls them {@code jmx}. */
@Singleton
public class SyncBeans {

    private static final String PERSON = "jmx";

    private final Definitions definitions;
    private final SyncSnapshot syncs;
    private final Actions actions;
    private final List<ObjectName> registered = new ArrayList<>();

    public SyncBeans(Definitions definitions, SyncSnapshot syncs, Actions actions) {
        this.definitions = definitions;
        this.syncs = syncs;
        this.actions = actions;
    }

    void register(@Observes StartupEvent started, BridgeConfig config) throws JMException {
        if (config.serve()) {
            for (SyncDefinition sync : definitions.syncs()) {
                var name = new ObjectName("io.syncbridge:type=Sync,name=" + sync.name());
                ManagementFactory.getPlatformMBeanServer()
                        .registerMBean(new StandardMBean(new Sync(sync), SyncMXBean.class, true), name);
                registered.add(name);
            }
        }
    }

    void unregister(@Observes ShutdownEvent stopping) throws JMException {
        for (ObjectName name : registered) {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
        }
    }

    private final class Sync implements SyncMXBean {

        private final SyncDefinition sync;

        Sync(SyncDefinition sync) {
            this.sync = sync;
        }

        @Override
        public String getState() {
            return syncs.of(sync.name()).map(state -> state.state().word()).orElse("unknown");
        }

        @Override
        public long getWaiting() {
            return number(SyncState::waiting);
        }

        @Override
        public long getHeld() {
            return number(SyncState::held);
        }

        @Override
        public long getLagSeconds() {
            return number(SyncState::lagSeconds);
        }

        @Override
        public long getRetrying() {
            return number(SyncState::retrying);
        }

        @Override
        public long getFailed() {
            return number(SyncState::failed);
        }

        @Override
        public long getReviews() {
            return number(SyncState::reviews);
        }

        private long number(ToLongFunction<SyncState> number) {
            return syncs.of(sync.name()).map(state -> number.applyAsLong(state)).orElse(-1L);
        }

        @Override
        public void pause() {
            actions.pause(sync.name(), PERSON);
            syncs.forget();
        }

        @Override
        public void resume() {
            actions.resume(sync.name(), PERSON);
            syncs.forget();
        }

        @Override
        public void poll() {
            actions.poll(sync.name(), sync.systems().keySet(), PERSON);
        }

        @Override
        public void send() {
            actions.send(sync, PERSON);
        }
    }
}
