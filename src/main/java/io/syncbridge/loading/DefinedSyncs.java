package io.syncbridge.loading;

import io.syncbridge.connector.webhook.KnownSyncs;
import io.syncbridge.definition.Definitions;
import jakarta.inject.Singleton;

/** The syncs that were read from definition files, as the webhook intake asks about them. */
@Singleton
public class DefinedSyncs implements KnownSyncs {

    private final Definitions definitions;

    public DefinedSyncs(Definitions definitions) {
        this.definitions = definitions;
    }

    @Override
    public boolean knows(String sync, String system) {
        return definitions.find(sync).filter(definition -> definition.system(system) != null).isPresent();
    }

    @Override
    public String modifiedField(String sync, String system) {
        return definitions.find(sync).orElseThrow().system(system).modified();
    }

    @Override
    public String idField(String sync, String system) {
        return definitions.find(sync).orElseThrow().system(system).id();
    }
}
