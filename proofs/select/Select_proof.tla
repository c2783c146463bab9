---------------------------- MODULE Select_proof ----------------------------
(***************************************************************************)
(* Three promises of module Select, proved for any tasks, channels, values *)
(* and capacities, and for any calls whose selects have at most eight      *)
(* cases, which is as far as module Select goes:                           *)
(*                                                                         *)
(*   ExactlyOneWinner    A call is decided once, for one outcome that it   *)
(*                       can have: one of its cases with a result that     *)
(*                       fits it, or no case.  It returns that outcome.    *)
(*   NothingLost         A value that a send has parted with is in the     *)
(*                       buffer or with exactly one receive; none is in    *)
(*                       two places, comes out of nowhere, or overtakes.   *)
(*   LosersHaveNoEffect  What a channel holds changes only by a case that  *)
(*                       wins there, and only a close closes it; and no    *)
(*                       waiter outlives its call in a queue.              *)
(*                                                                         *)
(* The work is in modules SelectSteps_proof to SelectInv_proof.  Here it   *)
(* is shown that module Select takes the steps of module SelectSteps, and  *)
(* no others.                                                              *)
(*                                                                         *)
(* Assumed: ConstantsAreSuch, that is ConstantsFit of module SelectSteps,  *)
(* which module Select leaves unsaid; and that the natural numbers are     *)
(* well founded (see Queues_proof).                                        *)
(*                                                                         *)
(* Not proved: that nobody waits who could proceed, that a default is      *)
(* taken only if nothing is ready (module Select makes it so by the guard  *)
(* of Default), that the machine is SelectSpec, and liveness.              *)
(***************************************************************************)
EXTENDS Select, TLAPS

S == INSTANCE SelectInv_proof

\* What module Select leaves unsaid of its constants.
ASSUME ConstantsAreSuch == S!ConstantsFit

\* Readiness is the same.
LEMMA SameReadiness ==
  ASSUME NEW t
  PROVE  NothingReady(t) <=> S!NothingReady(t)
<1>1. ASSUME NEW c PROVE SendIsReady(c) <=> S!SendIsReady(c)
  BY DEF SendIsReady, S!SendIsReady, At!SendBlocked, Live, S!Live
<1>2. ASSUME NEW c PROVE RecvIsReady(c) <=> S!RecvIsReady(c)
  BY DEF RecvIsReady, S!RecvIsReady, At!RecvBlocked, Live, S!Live
<1>3. ASSUME NEW i PROVE IsReady(t, i) <=> S!IsReady(t, i)
  BY <1>1, <1>2 DEF IsReady, S!IsReady, At1, S!At1, CasesOf, S!CasesOf
<1> QED BY <1>3 DEF NothingReady, S!NothingReady, CasesOf, S!CasesOf

USE DEF NilChan, S!NilChan, MaxCases, S!MaxCases, Index, S!Index, Orders, S!Orders,
        SentOnClosed, S!SentOnClosed, ClosedTwice, S!ClosedTwice, Result, S!Result, vars, S!vars,
        Idle, S!Idle, Called, S!Called, Parked, S!Parked, Woken, S!Woken, Done, S!Done, Selects, S!Selects,
        CasesOf, S!CasesOf, ModeOf, S!ModeOf, Offers, S!Offers, At1, S!At1, ValueOf, S!ValueOf,
        Live, S!Live, First, S!First, Rest, S!Rest, Without, S!Without, Range, S!Range, Finish, S!Finish,
        Complete, S!Complete, Queued, S!Queued, Repeats, S!Repeats, Dequeued, S!Dequeued, Closes, S!Closes,
        Closed1, S!Closed1, Solo, S!Solo, ClosedCases, S!ClosedCases, FirstOf, S!FirstOf,
        NoticedCase, S!NoticedCase

\* Both modules count in the same way, so they agree on who waits for one channel alone.
LEMMA SameSolo == \A t : Solo(t) = S!Solo(t)
<1>1. \A X : Cardinality(X) = S!Cardinality(X)
  BY DEF Cardinality, S!Cardinality
<1> QED BY <1>1

\* Calls, returns and sends are the same.
LEMMA SameSends ==
  ASSUME NEW t, NEW i
  PROVE  /\ \A f : Call(t, f) <=> S!Call(t, f)
         /\ \A r : Return(t, i, r) <=> S!Return(t, i, r)
         /\ SendClosed(t, i) <=> S!SendClosed(t, i)
         /\ SendHandOff(t, i) <=> S!SendHandOff(t, i)
         /\ SendBuffer(t, i) <=> S!SendBuffer(t, i)
<1>1. \A f : Call(t, f) <=> S!Call(t, f)
  BY DEF Call, S!Call
<1>2. \A r : Return(t, i, r) <=> S!Return(t, i, r)
  BY DEF Return, S!Return
<1>3. SendClosed(t, i) <=> S!SendClosed(t, i)
  BY DEF SendClosed, S!SendClosed
<1>4. SendHandOff(t, i) <=> S!SendHandOff(t, i)
  BY DEF SendHandOff, S!SendHandOff
<1>5. SendBuffer(t, i) <=> S!SendBuffer(t, i)
  BY DEF SendBuffer, S!SendBuffer
<1> QED BY <1>1, <1>2, <1>3, <1>4, <1>5

\* So are receives.
LEMMA SameReceives ==
  ASSUME NEW t, NEW i
  PROVE  /\ RecvBuffer(t, i) <=> S!RecvBuffer(t, i)
         /\ RecvRefill(t, i) <=> S!RecvRefill(t, i)
         /\ RecvHandOff(t, i) <=> S!RecvHandOff(t, i)
         /\ RecvClosed(t, i) <=> S!RecvClosed(t, i)
<1>1. RecvBuffer(t, i) <=> S!RecvBuffer(t, i)
  BY DEF RecvBuffer, S!RecvBuffer
<1>2. RecvRefill(t, i) <=> S!RecvRefill(t, i)
  BY DEF RecvRefill, S!RecvRefill
<1>3. RecvHandOff(t, i) <=> S!RecvHandOff(t, i)
  BY DEF RecvHandOff, S!RecvHandOff
<1>4. RecvClosed(t, i) <=> S!RecvClosed(t, i)
  BY DEF RecvClosed, S!RecvClosed
<1> QED BY <1>1, <1>2, <1>3, <1>4

\* So are defaults and parking.
LEMMA SameWaits ==
  ASSUME NEW t
  PROVE  /\ Default(t) <=> S!Default(t)
         /\ \A o : Park(t, o) <=> S!Park(t, o)
<1>1. Default(t) <=> S!Default(t)
  BY SameReadiness DEF Default, S!Default
<1>2. ASSUME NEW o PROVE Park(t, o) <=> S!Park(t, o)
  BY SameReadiness DEF Park, S!Park
<1> QED BY <1>1, <1>2

\* So are the ends of waiting.
LEMMA SameEnds ==
  ASSUME NEW t
  PROVE  /\ Resume(t) <=> S!Resume(t)
         /\ \A why : Withdraw(t, why) <=> S!Withdraw(t, why)
         /\ RefuseInterrupted(t) <=> S!RefuseInterrupted(t)
         /\ \A i : Notice(t, i) <=> S!Notice(t, i)
<1>1. Resume(t) <=> S!Resume(t)
  BY DEF Resume, S!Resume
<1>2. \A why : Withdraw(t, why) <=> S!Withdraw(t, why)
  BY DEF Withdraw, S!Withdraw
<1>3. RefuseInterrupted(t) <=> S!RefuseInterrupted(t)
  BY DEF RefuseInterrupted, S!RefuseInterrupted
<1>4. ASSUME NEW i PROVE Notice(t, i) <=> S!Notice(t, i)
  <2> HIDE DEF Solo, S!Solo
  <2>1. \A dir : ClosedCases(t, dir) = S!ClosedCases(t, dir)
    OBVIOUS
  <2>2. \A cases : FirstOf(cases) = S!FirstOf(cases)
    OBVIOUS
  <2>3. Solo(t) = S!Solo(t)
    BY SameSolo
  <2>4. Dequeued(t) = S!Dequeued(t)
    OBVIOUS
  <2> HIDE DEF ClosedCases, S!ClosedCases, FirstOf, S!FirstOf, Dequeued, S!Dequeued
  <2>5. NoticedCase(t) = S!NoticedCase(t)
    BY <2>1, <2>2
  <2> HIDE DEF NoticedCase, S!NoticedCase
  <2> QED BY <2>1, <2>3, <2>4, <2>5 DEF Notice, S!Notice
<1> QED BY <1>1, <1>2, <1>3, <1>4

\* So are closes.
LEMMA SameCloses ==
  ASSUME NEW t
  PROVE  /\ Close(t) <=> S!Close(t)
         /\ CloseClosed(t) <=> S!CloseClosed(t)
<1>1. Close(t) <=> S!Close(t)
  <2> DEFINE c == Closed1(t)
             joins(q, u) == \E e \in Range(Live(q)) : e[1] = u
             first(q, u) == (CHOOSE e \in Range(q) : e[1] = u)[2]
             after(u, solo) ==
                 CASE u = t -> Done(0, "ok")
                   [] u # t /\ task[u].pc = "parked" /\ (solo /\ joins(ch[c].recvq, u))
                          -> Woken(u, first(ch[c].recvq, u), "closed")
                   [] u # t /\ task[u].pc = "parked" /\ (solo /\ joins(ch[c].sendq, u))
                          -> Woken(u, first(ch[c].sendq, u), SentOnClosed)
                   [] OTHER -> task[u]
             closing == Closes(t) /\ ~ch[c].closed
             emptied == [ch EXCEPT ![c].closed = TRUE, ![c].sendq = <<>>, ![c].recvq = <<>>]
  <2> HIDE DEF Solo, S!Solo
  <2>1. Close(t) <=> closing /\ task' = [u \in Task |-> after(u, Solo(u))] /\ ch' = emptied
    BY DEF Close
  <2>2. S!Close(t) <=> closing /\ task' = [u \in Task |-> after(u, S!Solo(u))] /\ ch' = emptied
    BY DEF S!Close
  <2> HIDE DEF after, closing, emptied
  <2>3. \A u \in Task : after(u, Solo(u)) = after(u, S!Solo(u))
    BY SameSolo
  <2>4. [u \in Task |-> after(u, Solo(u))] = [u \in Task |-> after(u, S!Solo(u))]
    BY <2>3
  <2> QED BY <2>1, <2>2, <2>4
<1>2. CloseClosed(t) <=> S!CloseClosed(t)
  BY DEF CloseClosed, S!CloseClosed
<1> QED BY <1>1, <1>2

\* The machine takes these steps and no others.
LEMMA SameNext == Next <=> S!Next
<1>1. ASSUME NEW t
      PROVE  /\ \A f \in Form : Call(t, f) <=> S!Call(t, f)
             /\ \A i \in 0..MaxCases, r \in Result : Return(t, i, r) <=> S!Return(t, i, r)
             /\ \A i \in Index : /\ SendClosed(t, i) <=> S!SendClosed(t, i)
                                 /\ SendHandOff(t, i) <=> S!SendHandOff(t, i)
                                 /\ SendBuffer(t, i) <=> S!SendBuffer(t, i)
                                 /\ RecvBuffer(t, i) <=> S!RecvBuffer(t, i)
                                 /\ RecvRefill(t, i) <=> S!RecvRefill(t, i)
                                 /\ RecvHandOff(t, i) <=> S!RecvHandOff(t, i)
                                 /\ RecvClosed(t, i) <=> S!RecvClosed(t, i)
                                 /\ Notice(t, i) <=> S!Notice(t, i)
             /\ \A o \in Orders : Park(t, o) <=> S!Park(t, o)
             /\ \A why \in {"interrupted", "timed out"} : Withdraw(t, why) <=> S!Withdraw(t, why)
             /\ Default(t) <=> S!Default(t)
             /\ Resume(t) <=> S!Resume(t)
             /\ RefuseInterrupted(t) <=> S!RefuseInterrupted(t)
             /\ Close(t) <=> S!Close(t)
             /\ CloseClosed(t) <=> S!CloseClosed(t)
  BY SameSends, SameReceives, SameWaits, SameEnds, SameCloses
<1>2. Index = S!Index /\ Orders = S!Orders /\ Result = S!Result /\ MaxCases = S!MaxCases
  OBVIOUS
<1> HIDE DEF Index, S!Index, Orders, S!Orders, Result, S!Result, MaxCases, S!MaxCases
<1> QED BY <1>1, <1>2 DEF Next, S!Next

\* A run of the machine is a run of these steps.
LEMMA SameSpec == Spec => S!Spec
<1>1. Init => S!Init
  BY DEF Init, S!Init
<1>2. [Next]_vars => [S!Next]_(S!vars)
  BY SameNext
<1> QED BY <1>1, <1>2, PTL DEF Spec, S!Spec

-----------------------------------------------------------------------------

\* Each call has one outcome, which it can have and which stands (S!OneOutcome).
THEOREM ExactlyOneWinner == Spec => S!EachCallHasOneOutcome /\ OneWinner /\ []ChosenCaseIsExact
<1>1. S!OneWinner => OneWinner
  BY DEF OneWinner, S!OneWinner
<1>2. S!ChosenCaseIsExact => ChosenCaseIsExact
  BY DEF ChosenCaseIsExact, S!ChosenCaseIsExact
<1> QED BY <1>1, <1>2, SameSpec, S!StepsDecideOnce, ConstantsAreSuch, PTL

\* In each step and for each channel, what leaves followed by the buffer afterwards is the buffer before
\* followed by what enters; what enters is the value of the one send that wins, and what leaves is the
\* result of the one receive that wins (S!Transfer).
THEOREM NothingLost == Spec => S!EachValueHasOnePlace
  BY SameSpec, S!StepsLoseNothing, ConstantsAreSuch, PTL

\* A channel's buffer changes only in a step in which a case wins there, and it is closed only by a close
\* (S!OnlyWinners); and the queues hold waiting and claimed tasks only, each case once, in the right
\* queue (QueuesAreExact).
THEOREM LosersHaveNoEffect == Spec => S!OnlyWinnersChangeChannels /\ []QueuesAreExact
<1>1. S!QueuesAreExact => QueuesAreExact
  BY DEF QueuesAreExact, S!QueuesAreExact
<1> QED BY <1>1, SameSpec, S!StepsOfWinners, ConstantsAreSuch, PTL
=============================================================================
