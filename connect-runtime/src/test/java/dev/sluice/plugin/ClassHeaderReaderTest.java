package dev.sluice.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassHeaderReaderTest {

    private final ClassHeaderReader reader = new ClassHeaderReader();

    private ClassHeader read(byte[] classFile) throws IOException {
        return reader.read(new ByteArrayInputStream(classFile));
    }

    @Test
    void readsNamesAndSuperTypesOfClassesWithEveryKindOfConstant() throws IOException {
        Map<String, byte[]> files = new PluginSources()
                .add(
                        "t.Rich",
                        "public class Rich extends Thread implements Runnable, java.io.Serializable {"
                                + " static final long L = 7000000000L; static final double D = 1.5; static final float F ="
                                + " 2.5f; static final int I = 70000; final Runnable lambda = () -> System.out.println(L);"
                                + " String text(Object o) { return \"a\" + o + L; } }")
                .add("t.Face", "public interface Face extends java.util.function.Supplier<String>, Runnable {}")
                .add("t.Half", "public abstract class Half {}")
                .add("t.Größe", "public class Größe extends t.Half {}")
                .compile();

        assertEquals(
                new ClassHeader(
                        "t/Rich", "java/lang/Thread", List.of("java/lang/Runnable", "java/io/Serializable"), true),
                read(files.get("t/Rich.class")));
        assertEquals(
                new ClassHeader(
                        "t/Face",
                        "java/lang/Object",
                        List.of("java/util/function/Supplier", "java/lang/Runnable"),
                        false),
                read(files.get("t/Face.class")));
        assertEquals(new ClassHeader("t/Half", "java/lang/Object", List.of(), false), read(files.get("t/Half.class")));
        assertEquals(new ClassHeader("t/Größe", "t/Half", List.of(), true), read(files.get("t/Größe.class")));
    }

    @Test
    void knowsClassesWhoseSuperTypesAreAllTheJdks() {
        assertTrue(new ClassHeader("a", "java/lang/Object", List.of("java/lang/Runnable"), true).isPlain());
        assertEquals(false, new ClassHeader("a", "b", List.of(), true).isPlain());
        assertEquals(false, new ClassHeader("a", "java/lang/Object", List.of("b"), true).isPlain());
    }

    @Test
    void javaLangObjectAndModulesHaveNoHeader() throws IOException {
        try (InputStream object = Object.class.getResourceAsStream("Object.class");
                InputStream module = Object.class.getModule().getResourceAsStream("module-info.class")) {
            assertNull(reader.read(object));
            assertNull(reader.read(module));
        }
    }

    @Test
    void filesThatAreCutOffAnywhereAreRefused() throws IOException {
        byte[] whole = new PluginSources()
                .add("t.Small", "public class Small implements Runnable { public void run() {} }")
                .compile()
                .get("t/Small.class");
        int needed = 0;
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            try {
                assertEquals("t/Small", read(cut).name());
                needed = needed == 0 ? length : needed;
            } catch (EOFException e) {
                assertEquals(0, needed, "shorter file read, longer one refused");
            }
        }
        assertTrue(needed > 0 && needed < whole.length);
    }

    @Test
    void filesThatAreNoClassesAreRefused() {
        assertThrows(IOException.class, () -> read("some text, long enough".getBytes(StandardCharsets.UTF_8)));
        byte[] unknownConstant = {
            (byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 61, 0, 2, 99, 0, 0, 0, 0, 0, 0
        };
        assertTrue(assertThrows(IOException.class, () -> read(unknownConstant))
                .getMessage()
                .contains("99"));
    }
}
