------------------------- MODULE SelectWaits_proof --------------------------
(***************************************************************************)
(* How a select waits, and how its waiting ends other than by a partner:   *)
(* it parks (ParkStep), goes on after it has been claimed (ResumeStep),    *)
(* gives up (WithdrawStep), or notices a close (NoticeStep); and a close   *)
(* completes those who wait for its channel alone (CloseStep).  Each step  *)
(* keeps the invariant and the promises, for any tasks, channels, values,  *)
(* capacities and calls, the selects among them with at most eight cases.  *)
(*                                                                         *)
(* No value passes in any of them, so that each task has but to keep its   *)
(* own promise (QuietPromises).  Three of them take a task out of all      *)
(* queues (LeaveStep), and a close empties the queues of one channel:      *)
(* entries only leave (ShrinkingStep).  Parking adds an entry for each     *)
(* case (QueuedEntries); what the task would receive from is empty, for    *)
(* otherwise a case would be ready (NothingToReceive).                     *)
(*                                                                         *)
(* Assumed: what SelectSteps_proof assumes, and nothing else.              *)
(***************************************************************************)
EXTENDS SelectSteps_proof, TLAPS

USE DEF Idle, Called, Done, Woken, Parked

-----------------------------------------------------------------------------
(* Leaving.                                                                *)

\* A task that leaves all queues without a value keeps everything.
LEMMA LeaveStep ==
  ASSUME Inv, NEW t \in Task, task[t].pc \in {"parked", "woken"}, NEW i \in Nat, NEW r \in Result,
         Finish(t, i, r), ch' = Dequeued(t),
         task'[t] = Done(i, r) => OneOutcome(t),
         task[t].pc = "woken" \/ i = 0 \/ r \notin Val \cup {"sent"}
  PROVE  Inv' /\ Promises
<1>1. Done(i, r) \in TaskStates /\ task \in [Task -> TaskStates] /\ ch \in [Chan -> ChanStates]
  BY StateKinds DEF Inv, TypeInv
<1>2. task' \in [Task -> TaskStates] /\ \A u \in Task : task'[u] = IF u = t THEN Done(i, r) ELSE task[u]
  BY <1>1 DEF Finish
<1>3. ASSUME NEW c \in Chan
      PROVE  /\ ch'[c] \in ChanStates /\ ch'[c].buf = ch[c].buf /\ ch'[c].closed = ch[c].closed
             /\ ch'[c].sendq = Without(ch[c].sendq, t) /\ ch'[c].recvq = Without(ch[c].recvq, t)
  <2>2. ch[c] \in ChanStates /\ ch[c].sendq \in Seq(Entries) /\ ch[c].recvq \in Seq(Entries)
    BY <1>1, ChanKinds
  <2>1. ch'[c] = [ch[c] EXCEPT !.sendq = Without(ch[c].sendq, t), !.recvq = Without(ch[c].recvq, t)]
    BY <2>2 DEF Dequeued, ChanStates
  <2>3. Without(ch[c].sendq, t) \in Seq(Entries) /\ Without(ch[c].recvq, t) \in Seq(Entries)
    BY <2>2, EntriesWithout
  <2> QED BY <2>1, <2>2, <2>3 DEF ChanStates
<1>4. TypeInv'
  <2>1. ch' \in [Chan -> ChanStates]
    BY <1>3 DEF Dequeued
  <2> QED BY <1>2, <2>1 DEF TypeInv
<1>5. ASSUME NEW c \in Chan, NEW dir \in Dirs
      PROVE  /\ Distinct(Queue(c, dir))'
             /\ Range(Queue(c, dir))' = {e \in Range(Queue(c, dir)) : e[1] # t}
  <2>1. Queue(c, dir)' = Without(Queue(c, dir), t)
    BY <1>3 DEF Queue
  <2>2. Queue(c, dir) \in Seq(Entries) /\ Distinct(Queue(c, dir))
    BY QueueKinds DEF Inv, QueuesFit
  <2>3. /\ Without(Queue(c, dir), t) \in Seq(Entries) /\ Distinct(Without(Queue(c, dir), t))
        /\ Range(Without(Queue(c, dir), t)) = {e \in Range(Queue(c, dir)) : e[1] # t}
    BY <2>2, EntriesWithout
  <2>4. Distinct(Queue(c, dir)') /\ Range(Queue(c, dir)') = {e \in Range(Queue(c, dir)) : e[1] # t}
    BY <2>1, <2>3
  <2> QED BY <2>4 DEF Distinct, Range
<1>6. ASSUME NEW c \in Chan, NEW dir \in Dirs, NEW e \in Range(Queue(c, dir))'
      PROVE  /\ e \in Range(Queue(c, dir))
             /\ task'[e[1]].pc \in {"parked", "woken"} /\ task'[e[1]].form = task[e[1]].form
  <2>1. e \in Range(Queue(c, dir)) /\ e[1] # t
    BY <1>5
  <2> QED BY <1>2, <2>1, EntryKinds DEF Fits
<1>7. ASSUME NEW c \in Chan, NEW dir \in Dirs, NEW e \in Range(Queue(c, dir)), task'[e[1]].pc = "parked"
      PROVE  e \in Range(Queue(c, dir))'
  <2>1. e[1] # t
    BY <1>2, <1>7
  <2> QED BY <1>5, <2>1
<1>8. Inv'
  BY <1>2, <1>3, <1>4, <1>5, <1>6, <1>7, ShrinkingStep
<1>9. \A u \in Task : OneOutcome(u)
  BY <1>2, SameOutcome
<1>10. ASSUME NEW c \in Chan, NEW dir \in Dirs PROVE ~Wins(t, c, dir)
  <2> SUFFICES ASSUME Wins(t, c, dir) PROVE FALSE
    OBVIOUS
  <2>1. task[t].form \in SelForm /\ Undecided(t) /\ i \in DOMAIN CasesOf(t) /\ r \in Val \cup {"sent"}
    BY <1>1, <1>2, StateKinds DEF Wins, Asks
  <2> QED BY <2>1, FormKinds DEF CasesOf, Undecided
<1>11. \A u \in Task : \A c \in Chan, dir \in Dirs : ~Wins(u, c, dir)
  BY <1>2, <1>10, SameOutcome
<1> QED BY <1>3, <1>8, <1>9, <1>11, QuietPromises

\* A claimed task goes on.
LEMMA ResumeStep ==
  ASSUME Inv, NEW t \in Task, Resume(t)
  PROVE  Inv' /\ Promises
<1>1. task[t].pc = "woken" /\ task[t].case \in Nat /\ task[t].res \in Result
  BY StateKinds DEF Resume, Inv, TypeInv
<1>2. task'[t] = Done(task[t].case, task[t].res) => OneOutcome(t)
  BY <1>1 DEF OneOutcome, Undecided
<1> QED BY <1>1, <1>2, LeaveStep DEF Resume

\* A waiting task gives up.
LEMMA WithdrawStep ==
  ASSUME Inv, NEW t \in Task, NEW why \in {"interrupted", "timed out"}, Withdraw(t, why)
  PROVE  Inv' /\ Promises
<1>1. task[t].pc = "parked" /\ Undecided(t) /\ task[t].form \in SelForm /\ ModeOf(t) # "default"
  BY StateKinds DEF Withdraw, Undecided, Inv, TypeInv, ModeOf, BlockForm
<1>2. Outcome(t, 0, why)
  BY <1>1, FormKinds DEF Withdraw, Outcome, Asks
<1>3. task'[t] = Done(0, why) => OneOutcome(t)
  BY <1>1, <1>2, DoneWithOutcome
<1> QED BY <1>1, <1>2, <1>3, OutcomeIsResult, LeaveStep DEF Withdraw

\* A task that waits on several channels notices a close.
LEMMA NoticeStep ==
  ASSUME Inv, NEW t \in Task, NEW i \in Index, Notice(t, i)
  PROVE  Inv' /\ Promises
<1> DEFINE S == IF ClosedCases(t, "recv") # {} THEN ClosedCases(t, "recv") ELSE ClosedCases(t, "send")
           r == IF CasesOf(t)[i].dir = "recv" THEN "closed" ELSE SentOnClosed
<1>1. task[t].pc = "parked" /\ Undecided(t) /\ task[t].form \in SelForm
  BY StateKinds DEF Notice, Undecided, Inv, TypeInv
<1>2. S # {} /\ i = FirstOf(S)
  BY DEF Notice, NoticedCase
<1>3. S \subseteq DOMAIN CasesOf(t) /\ \A j \in S : At1(t, j) # NilChan
  BY DEF ClosedCases
<1>4. \A j \in DOMAIN CasesOf(t) : j \in Nat /\ At1(t, j) \in Chan \cup {NilChan} /\ CasesOf(t)[j].dir \in Dirs
  BY <1>1, FormKinds DEF CasesOf, At1
<1> HIDE DEF S
<1>5. i \in S
  <2>1. S \in SUBSET Nat
    BY <1>3, <1>4
  <2>2. PICK n \in S : \A m \in S : ~(m < n)
    BY <1>2, <2>1, Queues!Smallest
  <2>3. \A m \in S : n <= m
    BY <2>1, <2>2
  <2> QED BY <1>2, <2>3 DEF FirstOf
<1>6. i \in Nat /\ Outcome(t, i, r)
  <2>1. i \in DOMAIN CasesOf(t) /\ At1(t, i) \in Chan /\ i \in Nat /\ CasesOf(t)[i].dir \in Dirs
    BY <1>3, <1>4, <1>5
  <2>2. Asks(t, "select")
    BY <1>1, FormKinds DEF Asks
  <2> QED BY <2>1, <2>2 DEF Outcome, Dirs
<1>7. r \notin Val \cup {"sent"} /\ r \in Result
  BY <1>6, WordsDiffer, OutcomeIsResult
<1>8. task'[t] = Done(i, r) => OneOutcome(t)
  BY <1>1, <1>6, DoneWithOutcome
<1>9. Finish(t, i, r) /\ ch' = Dequeued(t)
  BY DEF Notice
<1> HIDE DEF r
<1> QED BY <1>1, <1>6, <1>7, <1>8, <1>9, LeaveStep

-----------------------------------------------------------------------------
(* Parking.                                                                *)

\* What joins the queues when a task parks: an entry for each of its cases there, once.
LEMMA QueuedEntries ==
  ASSUME Inv, NEW t \in Task, task[t].form \in SelForm, NEW o \in Orders, Len(o) = Len(CasesOf(t)), NEW c, NEW dir
  PROVE  /\ Queued(t, o, c, dir) \in Seq(Entries) /\ Distinct(Queued(t, o, c, dir))
         /\ Range(Queued(t, o, c, dir)) =
            {<<t, i>> : i \in {j \in DOMAIN CasesOf(t) : At1(t, j) = c /\ CasesOf(t)[j].dir = dir}}
<1> DEFINE m == Picked(o, CasesOf(t), c, dir)
           x == [k \in DOMAIN m |-> <<t, m[k]>>]
<1>1. Queued(t, o, c, dir) = x
  BY DEF Queued, Picked
<1>2. o \in Seq(Nat) /\ Range(o) = DOMAIN CasesOf(t) /\ Distinct(o)
  BY OrderHasEachOnce, FormKinds DEF CasesOf
<1>3. /\ m \in Seq(Nat) /\ Distinct(m)
      /\ Range(m) = {j \in DOMAIN CasesOf(t) : At1(t, j) = c /\ CasesOf(t)[j].dir = dir}
  <2>1. /\ Picked(o, CasesOf(t), c, dir) \in Seq(Nat)
        /\ Range(Picked(o, CasesOf(t), c, dir)) =
           {i \in Range(o) : CasesOf(t)[i].ch = c /\ CasesOf(t)[i].dir = dir}
        /\ Distinct(o) => Distinct(Picked(o, CasesOf(t), c, dir))
    BY <1>2, PickedCases, Zenon
  <2>2. /\ m \in Seq(Nat) /\ Distinct(m)
        /\ Range(m) = {i \in Range(o) : CasesOf(t)[i].ch = c /\ CasesOf(t)[i].dir = dir}
    BY <1>2, <2>1
  <2> HIDE DEF m
  <2> QED BY <1>2, <2>2 DEF At1
<1> HIDE DEF m
<1>4. DOMAIN m = 1..Len(m) /\ Len(m) \in Nat /\ \A k \in DOMAIN m : m[k] \in Nat
  BY <1>3
<1>5. x \in Seq(Entries)
  <2>1. \A k \in 1..Len(m) : <<t, m[k]>> \in Entries
    BY <1>4 DEF Entries
  <2>2. x \in [1..Len(m) -> Entries]
    BY <1>4, <2>1
  <2> HIDE DEF x
  <2> QED BY <1>4, <2>2
<1>6. Range(x) = {<<t, i>> : i \in Range(m)}
  BY DEF Range
<1>7. Distinct(x)
  BY <1>3 DEF Distinct
<1> QED BY <1>1, <1>3, <1>5, <1>6, <1>7

\* If nothing is ready, what a task could receive from is empty.
LEMMA NothingToReceive ==
  ASSUME NEW t \in Task, NothingReady(t), NEW i \in DOMAIN CasesOf(t), NEW c \in Chan, At1(t, i) = c,
         CasesOf(t)[i].dir = "recv"
  PROVE  ch[c].buf = <<>>
<1>1. ~RecvIsReady(c)
  BY DEF NothingReady, IsReady
<1> QED BY <1>1 DEF RecvIsReady

\* Parking keeps everything.
LEMMA ParkStep ==
  ASSUME Inv, NEW t \in Task, NEW o \in Orders, Park(t, o)
  PROVE  Inv' /\ Promises
<1>1. /\ task[t].pc = "called" /\ Undecided(t) /\ task[t].form \in SelForm /\ task[t].form \in BlockForm
      /\ Len(o) = Len(CasesOf(t)) /\ NothingReady(t)
  <2>1. task[t].pc = "called" /\ task[t].form \in Form /\ Shape(task[t].form).kind = "select"
    BY StateKinds DEF Park, Selects, Inv, TypeInv
  <2> QED BY <2>1, FormKinds DEF Park, Undecided, ModeOf, BlockForm
<1>2. Parked(t) \in TaskStates
  BY <1>1, StateKinds
<1>3. task' \in [Task -> TaskStates] /\ \A u \in Task : task'[u] = IF u = t THEN Parked(t) ELSE task[u]
  BY <1>2 DEF Park, Inv, TypeInv
<1>4. ASSUME NEW c \in Chan
      PROVE  /\ ch'[c] \in ChanStates /\ ch'[c].buf = ch[c].buf /\ ch'[c].closed = ch[c].closed
             /\ ch'[c].sendq = ch[c].sendq \o Queued(t, o, c, "send")
             /\ ch'[c].recvq = ch[c].recvq \o Queued(t, o, c, "recv")
  <2>1. ch[c] \in ChanStates /\ ch[c].sendq \in Seq(Entries) /\ ch[c].recvq \in Seq(Entries)
    BY ChanKinds DEF Inv, TypeInv
  <2> DEFINE p == ch[c].sendq \o Queued(t, o, c, "send")
             q == ch[c].recvq \o Queued(t, o, c, "recv")
  <2>2. p \in Seq(Entries) /\ q \in Seq(Entries)
    BY <1>1, <2>1, QueuedEntries, RangeOfConcat
  <2>3. ch'[c] = [ch[c] EXCEPT !.sendq = p, !.recvq = q]
    BY <2>1 DEF Park, ChanStates
  <2> HIDE DEF p, q
  <2>4. /\ ch'[c] \in ChanStates /\ ch'[c].buf = ch[c].buf /\ ch'[c].closed = ch[c].closed
        /\ ch'[c].sendq = p /\ ch'[c].recvq = q
    BY <2>1, <2>2, <2>3 DEF ChanStates
  <2> QED BY <2>4 DEF p, q
<1>5. TypeInv'
  <2>1. ch' \in [Chan -> ChanStates]
    BY <1>4 DEF Park
  <2> QED BY <1>3, <2>1 DEF TypeInv
<1> DEFINE Mine(c, dir) == {<<t, i>> : i \in {j \in DOMAIN CasesOf(t) : At1(t, j) = c /\ CasesOf(t)[j].dir = dir}}
<1>6. ASSUME NEW c \in Chan, NEW dir \in Dirs
      PROVE  Distinct(Queue(c, dir)') /\ Range(Queue(c, dir)') = Range(Queue(c, dir)) \cup Mine(c, dir)
  <2>1. Queue(c, dir)' = Queue(c, dir) \o Queued(t, o, c, dir)
    BY <1>4 DEF Queue, Dirs
  <2>2. Queue(c, dir) \in Seq(Entries) /\ Distinct(Queue(c, dir))
    BY QueueKinds DEF Inv, QueuesFit
  <2>3. /\ Queued(t, o, c, dir) \in Seq(Entries) /\ Distinct(Queued(t, o, c, dir))
        /\ Range(Queued(t, o, c, dir)) = Mine(c, dir)
    BY <1>1, QueuedEntries
  <2>4. Range(Queue(c, dir)) \cap Mine(c, dir) = {}
    <3>1. ASSUME NEW e \in Range(Queue(c, dir)) PROVE e[1] # t
      BY <1>1, EntryKinds DEF Fits
    <3>2. \A e \in Mine(c, dir) : e[1] = t
      OBVIOUS
    <3> QED BY <3>1, <3>2
  <2> HIDE DEF Mine
  <2> QED BY <2>1, <2>2, <2>3, <2>4, RangeOfConcat
<1>7. QueuesFit'
  <2>1. ASSUME NEW c \in Chan, NEW dir \in Dirs, NEW e \in Range(Queue(c, dir)') PROVE Fits(e, c, dir)'
    <3>1. CASE e \in Range(Queue(c, dir))
      <4>1. Fits(e, c, dir) /\ e[1] # t
        BY <1>1, <3>1, EntryKinds DEF Fits
      <4> QED BY <1>3, <4>1 DEF Fits, CasesOf, At1
    <3>2. CASE e \in Mine(c, dir)
      <4>1. PICK i \in DOMAIN CasesOf(t) : e = <<t, i>> /\ At1(t, i) = c /\ CasesOf(t)[i].dir = dir
        BY <3>2
      <4>2. task'[t].pc = "parked" /\ task'[t].form = task[t].form
        BY <1>3
      <4> QED BY <4>1, <4>2 DEF Fits, CasesOf, At1
    <3> QED BY <1>6, <2>1, <3>1, <3>2
  <2>2. \A c \in Chan, dir \in Dirs : /\ Range(Queue(c, dir))' = Range(Queue(c, dir)')
                                      /\ Distinct(Queue(c, dir))' <=> Distinct(Queue(c, dir)')
    BY DEF Range, Distinct
  <2> QED BY <1>6, <2>1, <2>2 DEF QueuesFit
<1>8. WaitersAreQueued'
  <2> SUFFICES ASSUME NEW u \in Task, task'[u].pc = "parked", NEW i \in DOMAIN CasesOf(u)',
                      At1(u, i)' \in Chan, ~ch'[At1(u, i)'].closed
               PROVE  <<u, i>> \in Range(Queue(At1(u, i), CasesOf(u)[i].dir))'
    BY DEF WaitersAreQueued
  <2>1. task'[u].form = task[u].form /\ (u # t => task[u].pc = "parked") /\ task[u].form \in SelForm
    <3>1. task'[u].form = task[u].form /\ (u # t => task[u].pc = "parked")
      BY <1>3
    <3> QED BY <1>1, <3>1, StateKinds DEF Inv, TypeInv
  <2>2. CasesOf(u)' = CasesOf(u) /\ At1(u, i)' = At1(u, i) /\ i \in DOMAIN CasesOf(u)
    BY <2>1 DEF CasesOf, At1
  <2>3. At1(u, i) \in Chan /\ CasesOf(u)[i].dir \in Dirs
    BY <2>1, <2>2, FormKinds DEF CasesOf
  <2>4. PICK c \in Chan, d \in Dirs : c = At1(u, i) /\ d = CasesOf(u)[i].dir
    BY <2>3
  <2>5. ~ch[c].closed
    BY <1>4, <2>2, <2>4
  <2>6. <<u, i>> \in Range(Queue(c, d)')
    <3>1. CASE u = t
      <4>1. <<u, i>> \in Mine(c, d)
        BY <2>2, <2>4, <3>1
      <4> HIDE DEF Mine
      <4> QED BY <1>6, <4>1
    <3>2. CASE u # t
      <4>1. <<u, i>> \in Range(Queue(c, d))
        BY <2>1, <2>2, <2>4, <2>5, <3>2 DEF Inv, WaitersAreQueued
      <4> HIDE DEF Mine
      <4> QED BY <1>6, <4>1
    <3> QED BY <3>1, <3>2
  <2>7. Queue(At1(u, i), CasesOf(u)[i].dir)' = Queue(c, d)'
    BY <2>2, <2>4 DEF Queue
  <2> QED BY <2>6, <2>7 DEF Range
<1>9. BufferedIsNotAwaited'
  <2> SUFFICES ASSUME NEW c \in Chan, ch'[c].buf # <<>>, NEW e \in Range(ch[c].recvq)', task'[e[1]].pc = "parked"
               PROVE  FALSE
    BY DEF BufferedIsNotAwaited
  <2>1. "recv" \in Dirs /\ Queue(c, "recv") = ch[c].recvq /\ Queue(c, "recv")' = ch'[c].recvq
    BY DEF Dirs, Queue
  <2>2. e \in Range(Queue(c, "recv")')
    BY <2>1 DEF Range
  <2>3. e \in Range(Queue(c, "recv")) \/ e \in Mine(c, "recv")
    <3> HIDE DEF Mine
    <3> QED BY <1>6, <2>1, <2>2
  <2>4. CASE e \in Range(Queue(c, "recv"))
    <3>1. e[1] # t /\ e[1] \in Task
      BY <1>1, <2>1, <2>4, EntryKinds DEF Fits
    <3>2. task[e[1]].pc = "parked"
      BY <1>3, <3>1
    <3> QED BY <1>4, <2>1, <2>4, <3>2 DEF Inv, BufferedIsNotAwaited
  <2>5. CASE e \in Mine(c, "recv")
    <3>1. PICK i \in DOMAIN CasesOf(t) : At1(t, i) = c /\ CasesOf(t)[i].dir = "recv"
      BY <2>5
    <3> QED BY <1>1, <1>4, <3>1, NothingToReceive
  <2> QED BY <2>3, <2>4, <2>5
<1>10. ChosenCaseIsExact'
  <2> SUFFICES ASSUME NEW u \in Task, task'[u].pc = "woken"
               PROVE  /\ task'[u].case \in DOMAIN CasesOf(u)'
                      /\ IF CasesOf(u)'[task'[u].case].dir = "send" THEN task'[u].res \in {"sent", SentOnClosed}
                                                                    ELSE task'[u].res \in Val \cup {"closed"}
    BY DEF ChosenCaseIsExact
  <2>1. task'[u] = task[u]
    BY <1>3
  <2> QED BY <2>1 DEF CasesOf, Inv, ChosenCaseIsExact
<1>11. Inv'
  BY <1>5, <1>7, <1>8, <1>9, <1>10 DEF Inv
<1>12. \A u \in Task : OneOutcome(u) /\ \A c, dir : ~Wins(u, c, dir)
  <2>1. OneOutcome(t) /\ \A c, dir : ~Wins(t, c, dir)
    BY <1>1, <1>3 DEF OneOutcome, Wins, Decided, Undecided
  <2> QED BY <1>3, <2>1, SameOutcome
<1>13. \A c \in Chan : ch'[c].buf = ch[c].buf /\ ch'[c].closed = ch[c].closed
  BY <1>4
<1> QED BY <1>11, <1>12, <1>13, QuietPromises

-----------------------------------------------------------------------------
(* Closing.                                                                *)

\* What a close does to tasks: those that it completes waited for this channel, with the case that is told.
LEMMA ClosedTasks ==
  ASSUME Inv, NEW t \in Task, Close(t)
  PROVE  /\ Closed1(t) \in Chan /\ task[t].pc = "called" /\ Asks(t, "close") /\ ~ch[Closed1(t)].closed
         /\ DOMAIN task' = Task /\ task' = [u \in Task |-> task'[u]] /\ task'[t] = Done(0, "ok")
         /\ \A u \in Task : u # t =>
              \/ task'[u] = task[u]
              \/ /\ task[u].pc = "parked"
                 /\ \E i \in Nat :
                      \/ <<u, i>> \in Range(ch[Closed1(t)].recvq) /\ task'[u] = Woken(u, i, "closed")
                      \/ <<u, i>> \in Range(ch[Closed1(t)].sendq) /\ task'[u] = Woken(u, i, SentOnClosed)
<1> DEFINE c == Closed1(t)
           waits(q, u) == Solo(u) /\ \E e \in Range(Live(q)) : e[1] = u
           first(q, u) == (CHOOSE e \in Range(q) : e[1] = u)[2]
<1>1. task[t].pc = "called" /\ Asks(t, "close") /\ ~ch[c].closed
  BY DEF Close, Closes, Asks, Undecided
<1>2. c \in Chan
  BY <1>1, StateKinds, FormKinds DEF Asks, Closed1, Inv, TypeInv
<1>3. task' = [u \in Task |->
                 CASE u = t -> Done(0, "ok")
                   [] u # t /\ task[u].pc = "parked" /\ waits(ch[c].recvq, u)
                          -> Woken(u, first(ch[c].recvq, u), "closed")
                   [] u # t /\ task[u].pc = "parked" /\ waits(ch[c].sendq, u)
                          -> Woken(u, first(ch[c].sendq, u), SentOnClosed)
                   [] OTHER -> task[u]]
  BY DEF Close
<1>4. ASSUME NEW dir \in Dirs, NEW u \in Task, waits(Queue(c, dir), u)
      PROVE  first(Queue(c, dir), u) \in Nat /\ <<u, first(Queue(c, dir), u)>> \in Range(Queue(c, dir))
  <2>1. Queue(c, dir) \in Seq(Entries)
    BY <1>2, QueueKinds
  <2>2. Live(Queue(c, dir)) = LiveIn(Queue(c, dir), task)
    BY DEF Live, LiveIn
  <2>3. \E e \in Range(Queue(c, dir)) : e[1] = u
    BY <1>4, <2>1, <2>2, LiveEntries
  <2> DEFINE e == CHOOSE e \in Range(Queue(c, dir)) : e[1] = u
  <2>4. e \in Range(Queue(c, dir)) /\ e[1] = u
    BY <2>3
  <2> HIDE DEF e
  <2>5. e = <<u, e[2]>> /\ e[2] \in Nat
    BY <1>2, <2>4, EntryKinds
  <2>6. first(Queue(c, dir), u) = e[2]
    BY DEF e
  <2> QED BY <2>4, <2>5, <2>6
<1>5. "recv" \in Dirs /\ "send" \in Dirs /\ Queue(c, "recv") = ch[c].recvq /\ Queue(c, "send") = ch[c].sendq
  BY DEF Dirs, Queue
<1>6. ASSUME NEW u \in Task, waits(ch[c].recvq, u)
      PROVE  first(ch[c].recvq, u) \in Nat /\ <<u, first(ch[c].recvq, u)>> \in Range(ch[c].recvq)
  <2>1. waits(Queue(c, "recv"), u)
    BY <1>5, <1>6
  <2> HIDE DEF waits, first
  <2> QED BY <1>4, <1>5, <2>1
<1>7. ASSUME NEW u \in Task, waits(ch[c].sendq, u)
      PROVE  first(ch[c].sendq, u) \in Nat /\ <<u, first(ch[c].sendq, u)>> \in Range(ch[c].sendq)
  <2>1. waits(Queue(c, "send"), u)
    BY <1>5, <1>7
  <2> HIDE DEF waits, first
  <2> QED BY <1>4, <1>5, <2>1
<1> HIDE DEF waits, first
<1>8. ASSUME NEW u \in Task, u # t
      PROVE  \/ task'[u] = task[u]
             \/ /\ task[u].pc = "parked"
                /\ \E i \in Nat : \/ <<u, i>> \in Range(ch[c].recvq) /\ task'[u] = Woken(u, i, "closed")
                                  \/ <<u, i>> \in Range(ch[c].sendq) /\ task'[u] = Woken(u, i, SentOnClosed)
  <2>1. CASE task[u].pc = "parked" /\ waits(ch[c].recvq, u)
    <3>1. task'[u] = Woken(u, first(ch[c].recvq, u), "closed")
      BY <1>3, <1>8, <2>1
    <3> QED BY <1>6, <2>1, <3>1
  <2>2. CASE task[u].pc = "parked" /\ ~waits(ch[c].recvq, u) /\ waits(ch[c].sendq, u)
    <3>1. task'[u] = Woken(u, first(ch[c].sendq, u), SentOnClosed)
      BY <1>3, <1>8, <2>2
    <3> QED BY <1>7, <2>2, <3>1
  <2>3. CASE ~(task[u].pc = "parked" /\ waits(ch[c].recvq, u)) /\ ~(task[u].pc = "parked" /\ waits(ch[c].sendq, u))
    <3>1. task'[u] = task[u]
      BY <1>3, <1>8, <2>3
    <3> QED BY <3>1
  <2> QED BY <2>1, <2>2, <2>3
<1>9. task'[t] = Done(0, "ok") /\ DOMAIN task' = Task /\ task' = [u \in Task |-> task'[u]]
  BY <1>3
<1> QED BY <1>1, <1>2, <1>8, <1>9

\* A close keeps everything.
LEMMA CloseStep ==
  ASSUME Inv, NEW t \in Task, Close(t)
  PROVE  Inv' /\ Promises
<1> DEFINE c == Closed1(t)
<1>1. /\ c \in Chan /\ task[t].pc = "called" /\ Asks(t, "close") /\ ~ch[c].closed
      /\ DOMAIN task' = Task /\ task' = [u \in Task |-> task'[u]] /\ task'[t] = Done(0, "ok")
  BY ClosedTasks
<1>2. ASSUME NEW u \in Task, u # t, task'[u] # task[u]
      PROVE  /\ task[u].pc = "parked" /\ task'[u].pc = "woken" /\ task'[u].form = task[u].form
             /\ task'[u].case # 0 /\ task'[u].res \in {"closed", SentOnClosed}
             /\ Outcome(u, task'[u].case, task'[u].res) /\ task'[u] \in TaskStates
  <2> DEFINE Told(dir, r) == \E i \in Nat : <<u, i>> \in Range(Queue(c, dir)) /\ task'[u] = Woken(u, i, r)
  <2>1. task[u].pc = "parked" /\ (Told("recv", "closed") \/ Told("send", SentOnClosed))
    <3>1. task[u].pc = "parked" /\ \E i \in Nat :
                 \/ <<u, i>> \in Range(ch[c].recvq) /\ task'[u] = Woken(u, i, "closed")
                 \/ <<u, i>> \in Range(ch[c].sendq) /\ task'[u] = Woken(u, i, SentOnClosed)
      BY <1>2, ClosedTasks
    <3> QED BY <3>1 DEF Queue
  <2>2. PICK dir \in Dirs, r \in {"closed", SentOnClosed}, i \in Nat :
           /\ <<u, i>> \in Range(Queue(c, dir)) /\ task'[u] = Woken(u, i, r)
           /\ r = IF dir = "send" THEN SentOnClosed ELSE "closed"
    BY <2>1 DEF Dirs
  <2>3. Fits(<<u, i>>, c, dir) /\ task[u].form \in SelForm /\ task[u].form \in BlockForm
    <3>1. <<u, i>>[1] = u
      OBVIOUS
    <3> QED BY <1>1, <2>2, <3>1, EntryKinds
  <2>4. i \in DOMAIN CasesOf(u) /\ At1(u, i) \in Chan /\ CasesOf(u)[i].dir = dir /\ i # 0 /\ Asks(u, "select")
    BY <1>1, <2>1, <2>3, FormKinds DEF Fits, CasesOf, Asks, Undecided
  <2>5. Outcome(u, i, r)
    BY <2>2, <2>4 DEF Outcome
  <2>6. Woken(u, i, r) \in TaskStates
    BY <2>2, <2>3, <2>5, OutcomeIsResult, StateKinds
  <2> QED BY <2>1, <2>2, <2>4, <2>5, <2>6
<1>3. task' \in [Task -> TaskStates]
  <2>1. Done(0, "ok") \in TaskStates
    BY StateKinds, WordsDiffer
  <2>2. \A u \in Task : task'[u] \in TaskStates
    BY <1>1, <1>2, <2>1 DEF Inv, TypeInv
  <2> QED BY <1>1, <2>2
<1>4. /\ ch' \in [Chan -> ChanStates]
      /\ \A d \in Chan : d # c => ch'[d] = ch[d]
      /\ ch'[c].buf = ch[c].buf /\ ch'[c].closed = TRUE /\ ch'[c].sendq = <<>> /\ ch'[c].recvq = <<>>
  <2>1. ch \in [Chan -> ChanStates] /\ ch[c] \in ChanStates
    BY <1>1 DEF Inv, TypeInv
  <2>2. ch' = [ch EXCEPT ![c].closed = TRUE, ![c].sendq = <<>>, ![c].recvq = <<>>]
    BY DEF Close
  <2> HIDE DEF c
  <2>3. \A x \in ChanStates : LET y == [x EXCEPT !.closed = TRUE, !.sendq = <<>>, !.recvq = <<>>] IN
          y \in ChanStates /\ y.buf = x.buf /\ y.closed = TRUE /\ y.sendq = <<>> /\ y.recvq = <<>>
    BY DEF ChanStates
  <2>4. ch' = [ch EXCEPT ![c] = [ch[c] EXCEPT !.closed = TRUE, !.sendq = <<>>, !.recvq = <<>>]]
    BY <1>1, <2>1, <2>2 DEF ChanStates
  <2> QED BY <1>1, <2>1, <2>3, <2>4
<1> HIDE DEF c
<1>5. ASSUME NEW d \in Chan, NEW x \in Dirs
      PROVE  /\ Distinct(Queue(d, x))'
             /\ Range(Queue(d, x))' = IF d = c THEN {} ELSE Range(Queue(d, x))
  <2>1. CASE d = c
    <3>1. Queue(d, x)' = <<>>
      BY <1>4, <2>1 DEF Queue
    <3> QED BY <2>1, <3>1, RangeOfEmpty DEF Range, Distinct
  <2>2. CASE d # c
    <3>1. Queue(d, x)' = Queue(d, x)
      BY <1>4, <2>2 DEF Queue
    <3> QED BY <2>2, <3>1 DEF Range, Inv, QueuesFit
  <2> QED BY <2>1, <2>2
<1>6. ASSUME NEW u \in Task
      PROVE  /\ task[u].pc \in {"parked", "woken"} =>
                    task'[u].pc \in {"parked", "woken"} /\ task'[u].form = task[u].form
             /\ task'[u].pc = "parked" => task'[u] = task[u]
             /\ task'[u].pc = "woken" =>
                    \/ task'[u] = task[u]
                    \/ Outcome(u, task'[u].case, task'[u].res) /\ task'[u].case # 0 /\ task'[u].form = task[u].form
  BY <1>1, <1>2
<1>7. ASSUME NEW d \in Chan, NEW x \in Dirs, NEW e \in Range(Queue(d, x))'
      PROVE  /\ e \in Range(Queue(d, x))
             /\ task'[e[1]].pc \in {"parked", "woken"} /\ task'[e[1]].form = task[e[1]].form
  <2>1. e \in Range(Queue(d, x))
    BY <1>5, <1>7
  <2> QED BY <1>6, <2>1, EntryKinds DEF Fits
<1>8. \A d \in Chan : /\ ch[d].closed => ch'[d].closed
                      /\ ch'[d].buf = ch[d].buf
  BY <1>4
<1>9. \A d \in Chan, x \in Dirs : \A e \in Range(Queue(d, x)) : e \in Range(Queue(d, x))' \/ ch'[d].closed
  BY <1>4, <1>5
<1>10. Inv'
  <2>1. TypeInv'
    BY <1>3, <1>4 DEF TypeInv
  <2> QED BY <1>5, <1>6, <1>7, <1>8, <1>9, <2>1, ShrinkingStep
<1>11. ASSUME NEW u \in Task PROVE OneOutcome(u) /\ \A d, x : ~Wins(u, d, x)
  <2>1. CASE u = t
    <3>1. Outcome(t, 0, "ok") /\ Undecided(t)
      BY <1>1 DEF Outcome, Asks
    <3>2. OneOutcome(t)
      BY <1>1, <3>1, DoneWithOutcome
    <3>3. \A d, x : ~Wins(t, d, x)
      BY <1>1 DEF Wins, Asks
    <3> QED BY <2>1, <3>2, <3>3
  <2>2. CASE u # t /\ task'[u] # task[u]
    <3>1. OneOutcome(u)
      BY <1>2, <2>2 DEF OneOutcome, Undecided, Decided
    <3>2. \A d, x : ~Wins(u, d, x)
      BY <1>2, <2>2, WordsDiffer DEF Wins, Words
    <3> QED BY <3>1, <3>2
  <2>3. CASE task'[u] = task[u]
    BY <2>3, SameOutcome
  <2> QED BY <2>1, <2>2, <2>3
<1>12. Closers(c) # {}
  BY <1>1 DEF Closers, Decided, c
<1>13. \A d \in Chan : ch'[d].closed # ch[d].closed => ~ch[d].closed /\ Closers(d) # {}
  BY <1>1, <1>4, <1>12
<1> QED BY <1>8, <1>10, <1>11, <1>13, QuietPromises
=============================================================================
