/**
 * Checks the models of every manifest with TLC and holds results, counts and vacuity against what the
 * manifests say.
 *
 * <h2>How specifications must be written for this</h2>
 * <ul>
 * <li>Every {@code .cfg} of a room is listed in its {@code manifest.json}, which states the result, and
 * for a failure the invariant or property that is violated.</li>
 * <li>The next-state relation names its actions, so that TLC can count them.</li>
 * <li>A condition on which a property depends is written {@code P => Q}, {@code P ~> Q},
 * {@code [](P => Q)}, {@code [][P => Q]_v}, possibly under {@code \A x \in S} and conjunctions and behind
 * named definitions. Such a P must come true somewhere in each small model that lists the property. It may
 * be about whole behaviours ({@code []<>A => F}); that costs a run of its own.</li>
 * <li>What a model by design never exercises, it lists under {@code "unused"}: the action, the
 * antecedent ({@code "Inv: buf # <<>>"}), or the property with all its antecedents. What is listed must not be exercised.</li>
 * <li>A model that fails by a temporal property lists one such property only, since TLC does not say
 * which one is violated.</li>
 * </ul>
 */
package io.lockstep.conformance.runner;
