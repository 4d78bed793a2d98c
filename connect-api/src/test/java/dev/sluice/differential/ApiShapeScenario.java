package dev.sluice.differential;

import java.io.File;
import java.io.IOException;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongFunction;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Writes down the declaration of every public or protected class of Apache's connect-api with its members: modifiers,
 * generic signatures, exceptions, defaults, annotations, constants and serial versions. A comparison of jars looks at
 * erased signatures and leaves some of this out.
 */
public class ApiShapeScenario implements LongFunction<String> {

    @Override
    public String apply(long seed) {
        StringBuilder shape = new StringBuilder();
        for (String name : apachesClasses()) {
            Class<?> type = loadOrNull(name);
            if (type != null && isPublished(type.getModifiers())) {
                describe(shape, type);
            }
        }
        return shape.toString();
    }

    private static void describe(StringBuilder shape, Class<?> type) {
        shape.append(type.toGenericString());
        shape.append(" extends ").append(type.getGenericSuperclass());
        shape.append(" implements ").append(Arrays.toString(type.getGenericInterfaces()));
        shape.append(annotations(type)).append('\n');
        if (Serializable.class.isAssignableFrom(type)) {
            shape.append("serial version ")
                    .append(ObjectStreamClass.lookup(type).getSerialVersionUID())
                    .append('\n');
        }
        lines(
                shape,
                Arrays.stream(type.getDeclaredConstructors())
                        .filter(constructor -> isPublished(constructor.getModifiers()))
                        .map(ApiShapeScenario::describe)
                        .toList());
        lines(
                shape,
                Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> isPublished(method.getModifiers()))
                        .map(ApiShapeScenario::describe)
                        .toList());
        lines(
                shape,
                Arrays.stream(type.getDeclaredFields())
                        .filter(field -> isPublished(field.getModifiers()))
                        .map(ApiShapeScenario::describe)
                        .toList());
        if (type.isEnum()) {
            shape.append(Arrays.toString(type.getEnumConstants())).append('\n');
        }
    }

    private static String describe(Constructor<?> constructor) {
        return constructor.toGenericString() + annotations(constructor);
    }

    private static String describe(Method method) {
        return method.toGenericString()
                + (method.isBridge() ? " bridge" : "")
                + (method.isDefault() ? " default" : "")
                + (method.isVarArgs() ? " variable" : "")
                + annotations(method);
    }

    private static String describe(Field field) {
        String text = field.toGenericString() + annotations(field);
        int modifiers = field.getModifiers();
        boolean constant = Modifier.isStatic(modifiers) && Modifier.isFinal(modifiers);
        if (!constant) {
            return text;
        }
        try {
            field.setAccessible(true);
            Object value = field.get(null);
            return text + " = " + (isIdentity(value) ? "an object" : value);
        } catch (IllegalAccessException e) {
            throw new LinkageError(field.toString(), e);
        }
    }

    /** Whether the text of a value is its identity, which is not to be compared. */
    private static boolean isIdentity(Object value) {
        return value.toString().contains("@");
    }

    /** Only the JDK's: Apache's mark for public interfaces is not in the client library that the product uses. */
    private static String annotations(AnnotatedElement element) {
        StringBuilder text = new StringBuilder();
        for (Annotation annotation : element.getDeclaredAnnotations()) {
            if (annotation.annotationType().getName().startsWith("java.")) {
                text.append(' ').append(annotation);
            }
        }
        return text.toString();
    }

    private static boolean isPublished(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static void lines(StringBuilder shape, List<String> members) {
        members.stream()
                .sorted(Comparator.naturalOrder())
                .forEach(member -> shape.append("    ").append(member).append('\n'));
    }

    private static List<String> apachesClasses() {
        File[] jars = new File(System.getProperty("reference.jars"))
                .listFiles((directory, name) -> name.startsWith("connect-api-") && name.endsWith(".jar"));
        if (jars == null || jars.length != 1) {
            throw new IllegalStateException("expected one connect-api jar, got " + Arrays.toString(jars));
        }
        try (JarFile jar = new JarFile(jars[0])) {
            return jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .filter(name -> !name.matches(".*\\$\\d+"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is missing is missing in the transcript, and so tells itself apart if Apache's is published. */
    private static Class<?> loadOrNull(String name) {
        try {
            return Class.forName(name, true, ApiShapeScenario.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return null;
        }
    }
}
