------------------------------ MODULE Counter ------------------------------
(* A counter between 0 and Max that tasks increment and decrement: a toy   *)
(* with calls, branches and returns, for the rig's own tests.              *)
EXTENDS Naturals
CONSTANTS Task, Max
VARIABLES n, task

Ops == {"inc", "dec"}

Init == n = 0 /\ task = [t \in Task |-> [pc |-> "idle"]]

Call(t, op) == /\ task[t].pc = "idle"
               /\ task' = [task EXCEPT ![t] = [pc |-> "called", op |-> op]]
               /\ UNCHANGED n

Finish(t, r) == task' = [task EXCEPT ![t] = [pc |-> "done", res |-> r]]
Calls(t, op) == task[t] = [pc |-> "called", op |-> op]

Inc(t)   == Calls(t, "inc") /\ n < Max /\ n' = n + 1 /\ Finish(t, "ok")
Full(t)  == Calls(t, "inc") /\ n = Max /\ UNCHANGED n /\ Finish(t, "full")
Dec(t)   == Calls(t, "dec") /\ n > 0   /\ n' = n - 1 /\ Finish(t, "ok")
Empty(t) == Calls(t, "dec") /\ n = 0   /\ UNCHANGED n /\ Finish(t, "empty")

Return(t, r) == /\ task[t] = [pc |-> "done", res |-> r]
                /\ task' = [task EXCEPT ![t] = [pc |-> "idle"]]
                /\ UNCHANGED n

Next == \E t \in Task : \/ \E op \in Ops : Call(t, op)
                        \/ Inc(t) \/ Full(t) \/ Dec(t) \/ Empty(t)
                        \/ \E r \in {"ok", "full", "empty"} : Return(t, r)

\* An increment that may fail at any time: the core would have to choose.
MayFail(t) == Calls(t, "inc") /\ UNCHANGED n /\ Finish(t, "full")

AtMostOne == n <= 1
=============================================================================
