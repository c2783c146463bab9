------------------------------- MODULE Select -------------------------------
(***************************************************************************)
(* Go's select over several channels, as a machine: one action for each    *)
(* critical section of the implementation, with the same name there.       *)
(* Follows selectgo of Go's runtime/select.go.  A plain send or receive is *)
(* the select with that one case, so plain operations and selects meet     *)
(* here.  What a single channel does is module Channel's (instance At).    *)
(*                                                                         *)
(* Pass 1 looks at all cases under all locks and takes one that is ready.  *)
(* Pass 2, in the same critical section, parks a waiter on every case.  A  *)
(* partner claims the waiting task by one compare-and-set and skips those  *)
(* that are claimed.  Pass 3 (Resume) takes the losers out of the queues.  *)
(* Between claim and pass 3 the losers are still queued: stale entries.    *)
(*                                                                         *)
(* Left out: the order in which locks are taken (module SelectLocks), how  *)
(* a task waits (module Waiter), and len.                                  *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets, TLC

CONSTANTS
    Task,       \* the tasks
    Chan,       \* the channels, nil not among them
    Val,        \* the values
    CapOf(_),   \* the capacity of each channel
    Form,       \* the calls that occur in this model, by name
    Shape(_)    \* what each of them is: a select [kind, cases, mode] or a close [kind, ch]

NilChan == "nil"
Modes   == {"block", "timed", "default"}
Snd(c, v) == [ch |-> c, dir |-> "send", val |-> v]
Rcv(c)    == [ch |-> c, dir |-> "recv", val |-> "-"]
Selecting(cases, mode) == [kind |-> "select", cases |-> cases, mode |-> mode]
Closing(c)             == [kind |-> "close", ch |-> c]

MaxCases == CHOOSE n \in 0..8 :
    /\ \A f \in Form : Shape(f).kind = "select" => Len(Shape(f).cases) <= n
    /\ \A m \in 0..8 :
         (\A f \in Form : Shape(f).kind = "select" => Len(Shape(f).cases) <= m) => n <= m
Index  == 1..MaxCases
\* The orders in which the waiters of a select may be queued.
Orders == UNION {{o \in [1..n -> 1..n] : {o[i] : i \in 1..n} = 1..n} : n \in 0..MaxCases}

SentOnClosed == "send on closed channel"
ClosedTwice  == "close of closed channel"
Result == Val \cup {"sent", "closed", "default", "interrupted", "timed out", "ok",
                    SentOnClosed, ClosedTwice}

VARIABLES
    ch,   \* each channel: its buffer, whether it is closed, and its queues of <<task, case>>
    task  \* what each task is doing

vars == <<ch, task>>

Idle          == [pc |-> "idle"]
Called(f)     == [pc |-> "called", form |-> f]
Parked(t)     == [pc |-> "parked", form |-> task[t].form]
Woken(t, i, r) == [pc |-> "woken", form |-> task[t].form, case |-> i, res |-> r]
Done(i, r)    == [pc |-> "done", case |-> i, res |-> r]       \* case 0: none

Init == /\ ch = [c \in Chan |-> [buf |-> <<>>, closed |-> FALSE, sendq |-> <<>>, recvq |-> <<>>]]
        /\ task = [t \in Task |-> Idle]

-----------------------------------------------------------------------------
(* Cases and queues.                                                       *)

Selects(t)    == task[t].pc = "called" /\ Shape(task[t].form).kind = "select"
CasesOf(t)    == Shape(task[t].form).cases
ModeOf(t)     == Shape(task[t].form).mode
Offers(t, i, dir) == /\ Selects(t) /\ i <= Len(CasesOf(t))
                     /\ CasesOf(t)[i].dir = dir /\ CasesOf(t)[i].ch # NilChan
At1(t, i)     == CasesOf(t)[i].ch           \* the channel of case i
ValueOf(e)    == CasesOf(e[1])[e[2]].val    \* the value of a queued sender

\* An entry is live until its task is claimed; from then on it is stale.
Live(q)  == SelectSeq(q, LAMBDA e : task[e[1]].pc = "parked")
First(q) == Head(Live(q))
\* The queue after its first live entry has been taken, and the stale ones before it dropped.
Rest(q)  == LET k == CHOOSE k \in DOMAIN q : q[k] = First(q) IN SubSeq(q, k + 1, Len(q))
Without(q, t) == SelectSeq(q, LAMBDA e : e[1] # t)
Range(s) == {s[i] : i \in DOMAIN s}

\* Channel c as module Channel knows it, with the live entries only.
At(c) == INSTANCE Channel WITH
    Cap <- CapOf(c), Nil <- FALSE, Ops <- {},
    buf <- ch[c].buf, closed <- ch[c].closed,
    sendq <- Live(ch[c].sendq), recvq <- Live(ch[c].recvq)

SendIsReady(c) == ch[c].closed \/ ~At(c)!SendBlocked
RecvIsReady(c) == ch[c].closed \/ ~At(c)!RecvBlocked
IsReady(t, i)  == \E c \in Chan :
    c = At1(t, i) /\ IF CasesOf(t)[i].dir = "send" THEN SendIsReady(c) ELSE RecvIsReady(c)
NothingReady(t) == \A i \in DOMAIN CasesOf(t) : ~IsReady(t, i)

Finish(t, i, r) == task' = [task EXCEPT ![t] = Done(i, r)]
\* Task t is done with case i, and so is the task of the queued entry e.
Complete(t, i, r, e, re) ==
    task' = [task EXCEPT ![t] = Done(i, r), ![e[1]] = Woken(e[1], e[2], re)]

-----------------------------------------------------------------------------
(* Calls and returns.                                                      *)

\* Task t makes the call f.
Call(t, f) ==
    /\ task[t] = Idle
    /\ task' = [task EXCEPT ![t] = Called(f)]
    /\ UNCHANGED ch

\* Task t's call returns: case i happened, with result r.
Return(t, i, r) ==
    /\ task[t] = Done(i, r)
    /\ task' = [task EXCEPT ![t] = Idle]
    /\ UNCHANGED ch

-----------------------------------------------------------------------------
(* Pass 1: a case that is ready.  Each action is module Channel's action   *)
(* of the same name, for case i.                                           *)

\* A send on a closed channel is ready, and fails.
SendClosed(t, i) ==
    /\ Offers(t, i, "send") /\ ch[At1(t, i)].closed
    /\ Finish(t, i, SentOnClosed)
    /\ UNCHANGED ch

\* The value goes to the receiver that has waited longest among those not claimed.
SendHandOff(t, i) ==
    /\ Offers(t, i, "send")
    /\ LET c == At1(t, i) IN
         /\ ~ch[c].closed /\ Live(ch[c].recvq) # <<>>
         /\ Complete(t, i, "sent", First(ch[c].recvq), CasesOf(t)[i].val)
         /\ ch' = [ch EXCEPT ![c].recvq = Rest(@)]

\* The value goes into the buffer.
SendBuffer(t, i) ==
    /\ Offers(t, i, "send")
    /\ LET c == At1(t, i) IN
         /\ ~ch[c].closed /\ Live(ch[c].recvq) = <<>> /\ Len(ch[c].buf) < CapOf(c)
         /\ ch' = [ch EXCEPT ![c].buf = Append(@, CasesOf(t)[i].val)]
    /\ Finish(t, i, "sent")

\* The oldest buffered value is taken.
RecvBuffer(t, i) ==
    /\ Offers(t, i, "recv")
    /\ LET c == At1(t, i) IN
         /\ ch[c].buf # <<>> /\ Live(ch[c].sendq) = <<>>
         /\ Finish(t, i, Head(ch[c].buf))
         /\ ch' = [ch EXCEPT ![c].buf = Tail(@)]

\* The oldest buffered value is taken, and a waiting sender's moves in.
RecvRefill(t, i) ==
    /\ Offers(t, i, "recv")
    /\ LET c == At1(t, i) IN
         /\ ch[c].buf # <<>> /\ Live(ch[c].sendq) # <<>>
         /\ Complete(t, i, Head(ch[c].buf), First(ch[c].sendq), "sent")
         /\ ch' = [ch EXCEPT ![c].buf = Append(Tail(@), ValueOf(First(ch[c].sendq))),
                             ![c].sendq = Rest(@)]

\* The value of a waiting sender is taken.
RecvHandOff(t, i) ==
    /\ Offers(t, i, "recv")
    /\ LET c == At1(t, i) IN
         /\ ch[c].buf = <<>> /\ Live(ch[c].sendq) # <<>>
         /\ Complete(t, i, ValueOf(First(ch[c].sendq)), First(ch[c].sendq), "sent")
         /\ ch' = [ch EXCEPT ![c].sendq = Rest(@)]

\* A receive on a closed and drained channel is ready.
RecvClosed(t, i) ==
    /\ Offers(t, i, "recv")
    /\ ch[At1(t, i)].closed /\ ch[At1(t, i)].buf = <<>>
    /\ Finish(t, i, "closed")
    /\ UNCHANGED ch

\* Nothing is ready at this moment: the default.
Default(t) ==
    /\ Selects(t) /\ ModeOf(t) = "default" /\ NothingReady(t)
    /\ Finish(t, 0, "default")
    /\ UNCHANGED ch

-----------------------------------------------------------------------------
(* Pass 2: nothing is ready, so a waiter joins the queue of every case.    *)

Queued(t, o, c, dir) ==     \* what joins the queue of channel c, in order o
    LET mine == SelectSeq(o, LAMBDA i : CasesOf(t)[i].ch = c /\ CasesOf(t)[i].dir = dir)
    IN  [k \in DOMAIN mine |-> <<t, mine[k]>>]

\* Cases on one channel compete when it becomes ready: their order is drawn.  Otherwise the
\* order makes no difference and is that of the source.
Repeats(t) == \E i, j \in DOMAIN CasesOf(t) : i < j /\ At1(t, i) = At1(t, j) /\ At1(t, i) # NilChan

\* Nothing is ready: task t waits on all its cases, queued in order o.
Park(t, o) ==
    /\ Selects(t) /\ ModeOf(t) # "default" /\ NothingReady(t)
    /\ Len(o) = Len(CasesOf(t))
    /\ ~Repeats(t) => \A i \in DOMAIN o : o[i] = i
    /\ ch' = [c \in Chan |-> [ch[c] EXCEPT !.sendq = @ \o Queued(t, o, c, "send"),
                                           !.recvq = @ \o Queued(t, o, c, "recv")]]
    /\ task' = [task EXCEPT ![t] = Parked(t)]

-----------------------------------------------------------------------------
(* Pass 3, and other ends of waiting.                                      *)

Dequeued(t) == [c \in Chan |-> [ch[c] EXCEPT !.sendq = Without(@, t), !.recvq = Without(@, t)]]

\* A claimed task takes its losing waiters out of the queues and goes on with the outcome.
Resume(t) ==
    /\ task[t].pc = "woken"
    /\ ch' = Dequeued(t)
    /\ Finish(t, task[t].case, task[t].res)

\* A waiting task that nobody has claimed leaves all queues, interrupted or timed out.
Withdraw(t, why) ==
    /\ task[t].pc = "parked"
    /\ why = "timed out" => ModeOf(t) = "timed"
    /\ ch' = Dequeued(t)
    /\ Finish(t, 0, why)

\* A blocking call that is interrupted on entry has no effect.
RefuseInterrupted(t) ==
    /\ Selects(t) /\ ModeOf(t) # "default"
    /\ Finish(t, 0, "interrupted")
    /\ UNCHANGED ch

-----------------------------------------------------------------------------
(* Close.                                                                  *)

Closes(t) == task[t].pc = "called" /\ Shape(task[t].form).kind = "close"
Closed1(t) == Shape(task[t].form).ch

\* A task with one case has nothing else to wait for.
Solo(t) == Cardinality({i \in DOMAIN CasesOf(t) : At1(t, i) # NilChan}) = 1

\* A close completes those who wait for this channel alone, and tells the others: each of them
\* will notice by itself, under all its locks, unless a partner is faster.  The queues are empty.
Close(t) ==
    /\ Closes(t) /\ ~ch[Closed1(t)].closed
    /\ LET c == Closed1(t)
           waits(q, u) == Solo(u) /\ \E e \in Range(Live(q)) : e[1] = u
           first(q, u) == (CHOOSE e \in Range(q) : e[1] = u)[2]
       IN  /\ task' = [u \in Task |->
                 CASE u = t -> Done(0, "ok")
                   [] u # t /\ task[u].pc = "parked" /\ waits(ch[c].recvq, u)
                          -> Woken(u, first(ch[c].recvq, u), "closed")
                   [] u # t /\ task[u].pc = "parked" /\ waits(ch[c].sendq, u)
                          -> Woken(u, first(ch[c].sendq, u), SentOnClosed)
                   [] OTHER -> task[u]]
           /\ ch' = [ch EXCEPT ![c].closed = TRUE, ![c].sendq = <<>>, ![c].recvq = <<>>]

\* The first receive case on a closed channel, else the first send case: the receivers of a channel
\* are told before its senders.
ClosedCases(t, dir) == {i \in DOMAIN CasesOf(t) :
    CasesOf(t)[i].dir = dir /\ At1(t, i) # NilChan /\ ch[At1(t, i)].closed}
FirstOf(S) == CHOOSE i \in S : \A j \in S : i <= j
NoticedCase(t) == LET recvs == ClosedCases(t, "recv") IN
    FirstOf(IF recvs # {} THEN recvs ELSE ClosedCases(t, "send"))

\* A task that waits on several channels notices that the one of case i has been closed.
Notice(t, i) ==
    /\ task[t].pc = "parked" /\ ~Solo(t)
    /\ ClosedCases(t, "send") \cup ClosedCases(t, "recv") # {}
    /\ i = NoticedCase(t)
    /\ Finish(t, i, IF CasesOf(t)[i].dir = "recv" THEN "closed" ELSE SentOnClosed)
    /\ ch' = Dequeued(t)

\* A second close fails.
CloseClosed(t) ==
    /\ Closes(t) /\ ch[Closed1(t)].closed
    /\ Finish(t, 0, ClosedTwice)
    /\ UNCHANGED ch

-----------------------------------------------------------------------------

Takes(t, i) == \/ SendClosed(t, i) \/ SendHandOff(t, i) \/ SendBuffer(t, i)
               \/ RecvBuffer(t, i) \/ RecvRefill(t, i) \/ RecvHandOff(t, i) \/ RecvClosed(t, i)

Next ==
    \E t \in Task :
        \/ \E f \in Form : Call(t, f)
        \/ \E i \in 0..MaxCases, r \in Result : Return(t, i, r)
        \/ \E i \in Index : SendClosed(t, i)
        \/ \E i \in Index : SendHandOff(t, i)
        \/ \E i \in Index : SendBuffer(t, i)
        \/ \E i \in Index : RecvBuffer(t, i)
        \/ \E i \in Index : RecvRefill(t, i)
        \/ \E i \in Index : RecvHandOff(t, i)
        \/ \E i \in Index : RecvClosed(t, i)
        \/ Default(t)
        \/ \E o \in Orders : Park(t, o)
        \/ Resume(t)
        \/ \E why \in {"interrupted", "timed out"} : Withdraw(t, why)
        \/ RefuseInterrupted(t)
        \/ Close(t)
        \/ CloseClosed(t)
        \/ \E i \in Index : Notice(t, i)

Spec == Init /\ [][Next]_vars

Section(t) == \/ \E i \in Index : Takes(t, i)
              \/ Default(t) \/ (\E o \in Orders : Park(t, o))
              \/ Close(t) \/ CloseClosed(t)

(* Tasks run; among ready cases the choice is fair to each.                *)
Fairness == \A t \in Task : /\ WF_vars(Section(t))
                            /\ WF_vars(Resume(t))
                            /\ WF_vars(\E i \in Index : Notice(t, i))
                            /\ WF_vars(\E i \in 0..MaxCases, r \in Result : Return(t, i, r))
                            /\ \A i \in Index : SF_vars(Takes(t, i))

FairSpec == Spec /\ Fairness

-----------------------------------------------------------------------------
(* Safety.                                                                 *)

TypeOK ==
    /\ \A c \in Chan : /\ Range(ch[c].buf) \subseteq Val
                       /\ ch[c].closed \in BOOLEAN
                       /\ \A e \in Range(ch[c].sendq) \cup Range(ch[c].recvq) : e[1] \in Task /\ e[2] \in Index
    /\ \A t \in Task : task[t].pc \in {"idle", "called", "parked", "woken", "done"}

\* Every channel keeps the invariants of module Channel, stale entries aside.
CapacityBound == \A c \in Chan : At(c)!CapacityBound
BufferedMeansNoReceiver == \A c \in Chan : ch[c].buf # <<>> => Live(ch[c].recvq) = <<>>
RoomMeansNoSender == \A c \in Chan : Len(ch[c].buf) < CapOf(c) => Live(ch[c].sendq) = <<>>

\* Senders and receivers wait on one channel at the same time only if they are one select, which
\* never meets itself.
OneQueueEmpty ==
    \A c \in Chan : \A s \in Range(Live(ch[c].sendq)), r \in Range(Live(ch[c].recvq)) : s[1] = r[1]

\* Only waiting and claimed tasks are in queues, at most once for each case, and in the right one.
QueuesAreExact ==
    /\ \A c \in Chan : \A dir \in {"send", "recv"} :
         LET q == IF dir = "send" THEN ch[c].sendq ELSE ch[c].recvq IN
           /\ \A k \in DOMAIN q : /\ task[q[k][1]].pc \in {"parked", "woken"}
                                  /\ CasesOf(q[k][1])[q[k][2]].ch = c
                                  /\ CasesOf(q[k][1])[q[k][2]].dir = dir
           /\ \A k, m \in DOMAIN q : q[k] = q[m] => k = m
    /\ \A t \in Task : task[t].pc = "parked" =>
         \A i \in DOMAIN CasesOf(t) : (At1(t, i) # NilChan /\ ~ch[At1(t, i)].closed) =>
           <<t, i>> \in Range(IF CasesOf(t)[i].dir = "send" THEN ch[At1(t, i)].sendq
                                                            ELSE ch[At1(t, i)].recvq)

\* Nobody waits while one of the cases could happen, except with the task itself; only a close may
\* still have to be noticed.
NobodyParkedCouldProceed ==
    \A t \in Task : task[t].pc = "parked" =>
        \A i \in DOMAIN CasesOf(t) : At1(t, i) # NilChan =>
            LET c == At1(t, i)
                others(q) == Without(Live(q), t)
            IN  \/ ch[c].closed /\ ~Solo(t)
                \/ ~ch[c].closed /\ IF CasesOf(t)[i].dir = "send"
                     THEN others(ch[c].recvq) = <<>> /\ Len(ch[c].buf) >= CapOf(c)
                     ELSE others(ch[c].sendq) = <<>> /\ ch[c].buf = <<>>

\* The outcome of a claimed task stands: nothing takes it away or replaces it.
OneWinner ==
    [][\A t \in Task : task[t].pc = "woken" =>
          task'[t] \in {task[t], Done(task[t].case, task[t].res)}]_vars

\* The case that happened is one that was asked for, with a result that fits it.
ChosenCaseIsExact ==
    \A t \in Task : task[t].pc = "woken" =>
        /\ task[t].case \in DOMAIN CasesOf(t)
        /\ IF CasesOf(t)[task[t].case].dir = "send" THEN task[t].res \in {"sent", SentOnClosed}
                                                    ELSE task[t].res \in Val \cup {"closed"}

\* No select meets itself.
NeverWithItself ==
    [][\A t \in Task : task[t].pc \in {"called", "parked"} =>
         ~(\E c \in Chan : /\ Len(ch'[c].buf) = Len(ch[c].buf)
                           /\ task'[t].pc \in {"woken", "done"} /\ task'[t].res \in Val \cup {"sent"}
                           /\ \A u \in Task \ {t} : task'[u] = task[u]
                           /\ \A d \in Chan : ch'[d].buf = ch[d].buf)]_vars

-----------------------------------------------------------------------------
(* Liveness.                                                               *)

\* A claimed task returns.
ClaimedTasksReturn == \A t \in Task : (task[t].pc = "woken") ~> (task[t].pc = "idle")

\* A task that waits on a closed channel returns.
ClosedIsNoticed ==
    \A t \in Task : (task[t].pc = "parked" /\ \E i \in DOMAIN CasesOf(t) :
                        At1(t, i) # NilChan /\ ch[At1(t, i)].closed) ~> (task[t].pc = "idle")

\* A call takes effect or parks.
CalledSelectsAct == \A t \in Task : (task[t].pc = "called") ~> (task[t].pc # "called")

\* A case that is ready again and again when its task looks is chosen again and again.
NoReadyCaseIsStarved ==
    \A t \in Task, i \in Index :
        []<>(Selects(t) /\ i <= Len(CasesOf(t)) /\ IsReady(t, i))
            => []<>(task[t].pc = "done" /\ task[t].case = i)

-----------------------------------------------------------------------------
(* Refinement.  A task that a close has completed is still waiting as far  *)
(* as the user can tell, until it resumes.                                 *)

UserView(t) == LET s == task[t] IN
    CASE s.pc = "idle"   -> [pc |-> "idle"]
      [] s.pc = "called" -> [pc |-> "pending", form |-> s.form]
      [] s.pc = "parked" -> [pc |-> "waiting", form |-> s.form]
      [] s.pc = "woken"  -> IF s.res \in {"closed", SentOnClosed}
                            THEN [pc |-> "waiting", form |-> s.form]
                            ELSE [pc |-> "returning", case |-> s.case, res |-> s.res]
      [] s.pc = "done"   -> [pc |-> "returning", case |-> s.case, res |-> s.res]

User == INSTANCE SelectSpec WITH
    queue  <- [c \in Chan |-> ch[c].buf],
    closed <- [c \in Chan |-> ch[c].closed],
    user   <- [t \in Task |-> UserView(t)]

DecidedAtOneMoment == User!Spec

THEOREM Spec => DecidedAtOneMoment
=============================================================================
