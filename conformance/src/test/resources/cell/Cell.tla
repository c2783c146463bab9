-------------------------------- MODULE Cell --------------------------------
(* A cell that holds one value or none: put waits until it is empty, take   *)
(* until it is full, and peek looks.  Small, for the rig's own tests.       *)
EXTENDS CellTypes

VARIABLES cell, task
vars == <<cell, task>>

Idle == [pc |-> "idle", val |-> Nothing]
Init == cell = Nothing /\ task = [t \in Task |-> Idle]

Call(t, op, v) ==
    /\ task[t] = Idle
    /\ (op = "put") <=> (v # Nothing)
    /\ task' = [task EXCEPT ![t] = [pc |-> op, val |-> v]]
    /\ UNCHANGED cell

Return(t, r) ==
    /\ task[t] = [pc |-> "done", val |-> r]
    /\ task' = [task EXCEPT ![t] = Idle]
    /\ UNCHANGED cell

Done(t, r) == task' = [task EXCEPT ![t] = [pc |-> "done", val |-> r]]

\* A put meets a waiting take.
Pass(t, u) ==
    /\ task[t].pc = "put" /\ cell = Nothing /\ task[u].pc = "waiting"
    /\ task' = [task EXCEPT ![t] = [pc |-> "done", val |-> "ok"], ![u] = [pc |-> "woken", val |-> task[t].val]]
    /\ UNCHANGED cell

Put(t)  == /\ task[t].pc = "put" /\ cell = Nothing
           /\ \A u \in Task : task[u].pc # "waiting"
           /\ cell' = task[t].val /\ Done(t, "ok")
Take(t) == task[t].pc = "take" /\ cell # Nothing /\ cell' = Nothing /\ Done(t, cell)
Wait(t) == /\ task[t].pc = "take" /\ cell = Nothing
           /\ task' = [task EXCEPT ![t].pc = "waiting"] /\ UNCHANGED cell
Peek(t) == task[t].pc = "peek" /\ Done(t, cell) /\ UNCHANGED cell

Resume(t) == task[t].pc = "woken" /\ Done(t, task[t].val) /\ UNCHANGED cell

Next == \E t \in Task :
    \/ \E op \in {"put", "take", "peek"}, v \in Val \cup {Nothing} : Call(t, op, v)
    \/ \E r \in Val \cup {Nothing, "ok"} : Return(t, r)
    \/ \E u \in Task : Pass(t, u)
    \/ Put(t) \/ Take(t) \/ Wait(t) \/ Peek(t) \/ Resume(t)

Spec == Init /\ [][Next]_vars
=============================================================================
