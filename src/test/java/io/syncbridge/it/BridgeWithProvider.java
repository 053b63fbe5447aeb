package io.syncbridge.it;

import java.util.List;

/** The bridge with its store in memory, where an OpenID Connect provider knows people too. */
public class BridgeWithProvider extends BridgeOnH2 {

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(LoginProvider.class));
    }
}
