----------------------------- MODULE SelectSteps -----------------------------
(***************************************************************************)
(* The actions of module Select, word for word, but without the modules    *)
(* that it refers to, for which a proof has no use and tlapm no patience;  *)
(* and what a select promises, as properties of its steps.  Module         *)
(* Select_proof shows that module Select takes these steps and no others.  *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS Task, Chan, Val, CapOf(_), Form, Shape(_)
VARIABLES ch, task

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

SendIsReady(c) == ch[c].closed \/ ~(Live(ch[c].recvq) = <<>> /\ Len(ch[c].buf) >= CapOf(c))
RecvIsReady(c) == ch[c].closed \/ ~(ch[c].buf = <<>> /\ Live(ch[c].sendq) = <<>>)
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

-----------------------------------------------------------------------------
(* What module Select says of its states and steps.                        *)

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

-----------------------------------------------------------------------------
(* Constants.                                                              *)

\* The calls that are selects, those of them that may wait, and what a case can be.
SelForm   == {f \in Form : Shape(f).kind = "select"}
BlockForm == {f \in SelForm : Shape(f).mode # "default"}
Cases     == [ch : Chan \cup {NilChan}, dir : {"send"}, val : Val]
             \cup [ch : Chan \cup {NilChan}, dir : {"recv"}, val : {"-"}]
Dirs      == {"send", "recv"}

\* What a result can be that is not a value.
Words == {"sent", "closed", "default", "interrupted", "timed out", "ok", SentOnClosed, ClosedTwice}

\* Channels have capacities; a call closes a channel or selects among at most eight cases; and a value
\* is none of the words that tell how a call has ended.
ConstantsFit ==
    /\ NilChan \notin Chan
    /\ \A c \in Chan : CapOf(c) \in Nat
    /\ \A f \in Form : Shape(f) \in [kind : {"close"}, ch : Chan]
                                    \cup [kind : {"select"}, cases : Seq(Cases), mode : Modes]
    /\ \A f \in SelForm : Len(Shape(f).cases) \in 0..8
    /\ Val \cap Words = {}

ASSUME ConstantsAreSuch == ConstantsFit

-----------------------------------------------------------------------------
(* Exactly one winner.                                                     *)

Undecided(t)  == task[t].pc \in {"called", "parked"}
Decided(t)    == task[t].pc \in {"woken", "done"}
Asks(t, kind) == Undecided(t) /\ Shape(task[t].form).kind = kind

\* An outcome that the call of task t can have: case i happened with result r; case 0 is none.
Outcome(t, i, r) ==
    \/ Asks(t, "close") /\ i = 0 /\ r \in {"ok", ClosedTwice}
    \/ /\ Asks(t, "select") /\ i = 0
       /\ \/ r = "default" /\ ModeOf(t) = "default"
          \/ r = "interrupted" /\ ModeOf(t) # "default"
          \/ r = "timed out" /\ ModeOf(t) = "timed"
    \/ /\ Asks(t, "select") /\ i \in DOMAIN CasesOf(t) /\ At1(t, i) \in Chan
       /\ r \in IF CasesOf(t)[i].dir = "send" THEN {"sent", SentOnClosed} ELSE Val \cup {"closed"}

\* A step lets an undecided call be, parks it, or decides it for one of its outcomes; and what is
\* decided stands until the call returns.
OneOutcome(t) ==
    /\ task[t].pc = "idle" => task'[t] = Idle \/ \E f \in Form : task'[t] = Called(f)
    /\ Undecided(t) => \/ task'[t] = task[t] \/ task'[t] = Parked(t)
                       \/ Decided(t)' /\ Outcome(t, task'[t].case, task'[t].res)
    /\ task[t].pc = "woken" => task'[t] \in {task[t], Done(task[t].case, task[t].res)}
    /\ task[t].pc = "done"  => task'[t] \in {task[t], Idle}

EachCallHasOneOutcome == [][\A t \in Task : OneOutcome(t)]_vars

-----------------------------------------------------------------------------
(* Nothing lost.                                                           *)

\* In this step the call of task t is decided for a case that sends to (or receives from) channel c,
\* and a value passes.
Wins(t, c, dir) ==
    /\ Asks(t, "select") /\ Decided(t)'
    /\ task'[t].case \in DOMAIN CasesOf(t)
    /\ At1(t, task'[t].case) = c /\ CasesOf(t)[task'[t].case].dir = dir
    /\ task'[t].res \in Val \cup {"sent"}
Winners(c, dir) == {t \in Task : Wins(t, c, dir)}
Sent(t)         == CasesOf(t)[task'[t].case].val

\* What enters or leaves a buffer in one step: one value at most.
Moves == {<<>>} \cup {<<v>> : v \in Val}

\* What leaves channel c in this step, followed by what is then in the buffer, is what was in the
\* buffer, followed by what enters.  What enters is the value of the one send that wins, what leaves is
\* the result of the one receive that wins.
Transfer(c) ==
    \E in, out \in Moves :
        /\ out \o ch'[c].buf = ch[c].buf \o in
        /\ \/ in = <<>> /\ Winners(c, "send") = {}
           \/ \E s \in Task : Winners(c, "send") = {s} /\ in = <<Sent(s)>>
        /\ \/ out = <<>> /\ Winners(c, "recv") = {}
           \/ \E r \in Task : Winners(c, "recv") = {r} /\ out = <<task'[r].res>>

EachValueHasOnePlace == [][\A c \in Chan : Transfer(c)]_vars

-----------------------------------------------------------------------------
(* Losers have no effect.                                                  *)

\* The tasks whose calls close channel c in this step.
Closers(c) == {t \in Task : Asks(t, "close") /\ Closed1(t) = c /\ Decided(t)' /\ task'[t].res = "ok"}

\* Only a winner changes what channel c holds, and only a close closes it.
OnlyWinners(c) ==
    /\ ch'[c].buf # ch[c].buf => Winners(c, "send") \cup Winners(c, "recv") # {}
    /\ ch'[c].closed # ch[c].closed => ~ch[c].closed /\ Closers(c) # {}

OnlyWinnersChangeChannels == [][\A c \in Chan : OnlyWinners(c)]_vars

-----------------------------------------------------------------------------
(* What the queues hold.                                                   *)

Queue(c, dir) == IF dir = "send" THEN ch[c].sendq ELSE ch[c].recvq

\* No element occurs twice.
Distinct(q) == \A i, j \in DOMAIN q : q[i] = q[j] => i = j

\* Entry e belongs in the queue of channel c for direction dir.
Fits(e, c, dir) == /\ e[1] \in Task /\ task[e[1]].pc \in {"parked", "woken"}
                   /\ e[2] \in DOMAIN CasesOf(e[1])
                   /\ At1(e[1], e[2]) = c /\ CasesOf(e[1])[e[2]].dir = dir

\* The queues have only entries that belong there, each once.
QueuesFit == \A c \in Chan, dir \in Dirs :
    Distinct(Queue(c, dir)) /\ \A e \in Range(Queue(c, dir)) : Fits(e, c, dir)

\* A waiting task is queued for each of its cases on open channels.
WaitersAreQueued == \A t \in Task : task[t].pc = "parked" =>
    \A i \in DOMAIN CasesOf(t) : (At1(t, i) \in Chan /\ ~ch[At1(t, i)].closed) =>
        <<t, i>> \in Range(Queue(At1(t, i), CasesOf(t)[i].dir))

\* Nobody waits to receive what is buffered.
BufferedIsNotAwaited == \A c \in Chan : ch[c].buf # <<>> =>
    \A e \in Range(ch[c].recvq) : task[e[1]].pc # "parked"
=============================================================================
