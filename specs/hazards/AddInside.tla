----------------------------- MODULE AddInside -----------------------------
(***************************************************************************)
(* Add inside the task: a worker that adds itself to the WaitGroup may do  *)
(* so after the await, which has found nothing to wait for.                *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets

CONSTANTS
    Worker,
    Outside     \* whether main adds all workers before it starts them

VARIABLES count, main, at

vars == <<count, main, at>>

Init == /\ count = IF Outside THEN Cardinality(Worker) ELSE 0
        /\ main = "awaiting"
        /\ at = [w \in Worker |-> IF Outside THEN "working" ELSE "started"]

Add(w)  == /\ at[w] = "started" /\ count' = count + 1
           /\ at' = [at EXCEPT ![w] = "working"] /\ UNCHANGED main
Done(w) == /\ at[w] = "working" /\ count' = count - 1
           /\ at' = [at EXCEPT ![w] = "end"] /\ UNCHANGED main
Await   == /\ main = "awaiting" /\ count = 0
           /\ main' = "end" /\ UNCHANGED <<count, at>>
Over    == main = "end" /\ (\A w \in Worker : at[w] = "end") /\ UNCHANGED vars

Next == (\E w \in Worker : Add(w) \/ Done(w)) \/ Await \/ Over

Spec == Init /\ [][Next]_vars

\* After the await all workers have ended.
AwaitMeansDone == main = "end" => \A w \in Worker : at[w] = "end"
=============================================================================
