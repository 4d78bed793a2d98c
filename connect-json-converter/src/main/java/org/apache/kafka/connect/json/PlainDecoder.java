package org.apache.kafka.connect.json;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads values that have no schema, by the kind of their JSON: maps, lists, texts, longs, doubles and booleans. */
final class PlainDecoder {
    private PlainDecoder() {}

    /** Reads any value; null for JSON null. */
    static Object read(JsonInput in) {
        return switch (in.peek()) {
            case '"' -> in.string();
            case '{' -> readObject(in);
            case '[' -> readArray(in);
            case 't', 'f' -> in.bool();
            case 'n' -> in.nothing();
            default -> in.longOrDouble();
        };
    }

    private static List<Object> readArray(JsonInput in) {
        List<Object> list = new ArrayList<>();
        in.open('[');
        if (!in.closesAtOnce(']')) {
            do {
                list.add(read(in));
            } while (in.hasMore(']'));
        }
        return list;
    }

    private static Map<Object, Object> readObject(JsonInput in) {
        Map<Object, Object> map = new HashMap<>();
        in.open('{');
        if (!in.closesAtOnce('}')) {
            NameTable.Name holder = in.enterObject();
            do {
                String name = in.name();
                map.put(name, read(in));
            } while (in.hasMore('}'));
            in.leaveObject(holder);
        }
        return map;
    }
}
