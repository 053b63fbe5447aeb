package io.syncbridge.demo.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncbridge.demo.graph.Routes.Call;
import java.util.Locale;
import java.util.stream.Stream;

/** Sites and users. */
class SitesApi {

    void routes(Routes routes) {
        routes.add("GET", "/v1.0/sites", this::search)
                .add("GET", "/v1.0/sites/{site}", this::site)
                .add("GET", "/v1.0/users/{user}", this::user);
    }

    private GraphAnswer search(Call call) {
        String text = call.request().query().getOrDefault("search", "").toLowerCase(Locale.ROOT);
        boolean found = Stream.of("*", "demo", Site.HOST).anyMatch(name -> name.contains(text));
        return GraphAnswer.ok(OData.of(call.request(), "sites", Stream.of(Site.json()).filter(site -> found)));
    }

    private GraphAnswer site(Call call) {
        Site.check(call.place("site"));
        return GraphAnswer.ok(OData.one(call.request(), "sites", Site.json()));
    }

    private GraphAnswer user(Call call) {
        Users.User user = Users.find(call.place("user")).orElseThrow(() -> new GraphException(404, "Request_ResourceNotFound",
                "Resource '" + call.place("user") + "' does not exist or one of its queried reference-property objects are not present."));
        ObjectNode json = Json.object().put("displayName", user.name()).put("mail", user.address())
                .put("userPrincipalName", user.address()).put("id", user.id());
        return GraphAnswer.ok(OData.one(call.request(), "users", json));
    }
}
