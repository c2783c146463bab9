package io.lockstep.conformance.runner;

import tla2sany.st.Location;

/**
 * Something that {@link Analysis} found out about a specification.
 *
 * @param kind        what was found
 * @param property    the name of the property, or of the next-state relation or specification
 * @param action      the name of the action, or ""
 * @param module      the module in which the subexpression stands
 * @param line        where it begins
 * @param column      where it begins
 * @param endLine     where it ends
 * @param endColumn   where it ends
 * @param expression  for an antecedent: an expression that is true when it is; for an action: an
 *                    expression that reports its name and arguments if the step is one of it
 */
record Fact(Kind kind, String property, String action, String module, int line, int column, int endLine, int endColumn,
            String expression) {

    /** The last line of a complete list of facts. */
    static final String COMPLETE = "complete";

    enum Kind {
        /** An antecedent over states. */
        STATE,
        /** An antecedent over steps. */
        STEP,
        /** An antecedent over whole behaviours, or below one. */
        BEHAVIOUR,
        /** An antecedent that cannot be evaluated in a state or step. */
        UNCLEAR,
        /** A part of the property that TLC checks on states or steps. */
        PART,
        /** A part of the property that TLC checks on behaviours. */
        TEMPORAL,
        /** An action of the next-state relation. */
        ACTION,
        /** An action inside a relation that only adds to it, so that TLC does not see it. */
        HIDDEN_ACTION;

        /** Whether this is an antecedent. */
        boolean isAntecedent() {
            return this == STATE || this == STEP || this == BEHAVIOUR || this == UNCLEAR;
        }
    }

    static Fact at(Kind kind, String property, String action, Location at, String expression) {
        return new Fact(kind, property, action, at.source(), at.beginLine(), at.beginColumn(), at.endLine(), at.endColumn(),
                expression);
    }

    /** Whether the subexpression is what TLC's message calls "line 4, col 18 to line 4, col 33 of module G". */
    boolean isAt(String location) {
        return location.equals(
                "line " + line + ", col " + column + " to line " + endLine + ", col " + endColumn + " of module " + module);
    }

    /** The fact as a line of text without line breaks. */
    String encoded() {
        return String.join("\t", kind.name(), property, action, module, line + "", column + "", endLine + "", endColumn + "",
                expression);
    }

    /** The inverse of {@link #encoded()}. */
    static Fact decode(String line) {
        String[] f = line.split("\t", -1);
        return new Fact(Kind.valueOf(f[0]), f[1], f[2], f[3], Integer.parseInt(f[4]), Integer.parseInt(f[5]),
                Integer.parseInt(f[6]), Integer.parseInt(f[7]), f[8]);
    }
}
