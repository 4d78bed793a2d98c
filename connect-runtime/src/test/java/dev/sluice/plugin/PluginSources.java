package dev.sluice.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles plugins at test time and packs them: what a jar of the tests is made of. */
final class PluginSources {

    private final List<JavaFileObject> sources = new ArrayList<>();
    private final Map<String, byte[]> files = new TreeMap<>();

    /** Adds a class by its full name and source text without the package line. */
    PluginSources add(String className, String source) {
        int dot = className.lastIndexOf('.');
        String text = "package " + className.substring(0, dot) + ";\n" + source;
        URI uri = URI.create("string:///" + className.replace('.', '/') + ".java");
        sources.add(new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        });
        return this;
    }

    /** Adds a sink connector with a version. */
    PluginSources sink(String className, String version) {
        return connector(className, "sink.Sink", "return \"" + version + "\";");
    }

    /** Adds a source connector with a version. */
    PluginSources source(String className, String version) {
        return connector(className, "source.Source", "return \"" + version + "\";");
    }

    /** Adds a connector that leaves a trace and has this body of {@code version()}. */
    PluginSources connector(String className, String kind, String versionBody) {
        String name = simpleName(className);
        return add(
                className,
                "public class " + name + " extends org.apache.kafka.connect." + kind + "Connector {\n"
                        + "  public " + name + "() { dev.sluice.plugin.Witness.saw(\"new " + className + "\"); }\n"
                        + connectorBody(versionBody) + "}");
    }

    /** The methods that a connector needs. */
    static String connectorBody(String versionBody) {
        return "  public void start(java.util.Map<String, String> props) {}\n"
                + "  public Class<? extends org.apache.kafka.connect.connector.Task> taskClass() { return null; }\n"
                + "  public java.util.List<java.util.Map<String, String>> taskConfigs(int max) {"
                + " return java.util.List.of(); }\n"
                + "  public void stop() {}\n"
                + "  public org.apache.kafka.common.config.ConfigDef config() {"
                + " return new org.apache.kafka.common.config.ConfigDef(); }\n"
                + "  public String version() { dev.sluice.plugin.Witness.saw(\"version\"); " + versionBody + " }\n";
    }

    /** Adds a converter with a version. */
    PluginSources converter(String className, String version) {
        return add(
                className,
                "public class " + simpleName(className)
                        + " implements org.apache.kafka.connect.storage.Converter,"
                        + " org.apache.kafka.connect.components.Versioned {\n"
                        + "  public void configure(java.util.Map<String, ?> configs, boolean key) {}\n"
                        + "  public byte[] fromConnectData(String t, org.apache.kafka.connect.data.Schema s, Object v) {"
                        + " return null; }\n"
                        + "  public org.apache.kafka.connect.data.SchemaAndValue toConnectData(String t, byte[] v) {"
                        + " return null; }\n"
                        + "  public String version() { return \"" + version + "\"; }\n}");
    }

    /** Adds a file. */
    PluginSources file(String name, String content) {
        files.put(name, content.getBytes(UTF_8));
        return this;
    }

    /** Adds a service file. */
    PluginSources service(PluginType type, String... classNames) {
        return file(type.serviceFile(), "# plugins\n" + String.join("\n", classNames) + "  # last\n\n");
    }

    /** Compiles, and gives the files of a jar by name. */
    Map<String, byte[]> compile() {
        Map<String, byte[]> output = new TreeMap<>(files);
        if (sources.isEmpty()) {
            return output;
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, ByteArrayOutputStream> classes = new TreeMap<>();
        try (JavaFileManager standard = compiler.getStandardFileManager(null, null, UTF_8);
                JavaFileManager manager = new ForwardingJavaFileManager<>(standard) {
                    @Override
                    public JavaFileObject getJavaFileForOutput(
                            Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
                        String name = className.replace('.', '/') + ".class";
                        return new SimpleJavaFileObject(URI.create("string:///" + name), kind) {
                            @Override
                            public OutputStream openOutputStream() {
                                ByteArrayOutputStream out = new ByteArrayOutputStream();
                                classes.put(name, out);
                                return out;
                            }
                        };
                    }
                }) {
            List<String> options =
                    List.of("-cp", System.getProperty("java.class.path"), "-proc:none", "-Xlint:none", "-nowarn");
            if (!compiler.getTask(null, manager, null, options, null, sources).call()) {
                throw new IllegalStateException("test plugin does not compile");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        classes.forEach((name, bytes) -> output.put(name, bytes.toByteArray()));
        return output;
    }

    /** Compiles into a jar. */
    Path jar(Path jar) throws IOException {
        return jar(jar, compile());
    }

    /** Packs files into a jar. */
    static Path jar(Path jar, Map<String, byte[]> content) throws IOException {
        Files.createDirectories(jar.getParent());
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.setLevel(Deflater.NO_COMPRESSION); // Classes of the same size make jars of the same size.
            for (Map.Entry<String, byte[]> file : content.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTime(0); // The same content makes the same jar.
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return jar;
    }

    /** Compiles into a directory. */
    Path directory(Path directory) throws IOException {
        for (Map.Entry<String, byte[]> file : compile().entrySet()) {
            Path target = directory.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
        return directory;
    }

    private static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
