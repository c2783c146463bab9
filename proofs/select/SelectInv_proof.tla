-------------------------- MODULE SelectInv_proof ---------------------------
(***************************************************************************)
(* Every step of module SelectSteps keeps the invariant Inv and the        *)
(* promises (NextStep); so all runs do.  For any tasks, channels, values,  *)
(* capacities and calls, the selects among them with at most eight cases.  *)
(*                                                                         *)
(*   StepsDecideOnce   Each call is decided once, for one outcome that it  *)
(*                     can have, and that stands.                          *)
(*   StepsLoseNothing  What leaves a channel followed by its buffer is the *)
(*                     buffer before followed by what enters.              *)
(*   StepsOfWinners    Only winners change what channels hold, and only a  *)
(*                     close closes one; queues are exact.                 *)
(*                                                                         *)
(* The actions are treated in modules SelectMoves_proof,                   *)
(* SelectClaims_proof and SelectWaits_proof.  Assumed: see                 *)
(* SelectSteps_proof.                                                      *)
(***************************************************************************)
EXTENDS SelectMoves_proof, SelectClaims_proof, SelectWaits_proof, TLAPS

USE DEF Idle, Called, Done, Woken, Parked

-----------------------------------------------------------------------------
(* All steps.                                                              *)

\* A step that changes nothing keeps everything.
LEMMA StutteringStep ==
  ASSUME Inv, UNCHANGED vars
  PROVE  Inv' /\ Promises
<1>1. ch' = ch /\ task' = task
  BY DEF vars
<1>2. TypeInv'
  BY <1>1 DEF Inv, TypeInv
<1>3. ASSUME NEW c \in Chan, NEW dir \in Dirs
      PROVE  Queue(c, dir)' = Queue(c, dir) /\ Range(Queue(c, dir))' = Range(Queue(c, dir)) /\ Distinct(Queue(c, dir))'
  <2>1. Queue(c, dir)' = Queue(c, dir)
    BY <1>1 DEF Queue
  <2> QED BY <2>1 DEF Range, Inv, QueuesFit
<1>4. \A c \in Chan, dir \in Dirs : \A e \in Range(Queue(c, dir)) : task'[e[1]].pc \in {"parked", "woken"}
  BY <1>1, EntryKinds DEF Fits
<1>5. Inv'
  BY <1>1, <1>2, <1>3, <1>4, ShrinkingStep
<1>6. ASSUME NEW u \in Task PROVE OneOutcome(u) /\ \A c, dir : ~Wins(u, c, dir)
  BY <1>1, SameOutcome
<1> QED BY <1>1, <1>5, <1>6, QuietPromises

\* Every step keeps the invariant and the promises.
LEMMA NextStep == Inv /\ [Next]_vars => Inv' /\ Promises
<1> SUFFICES ASSUME Inv, [Next]_vars PROVE Inv' /\ Promises
  OBVIOUS
<1>1. ASSUME NEW t \in Task, NEW f \in Form, Call(t, f) PROVE Inv' /\ Promises
  BY <1>1, CallStep
<1>2. ASSUME NEW t \in Task, NEW i, NEW r, Return(t, i, r) PROVE Inv' /\ Promises
  BY <1>2, ReturnStep
<1>3. ASSUME NEW t \in Task, NEW i \in Index, SendClosed(t, i) \/ RecvClosed(t, i) PROVE Inv' /\ Promises
  BY <1>3, ClosedSteps
<1>4. ASSUME NEW t \in Task, NEW i \in Index, SendBuffer(t, i) \/ RecvBuffer(t, i) PROVE Inv' /\ Promises
  BY <1>4, SendBufferStep, RecvBufferStep
<1>5. ASSUME NEW t \in Task, NEW i \in Index, SendHandOff(t, i) \/ RecvHandOff(t, i) \/ RecvRefill(t, i) PROVE Inv' /\ Promises
  BY <1>5, SendHandOffStep, RecvHandOffStep, RecvRefillStep
<1>6. ASSUME NEW t \in Task, Default(t) \/ RefuseInterrupted(t) \/ CloseClosed(t) PROVE Inv' /\ Promises
  BY <1>6, EmptyHandedSteps
<1>7. ASSUME NEW t \in Task, NEW o \in Orders, Park(t, o) PROVE Inv' /\ Promises
  BY <1>7, ParkStep
<1>8. ASSUME NEW t \in Task, Resume(t) \/ Close(t) PROVE Inv' /\ Promises
  BY <1>8, ResumeStep, CloseStep
<1>9. ASSUME NEW t \in Task, NEW why \in {"interrupted", "timed out"}, Withdraw(t, why) PROVE Inv' /\ Promises
  BY <1>9, WithdrawStep
<1>10. ASSUME NEW t \in Task, NEW i \in Index, Notice(t, i) PROVE Inv' /\ Promises
  BY <1>10, NoticeStep
<1>11. CASE UNCHANGED vars
  BY <1>11, StutteringStep
<1>12. CASE Next
  BY <1>1, <1>2, <1>3, <1>4, <1>5, <1>6, <1>7, <1>8, <1>9, <1>10, <1>12 DEF Next
<1> QED BY <1>11, <1>12

\* The invariant holds at the start.
LEMMA InitInv == Init => Inv
<1> SUFFICES ASSUME Init PROVE Inv
  OBVIOUS
<1>1. \A c \in Chan : /\ ch[c] = [buf |-> <<>>, closed |-> FALSE, sendq |-> <<>>, recvq |-> <<>>]
                      /\ ch[c] \in ChanStates
  BY DEF Init, ChanStates
<1>2. TypeInv
  BY <1>1, StateKinds DEF Init, TypeInv
<1>3. \A t \in Task : task[t].pc = "idle"
  BY DEF Init
<1>4. \A c \in Chan, dir \in Dirs : Queue(c, dir) = <<>>
  BY <1>1 DEF Queue
<1>5. QueuesFit
  BY <1>4, RangeOfEmpty DEF QueuesFit
<1>6. WaitersAreQueued /\ BufferedIsNotAwaited /\ ChosenCaseIsExact
  BY <1>1, <1>3 DEF WaitersAreQueued, BufferedIsNotAwaited, ChosenCaseIsExact
<1> QED BY <1>2, <1>5, <1>6 DEF Inv

\* It holds always.
THEOREM AlwaysInv == Spec => []Inv
  BY InitInv, NextStep, PTL DEF Spec

\* A case of a queue that a parked task waits in, as module Select says it.
LEMMA InvImpliesExact == Inv => QueuesAreExact
<1> SUFFICES ASSUME Inv PROVE QueuesAreExact
  OBVIOUS
<1>1. ASSUME NEW c \in Chan, NEW dir \in {"send", "recv"}
      PROVE  LET q == IF dir = "send" THEN ch[c].sendq ELSE ch[c].recvq IN
               /\ \A k \in DOMAIN q : /\ task[q[k][1]].pc \in {"parked", "woken"}
                                      /\ CasesOf(q[k][1])[q[k][2]].ch = c
                                      /\ CasesOf(q[k][1])[q[k][2]].dir = dir
               /\ \A k, m \in DOMAIN q : q[k] = q[m] => k = m
  <2>1. Distinct(Queue(c, dir)) /\ \A e \in Range(Queue(c, dir)) : Fits(e, c, dir)
    BY DEF Inv, QueuesFit, Dirs
  <2> QED BY <2>1 DEF Distinct, Range, Fits, At1, Queue
<1>2. ASSUME NEW t \in Task, task[t].pc = "parked", NEW i \in DOMAIN CasesOf(t), At1(t, i) # NilChan, ~ch[At1(t, i)].closed
      PROVE  <<t, i>> \in Range(IF CasesOf(t)[i].dir = "send" THEN ch[At1(t, i)].sendq ELSE ch[At1(t, i)].recvq)
  <2>1. At1(t, i) \in Chan
    BY <1>2, StateKinds, FormKinds DEF Inv, TypeInv, CasesOf, At1
  <2> QED BY <1>2, <2>1 DEF Inv, WaitersAreQueued, Queue
<1> QED BY <1>1, <1>2 DEF QueuesAreExact

\* What has been claimed stands.
LEMMA PromisesImplyOneWinner ==
  ASSUME Promises
  PROVE  \A t \in Task : task[t].pc = "woken" => task'[t] \in {task[t], Done(task[t].case, task[t].res)}
  BY DEF Promises, OneOutcome

\* Each call is decided once, for one outcome, and that stands.
THEOREM StepsDecideOnce == Spec => EachCallHasOneOutcome /\ OneWinner /\ []ChosenCaseIsExact
<1>1. Promises => /\ \A t \in Task : OneOutcome(t)
                  /\ \A t \in Task : task[t].pc = "woken" => task'[t] \in {task[t], Done(task[t].case, task[t].res)}
  BY PromisesImplyOneWinner DEF Promises
<1>2. Inv => ChosenCaseIsExact
  BY DEF Inv
<1> QED BY <1>1, <1>2, AlwaysInv, NextStep, PTL DEF Spec, OneWinner, EachCallHasOneOutcome

\* Each value has one place.
THEOREM StepsLoseNothing == Spec => EachValueHasOnePlace
<1>1. Promises => \A c \in Chan : Transfer(c)
  BY DEF Promises
<1> QED BY <1>1, AlwaysInv, NextStep, PTL DEF Spec, EachValueHasOnePlace

\* Only winners change channels, and nobody stays in a queue who waits no more.
THEOREM StepsOfWinners == Spec => OnlyWinnersChangeChannels /\ []QueuesAreExact
<1>1. Promises => \A c \in Chan : OnlyWinners(c)
  BY DEF Promises
<1> QED BY <1>1, AlwaysInv, NextStep, InvImpliesExact, PTL DEF Spec, OnlyWinnersChangeChannels
=============================================================================
