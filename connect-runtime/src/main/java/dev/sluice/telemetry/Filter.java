package dev.sluice.telemetry;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Which series are asked for. Values are compared as text. */
sealed interface Filter {

    /**
     * Whether a series is asked for.
     *
     * @param labels of the series, by their canonical names
     */
    boolean matches(Map<Label, String> labels);

    /** Tells of every field that a series may be asked for by, but not of those that are to be left out. */
    void eachWanted(Consumer<Field> visitor);

    /** How a label's value is to compare with another. */
    enum Comparison {
        EQ,
        GT,
        GTE
    }

    /** Everything. */
    record Any() implements Filter {
        @Override
        public boolean matches(Map<Label, String> labels) {
            return true;
        }

        @Override
        public void eachWanted(Consumer<Field> visitor) {}
    }

    /** One label. A series without it does not match. */
    record Field(Label label, Comparison comparison, String value) implements Filter {
        @Override
        public boolean matches(Map<Label, String> labels) {
            String own = labels.get(label);
            if (own == null) {
                return false;
            }
            return switch (comparison) {
                case EQ -> own.equals(value) || value.equals(labels.get(label.otherName()));
                case GT -> own.compareTo(value) > 0;
                case GTE -> own.compareTo(value) >= 0;
            };
        }

        @Override
        public void eachWanted(Consumer<Field> visitor) {
            visitor.accept(this);
        }
    }

    /** One label with any of several values. */
    record AnyOf(Label label, java.util.Set<String> values) implements Filter {
        @Override
        public boolean matches(Map<Label, String> labels) {
            String own = labels.get(label);
            return own != null && values.contains(own);
        }

        @Override
        public void eachWanted(Consumer<Field> visitor) {
            values.forEach(value -> visitor.accept(new Field(label, Comparison.EQ, value)));
        }
    }

    /** All of several. */
    record And(List<Filter> filters) implements Filter {
        @Override
        public boolean matches(Map<Label, String> labels) {
            return filters.stream().allMatch(each -> each.matches(labels));
        }

        @Override
        public void eachWanted(Consumer<Field> visitor) {
            filters.forEach(each -> each.eachWanted(visitor));
        }
    }

    /** Any of several. */
    record Or(List<Filter> filters) implements Filter {
        @Override
        public boolean matches(Map<Label, String> labels) {
            return filters.stream().anyMatch(each -> each.matches(labels));
        }

        @Override
        public void eachWanted(Consumer<Field> visitor) {
            filters.forEach(each -> each.eachWanted(visitor));
        }
    }

    /** What another does not match. */
    record Not(Filter filter) implements Filter {
        @Override
        public boolean matches(Map<Label, String> labels) {
            return !filter.matches(labels);
        }

        @Override
        public void eachWanted(Consumer<Field> visitor) {}
    }
}
