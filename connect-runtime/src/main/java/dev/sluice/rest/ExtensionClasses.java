package dev.sluice.rest;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * What a request sees as its thread's context class loader: the classes that any plugin sees, then those of the REST
 * extensions. An extension may have the JDK look its classes up by name while it handles a request, as JAAS does with
 * login modules.
 */
final class ExtensionClasses extends ClassLoader {
    private final List<ClassLoader> extensions;

    /** @param extensions the extensions' own loaders; the first that has a class provides it */
    ExtensionClasses(ClassLoader parent, List<ClassLoader> extensions) {
        super("rest-extensions", parent);
        this.extensions = List.copyOf(extensions);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        for (ClassLoader extension : extensions) {
            try {
                return extension.loadClass(name);
            } catch (ClassNotFoundException notInThisOne) {
                // Perhaps in the next.
            }
        }
        throw new ClassNotFoundException(name);
    }

    @Override
    protected URL findResource(String name) {
        for (ClassLoader extension : extensions) {
            URL found = extension.getResource(name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
        List<URL> found = new ArrayList<>();
        for (ClassLoader extension : extensions) {
            found.addAll(Collections.list(extension.getResources(name)));
        }
        return Collections.enumeration(found);
    }
}
