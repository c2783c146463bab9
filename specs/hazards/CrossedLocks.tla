---------------------------- MODULE CrossedLocks ----------------------------
(***************************************************************************)
(* AB-BA: one task takes lock A and then B, the other B and then A.        *)
(*                                                                         *)
(* A deadlock needs all of Coffman's four conditions.  The variable        *)
(* coffman shows which of them hold, so that a counterexample points at    *)
(* them.  Taking away any one of the four is a way out:                    *)
(*                                                                         *)
(*     shared     no mutual exclusion: both may hold a lock                *)
(*     at once    no hold and wait: take both locks or none                *)
(*     preempt    preemption: who cannot go on gives back what it has      *)
(*     ordered    no circular wait: everybody takes A first                *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets

CONSTANT Way    \* "crossed", or one of the ways out

ASSUME Way \in {"crossed", "shared", "at once", "preempt", "ordered"}

VARIABLES
    held,       \* who holds each lock
    at,         \* where each task is
    coffman     \* which of the four conditions hold

vars == <<held, at, coffman>>

Task == {"p", "q"}
Lock == {"A", "B"}

First(t)  == IF t = "p" \/ Way = "ordered" THEN "A" ELSE "B"
Second(t) == IF First(t) = "A" THEN "B" ELSE "A"

(* The four conditions, of locks h and tasks at a.                         *)
\* Some task waits for a lock that another one holds.
WaitsFor(h, a, t, u) == /\ t # u
                        /\ \/ a[t] = "none" /\ u \in h[First(t)]
                           \/ a[t] = "one"  /\ u \in h[Second(t)]

MutualExclusion(h, a) == Way # "shared" /\ \E t, u \in Task : WaitsFor(h, a, t, u)
HoldAndWait(h, a)     == \E t, u \in Task : a[t] = "one" /\ WaitsFor(h, a, t, u)
NoPreemption(h, a)    == Way # "preempt" /\ \E t, u \in Task : WaitsFor(h, a, t, u)
CircularWait(h, a)    == \E t, u \in Task : a[t] = "one" /\ a[u] = "one" /\ WaitsFor(h, a, t, u) /\ WaitsFor(h, a, u, t)

Coffman(h, a) ==
    (IF MutualExclusion(h, a) THEN {"mutual exclusion"} ELSE {}) \cup
    (IF HoldAndWait(h, a)     THEN {"hold and wait"}    ELSE {}) \cup
    (IF NoPreemption(h, a)    THEN {"no preemption"}    ELSE {}) \cup
    (IF CircularWait(h, a)    THEN {"circular wait"}    ELSE {})

Init == /\ held = [l \in Lock |-> {}]
        /\ at = [t \in Task |-> "none"]
        /\ coffman = {}

Free(l) == held[l] = {} \/ Way = "shared"
Diagnose == coffman' = Coffman(held', at')

TakeFirst(t) ==
    /\ Way # "at once" /\ at[t] = "none" /\ Free(First(t))
    /\ held' = [held EXCEPT ![First(t)] = @ \cup {t}]
    /\ at' = [at EXCEPT ![t] = "one"]
    /\ Diagnose

TakeSecond(t) ==
    /\ at[t] = "one" /\ Free(Second(t))
    /\ held' = [held EXCEPT ![Second(t)] = @ \cup {t}]
    /\ at' = [at EXCEPT ![t] = "both"]
    /\ Diagnose

TakeBoth(t) ==
    /\ Way = "at once" /\ at[t] = "none" /\ \A l \in Lock : Free(l)
    /\ held' = [l \in Lock |-> {t}]
    /\ at' = [at EXCEPT ![t] = "both"]
    /\ Diagnose

\* Who cannot have the second lock gives the first one back, and tries again.
GiveBack(t) ==
    /\ Way = "preempt" /\ at[t] = "one" /\ ~Free(Second(t))
    /\ held' = [held EXCEPT ![First(t)] = @ \ {t}]
    /\ at' = [at EXCEPT ![t] = "none"]
    /\ Diagnose

Release(t) ==
    /\ at[t] = "both"
    /\ held' = [l \in Lock |-> held[l] \ {t}]
    /\ at' = [at EXCEPT ![t] = "end"]
    /\ Diagnose

Over == (\A t \in Task : at[t] = "end") /\ UNCHANGED vars

Next == \/ \E t \in Task : TakeFirst(t) \/ TakeSecond(t) \/ TakeBoth(t) \/ GiveBack(t) \/ Release(t)
        \/ Over

Spec == Init /\ [][Next]_vars

\* Never do all four conditions hold.
OneConditionFails == Cardinality(coffman) < 4
=============================================================================
