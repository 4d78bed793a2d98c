package dev.sluice.plugin;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.Set;

/** The fields and methods that a class file refers to. */
record MemberReferences(Set<Member> members) {

    /** A field or method as a class file names it; names with slashes. */
    record Member(String owner, String name, String descriptor) {

        boolean isMethod() {
            return descriptor.startsWith("(");
        }
    }

    /** Reads a class file's constant pool. */
    static MemberReferences read(InputStream classFile) throws IOException {
        DataInputStream in = new DataInputStream(classFile);
        in.skipNBytes(8);
        int count = in.readUnsignedShort();
        String[] texts = new String[count];
        int[][] entries = new int[count][];
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts[i] = in.readUTF();
                case 7 -> entries[i] = new int[] {tag, in.readUnsignedShort()};
                case 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                case 9, 10, 11, 12 -> entries[i] = new int[] {tag, in.readUnsignedShort(), in.readUnsignedShort()};
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++;
                }
                default -> in.skipNBytes(4);
            }
        }
        Set<Member> members = new LinkedHashSet<>();
        for (int[] entry : entries) {
            if (entry != null && entry[0] >= 9 && entry[0] <= 11) {
                int[] nameAndType = entries[entry[2]];
                members.add(new Member(texts[entries[entry[1]][1]], texts[nameAndType[1]], texts[nameAndType[2]]));
            }
        }
        return new MemberReferences(members);
    }
}
