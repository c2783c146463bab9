------------------------------ MODULE LooseCell ------------------------------
(* The cell, with one action less precise: a put meets some waiting take, and *)
(* its label does not tell which.  A step of which no more than C!A were said  *)
(* would be called C!A, hence the TRUE.                                       *)
EXTENDS CellTypes

VARIABLES cell, task
vars == <<cell, task>>

C == INSTANCE Cell

Init == C!Init
Call(t, op, v) == C!Call(t, op, v) /\ TRUE
Return(t, r)   == C!Return(t, r) /\ TRUE
Give(t) == (\E u \in Task : C!Pass(t, u)) /\ TRUE
Put(t)  == C!Put(t) /\ TRUE
Take(t) == C!Take(t) /\ TRUE
Wait(t) == C!Wait(t) /\ TRUE
Resume(t) == C!Resume(t) /\ TRUE

Next == \E t \in Task :
    \/ \E op \in {"put", "take", "peek"}, v \in Val \cup {Nothing} : Call(t, op, v)
    \/ \E r \in Val \cup {Nothing, "ok"} : Return(t, r)
    \/ Give(t) \/ Put(t) \/ Take(t) \/ Wait(t) \/ Resume(t)

Spec == Init /\ [][Next]_vars
=============================================================================
