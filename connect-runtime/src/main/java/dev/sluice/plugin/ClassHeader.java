package dev.sluice.plugin;

import java.util.List;

/**
 * What a class file says of its type. Names are in the class file's own form, with slashes.
 *
 * @param name       the class
 * @param superName  its super class
 * @param interfaces the interfaces that it implements or extends itself
 * @param concrete   whether it is neither abstract nor an interface
 */
record ClassHeader(String name, String superName, List<String> interfaces, boolean concrete) {

    /** Whether its super types are all the JDK's, so that neither it nor, through it, any other class is a plugin. */
    boolean isPlain() {
        if (!superName.startsWith("java/")) {
            return false;
        }
        for (String name : interfaces) {
            if (!name.startsWith("java/")) {
                return false;
            }
        }
        return true;
    }
}
