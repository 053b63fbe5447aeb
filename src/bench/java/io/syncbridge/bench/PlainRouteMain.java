package io.syncbridge.bench;

import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.commons.dbcp2.BasicDataSource;

/** Selects the rows that changed since the last look, and writes each with one upsert; its arguments are the two databases. */
public final class PlainRouteMain {

    private static final String SELECT = """
            select * from goods where (modified, id) > (:?modified, :?id) order by modified, id limit 1000""";

    private static final String UPSERT = """
            insert into goods (id, code, name, email, phone, city, street, amount, active, notes, modified)
            values (:?id, :?code, :?name, :?email, :?phone, :?city, :?street, :?amount, :?active, :?notes, :?modified)
            on conflict (id) do update set code = excluded.code, name = excluded.name, email = excluded.email,
                phone = excluded.phone, city = excluded.city, street = excluded.street, amount = excluded.amount,
                active = excluded.active, notes = excluded.notes, modified = excluded.modified""";

    private PlainRouteMain() {
    }

    public static void main(String[] arguments) throws Exception {
        var camel = new DefaultCamelContext();
        camel.getRegistry().bind("a", pool(arguments[0]));
        camel.getRegistry().bind("b", pool(arguments[1]));
        camel.addRoutes(new RouteBuilder() {

            private Timestamp modified = new Timestamp(0);
            private int id;

            @Override
            public void configure() {
                from("timer:look?period=50").loopDoWhile(body().isNotEqualTo(List.of()))
                        .process(exchange -> {
                            exchange.getIn().setHeader("modified", modified);
                            exchange.getIn().setHeader("id", id);
                        })
                        .setBody(constant(SELECT)).to("jdbc:a?useHeadersAsParameters=true")
                        .split(body())
                            .process(exchange -> {
                                Map<String, Object> row = exchange.getIn().getBody(Map.class);
                                exchange.getIn().getHeaders().putAll(row);
                                modified = (Timestamp) row.get("modified");
                                id = (Integer) row.get("id");
                            })
                            .setBody(constant(UPSERT)).to("jdbc:b?useHeadersAsParameters=true")
                        .end();
            }
        });
        camel.start();
        Thread.currentThread().join();
    }

    private static DataSource pool(String url) {
        var pool = new BasicDataSource();
        pool.setUrl(url);
        pool.setUsername(Servers.USER);
        pool.setMaxTotal(2);
        return pool;
    }
}
