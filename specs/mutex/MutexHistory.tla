---------------------------- MODULE MutexHistory ----------------------------
(***************************************************************************)
(* The mutex with a memory of who got it while others starved, to say in   *)
(* so many words that nobody is overtaken then: in starvation mode a       *)
(* waiter is passed by those who stood before it, once each, and by nobody *)
(* else.                                                                   *)
(***************************************************************************)
EXTENDS Mutex, FiniteSets, TLC

VARIABLES
    ahead,  \* how many stood before each waiter when starvation mode began for it
    passed  \* how often the mutex has gone to others since

hvars == <<held, mode, awake, queue, task, ahead, passed>>

Starves(t)  == mode = "starving" /\ t \in Range(queue)
Before(q, t) == CHOOSE n \in 0..Len(q) : n < Len(q) /\ q[n + 1] = t
Grants      == Cardinality({t \in Task : Gets(t)})

HInit == Init /\ ahead = [t \in Task |-> 0] /\ passed = [t \in Task |-> 0]

HNext ==
    /\ Next
    /\ ahead'  = [t \in Task |-> IF ~Starves(t)' THEN 0
                                 ELSE IF Starves(t) THEN ahead[t] ELSE Before(queue', t)]
    /\ passed' = [t \in Task |-> IF Starves(t) /\ Starves(t)' THEN passed[t] + Grants ELSE 0]

HSpec == HInit /\ [][HNext]_hvars

Symmetry == Permutations(Task)

\* Bounded bypass: in starvation mode a waiter is passed only by those who stood before it.
BoundedBypass == \A t \in Task : passed[t] <= ahead[t]

\* Whoever is found to have waited long is the next to get the mutex, unless it gives up.
StarvedIsNext ==
    [][\A t \in Task : task[t].pc = "awake" /\ mode' = "starving" /\ mode = "normal"
                          /\ task'[t].pc = "parked" => ahead'[t] = 0]_hvars
=============================================================================
