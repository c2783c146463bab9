------------------------------ MODULE Counter ------------------------------
(* Tasks that count up to Max and take naps.  Each configuration shows one *)
(* way in which a model can end.                                           *)
EXTENDS Naturals

CONSTANTS Task, Max
ASSUME Max > 0

VARIABLES count, pc
vars == <<count, pc>>

Init == count = 0 /\ pc = [t \in Task |-> "awake"]

Add(t, n) == /\ pc[t] = "awake" /\ count + n <= Max
             /\ count' = count + n /\ UNCHANGED pc
Sleep(t)  == /\ pc[t] = "awake" /\ pc' = [pc EXCEPT ![t] = "asleep"] /\ UNCHANGED count
Wake(t)   == /\ pc[t] = "asleep" /\ pc' = [pc EXCEPT ![t] = "awake"] /\ UNCHANGED count
Reset(t)  == /\ pc[t] = "awake" /\ count = Max /\ count' = 0 /\ UNCHANGED pc

\* One action, made of parts.
Turn(from, to) == \E t \in Task : pc[t] = from /\ pc' = [pc EXCEPT ![t] = to]
Nap == /\ \/ Turn("awake", "asleep")
          \/ Turn("asleep", "awake")
       /\ UNCHANGED count

Never(t) == FALSE
Forever  == count' = count + 1 /\ UNCHANGED pc

Drowse == \E t \in Task : (\E n \in 1..2 : Add(t, n)) \/ Sleep(t)
Next   == Drowse \/ \E t \in Task : Wake(t) \/ Reset(t)

Spec        == Init /\ [][Next]_vars
FairSpec    == Spec /\ \A t \in Task : WF_vars(Wake(t))
DrowsySpec  == Init /\ [][Drowse]_vars
NapSpec     == Init /\ [][Nap]_vars
EndlessSpec == Init /\ [][Forever]_vars

-----------------------------------------------------------------------------

InRange == count \in 0..Max
AllAwake == \A t \in Task : pc[t] = "awake"
BelowMax == count < Max
SleepersDoNotCount == \A t \in Task : pc[t] = "asleep" => pc[t] # "awake"

OnlyUpOrToZero == [][count' = 0 \/ count' > count]_count
OnlyByOne      == [][count' = count + 1]_count
ResetFromMax   == [][\A t \in Task : count' = 0 /\ pc[t] = pc'[t] => count = Max]_count

SleepersWake  == \A t \in Task : pc[t] = "asleep" ~> pc[t] = "awake"
NapsEnd       == <>[](\A t \in Task : pc[t] = "awake")
CountingGoesOn == []<><<count' > count>>_vars => []<>(count = Max)

\* Antecedents that never hold.
BeyondMax       == \A t \in Task : LET over == count > Max IN pc[t] = "awake" => (over => count = 0)
JumpsBySeven    == [][count' = count + 7 => count = 0]_vars
BeyondMaxLeads  == count > Max ~> count = 0
StaysBeyondMax  == <>[](count > Max) => <>(count = 0)
=============================================================================
