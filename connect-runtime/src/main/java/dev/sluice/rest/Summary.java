package dev.sluice.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What {@code /openapi.json} says of a resource method beyond what can be seen of it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Summary {
    /** What the method does, in a sentence. */
    String value();

    /** The types of which the answer has one, {@code void} for none, where the method's own type does not tell. */
    Class<?>[] answer() default {};

    /** The statuses of success; none for 204 of a method that returns nothing, and 200 of every other. */
    int[] statuses() default {};
}
