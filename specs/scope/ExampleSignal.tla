--------------------------- MODULE ExampleSignal ---------------------------
(***************************************************************************)
(* Signalling many tasks at once: they receive from a channel on which     *)
(* nothing is ever sent, and one close releases all of them, those that    *)
(* wait and those that come later.  A send would release one.              *)
(***************************************************************************)
EXTENDS Channel

CONSTANTS
    Waiters,  \* the tasks that wait for the signal
    ByClose   \* whether the signal is a close, or a send

VARIABLE at   \* where each task is in its program

all   == <<vars, at>>
ETask == Waiters \cup {"starter"}

EInit == Init /\ at = [t \in Task |-> "top"]

Go(t, from, to) == at[t] = from /\ at' = [at EXCEPT ![t] = to]

Wait(t) == \/ Go(t, "top", "waiting") /\ Call(t, "recv", None)
           \/ \E r \in Val \cup {"closed"} : Go(t, "waiting", "end") /\ Return(t, r)

Signal == \/ Go("starter", "top", "signalling")
             /\ IF ByClose THEN Call("starter", "close", None) ELSE \E v \in Val : Call("starter", "send", v)
          \/ \E r \in {"ok", "sent"} : Go("starter", "signalling", "end") /\ Return("starter", r)

\* The channel does what it was called for.
Acts(t) == (Section(t) \/ Resume(t)) /\ UNCHANGED at

Over == (\A t \in Task : at[t] = "end") /\ UNCHANGED all

ENext == Signal \/ (\E t \in Waiters : Wait(t)) \/ (\E t \in Task : Acts(t)) \/ Over

ESpec == EInit /\ [][ENext]_all /\ WF_all(ENext)

-----------------------------------------------------------------------------

\* Everybody is released.
Terminates == <>(\A t \in Task : at[t] = "end")
=============================================================================
