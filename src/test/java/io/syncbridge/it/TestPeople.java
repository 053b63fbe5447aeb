package io.syncbridge.it;

import io.quarkus.elytron.security.common.BcryptUtil;
import io.restassured.RestAssured;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The people of the tests, one for each role; the password is the name. */
public final class TestPeople {

    public static final String VIEWER = "vera";
    public static final String OPERATOR = "otto";
    public static final String ADMIN = "ada";

    private static final int QUICK = 4;

    private TestPeople() {
    }

    /** Returns the settings with the people added. */
    public static Map<String, String> with(Map<String, String> settings) {
        var all = new HashMap<>(settings);
        List.of("viewer " + VIEWER, "operator " + OPERATOR, "admin " + ADMIN).forEach(one -> {
            String name = one.split(" ")[1];
            all.put("bridge.people." + name + ".password", BcryptUtil.bcryptHash(name, QUICK));
            all.put("bridge.people." + name + ".roles", one.split(" ")[0]);
        });
        return all;
    }

    /** Lets RestAssured ask as the person from now on. */
    public static void login(String name) {
        RestAssured.authentication = RestAssured.preemptive().basic(name, name);
    }
}
