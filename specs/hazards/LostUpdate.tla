----------------------------- MODULE LostUpdate -----------------------------
(***************************************************************************)
(* Lost update: counter++ is a read and a write.  Two tasks that read the  *)
(* same value both write the same successor, and one increment is lost.    *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets

CONSTANTS
    Task,
    Locked      \* whether the increment is a critical section

VARIABLES counter, holder, at, seen

vars == <<counter, holder, at, seen>>

Nobody == "-"

Init == /\ counter = 0 /\ holder = Nobody
        /\ at = [t \in Task |-> IF Locked THEN "lock" ELSE "read"]
        /\ seen = [t \in Task |-> 0]

Go(t, from, to) == at[t] = from /\ at' = [at EXCEPT ![t] = to]

Lock(t)   == Go(t, "lock", "read") /\ holder = Nobody /\ holder' = t /\ UNCHANGED <<counter, seen>>
Read(t)   == Go(t, "read", "write") /\ seen' = [seen EXCEPT ![t] = counter] /\ UNCHANGED <<counter, holder>>
Write(t)  == /\ Go(t, "write", IF Locked THEN "unlock" ELSE "end")
             /\ counter' = seen[t] + 1 /\ UNCHANGED <<holder, seen>>
Unlock(t) == Go(t, "unlock", "end") /\ holder' = Nobody /\ UNCHANGED <<counter, seen>>

Over == (\A t \in Task : at[t] = "end") /\ UNCHANGED vars

Next == (\E t \in Task : Lock(t) \/ Read(t) \/ Write(t) \/ Unlock(t)) \/ Over

Spec == Init /\ [][Next]_vars

\* In the end every increment has been counted.
NoUpdateIsLost == (\A t \in Task : at[t] = "end") => counter = Cardinality(Task)
=============================================================================
