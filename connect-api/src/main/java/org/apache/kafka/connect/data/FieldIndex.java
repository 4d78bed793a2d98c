package org.apache.kafka.connect.data;

import java.util.List;

/**
 * Finds the fields of a struct schema by name. Every access to a struct by name comes through here, so this is a plain
 * table with open addressing, which asks nothing but {@link String} for hash and equality and follows no chain of nodes.
 */
final class FieldIndex {
    private final String[] names;
    private final Field[] fields;
    private final Field unnamed;

    /** Indexes the fields; of several with the same name, the last one is found. */
    FieldIndex(List<Field> all) {
        // At most half full, so that there is always a free slot to end a search at.
        int size = Integer.highestOneBit(Math.max(1, all.size())) << 2;
        names = new String[size];
        fields = new Field[size];
        Field withoutName = null;
        for (Field field : all) {
            if (field.name() == null) {
                withoutName = field;
                continue;
            }
            int slot = slot(field.name());
            while (names[slot] != null && !names[slot].equals(field.name())) {
                slot = (slot + 1) & (size - 1);
            }
            names[slot] = field.name();
            fields[slot] = field;
        }
        unnamed = withoutName;
    }

    /** Gives the field of that name, or null. */
    Field get(String name) {
        if (name == null) {
            return unnamed;
        }
        int slot = slot(name);
        String found = names[slot];
        while (found != null && !found.equals(name)) {
            slot = (slot + 1) & (names.length - 1);
            found = names[slot];
        }
        return fields[slot];
    }

    /** Names that are numbered have hash codes in a row; folding the upper half in spreads the rest. */
    private int slot(String name) {
        int hash = name.hashCode();
        return (hash ^ (hash >>> 16)) & (names.length - 1);
    }
}
