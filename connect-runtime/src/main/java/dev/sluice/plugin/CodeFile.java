package dev.sluice.plugin;

import java.util.List;
import java.util.Map;

/**
 * What was read from one archive or class directory.
 *
 * @param stamp    which file it was, as it was
 * @param classes  the classes that may be plugins or lie between plugins and the plugin API; empty if not asked for
 * @param services the class names that each type's service file lists
 * @param watched  those of the class names looked out for that it contains
 * @param drivers  whether it names JDBC drivers
 */
record CodeFile(
        FileStamp stamp,
        List<ClassHeader> classes,
        Map<PluginType, List<String>> services,
        List<String> watched,
        boolean drivers) {

    /** The same content in another file. */
    CodeFile at(FileStamp other) {
        return new CodeFile(other, classes, services, watched, drivers);
    }
}
