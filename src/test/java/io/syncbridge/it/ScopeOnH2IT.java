package io.syncbridge.it;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(BridgeOnH2.class)
class ScopeOnH2IT extends ScopeScenarios {
}
