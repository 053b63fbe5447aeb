package io.syncbridge.it;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(BridgeOnPostgres.class)
class ReferencesOnPostgresIT extends ReferenceScenarios {
}
