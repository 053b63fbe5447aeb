package io.syncbridge.demo.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The users of the tenant, whom SharePoint also keeps in a list of its own. */
final class Users {

    /** The hidden list that a person column's ids point into. */
    static final String LIST = "User Information List";
    /** Who writes when an application does. */
    static final int APPLICATION = 3;
    /** Who writes when somebody edits on the page. */
    static final int BY_HAND = 1;

    /** @param key the id in the list */
    record User(int key, String name, String address) {

        String id() {
            return UUID.nameUUIDFromBytes(address.getBytes()).toString();
        }

        ObjectNode identity() {
            return Json.object().put("email", address).put("id", id()).put("displayName", name);
        }
    }

    private static final List<User> ALL = List.of(new User(1, "Ada Ferris", "ada@demo.example"),
            new User(2, "Ben Okafor", "ben@demo.example"), new User(APPLICATION, "SharePoint App", "app@sharepoint"));

    private Users() {
    }

    static List<User> all() {
        return ALL;
    }

    static User of(int key) {
        return ALL.get(key - 1);
    }

    /** @param key a user's id or address */
    static Optional<User> find(String key) {
        return ALL.stream().filter(user -> user.id().equals(key) || user.address().equalsIgnoreCase(key)).findFirst();
    }
}
