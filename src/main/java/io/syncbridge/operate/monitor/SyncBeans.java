package io.syncbridge.operate.monitor;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.syncbridge.BridgeConfig;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.loading.SyncsReplaced;
import io.syncbridge.operate.Actions;
import io.syncbridge.operate.view.SyncsView.SyncState;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Set<String> registered = ConcurrentHashMap.newKeySet();

    public SyncBeans(Definitions definitions, SyncSnapshot syncs, Actions actions) {
        this.definitions = definitions;
        this.syncs = syncs;
        this.actions = actions;
    }

    void register(@Observes StartupEvent started, BridgeConfig config) throws JMException {
        if (config.serve()) {
            for (SyncDefinition sync : definitions.syncs()) {
                register(sync.name());
            }
        }
    }

    void replaced(@Observes SyncsReplaced replaced) throws JMException {
        for (String sync : replaced.stopped()) {
            unregister(sync);
        }
        for (String sync : replaced.started()) {
            register(sync);
        }
    }

    void unregister(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent stopping) throws JMException {
        for (String sync : List.copyOf(registered)) {
            unregister(sync);
        }
    }

    private void register(String sync) throws JMException {
        ManagementFactory.getPlatformMBeanServer().registerMBean(new StandardMBean(new Sync(sync), SyncMXBean.class, true), name(sync));
        registered.add(sync);
    }

    private void unregister(String sync) throws JMException {
        if (registered.remove(sync)) {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(name(sync));
        }
    }

    private static ObjectName name(String sync) throws JMException {
        return new ObjectName("io.syncbridge:type=Sync,name=" + sync);
    }

    private final class Sync implements SyncMXBean {

        private final String sync;

        Sync(String sync) {
            this.sync = sync;
        }

        @Override
        public String getState() {
            return syncs.of(sync).map(state -> state.state().word()).orElse("unknown");
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
            return syncs.of(sync).map(state -> number.applyAsLong(state)).orElse(-1L);
        }

        @Override
        public void pause() {
            actions.pause(sync, PERSON);
            syncs.forget();
        }

        @Override
        public void resume() {
            actions.resume(sync, PERSON);
            syncs.forget();
        }

        @Override
        public void poll() {
            definitions.find(sync).ifPresent(now -> actions.poll(sync, now.systems().keySet(), PERSON));
        }

        @Override
        public void send() {
            definitions.find(sync).ifPresent(now -> actions.send(now, PERSON));
        }
    }
}
