------------------------- MODULE SelectClaims_proof --------------------------
(***************************************************************************)
(* Steps of a select that claim a waiting task: a send that hands its      *)
(* value over, a receive that takes it from a sender, and a receive from   *)
(* the buffer that makes room for a sender. Each keeps the invariant and   *)
(* the promises, for any number of tasks, channels and cases. What the     *)
(* three have in common is Claims: one task is done with its case, the     *)
(* first that waits for the other direction is claimed, and its entry      *)
(* leaves the queue. Claims keeps the invariant (ClaimStep), and the two   *)
(* are who wins (ClaimWinners).                                            *)
(***************************************************************************)
EXTENDS SelectSteps_proof, TLAPS

USE DEF Idle, Called, Done, Woken, Parked

\* Task t is done with case i on channel c, and so is the first task that waits there for the other
\* direction, dir; its entry and the stale ones before it leave the queue.
Claims(t, i, r, c, dir, re) ==
    /\ task[t].pc = "called" /\ task[t].form \in SelForm /\ i \in DOMAIN CasesOf(t) /\ i # 0 /\ i \in Nat
    /\ c = At1(t, i) /\ c \in Chan /\ dir \in Dirs /\ CasesOf(t)[i].dir \in Dirs \ {dir}
    /\ IF dir = "recv" THEN r = "sent" /\ re \in Val ELSE r \in Val /\ re = "sent"
    /\ Live(Queue(c, dir)) # <<>>
    /\ Complete(t, i, r, First(Queue(c, dir)), re)
    /\ ch' \in [Chan -> ChanStates]
    /\ Queue(c, dir)' = Rest(Queue(c, dir))
    /\ \A d \in Chan, x \in Dirs : (d # c \/ x # dir) => Queue(d, x)' = Queue(d, x)
    /\ \A d \in Chan : ch'[d].closed = ch[d].closed /\ (ch'[d].buf # <<>> => ch[d].buf # <<>>)

\* Who is claimed, and what becomes of the two.
LEMMA ClaimedTask ==
  ASSUME Inv, NEW t \in Task, NEW i, NEW r, NEW c, NEW dir, NEW re, Claims(t, i, r, c, dir, re),
         NEW e, e = First(Queue(c, dir))
  PROVE  /\ e \in Range(Queue(c, dir)) /\ Fits(e, c, dir)
         /\ e[1] \in Task /\ e[1] # t /\ task[e[1]].pc = "parked" /\ task[e[1]].form \in SelForm
         /\ e[2] \in Nat /\ e[2] # 0
         /\ \A u \in Task : task'[u] = IF u = e[1] THEN Woken(e[1], e[2], re)
                                       ELSE IF u = t THEN Done(i, r) ELSE task[u]
         /\ Outcome(t, i, r) /\ Outcome(e[1], e[2], re)
         /\ task' \in [Task -> TaskStates]
<1>1. c \in Chan /\ dir \in Dirs /\ Distinct(Queue(c, dir)) /\ Queue(c, dir) \in Seq(Entries) /\ Live(Queue(c, dir)) # <<>>
  BY QueueKinds DEF Claims, Inv, QueuesFit
<1>2. e \in Range(Queue(c, dir)) /\ task[e[1]].pc = "parked"
  BY <1>1, FirstAndRest
<1>3. Fits(e, c, dir) /\ e[1] \in Task /\ e[2] \in Nat /\ task[e[1]].form \in SelForm /\ task[e[1]].form \in BlockForm
  BY <1>1, <1>2, EntryKinds
<1>4. e[1] # t /\ e[2] # 0
  BY <1>2, <1>3, FormKinds DEF Claims, Fits, CasesOf
<1>5. Outcome(t, i, r)
  <2>1. Asks(t, "select") /\ i \in DOMAIN CasesOf(t) /\ At1(t, i) \in Chan
    BY FormKinds DEF Claims, Asks, Undecided
  <2>2. r \in IF CasesOf(t)[i].dir = "send" THEN {"sent", SentOnClosed} ELSE Val \cup {"closed"}
    BY DEF Claims, Dirs
  <2> QED BY <2>1, <2>2 DEF Outcome
<1>6. Outcome(e[1], e[2], re)
  <2>1. Asks(e[1], "select") /\ e[2] \in DOMAIN CasesOf(e[1]) /\ At1(e[1], e[2]) \in Chan
    BY <1>1, <1>2, <1>3, FormKinds DEF Fits, Asks, Undecided
  <2>2. re \in IF CasesOf(e[1])[e[2]].dir = "send" THEN {"sent", SentOnClosed} ELSE Val \cup {"closed"}
    BY <1>3 DEF Claims, Dirs, Fits
  <2> QED BY <2>1, <2>2 DEF Outcome
<1>7. Done(i, r) \in TaskStates /\ Woken(e[1], e[2], re) \in TaskStates
  BY <1>3, <1>5, <1>6, OutcomeIsResult, StateKinds DEF Claims
<1>8. /\ task' \in [Task -> TaskStates]
      /\ \A u \in Task : task'[u] = IF u = e[1] THEN Woken(e[1], e[2], re)
                                    ELSE IF u = t THEN Done(i, r) ELSE task[u]
  <2> DEFINE x == Done(i, r)
             y == Woken(e[1], e[2], re)
             w == e[1]
  <2>1. task' = [task EXCEPT ![t] = x, ![w] = y] /\ task \in [Task -> TaskStates]
    BY DEF Inv, TypeInv, Claims, Complete
  <2>2. x \in TaskStates /\ y \in TaskStates /\ w \in Task
    BY <1>3, <1>7
  <2> HIDE DEF x, y, w
  <2>3. /\ task' \in [Task -> TaskStates]
        /\ \A u \in Task : task'[u] = IF u = w THEN y ELSE IF u = t THEN x ELSE task[u]
    BY <2>1, <2>2, Queues!ChangedTwice
  <2> QED BY <2>3 DEF x, y, w
<1> QED BY <1>2, <1>3, <1>4, <1>5, <1>6, <1>8

\* Claiming keeps the invariant, and each task its promise.
LEMMA ClaimStep ==
  ASSUME Inv, NEW t \in Task, NEW i, NEW r, NEW c, NEW dir, NEW re, Claims(t, i, r, c, dir, re)
  PROVE  Inv' /\ \A u \in Task : OneOutcome(u)
<1> DEFINE e == First(Queue(c, dir))
           w == e[1]
<1>1. /\ e \in Range(Queue(c, dir)) /\ Fits(e, c, dir)
      /\ w \in Task /\ w # t /\ task[w].pc = "parked" /\ task[w].form \in SelForm
      /\ e[2] \in Nat /\ e[2] # 0
      /\ \A u \in Task : task'[u] = IF u = w THEN Woken(w, e[2], re) ELSE IF u = t THEN Done(i, r) ELSE task[u]
      /\ Outcome(t, i, r) /\ Outcome(w, e[2], re)
      /\ task' \in [Task -> TaskStates]
  BY ClaimedTask
<1>2. /\ c \in Chan /\ dir \in Dirs /\ task[t].pc = "called"
      /\ ch' \in [Chan -> ChanStates]
      /\ Queue(c, dir)' = Rest(Queue(c, dir))
      /\ \A d \in Chan, x \in Dirs : (d # c \/ x # dir) => Queue(d, x)' = Queue(d, x)
      /\ \A d \in Chan : ch'[d].closed = ch[d].closed /\ (ch'[d].buf # <<>> => ch[d].buf # <<>>)
  BY DEF Claims
<1>3. /\ Range(Rest(Queue(c, dir))) \subseteq Range(Queue(c, dir)) /\ Distinct(Rest(Queue(c, dir)))
      /\ \A f \in Range(Queue(c, dir)) : task[f[1]].pc = "parked" /\ f # e => f \in Range(Rest(Queue(c, dir)))
  <2>1. Distinct(Queue(c, dir)) /\ Queue(c, dir) \in Seq(Entries) /\ Live(Queue(c, dir)) # <<>>
    BY <1>2, QueueKinds DEF Claims, Inv, QueuesFit
  <2> QED BY <2>1, FirstAndRest
<1> HIDE DEF e, w
<1>4. ASSUME NEW d \in Chan, NEW x \in Dirs
      PROVE  /\ Distinct(Queue(d, x)') /\ Range(Queue(d, x)') \subseteq Range(Queue(d, x))
             /\ \A f \in Range(Queue(d, x)) : task[f[1]].pc = "parked" /\ f # e => f \in Range(Queue(d, x)')
  <2>1. CASE d = c /\ x = dir
    BY <1>2, <1>3, <2>1
  <2>2. CASE d # c \/ x # dir
    <3>1. Queue(d, x)' = Queue(d, x)
      BY <1>2, <2>2
    <3> QED BY <3>1 DEF Inv, QueuesFit
  <2> QED BY <2>1, <2>2
<1>5. ASSUME NEW u \in Task, task[u].pc \in {"parked", "woken"}
      PROVE  task'[u].pc \in {"parked", "woken"} /\ task'[u].form = task[u].form
  BY <1>1, <1>2, <1>5
<1>6. ASSUME NEW u \in Task
      PROVE  /\ task'[u].pc = "parked" => task'[u] = task[u] /\ u # w
             /\ task'[u].pc = "woken" => \/ task'[u] = task[u]
                                         \/ Outcome(u, task'[u].case, task'[u].res) /\ task'[u].case # 0
                                            /\ task'[u].form = task[u].form
  BY <1>1, <1>2
<1>7. TypeInv'
  BY <1>1, <1>2 DEF TypeInv
<1>8. ASSUME NEW d \in Chan, NEW x \in Dirs, NEW f \in Range(Queue(d, x)')
      PROVE  f \in Range(Queue(d, x)) /\ task'[f[1]].pc \in {"parked", "woken"} /\ task'[f[1]].form = task[f[1]].form
  BY <1>4, <1>5, EntryKinds DEF Fits
<1>9. ASSUME NEW d \in Chan, NEW x \in Dirs, NEW f \in Range(Queue(d, x)), task'[f[1]].pc = "parked"
      PROVE  f \in Range(Queue(d, x)')
  <2>1. f[1] \in Task
    BY EntryKinds
  <2>2. task[f[1]].pc = "parked" /\ f[1] # w
    BY <1>6, <1>9, <2>1
  <2> QED BY <1>4, <2>2 DEF w
<1>10. Inv'
  <2>1. \A d \in Chan, x \in Dirs : Range(Queue(d, x))' = Range(Queue(d, x)') /\ (Distinct(Queue(d, x))' <=> Distinct(Queue(d, x)'))
    BY DEF Range, Distinct
  <2> QED BY <1>2, <1>4, <1>6, <1>7, <1>8, <1>9, <2>1, ShrinkingStep
<1>11. \A u \in Task : OneOutcome(u)
  <2>1. OneOutcome(t)
    BY <1>1, <1>2, DoneWithOutcome DEF Undecided
  <2>2. ASSUME NEW u \in Task, u = w PROVE OneOutcome(u)
    <3>1. Decided(u)' /\ task'[u].case = e[2] /\ task'[u].res = re
      BY <1>1, <2>2 DEF Decided
    <3> QED BY <1>1, <2>2, <3>1 DEF OneOutcome, Undecided
  <2> QED BY <1>1, <2>1, <2>2, SameOutcome
<1> QED BY <1>10, <1>11

\* Who wins when a task is claimed: the two, on that channel, and nobody else.
LEMMA ClaimWinners ==
  ASSUME Inv, NEW t \in Task, NEW i, NEW r, NEW c, NEW dir, NEW re, Claims(t, i, r, c, dir, re),
         NEW w, w = First(Queue(c, dir))[1]
  PROVE  /\ w \in Task /\ Winners(c, dir) = {w} /\ Winners(c, CasesOf(t)[i].dir) = {t}
         /\ \A d \in Chan : d # c => \A x : Winners(d, x) = {}
         /\ task'[t].res = r /\ task'[w].res = re
         /\ Sent(t) = CasesOf(t)[i].val /\ Sent(w) = ValueOf(First(Queue(c, dir)))
<1> DEFINE e == First(Queue(c, dir))
<1>1. /\ e \in Range(Queue(c, dir)) /\ Fits(e, c, dir)
      /\ w \in Task /\ w # t /\ task[w].pc = "parked" /\ task[w].form \in SelForm
      /\ \A u \in Task : task'[u] = IF u = w THEN Woken(w, e[2], re) ELSE IF u = t THEN Done(i, r) ELSE task[u]
  BY ClaimedTask
<1> HIDE DEF e
<1>2. /\ task[t].pc = "called" /\ task[t].form \in SelForm /\ i \in DOMAIN CasesOf(t)
      /\ c = At1(t, i) /\ dir \in Dirs /\ CasesOf(t)[i].dir \in Dirs \ {dir}
      /\ r \in Val \cup {"sent"} /\ re \in Val \cup {"sent"}
  BY DEF Claims
<1>3. Asks(t, "select") /\ Asks(w, "select") /\ Decided(t)' /\ Decided(w)'
  BY <1>1, <1>2, FormKinds DEF Asks, Undecided, Decided
<1>4. task'[t].case = i /\ task'[t].res = r /\ task'[w].case = e[2] /\ task'[w].res = re
  BY <1>1
<1>5. e[1] = w /\ e[2] \in DOMAIN CasesOf(w) /\ At1(w, e[2]) = c /\ CasesOf(w)[e[2]].dir = dir
  BY <1>1 DEF Fits, e
<1>6. ASSUME NEW d, NEW x
      PROVE  /\ Wins(t, d, x) <=> d = c /\ x = CasesOf(t)[i].dir
             /\ Wins(w, d, x) <=> d = c /\ x = dir
  BY <1>2, <1>3, <1>4, <1>5 DEF Wins
<1>7. ASSUME NEW d, NEW x, NEW u \in Task, u # t, u # w PROVE ~Wins(u, d, x)
  BY <1>1, <1>7, SameOutcome
<1>8. Winners(c, dir) = {w} /\ Winners(c, CasesOf(t)[i].dir) = {t}
  BY <1>1, <1>2, <1>6, <1>7 DEF Winners
<1>9. \A d \in Chan : d # c => \A x : Winners(d, x) = {}
  BY <1>6, <1>7 DEF Winners
<1>10. Sent(t) = CasesOf(t)[i].val /\ Sent(w) = ValueOf(First(Queue(c, dir)))
  BY <1>4, <1>5 DEF Sent, ValueOf, e
<1> QED BY <1>1, <1>4, <1>8, <1>9, <1>10

\* A channel of which a queue changes, and perhaps the buffer.
LEMMA QueueChanges ==
  ASSUME Inv, NEW c \in Chan, NEW dir \in Dirs, NEW q \in Seq(Entries), NEW b \in Seq(Val),
         ch' \in [Chan -> ChanStates],
         \A d \in Chan : d # c => ch'[d] = ch[d],
         ch'[c] = IF dir = "send" THEN [ch[c] EXCEPT !.buf = b, !.sendq = q] ELSE [ch[c] EXCEPT !.buf = b, !.recvq = q]
  PROVE  /\ Queue(c, dir)' = q
         /\ \A d \in Chan, x \in Dirs : (d # c \/ x # dir) => Queue(d, x)' = Queue(d, x)
         /\ \A d \in Chan : ch'[d].closed = ch[d].closed /\ ch'[d].buf = IF d = c THEN b ELSE ch[d].buf
<1>1. \A x \in ChanStates :
         /\ LET y == [x EXCEPT !.buf = b, !.sendq = q] IN
                y.buf = b /\ y.closed = x.closed /\ y.sendq = q /\ y.recvq = x.recvq
         /\ LET y == [x EXCEPT !.buf = b, !.recvq = q] IN
                y.buf = b /\ y.closed = x.closed /\ y.sendq = x.sendq /\ y.recvq = q
  BY DEF ChanStates
<1>2. ch[c] \in ChanStates
  BY DEF Inv, TypeInv
<1>3. /\ ch'[c].buf = b /\ ch'[c].closed = ch[c].closed
      /\ dir = "send" => ch'[c].sendq = q /\ ch'[c].recvq = ch[c].recvq
      /\ dir # "send" => ch'[c].sendq = ch[c].sendq /\ ch'[c].recvq = q
  BY <1>1, <1>2
<1> QED BY <1>3 DEF Queue, Dirs

\* A send that hands its value over is a claim.
LEMMA SendHandOffClaims ==
  ASSUME Inv, NEW t \in Task, NEW i \in Index, SendHandOff(t, i), NEW c, c = At1(t, i)
  PROVE  /\ Claims(t, i, "sent", c, "recv", CasesOf(t)[i].val)
         /\ \A d \in Chan : ch'[d].buf = ch[d].buf
<1> DEFINE v == CasesOf(t)[i].val
           q == Rest(ch[c].recvq)
<1>1. /\ task[t].pc = "called" /\ task[t].form \in SelForm
      /\ i \in Nat /\ i # 0 /\ i \in DOMAIN CasesOf(t)
      /\ c \in Chan /\ CasesOf(t)[i].dir = "send" /\ v \in Val
  <2>1. "send" \in Dirs /\ Offers(t, i, "send")
    BY DEF SendHandOff, Dirs
  <2> QED BY <2>1, OfferedCase
<1>2. "recv" \in Dirs /\ "send" \in Dirs \ {"recv"} /\ Queue(c, "recv") = ch[c].recvq
  BY DEF Dirs, Queue
<1>3. ch' = [ch EXCEPT ![c].recvq = q] /\ Live(ch[c].recvq) # <<>> /\ Complete(t, i, "sent", First(ch[c].recvq), v)
  BY DEF SendHandOff
<1>4. ch \in [Chan -> ChanStates] /\ ch[c] \in ChanStates /\ ch[c].buf \in Seq(Val) /\ ch[c].recvq \in Seq(Entries)
  BY <1>1, ChanKinds DEF Inv, TypeInv
<1>5. q \in Seq(Entries)
  <2>1. Distinct(ch[c].recvq)
    BY <1>1, <1>2 DEF Inv, QueuesFit
  <2> QED BY <1>3, <1>4, <2>1, FirstAndRest
<1>6. [ch[c] EXCEPT !.recvq = q] \in ChanStates /\ [ch[c] EXCEPT !.recvq = q] = [ch[c] EXCEPT !.buf = ch[c].buf, !.recvq = q]
  <2>1. \A x \in ChanStates, y \in Seq(Entries) : [x EXCEPT !.recvq = y] = [x EXCEPT !.buf = x.buf, !.recvq = y]
    BY DEF ChanStates
  <2> QED BY <1>4, <1>5, <2>1, ChanKinds
<1> HIDE DEF v, q
<1>7. /\ ch' \in [Chan -> ChanStates]
      /\ \A d \in Chan : d # c => ch'[d] = ch[d]
      /\ ch'[c] = [ch[c] EXCEPT !.buf = ch[c].buf, !.recvq = q]
  BY <1>1, <1>3, <1>4, <1>6
<1>8. /\ Queue(c, "recv")' = q
      /\ \A d \in Chan, x \in Dirs : (d # c \/ x # "recv") => Queue(d, x)' = Queue(d, x)
      /\ \A d \in Chan : ch'[d].closed = ch[d].closed /\ ch'[d].buf = IF d = c THEN ch[c].buf ELSE ch[d].buf
  BY <1>1, <1>2, <1>4, <1>5, <1>7, QueueChanges
<1>9. Claims(t, i, "sent", c, "recv", v)
  BY <1>1, <1>2, <1>3, <1>7, <1>8 DEF Claims, q
<1> QED BY <1>8, <1>9 DEF v

\* A receive that takes its value from a sender is a claim.
LEMMA RecvHandOffClaims ==
  ASSUME Inv, NEW t \in Task, NEW i \in Index, RecvHandOff(t, i), NEW c, c = At1(t, i)
  PROVE  /\ Claims(t, i, ValueOf(First(ch[c].sendq)), c, "send", "sent")
         /\ \A d \in Chan : ch'[d].buf = ch[d].buf
         /\ ch[c].buf = <<>> /\ ValueOf(First(ch[c].sendq)) \in Val
<1> DEFINE v == ValueOf(First(ch[c].sendq))
           q == Rest(ch[c].sendq)
<1>1. /\ task[t].pc = "called" /\ task[t].form \in SelForm
      /\ i \in Nat /\ i # 0 /\ i \in DOMAIN CasesOf(t)
      /\ c \in Chan /\ CasesOf(t)[i].dir = "recv"
  <2>1. "recv" \in Dirs /\ Offers(t, i, "recv")
    BY DEF RecvHandOff, Dirs
  <2> QED BY <2>1, OfferedCase
<1>2. "send" \in Dirs /\ "recv" \in Dirs \ {"send"} /\ Queue(c, "send") = ch[c].sendq
  BY DEF Dirs, Queue
<1>3. ch' = [ch EXCEPT ![c].sendq = q] /\ Live(ch[c].sendq) # <<>> /\ Complete(t, i, v, First(ch[c].sendq), "sent")
      /\ ch[c].buf = <<>>
  BY DEF RecvHandOff
<1>4. ch \in [Chan -> ChanStates] /\ ch[c] \in ChanStates /\ ch[c].buf \in Seq(Val) /\ ch[c].sendq \in Seq(Entries)
  BY <1>1, ChanKinds DEF Inv, TypeInv
<1>5. q \in Seq(Entries) /\ v \in Val
  <2>1. Distinct(ch[c].sendq)
    BY <1>1, <1>2 DEF Inv, QueuesFit
  <2>2. q \in Seq(Entries) /\ First(ch[c].sendq) \in Range(ch[c].sendq)
    BY <1>3, <1>4, <2>1, FirstAndRest
  <2>3. Fits(First(ch[c].sendq), c, "send") /\ task[First(ch[c].sendq)[1]].form \in SelForm
    BY <1>1, <1>2, <2>2, EntryKinds
  <2>4. v \in Val
    BY <2>3, FormKinds DEF Fits, ValueOf, CasesOf
  <2> QED BY <2>2, <2>4
<1>6. [ch[c] EXCEPT !.sendq = q] \in ChanStates /\ [ch[c] EXCEPT !.sendq = q] = [ch[c] EXCEPT !.buf = ch[c].buf, !.sendq = q]
  <2>1. \A x \in ChanStates, y \in Seq(Entries) : [x EXCEPT !.sendq = y] = [x EXCEPT !.buf = x.buf, !.sendq = y]
    BY DEF ChanStates
  <2> QED BY <1>4, <1>5, <2>1, ChanKinds
<1> HIDE DEF v, q
<1>7. /\ ch' \in [Chan -> ChanStates]
      /\ \A d \in Chan : d # c => ch'[d] = ch[d]
      /\ ch'[c] = [ch[c] EXCEPT !.buf = ch[c].buf, !.sendq = q]
  BY <1>1, <1>3, <1>4, <1>6
<1>8. /\ Queue(c, "send")' = q
      /\ \A d \in Chan, x \in Dirs : (d # c \/ x # "send") => Queue(d, x)' = Queue(d, x)
      /\ \A d \in Chan : ch'[d].closed = ch[d].closed /\ ch'[d].buf = IF d = c THEN ch[c].buf ELSE ch[d].buf
  BY <1>1, <1>2, <1>4, <1>5, <1>7, QueueChanges
<1>9. Claims(t, i, v, c, "send", "sent")
  BY <1>1, <1>2, <1>3, <1>5, <1>7, <1>8 DEF Claims, q
<1> QED BY <1>3, <1>5, <1>8, <1>9 DEF v

\* A receive that makes room for a sender is a claim.
LEMMA RecvRefillClaims ==
  ASSUME Inv, NEW t \in Task, NEW i \in Index, RecvRefill(t, i),
         NEW c, c = At1(t, i), NEW v, v = ValueOf(First(ch[c].sendq))
  PROVE  /\ c \in Chan /\ ch[c].buf \in Seq(Val) /\ ch[c].buf # <<>> /\ v \in Val
         /\ Claims(t, i, Head(ch[c].buf), c, "send", "sent")
         /\ \A d \in Chan : ch'[d].buf = IF d = c THEN Append(Tail(ch[c].buf), v) ELSE ch[d].buf
<1> DEFINE q == Rest(ch[c].sendq)
           b == Append(Tail(ch[c].buf), v)
           h == Head(ch[c].buf)
<1>1. /\ task[t].pc = "called" /\ task[t].form \in SelForm
      /\ i \in Nat /\ i # 0 /\ i \in DOMAIN CasesOf(t)
      /\ c \in Chan /\ CasesOf(t)[i].dir = "recv"
  <2>1. "recv" \in Dirs /\ Offers(t, i, "recv")
    BY DEF RecvRefill, Dirs
  <2> QED BY <2>1, OfferedCase
<1>2. "send" \in Dirs /\ "recv" \in Dirs \ {"send"} /\ Queue(c, "send") = ch[c].sendq
  BY DEF Dirs, Queue
<1>3. ch' = [ch EXCEPT ![c].buf = b, ![c].sendq = q] /\ Live(ch[c].sendq) # <<>> /\ Complete(t, i, h, First(ch[c].sendq), "sent")
      /\ ch[c].buf # <<>>
  <2>1. ch' = [ch EXCEPT ![At1(t, i)].buf = Append(Tail(@), ValueOf(First(ch[At1(t, i)].sendq))),
                         ![At1(t, i)].sendq = Rest(@)]
    BY DEF RecvRefill
  <2>2. ch' = [ch EXCEPT ![c].buf = b, ![c].sendq = q]
    <3>1. c \in DOMAIN ch /\ ch[c] \in ChanStates
      BY <1>1 DEF Inv, TypeInv
    <3> QED BY <2>1, <3>1 DEF ChanStates
  <2> QED BY <2>2 DEF RecvRefill
<1>4. ch \in [Chan -> ChanStates] /\ ch[c] \in ChanStates /\ ch[c].buf \in Seq(Val) /\ ch[c].sendq \in Seq(Entries)
  BY <1>1, ChanKinds DEF Inv, TypeInv
<1>5. q \in Seq(Entries) /\ v \in Val
  <2>1. Distinct(ch[c].sendq)
    BY <1>1, <1>2 DEF Inv, QueuesFit
  <2>2. q \in Seq(Entries) /\ First(ch[c].sendq) \in Range(ch[c].sendq)
    BY <1>3, <1>4, <2>1, FirstAndRest
  <2>3. Fits(First(ch[c].sendq), c, "send") /\ task[First(ch[c].sendq)[1]].form \in SelForm
    BY <1>1, <1>2, <2>2, EntryKinds
  <2>4. v \in Val
    BY <2>3, FormKinds DEF Fits, ValueOf, CasesOf
  <2> QED BY <2>2, <2>4
<1>6. b \in Seq(Val) /\ h \in Val
  <2>1. Tail(ch[c].buf) \in Seq(Val) /\ h \in Val
    BY <1>3, <1>4, <1>5, Leaves
  <2> QED BY <1>5, <2>1
<1> HIDE DEF q, b, h
<1>10. [ch[c] EXCEPT !.buf = b, !.sendq = q] \in ChanStates
  BY <1>4, <1>5, <1>6 DEF ChanStates
<1>7. /\ ch' \in [Chan -> ChanStates]
      /\ \A d \in Chan : d # c => ch'[d] = ch[d]
      /\ ch'[c] = [ch[c] EXCEPT !.buf = b, !.sendq = q]
  BY <1>1, <1>3, <1>4, <1>10
<1>8. /\ Queue(c, "send")' = q
      /\ \A d \in Chan, x \in Dirs : (d # c \/ x # "send") => Queue(d, x)' = Queue(d, x)
      /\ \A d \in Chan : ch'[d].closed = ch[d].closed /\ ch'[d].buf = IF d = c THEN b ELSE ch[d].buf
  BY <1>1, <1>2, <1>5, <1>6, <1>7, QueueChanges
<1>9. Claims(t, i, h, c, "send", "sent")
  BY <1>1, <1>2, <1>3, <1>6, <1>7, <1>8 DEF Claims, q
<1> QED BY <1>1, <1>3, <1>4, <1>5, <1>8, <1>9 DEF b, h

\* A value that is handed over passes an empty buffer.
LEMMA PassesThrough ==
  ASSUME NEW v \in Val
  PROVE  <<v>> \o <<>> = <<>> \o <<v>>
  OBVIOUS

\* A send that hands its value over keeps everything.
LEMMA SendHandOffStep ==
  ASSUME Inv, NEW t \in Task, NEW i \in Index, SendHandOff(t, i)
  PROVE  Inv' /\ Promises
<1>0. PICK c : c = At1(t, i)
  OBVIOUS
<1> DEFINE v == CasesOf(t)[i].val
           w == First(Queue(c, "recv"))[1]
<1>1. Claims(t, i, "sent", c, "recv", v) /\ \A d \in Chan : ch'[d].buf = ch[d].buf
  BY <1>0, SendHandOffClaims
<1> HIDE DEF v
<1>2. Inv' /\ \A u \in Task : OneOutcome(u)
  BY <1>1, ClaimStep
<1>3. /\ w \in Task /\ Winners(c, "recv") = {w} /\ Winners(c, CasesOf(t)[i].dir) = {t}
      /\ \A d \in Chan : d # c => \A x : Winners(d, x) = {}
      /\ task'[w].res = v /\ Sent(t) = CasesOf(t)[i].val
  BY <1>1, ClaimWinners
<1>4. c \in Chan /\ v \in Val /\ CasesOf(t)[i].dir = "send" /\ Live(Queue(c, "recv")) # <<>>
      /\ \A d \in Chan : ch'[d].closed = ch[d].closed
  BY <1>1 DEF Claims, Dirs
<1>5. ch[c].buf = <<>>
  <2>1. First(Queue(c, "recv")) \in Range(Queue(c, "recv")) /\ task[First(Queue(c, "recv"))[1]].pc = "parked"
    BY <1>1, ClaimedTask
  <2>2. Queue(c, "recv") = ch[c].recvq
    BY DEF Queue
  <2> QED BY <1>4, <2>1, <2>2 DEF Inv, BufferedIsNotAwaited
<1>6. <<v>> \o ch'[c].buf = ch[c].buf \o <<v>>
  BY <1>1, <1>4, <1>5, PassesThrough
<1>7. Transfer(c)
  <2>1. Sent(t) = v
    BY <1>3 DEF v
  <2> HIDE DEF w
  <2> QED BY <1>3, <1>4, <1>6, <2>1, OneMove DEF Transfer
<1>8. OnlyWinners(c)
  BY <1>1, <1>4 DEF OnlyWinners
<1>9. ASSUME NEW d \in Chan, d # c PROVE Transfer(d) /\ OnlyWinners(d)
  BY <1>1, <1>3, <1>4, <1>9, NoTransfer
<1> QED BY <1>2, <1>7, <1>8, <1>9 DEF Promises

\* A receive that takes its value from a sender keeps everything.
LEMMA RecvHandOffStep ==
  ASSUME Inv, NEW t \in Task, NEW i \in Index, RecvHandOff(t, i)
  PROVE  Inv' /\ Promises
<1>0. PICK c : c = At1(t, i)
  OBVIOUS
<1> DEFINE v == ValueOf(First(ch[c].sendq))
           w == First(Queue(c, "send"))[1]
<1>1. /\ Claims(t, i, v, c, "send", "sent") /\ \A d \in Chan : ch'[d].buf = ch[d].buf
      /\ ch[c].buf = <<>> /\ v \in Val
  BY <1>0, RecvHandOffClaims
<1>10. v = ValueOf(First(Queue(c, "send")))
  BY DEF Queue
<1> HIDE DEF v
<1>2. Inv' /\ \A u \in Task : OneOutcome(u)
  BY <1>1, ClaimStep
<1>3. /\ w \in Task /\ Winners(c, "send") = {w} /\ Winners(c, CasesOf(t)[i].dir) = {t}
      /\ \A d \in Chan : d # c => \A x : Winners(d, x) = {}
      /\ task'[t].res = v /\ Sent(w) = ValueOf(First(Queue(c, "send")))
  BY <1>1, ClaimWinners
<1>4. c \in Chan /\ CasesOf(t)[i].dir = "recv" /\ \A d \in Chan : ch'[d].closed = ch[d].closed
  BY <1>1 DEF Claims, Dirs
<1>6. <<v>> \o ch'[c].buf = ch[c].buf \o <<v>>
  BY <1>1, <1>4, PassesThrough
<1>7. Transfer(c)
  <2> HIDE DEF w
  <2> QED BY <1>10, <1>1, <1>3, <1>4, <1>6, OneMove DEF Transfer
<1>8. OnlyWinners(c)
  BY <1>1, <1>4 DEF OnlyWinners
<1>9. ASSUME NEW d \in Chan, d # c PROVE Transfer(d) /\ OnlyWinners(d)
  BY <1>1, <1>3, <1>4, <1>9, NoTransfer
<1> QED BY <1>2, <1>7, <1>8, <1>9 DEF Promises

\* A receive that makes room for a sender keeps everything.
LEMMA RecvRefillStep ==
  ASSUME Inv, NEW t \in Task, NEW i \in Index, RecvRefill(t, i)
  PROVE  Inv' /\ Promises
<1>0. PICK c : c = At1(t, i)
  OBVIOUS
<1> DEFINE v == ValueOf(First(ch[c].sendq))
           h == Head(ch[c].buf)
           b == Append(Tail(ch[c].buf), v)
           w == First(Queue(c, "send"))[1]
<1>1. /\ Claims(t, i, h, c, "send", "sent") /\ \A d \in Chan : ch'[d].buf = IF d = c THEN b ELSE ch[d].buf
      /\ ch[c].buf # <<>> /\ ch[c].buf \in Seq(Val) /\ v \in Val
  BY <1>0, RecvRefillClaims
<1>10. v = ValueOf(First(Queue(c, "send")))
  BY DEF Queue
<1>5. h \in Val /\ <<h>> \o b = ch[c].buf \o <<v>>
  BY <1>1, Leaves, LeavesAndEnters
<1> HIDE DEF v, h, b
<1>2. Inv' /\ \A u \in Task : OneOutcome(u)
  BY <1>1, ClaimStep
<1>3. /\ w \in Task /\ Winners(c, "send") = {w} /\ Winners(c, CasesOf(t)[i].dir) = {t}
      /\ \A d \in Chan : d # c => \A x : Winners(d, x) = {}
      /\ task'[t].res = h /\ Sent(w) = ValueOf(First(Queue(c, "send")))
  BY <1>1, ClaimWinners
<1>4. c \in Chan /\ CasesOf(t)[i].dir = "recv" /\ \A d \in Chan : ch'[d].closed = ch[d].closed
  BY <1>1 DEF Claims, Dirs
<1>6. <<h>> \o ch'[c].buf = ch[c].buf \o <<v>>
  BY <1>1, <1>4, <1>5
<1>7. Transfer(c)
  <2> HIDE DEF w
  <2> QED BY <1>10, <1>1, <1>3, <1>4, <1>5, <1>6, OneMove DEF Transfer
<1>8. OnlyWinners(c)
  BY <1>3, <1>4 DEF OnlyWinners
<1>9. ASSUME NEW d \in Chan, d # c PROVE Transfer(d) /\ OnlyWinners(d)
  BY <1>1, <1>3, <1>4, <1>9, NoTransfer
<1> QED BY <1>2, <1>7, <1>8, <1>9 DEF Promises
=============================================================================
