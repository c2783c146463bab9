package io.lockstep.conformance.oracle.tlc;

import tlc2.tool.TLCState;
import tlc2.value.IValue;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.Enumerable;
import tlc2.value.impl.FcnLambdaValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueEnumeration;
import util.UniqueString;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** TLC's values in the Java form that {@link io.lockstep.conformance.oracle.State#variables()} promises. */
final class Values {

    private Values() {
    }

    /** The given variables of a state, in the given order. */
    static Map<String, Object> variables(TLCState state, List<UniqueString> names) {
        Map<String, Object> variables = new LinkedHashMap<>();
        for (UniqueString name : names) variables.put(name.toString(), java(state.lookup(name)));
        return Collections.unmodifiableMap(variables);
    }

    /** An action's argument as labels show it. */
    static String argument(Object value) {
        return value instanceof StringValue s ? s.val.toString() : value.toString();
    }

    static Object java(IValue value) {
        return switch (value) {
            case BoolValue b -> b.val;
            case IntValue i -> i.val;
            case StringValue s -> s.val.toString();
            case ModelValue m -> m.val.toString();
            case TupleValue t -> list(t.elems);
            case RecordValue r -> record(r);
            case FcnRcdValue f -> function(f);
            case FcnLambdaValue f -> function((FcnRcdValue) f.toFcnRcd());
            case Enumerable e -> set(e);
            default -> value.toString();
        };
    }

    private static List<Object> list(Value[] elements) {
        List<Object> list = new ArrayList<>(elements.length);
        for (Value element : elements) list.add(java(element));
        return Collections.unmodifiableList(list);
    }

    private static Map<String, Object> record(RecordValue value) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < value.names.length; i++) fields.put(value.names[i].toString(), java(value.values[i]));
        return Collections.unmodifiableMap(fields);
    }

    /* Domains are in ascending order, because states are normalised as soon as they are generated. */
    private static Object function(FcnRcdValue value) {
        Value[] domain = value.getDomainAsValues();
        boolean sequence = true;
        for (int i = 0; i < domain.length && sequence; i++) {
            sequence = domain[i] instanceof IntValue n && n.val == i + 1;
        }
        if (sequence) return list(value.values);
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < domain.length; i++) map.put(java(domain[i]), java(value.values[i]));
        return Collections.unmodifiableMap(map);
    }

    private static Set<Object> set(Enumerable value) {
        Set<Object> set = new LinkedHashSet<>();
        ValueEnumeration elements = value.elements();
        for (Value element = elements.nextElement(); element != null; element = elements.nextElement()) {
            set.add(java(element));
        }
        return Collections.unmodifiableSet(set);
    }
}
