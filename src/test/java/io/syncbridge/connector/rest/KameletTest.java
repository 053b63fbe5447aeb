package io.syncbridge.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.component.SyncHeaders;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kamelet.KameletComponent;
import org.junit.jupiter.api.Test;

/** The shipped Kamelet, loaded from its file and used as a team's route uses it. */
class KameletTest extends RestResourceTestBase {

    private static final String SECRET = "s3cr+t%2B&=x";

    @Test
    void aRouteNeedsNoMoreThanAnAddress() throws Exception {
        system.answers(200, "[{\"id\": 1}]");
        route("kamelet:rest-resource?address={{erp.url}}");

        assertThat(ask("changes")).hasSize(1);
        assertThat(system.last().headers()).doesNotContainKey("authorization");
    }

    @Test
    void parametersReachTheResourceAsTheyWereWritten() throws Exception {
        system.answers(200, "{\"data\": {\"people\": [{\"key\": \"7\"}]}}");
        route("kamelet:rest-resource?address={{erp.url}}?v=1&auth=bearer&token=RAW({{erp.token}})&id=key&list=data.people"
                + "&paging=page&sizeParam=size&pageSize=50&firstPage=0&concurrency=2&requestTimeout=20s");

        assertThat(ask("changes")).hasSize(1).allMatch(record -> ((Map<?, ?>) record).get("@id").equals("7"));
        assertThat(system.last().header("authorization")).isEqualTo("Bearer " + SECRET);
        assertThat(system.last().query()).contains("v=1").contains("size=50").contains("page=0");
        assertThat(context.getEndpoints()).noneMatch(endpoint -> endpoint.toString().contains("s3cr"));
    }

    private void route(String kamelet) throws Exception {
        var properties = new Properties();
        properties.put("erp.url", system.address());
        properties.put("erp.token", SECRET);
        context.getPropertiesComponent().setInitialProperties(properties);
        context.getComponent("kamelet", KameletComponent.class).setLocation("file:routes/kamelets");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:erp").to(kamelet);
            }
        });
    }

    private List<?> ask(String action) {
        return context.createProducerTemplate().requestBodyAndHeader("direct:erp", null, SyncHeaders.ACTION, action, List.class);
    }
}
