package dev.sluice.plugin;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the head of a class file: the constant pool, as far as it is needed to tell the class' name and super types
 * (chapter 4 of the JVM specification). Stops reading there; methods and code, most of the file, are not even inflated.
 * One instance reads many files one after another and keeps its buffers; it is not safe for use by several threads.
 */
final class ClassHeaderReader {

    private static final int MAGIC = 0xCAFEBABE;
    private static final int ACC_INTERFACE = 0x0200;
    private static final int ACC_ABSTRACT = 0x0400;

    private byte[] buffer = new byte[16 * 1024];
    private int filled;
    private int position;
    private InputStream input;
    private int[] constants = new int[1024];

    /**
     * Reads one class file's head.
     *
     * @return null for a file that holds no class with a super class: a module or {@code java.lang.Object}
     * @throws IOException if the file is cut off or is no class file
     */
    ClassHeader read(InputStream classFile) throws IOException {
        input = classFile;
        filled = 0;
        position = 0;
        if (int4() != MAGIC) {
            throw new IOException("not a class file");
        }
        skip(4); // Versions do not matter: the head has kept its form.
        readConstantPool();
        int access = int2();
        int thisClass = int2();
        int superClass = int2();
        int count = int2();
        List<String> interfaces = count == 0 ? List.of() : new ArrayList<>(count);
        int firstInterface = position;
        skip(2 * count);
        if (superClass == 0) {
            return null;
        }
        for (int i = 0; i < count; i++) {
            interfaces.add(className(unsigned2(firstInterface + 2 * i)));
        }
        boolean concrete = (access & (ACC_INTERFACE | ACC_ABSTRACT)) == 0;
        return new ClassHeader(className(thisClass), className(superClass), interfaces, concrete);
    }

    private void readConstantPool() throws IOException {
        int count = int2();
        if (constants.length < count) {
            constants = new int[count];
        }
        for (int i = 1; i < count; i++) {
            int tag = int1();
            constants[i] = position;
            switch (tag) {
                case 1 -> skip(int2()); // Utf8
                case 7, 8, 16, 19, 20 -> skip(2); // Class, String, MethodType, Module, Package
                case 15 -> skip(3); // MethodHandle
                case 3, 4, 9, 10, 11, 12, 17, 18 -> skip(4); // numbers, members, names with types, dynamic
                case 5, 6 -> { // Long and Double take two places
                    skip(8);
                    i++;
                }
                default -> throw new IOException("unknown constant pool tag " + tag);
            }
        }
    }

    private String className(int classIndex) throws IOException {
        int utf8 = constants[unsigned2(constants[classIndex])];
        int length = unsigned2(utf8);
        int start = utf8 + 2;
        for (int i = start; i < start + length; i++) {
            if (buffer[i] < 0) {
                return new DataInputStream(new ByteArrayInputStream(buffer, utf8, length + 2)).readUTF();
            }
        }
        return new String(buffer, start, length, StandardCharsets.ISO_8859_1);
    }

    private int unsigned2(int at) {
        return ((buffer[at] & 0xFF) << 8) | (buffer[at + 1] & 0xFF);
    }

    private int int1() throws IOException {
        require(1);
        return buffer[position++] & 0xFF;
    }

    private int int2() throws IOException {
        require(2);
        int value = unsigned2(position);
        position += 2;
        return value;
    }

    private int int4() throws IOException {
        return int2() << 16 | int2();
    }

    private void skip(int bytes) throws IOException {
        require(bytes);
        position += bytes;
    }

    private void require(int bytes) throws IOException {
        int needed = position + bytes;
        if (needed <= filled) {
            return;
        }
        if (needed > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(needed, 2 * buffer.length));
        }
        while (filled < needed) {
            int read = input.read(buffer, filled, Math.min(buffer.length - filled, Math.max(2048, needed - filled)));
            if (read < 0) {
                throw new EOFException("class file is cut off");
            }
            filled += read;
        }
    }
}
