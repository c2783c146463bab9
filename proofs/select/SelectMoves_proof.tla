-------------------------- MODULE SelectMoves_proof --------------------------
(***************************************************************************)
(* Steps of a select that take no entry from a queue: a call, a return, a  *)
(* send or receive on a closed channel, a default, a refusal, a close that *)
(* fails, and sends into and receives from the buffer. Each keeps the      *)
(* invariant and the promises, for any number of tasks, channels and       *)
(* cases. All but the last two change one task that is in no queue, and    *)
(* pass no value (UnchangedChannels); those two change a buffer as well    *)
(* (BufChanges), and their task alone wins (OneWins).                      *)
(***************************************************************************)
EXTENDS SelectSteps_proof, TLAPS

USE DEF Idle, Called, Done, Woken, Parked

\* A call keeps everything.
LEMMA CallStep ==
  ASSUME Inv, NEW t \in Task, NEW f \in Form, Call(t, f)
  PROVE  Inv' /\ Promises
<1>1. task[t].pc = "idle" /\ Called(f) \in TaskStates
  BY StateKinds DEF Call
<1>2. task'[t] = Called(f) => OneOutcome(t)
  BY <1>1 DEF OneOutcome, Undecided
<1> QED BY <1>1, <1>2, UnchangedChannels DEF Call, Undecided

\* A return keeps everything.
LEMMA ReturnStep ==
  ASSUME Inv, NEW t \in Task, NEW i, NEW r, Return(t, i, r)
  PROVE  Inv' /\ Promises
<1>1. task[t].pc = "done" /\ Idle \in TaskStates
  BY StateKinds DEF Return
<1>2. task'[t] = Idle => OneOutcome(t)
  BY <1>1 DEF OneOutcome, Undecided
<1> QED BY <1>1, <1>2, UnchangedChannels DEF Return, Undecided

\* A call that ends without passing a value and without having waited.
LEMMA FinishStep ==
  ASSUME Inv, NEW t \in Task, task[t].pc = "called", NEW i \in Nat, NEW r, Outcome(t, i, r),
         i = 0 \/ r \notin Val \cup {"sent"}, Finish(t, i, r), UNCHANGED ch
  PROVE  Inv' /\ Promises
<1>1. Done(i, r) \in TaskStates /\ Undecided(t)
  BY OutcomeIsResult, StateKinds DEF Undecided
<1>2. task'[t] = Done(i, r) => OneOutcome(t)
  BY <1>1, DoneWithOutcome
<1> QED BY <1>1, <1>2, UnchangedChannels DEF Finish

\* A call that fails on a closed channel, or finds it drained.
LEMMA ClosedSteps ==
  ASSUME Inv, NEW t \in Task, NEW i \in Index, SendClosed(t, i) \/ RecvClosed(t, i)
  PROVE  Inv' /\ Promises
<1>1. CASE SendClosed(t, i)
  <2>1. "send" \in Dirs /\ Offers(t, i, "send")
    BY <1>1 DEF Dirs, SendClosed
  <2>2. task[t].pc = "called" /\ i \in Nat /\ Outcome(t, i, SentOnClosed)
    BY <2>1, OfferedCase DEF Outcome
  <2>3. SentOnClosed \notin Val \cup {"sent"}
    BY WordsDiffer
  <2> QED BY <1>1, <2>2, <2>3, FinishStep DEF SendClosed
<1>2. CASE RecvClosed(t, i)
  <2>1. "recv" \in Dirs /\ "recv" # "send" /\ Offers(t, i, "recv")
    BY <1>2 DEF Dirs, RecvClosed
  <2>2. task[t].pc = "called" /\ i \in Nat /\ Outcome(t, i, "closed")
    BY <2>1, OfferedCase DEF Outcome
  <2>3. "closed" \notin Val \cup {"sent"}
    BY WordsDiffer
  <2> QED BY <1>2, <2>2, <2>3, FinishStep DEF RecvClosed
<1> QED BY <1>1, <1>2

\* A default, a refusal, and a close that fails.
LEMMA EmptyHandedSteps ==
  ASSUME Inv, NEW t \in Task, Default(t) \/ RefuseInterrupted(t) \/ CloseClosed(t)
  PROVE  Inv' /\ Promises
<1>1. CASE Default(t)
  <2>1. task[t].pc = "called" /\ Outcome(t, 0, "default")
    BY <1>1 DEF Default, Selects, Outcome, Asks, Undecided
  <2> QED BY <1>1, <2>1, FinishStep DEF Default
<1>2. CASE RefuseInterrupted(t)
  <2>1. task[t].pc = "called" /\ Outcome(t, 0, "interrupted")
    BY <1>2 DEF RefuseInterrupted, Selects, Outcome, Asks, Undecided
  <2> QED BY <1>2, <2>1, FinishStep DEF RefuseInterrupted
<1>3. CASE CloseClosed(t)
  <2>1. task[t].pc = "called" /\ Outcome(t, 0, ClosedTwice)
    BY <1>3 DEF CloseClosed, Closes, Outcome, Asks, Undecided
  <2> QED BY <1>3, <2>1, FinishStep DEF CloseClosed
<1> QED BY <1>1, <1>2, <1>3

\* Who wins when one task is done with a case, and nobody else changes.
LEMMA OneWins ==
  ASSUME Inv, NEW t \in Task, task[t].pc = "called", task[t].form \in SelForm,
         NEW i \in DOMAIN CasesOf(t), NEW r \in Val \cup {"sent"},
         \A u \in Task : task'[u] = IF u = t THEN Done(i, r) ELSE task[u]
  PROVE  /\ \A d, x : Winners(d, x) = IF d = At1(t, i) /\ x = CasesOf(t)[i].dir THEN {t} ELSE {}
         /\ Sent(t) = CasesOf(t)[i].val /\ task'[t].res = r
<1>1. Asks(t, "select") /\ Decided(t)' /\ task'[t].case = i /\ task'[t].res = r
  <2>1. Asks(t, "select")
    BY FormKinds DEF Asks, Undecided
  <2>2. task'[t] = Done(i, r)
    OBVIOUS
  <2> QED BY <2>1, <2>2 DEF Decided
<1>2. ASSUME NEW d, NEW x PROVE Wins(t, d, x) <=> d = At1(t, i) /\ x = CasesOf(t)[i].dir
  BY <1>1 DEF Wins
<1>3. ASSUME NEW d, NEW x, NEW u \in Task, u # t PROVE ~Wins(u, d, x)
  BY <1>3, SameOutcome
<1>4. \A d, x : Winners(d, x) = IF d = At1(t, i) /\ x = CasesOf(t)[i].dir THEN {t} ELSE {}
  BY <1>2, <1>3 DEF Winners
<1> QED BY <1>1, <1>4 DEF Sent

\* If nothing in a queue is live, nobody in it is parked.
LEMMA NobodyLive ==
  ASSUME NEW S, NEW q \in Seq(S), Live(q) = <<>>
  PROVE  \A e \in Range(q) : task[e[1]].pc # "parked"
<1>1. Live(q) = LiveIn(q, task)
  BY DEF Live, LiveIn
<1> QED BY <1>1, LiveEntries, RangeOfEmpty

\* A channel of which the buffer changes.
LEMMA BufChanges ==
  ASSUME Inv, NEW c \in Chan, NEW b \in Seq(Val), ch' = [ch EXCEPT ![c].buf = b]
  PROVE  /\ ch' \in [Chan -> ChanStates]
         /\ \A d \in Chan : /\ ch'[d].closed = ch[d].closed
                            /\ ch'[d].sendq = ch[d].sendq /\ ch'[d].recvq = ch[d].recvq
                            /\ ch'[d].buf = IF d = c THEN b ELSE ch[d].buf
<1>1. ch \in [Chan -> ChanStates]
  BY DEF Inv, TypeInv
<1>2. [ch[c] EXCEPT !.buf = b] \in ChanStates
  BY <1>1, ChanKinds
<1>3. \A d \in Chan : ch'[d] = IF d = c THEN [ch[c] EXCEPT !.buf = b] ELSE ch[d]
  BY <1>1
<1>4. ch' \in [Chan -> ChanStates]
  BY <1>1, <1>2, <1>3
<1>5. \A x \in ChanStates : LET y == [x EXCEPT !.buf = b] IN
         y.closed = x.closed /\ y.sendq = x.sendq /\ y.recvq = x.recvq /\ y.buf = b
  BY DEF ChanStates
<1> QED BY <1>1, <1>3, <1>4, <1>5

\* A send into the buffer.
LEMMA SendBufferStep ==
  ASSUME Inv, NEW t \in Task, NEW i \in Index, SendBuffer(t, i)
  PROVE  Inv' /\ Promises
<1> DEFINE c == At1(t, i)
           v == CasesOf(t)[i].val
<1>1. /\ task[t].pc = "called" /\ task[t].form \in SelForm /\ Asks(t, "select")
      /\ i \in Nat /\ i # 0 /\ i \in DOMAIN CasesOf(t)
      /\ c \in Chan /\ CasesOf(t)[i].dir = "send" /\ v \in Val
  <2>1. "send" \in Dirs /\ Offers(t, i, "send")
    BY DEF SendBuffer, Dirs
  <2> QED BY <2>1, OfferedCase
<1>2. ch[c].buf \in Seq(Val) /\ ch[c].recvq \in Seq(Entries)
  BY <1>1, ChanKinds DEF Inv, TypeInv
<1> DEFINE b == Append(ch[c].buf, v)
<1>3. b \in Seq(Val) /\ <<>> \o b = ch[c].buf \o <<v>>
  BY <1>1, <1>2, Enters
<1>4. ch' = [ch EXCEPT ![c].buf = b] /\ Live(ch[c].recvq) = <<>> /\ task' = [task EXCEPT ![t] = Done(i, "sent")]
  BY DEF SendBuffer, Finish
<1> HIDE DEF c, v, b
<1>5. /\ ch' \in [Chan -> ChanStates]
      /\ \A d \in Chan : /\ ch'[d].closed = ch[d].closed
                         /\ ch'[d].sendq = ch[d].sendq /\ ch'[d].recvq = ch[d].recvq
                         /\ ch'[d].buf = IF d = c THEN b ELSE ch[d].buf
  BY <1>1, <1>3, <1>4, BufChanges
<1>6. \A e \in Range(ch[c].recvq) : task[e[1]].pc # "parked"
  BY <1>2, <1>4, NobodyLive
<1>7. Outcome(t, i, "sent")
  BY <1>1 DEF Outcome, c
<1>8. Done(i, "sent") \in TaskStates
  BY <1>1, <1>7, OutcomeIsResult, StateKinds
<1>9. Inv' /\ \A u \in Task : task'[u] = IF u = t THEN Done(i, "sent") ELSE task[u]
  <2> DEFINE s == Done(i, "sent")
  <2>1. s \in TaskStates /\ s.pc \notin {"parked", "woken"} /\ task' = [task EXCEPT ![t] = s]
    BY <1>4, <1>8
  <2> HIDE DEF s
  <2>2. \A d \in Chan : ch'[d].buf # <<>> => ch[d].buf # <<>> \/ \A e \in Range(ch[d].recvq) : task[e[1]].pc # "parked"
    BY <1>5, <1>6
  <2>3. Inv' /\ \A u \in Task : task'[u] = IF u = t THEN s ELSE task[u]
    BY <1>1, <1>5, <2>1, <2>2, QuietStep
  <2> QED BY <2>3 DEF s
<1>10. \A u \in Task : OneOutcome(u)
  BY <1>1, <1>7, <1>9, SameOutcome, DoneWithOutcome DEF Asks
<1>11. (\A d, x : Winners(d, x) = IF d = c /\ x = "send" THEN {t} ELSE {}) /\ Sent(t) = v
  BY <1>1, <1>9, OneWins DEF c, v
<1>12. Transfer(c) /\ OnlyWinners(c)
  <2>1. <<>> \o ch'[c].buf = ch[c].buf \o <<v>> /\ Winners(c, "send") = {t} /\ Winners(c, "recv") = {}
    BY <1>1, <1>3, <1>5, <1>11
  <2>2. Transfer(c)
    BY <1>1, <1>11, <2>1, OneMove DEF Transfer
  <2> QED BY <1>1, <1>5, <2>1, <2>2 DEF OnlyWinners
<1>13. ASSUME NEW d \in Chan, d # c PROVE Transfer(d) /\ OnlyWinners(d)
  BY <1>5, <1>11, <1>13, NoTransfer
<1> QED BY <1>9, <1>10, <1>12, <1>13 DEF Promises

\* A receive from the buffer.
LEMMA RecvBufferStep ==
  ASSUME Inv, NEW t \in Task, NEW i \in Index, RecvBuffer(t, i)
  PROVE  Inv' /\ Promises
<1> DEFINE c == At1(t, i)
           v == Head(ch[c].buf)
           b == Tail(ch[c].buf)
<1>1. /\ task[t].pc = "called" /\ task[t].form \in SelForm /\ Asks(t, "select")
      /\ i \in Nat /\ i # 0 /\ i \in DOMAIN CasesOf(t)
      /\ c \in Chan /\ CasesOf(t)[i].dir = "recv"
  <2>1. "recv" \in Dirs /\ Offers(t, i, "recv")
    BY DEF RecvBuffer, Dirs
  <2> QED BY <2>1, OfferedCase
<1>2. ch[c].buf \in Seq(Val) /\ ch[c].buf # <<>>
  BY <1>1, ChanKinds DEF Inv, TypeInv, RecvBuffer
<1>3. b \in Seq(Val) /\ v \in Val /\ <<v>> \o b = ch[c].buf \o <<>>
  BY <1>2, Leaves
<1>4. ch' = [ch EXCEPT ![c].buf = b] /\ task' = [task EXCEPT ![t] = Done(i, v)]
  BY DEF RecvBuffer, Finish
<1> HIDE DEF c, v, b
<1>5. /\ ch' \in [Chan -> ChanStates]
      /\ \A d \in Chan : /\ ch'[d].closed = ch[d].closed
                         /\ ch'[d].sendq = ch[d].sendq /\ ch'[d].recvq = ch[d].recvq
                         /\ ch'[d].buf = IF d = c THEN b ELSE ch[d].buf
  BY <1>1, <1>3, <1>4, BufChanges
<1>7. Outcome(t, i, v)
  BY <1>1, <1>3 DEF Outcome, c
<1>8. Done(i, v) \in TaskStates
  BY <1>1, <1>7, OutcomeIsResult, StateKinds
<1>9. Inv' /\ \A u \in Task : task'[u] = IF u = t THEN Done(i, v) ELSE task[u]
  <2> DEFINE s == Done(i, v)
  <2>1. s \in TaskStates /\ s.pc \notin {"parked", "woken"} /\ task' = [task EXCEPT ![t] = s]
    BY <1>4, <1>8
  <2> HIDE DEF s
  <2>2. \A d \in Chan : ch'[d].buf # <<>> => ch[d].buf # <<>> \/ \A e \in Range(ch[d].recvq) : task[e[1]].pc # "parked"
    BY <1>2, <1>5
  <2>3. Inv' /\ \A u \in Task : task'[u] = IF u = t THEN s ELSE task[u]
    BY <1>1, <1>5, <2>1, <2>2, QuietStep
  <2> QED BY <2>3 DEF s
<1>10. \A u \in Task : OneOutcome(u)
  BY <1>1, <1>7, <1>9, SameOutcome, DoneWithOutcome DEF Asks
<1>11. (\A d, x : Winners(d, x) = IF d = c /\ x = "recv" THEN {t} ELSE {}) /\ task'[t].res = v
  BY <1>1, <1>3, <1>9, OneWins DEF c
<1>12. Transfer(c) /\ OnlyWinners(c)
  <2>1. <<v>> \o ch'[c].buf = ch[c].buf \o <<>> /\ Winners(c, "send") = {} /\ Winners(c, "recv") = {t}
    BY <1>1, <1>3, <1>5, <1>11
  <2>2. Transfer(c)
    BY <1>1, <1>3, <1>11, <2>1, OneMove DEF Transfer
  <2> QED BY <1>1, <1>5, <2>1, <2>2 DEF OnlyWinners
<1>13. ASSUME NEW d \in Chan, d # c PROVE Transfer(d) /\ OnlyWinners(d)
  BY <1>5, <1>11, <1>13, NoTransfer
<1> QED BY <1>9, <1>10, <1>12, <1>13 DEF Promises
=============================================================================
