package dev.sluice.it;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * The MBeans of one worker as they compare with those of another: what differs with port, client id and broker is
 * replaced.
 *
 * @param server where they are
 * @param worker {@code host:port} of the worker
 * @param leftBehind those of them that were there before; they are passed over where they name something else
 */
record MetricBeans(MBeanServerConnection server, String worker, Set<ObjectName> leftBehind) {

    /** Opens a process's MBeans to this machine. */
    static List<String> open(int port) {
        return List.of(
                "-Dcom.sun.management.jmxremote.port=" + port,
                "-Dcom.sun.management.jmxremote.rmi.port=" + port,
                "-Dcom.sun.management.jmxremote.host=127.0.0.1",
                "-Djava.rmi.server.hostname=127.0.0.1",
                "-Dcom.sun.management.jmxremote.authenticate=false",
                "-Dcom.sun.management.jmxremote.ssl=false");
    }

    /** Those of a process of this machine that was started so. */
    @SuppressWarnings("BanJNDI") // The process that is asked over JMX is the test's own.
    static JMXConnector connect(int port) throws IOException {
        return JMXConnectorFactory.connect(
                new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi"));
    }

    /** One line each, so that a difference shows. */
    static String text(Map<String, ?> map) {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(map)
                .forEach((key, value) ->
                        lines.append(key).append(" = ").append(value).append('\n'));
        return lines.toString();
    }

    /** The attributes by MBean, of the domain {@code kafka.connect}. */
    Map<String, Set<String>> attributes() throws Exception {
        Map<String, Set<String>> attributes = new TreeMap<>();
        for (ObjectName name : server.queryNames(new ObjectName("kafka.connect:*"), null)) {
            boolean named = name.getKeyProperty("id") != null || name.getKeyProperty("client-id") != null;
            if (named && leftBehind.contains(name)) {
                continue;
            }
            Set<String> names = attributes.computeIfAbsent(normalised(name), bean -> new TreeSet<>());
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                names.add(attribute.getName());
            }
        }
        return attributes;
    }

    /** Names of a domain's MBeans that match a pattern, of clients that connectors and tasks use. */
    Set<String> clients(String pattern) throws Exception {
        Set<String> names = new TreeSet<>();
        for (ObjectName name : server.queryNames(new ObjectName(pattern), null)) {
            names.add(normalised(name));
        }
        return names;
    }

    private String normalised(ObjectName name) {
        List<String> properties = new ArrayList<>();
        new TreeMap<>(name.getKeyPropertyList())
                .forEach((key, value) ->
                        properties.add(key + "=" + (key.equals("node-id") ? "*" : value.replace(worker, "worker"))));
        return name.getDomain() + ":" + String.join(",", properties);
    }

    /** One value; of texts, what names the worker is replaced. */
    Object value(String bean, String attribute) throws Exception {
        Object value = server.getAttribute(new ObjectName("kafka.connect:" + bean), attribute);
        return value instanceof Number ? value : String.valueOf(value).replace(worker, "worker");
    }

    /** Several values of one MBean, by name. */
    Map<String, Object> values(String bean, String... attributes) throws Exception {
        Map<String, Object> values = new TreeMap<>();
        for (String attribute : attributes) {
            values.put(bean + " " + attribute, value(bean, attribute));
        }
        return values;
    }
}
