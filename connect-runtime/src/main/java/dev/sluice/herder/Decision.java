package dev.sluice.herder;

import java.util.List;

/**
 * The outcome of an event.
 *
 * @param state   the state from now on
 * @param actions what to do, in this order
 */
record Decision(HerderState state, List<HerderAction> actions) {

    static Decision of(HerderState state, HerderAction... actions) {
        return new Decision(state, List.of(actions));
    }
}
