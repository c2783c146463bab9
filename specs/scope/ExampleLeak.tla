---------------------------- MODULE ExampleLeak ----------------------------
(***************************************************************************)
(* Two programs that leak a task, and how to prevent that: whoever starts  *)
(* a task keeps a done channel with which to end it.                       *)
(*                                                                         *)
(*   "doWork"         the worker receives from a channel that nobody has   *)
(*                    made (nil), and waits for ever                       *)
(*   "newRandStream"  the worker sends value after value, and waits for    *)
(*                    ever when nobody takes the next one                  *)
(*                                                                         *)
(*     for (;;) select { case out <- v:    case <-done: return }           *)
(*                                         ^^^^^^^^^^^^^^^^^^^ Repaired    *)
(*                                                                         *)
(* In a Scope of the library the done channel is the scope's, and its      *)
(* close waits for the worker.  Channels and tasks are those of module     *)
(* Select; nobody is interrupted.                                          *)
(***************************************************************************)
EXTENDS Select

CONSTANTS
    Program,  \* which of the two
    Wanted,   \* how many values main takes
    Repaired  \* whether there is a done channel

VARIABLES
    at,       \* where each task is in its program
    taken     \* how many values main has taken

all == <<vars, at, taken>>

ETask == {"main", "worker"}
EVal  == {"a"}
EForm == {"work", "take", "close done"}

\* All channels are unbuffered.
ECapOf(c) == 0

Work == IF Program = "doWork" THEN Rcv(NilChan) ELSE Snd("out", "a")

EShape(f) ==
    CASE f = "work"       -> Selecting(IF Repaired THEN <<Work, Rcv("done")>> ELSE <<Work>>, "block")
      [] f = "take"       -> Selecting(<<Rcv("out")>>, "block")
      [] f = "close done" -> Closing("done")

EInit == /\ Init
         /\ at = [t \in Task |-> "top"]
         /\ taken = 0

Go(t, from, to) == at[t] = from /\ at' = [at EXCEPT ![t] = to]

Worker ==
    /\ \/ Go("worker", "top", "working") /\ Call("worker", "work")
       \/ Go("worker", "working", "top") /\ Return("worker", 1, "sent")
       \/ Go("worker", "working", "end") /\ Return("worker", 2, "closed")
    /\ UNCHANGED taken

Main ==
    /\ taken' = IF at["main"] = "taking" THEN taken + 1 ELSE taken
    /\ \/ /\ Go("main", "top", "taking") /\ taken < Wanted
          /\ Call("main", "take")
       \/ /\ Go("main", "taking", "top")
          /\ Return("main", 1, "a")
       \/ /\ Go("main", "top", "closing") /\ taken = Wanted /\ Repaired
          /\ Call("main", "close done")
       \/ /\ Go("main", "closing", "end")
          /\ Return("main", 0, "ok")
       \/ /\ Go("main", "top", "end") /\ taken = Wanted /\ ~Repaired
          /\ UNCHANGED vars

\* The channels do what they were called for.
Acts(t) == /\ Section(t) \/ Resume(t) \/ \E i \in Index : Notice(t, i)
           /\ UNCHANGED <<at, taken>>

\* The program is over: the only state that may have no other successor.
Over == (\A t \in Task : at[t] = "end") /\ UNCHANGED all

ENext == Worker \/ Main \/ (\E t \in Task : Acts(t)) \/ Over

ESpec == EInit /\ [][ENext]_all /\ WF_all(ENext)

-----------------------------------------------------------------------------

\* No task is left behind.
Terminates == <>(\A t \in Task : at[t] = "end")
=============================================================================
