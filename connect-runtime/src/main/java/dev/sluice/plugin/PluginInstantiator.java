package dev.sluice.plugin;

import java.lang.reflect.InvocationTargetException;

/** Makes plugin instances, and says in words why one cannot be made. */
final class PluginInstantiator {

    private PluginInstantiator() {}

    /** Why a class could not be loaded or instantiated; the message says so in a sentence's second half. */
    static final class Failure extends Exception {

        private static final long serialVersionUID = 1L;

        Failure(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Loads a class; code runs in it only when it is instantiated. */
    static Class<?> load(String className, ClassLoader loader) throws Failure {
        try {
            return Class.forName(className, false, loader);
        } catch (ClassNotFoundException e) {
            throw new Failure("there is no such class", e);
        } catch (LinkageError e) {
            throw new Failure("a class that it needs is missing or does not fit: " + e, e);
        }
    }

    /** Makes an instance with the loader as context class loader. */
    static Object instantiate(Class<?> pluginClass, ClassLoader loader) throws Failure {
        ClassLoader previous = Isolated.enter(loader);
        try {
            return pluginClass.getDeclaredConstructor().newInstance();
        } catch (NoSuchMethodException e) {
            throw new Failure("it has no constructor without arguments, or it is an inner class that is not static", e);
        } catch (IllegalAccessException e) {
            throw new Failure("the class and its constructor without arguments must be public", e);
        } catch (InstantiationException e) {
            throw new Failure("it is abstract", e);
        } catch (InvocationTargetException e) {
            throw new Failure("its constructor threw " + e.getCause(), e.getCause());
        } catch (ExceptionInInitializerError e) {
            throw new Failure("its static initializer threw " + e.getCause(), e);
        } catch (LinkageError e) {
            throw new Failure("a class that it needs is missing or does not fit: " + e, e);
        } finally {
            Isolated.exit(previous);
        }
    }
}
