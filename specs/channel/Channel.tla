------------------------------ MODULE Channel ------------------------------
(***************************************************************************)
(* A Go channel as a machine: one action for each critical section of the  *)
(* implementation, with the same name there.  Behaviour follows chansend,  *)
(* chanrecv and closechan of Go's runtime/chan.go.                         *)
(*                                                                         *)
(* An operation is called, takes effect in one critical section or parks,  *)
(* and returns.  Call and Return are what a user sees; all other actions   *)
(* are internal.  A parked task is completed by a partner or by a close,   *)
(* and then resumes; or it withdraws, interrupted or timed out.            *)
(*                                                                         *)
(* Left out: how a task waits and is woken (module Waiter shows that the   *)
(* waiting protocol implements the atomic wait assumed here), the lock     *)
(* (each action is one critical section), and where interrupts and time    *)
(* come from (any blocking call may meet an interrupt, any timed one its   *)
(* deadline).                                                              *)
(***************************************************************************)
EXTENDS Naturals, Sequences, TLC

CONSTANTS
    Task,   \* the tasks that use the channel
    Val,    \* the values they send
    Cap,    \* how many values the buffer holds; 0 is a rendezvous channel
    Nil,    \* TRUE for the nil channel, which is never ready
    Ops     \* the operations that occur in this model, a subset of AllOps

SendOps  == {"send", "sendFor", "trySend"}
RecvOps  == {"recv", "recvFor", "tryRecv"}
TimedOps == {"sendFor", "recvFor"}              \* block, but not for ever
TryOps   == {"trySend", "tryRecv"}              \* never block
AllOps   == SendOps \cup RecvOps \cup {"close", "len"}

None == "-"                                     \* the operand of an operation that has none

SentOnClosed == "send on closed channel"        \* Go's panics, word for word
ClosedTwice  == "close of closed channel"
ClosedNil    == "close of nil channel"

Result == Val \cup {"sent", "closed", "not ready", "interrupted", "timed out", "ok",
                    SentOnClosed, ClosedTwice, ClosedNil}
              \cup {ToString(n) : n \in 0..Cap}

ASSUME /\ Cap \in Nat /\ Nil \in BOOLEAN /\ Ops \subseteq AllOps
       /\ Nil => Cap = 0

VARIABLES
    buf,    \* the values in the buffer, oldest first
    closed, \* whether the channel has been closed
    sendq,  \* the parked senders, longest waiting first
    recvq,  \* the parked receivers, longest waiting first
    task    \* what each task is doing

vars == <<buf, closed, sendq, recvq, task>>

(* What a task can be doing.  A woken task has been completed by another   *)
(* one and has not noticed yet.                                            *)
Idle           == [pc |-> "idle"]
Called(op, v)  == [pc |-> "called", op |-> op, val |-> v]
Parked(t)      == [task[t] EXCEPT !.pc = "parked"]
Woken(t, r)    == [pc |-> "woken", op |-> task[t].op, val |-> task[t].val, res |-> r]
Done(r)        == [pc |-> "done", res |-> r]

Init == /\ buf = <<>> /\ closed = FALSE
        /\ sendq = <<>> /\ recvq = <<>>
        /\ task = [t \in Task |-> Idle]

-----------------------------------------------------------------------------
(* Calls and returns.                                                      *)

\* Task t calls operation op, with operand v if it is a send.
Call(t, op, v) ==
    /\ task[t] = Idle
    /\ op \in Ops
    /\ (op \in SendOps) <=> (v # None)
    /\ task' = [task EXCEPT ![t] = Called(op, v)]
    /\ UNCHANGED <<buf, closed, sendq, recvq>>

\* Task t's operation returns r.
Return(t, r) ==
    /\ task[t] = Done(r)
    /\ task' = [task EXCEPT ![t] = Idle]
    /\ UNCHANGED <<buf, closed, sendq, recvq>>

Calls(t, ops)  == task[t].pc = "called" /\ task[t].op \in ops
Finish(t, r)   == task' = [task EXCEPT ![t] = Done(r)]
Park(t)        == task' = [task EXCEPT ![t] = Parked(t)]
Complete(t, r, w, rw) ==            \* t is done with r, and so is the parked w with rw
    task' = [task EXCEPT ![t] = Done(r), ![w] = Woken(w, rw)]

-----------------------------------------------------------------------------
(* Send.                                                                   *)

SendBlocked == Nil \/ (recvq = <<>> /\ Len(buf) >= Cap)

\* A send on a closed channel fails, whoever waits and whatever is buffered.
SendClosed(t) ==
    /\ Calls(t, SendOps) /\ closed
    /\ Finish(t, SentOnClosed)
    /\ UNCHANGED <<buf, closed, sendq, recvq>>

\* A send gives its value to the receiver that has waited longest.
SendHandOff(t) ==
    /\ Calls(t, SendOps) /\ ~closed /\ recvq # <<>>
    /\ Complete(t, "sent", Head(recvq), task[t].val)
    /\ recvq' = Tail(recvq)
    /\ UNCHANGED <<buf, closed, sendq>>

\* A send that nobody waits for puts its value into the buffer.
SendBuffer(t) ==
    /\ Calls(t, SendOps) /\ ~closed /\ recvq = <<>> /\ Len(buf) < Cap
    /\ buf' = Append(buf, task[t].val)
    /\ Finish(t, "sent")
    /\ UNCHANGED <<closed, sendq, recvq>>

\* A blocking send that cannot proceed joins the queue; on the nil channel it just waits.
SendPark(t) ==
    /\ Calls(t, SendOps \ TryOps) /\ ~closed /\ SendBlocked
    /\ sendq' = IF Nil THEN sendq ELSE Append(sendq, t)
    /\ Park(t)
    /\ UNCHANGED <<buf, closed, recvq>>

\* A try-send that cannot proceed gives up.
SendNotReady(t) ==
    /\ Calls(t, {"trySend"}) /\ ~closed /\ SendBlocked
    /\ Finish(t, "not ready")
    /\ UNCHANGED <<buf, closed, sendq, recvq>>

-----------------------------------------------------------------------------
(* Receive.                                                                *)

RecvBlocked == Nil \/ (buf = <<>> /\ sendq = <<>>)

\* A receive takes the oldest buffered value.
RecvBuffer(t) ==
    /\ Calls(t, RecvOps) /\ buf # <<>> /\ sendq = <<>>
    /\ buf' = Tail(buf)
    /\ Finish(t, Head(buf))
    /\ UNCHANGED <<closed, sendq, recvq>>

\* A receive takes the oldest buffered value, and the value of the sender that has waited
\* longest moves into the freed slot.
RecvRefill(t) ==
    /\ Calls(t, RecvOps) /\ buf # <<>> /\ sendq # <<>>
    /\ buf' = Append(Tail(buf), task[Head(sendq)].val)
    /\ sendq' = Tail(sendq)
    /\ Complete(t, Head(buf), Head(sendq), "sent")
    /\ UNCHANGED <<closed, recvq>>

\* A receive on an unbuffered channel takes the value of the sender that has waited longest.
RecvHandOff(t) ==
    /\ Calls(t, RecvOps) /\ buf = <<>> /\ sendq # <<>>
    /\ Complete(t, task[Head(sendq)].val, Head(sendq), "sent")
    /\ sendq' = Tail(sendq)
    /\ UNCHANGED <<buf, closed, recvq>>

\* A receive on a closed and drained channel says so.
RecvClosed(t) ==
    /\ Calls(t, RecvOps) /\ closed /\ buf = <<>>
    /\ Finish(t, "closed")
    /\ UNCHANGED <<buf, closed, sendq, recvq>>

\* A blocking receive that cannot proceed joins the queue; on the nil channel it just waits.
RecvPark(t) ==
    /\ Calls(t, RecvOps \ TryOps) /\ ~closed /\ RecvBlocked
    /\ recvq' = IF Nil THEN recvq ELSE Append(recvq, t)
    /\ Park(t)
    /\ UNCHANGED <<buf, closed, sendq>>

\* A try-receive that cannot proceed gives up.
RecvNotReady(t) ==
    /\ Calls(t, {"tryRecv"}) /\ ~closed /\ RecvBlocked
    /\ Finish(t, "not ready")
    /\ UNCHANGED <<buf, closed, sendq, recvq>>

-----------------------------------------------------------------------------
(* Close and len.                                                          *)

Range(s) == {s[i] : i \in DOMAIN s}

\* A close completes every waiter: receivers get nothing, senders fail.  The buffer stays.
Close(t) ==
    /\ Calls(t, {"close"}) /\ ~Nil /\ ~closed
    /\ closed' = TRUE
    /\ task' = [u \in Task |-> CASE u = t             -> Done("ok")
                                 [] u \in Range(recvq) -> Woken(u, "closed")
                                 [] u \in Range(sendq) -> Woken(u, SentOnClosed)
                                 [] OTHER              -> task[u]]
    /\ recvq' = <<>> /\ sendq' = <<>>
    /\ UNCHANGED buf

\* A second close fails.
CloseClosed(t) ==
    /\ Calls(t, {"close"}) /\ closed
    /\ Finish(t, ClosedTwice)
    /\ UNCHANGED <<buf, closed, sendq, recvq>>

\* A close of the nil channel fails.
CloseNil(t) ==
    /\ Calls(t, {"close"}) /\ Nil
    /\ Finish(t, ClosedNil)
    /\ UNCHANGED <<buf, closed, sendq, recvq>>

\* len counts the buffered values, not the parked senders.
Length(t) ==
    /\ Calls(t, {"len"})
    /\ Finish(t, ToString(Len(buf)))
    /\ UNCHANGED <<buf, closed, sendq, recvq>>

-----------------------------------------------------------------------------
(* Waiting ends.                                                           *)

\* A blocking operation that is interrupted on entry has no effect.
RefuseInterrupted(t) ==
    /\ Calls(t, (SendOps \cup RecvOps) \ TryOps)
    /\ Finish(t, "interrupted")
    /\ UNCHANGED <<buf, closed, sendq, recvq>>

\* A parked task that nobody has completed leaves, interrupted or timed out.
Withdraw(t, why) ==
    /\ task[t].pc = "parked"
    /\ why = "timed out" => task[t].op \in TimedOps
    /\ LET stays(u) == u # t IN
         /\ sendq' = SelectSeq(sendq, stays)
         /\ recvq' = SelectSeq(recvq, stays)
    /\ Finish(t, why)
    /\ UNCHANGED <<buf, closed>>

\* A task that was completed while it was parked goes on with its outcome.
Resume(t) ==
    /\ task[t].pc = "woken"
    /\ Finish(t, task[t].res)
    /\ UNCHANGED <<buf, closed, sendq, recvq>>

-----------------------------------------------------------------------------
(* The critical section of a called operation, whichever branch it takes.  *)
Section(t) ==
    \/ SendClosed(t) \/ SendHandOff(t) \/ SendBuffer(t) \/ SendPark(t) \/ SendNotReady(t)
    \/ RecvBuffer(t) \/ RecvRefill(t) \/ RecvHandOff(t) \/ RecvClosed(t)
    \/ RecvPark(t) \/ RecvNotReady(t)
    \/ Close(t) \/ CloseClosed(t) \/ CloseNil(t) \/ Length(t)

Next ==
    \E t \in Task :
        \/ \E op \in AllOps, v \in Val \cup {None} : Call(t, op, v)
        \/ \E r \in Result : Return(t, r)
        \/ Section(t)
        \/ RefuseInterrupted(t)
        \/ \E why \in {"interrupted", "timed out"} : Withdraw(t, why)
        \/ Resume(t)

Spec == Init /\ [][Next]_vars

(* Tasks run: a critical section is entered, a woken task resumes.         *)
(* Nothing is promised of callers, interrupts and clocks.                  *)
Fairness == \A t \in Task : /\ WF_vars(Section(t))
                            /\ WF_vars(Resume(t))
                            /\ WF_vars(\E r \in Result : Return(t, r))

FairSpec == Spec /\ Fairness

-----------------------------------------------------------------------------
(* Safety: properties of states.                                           *)

Sending(t)   == task[t].pc = "parked" /\ task[t].op \in SendOps
Receiving(t) == task[t].pc = "parked" /\ task[t].op \in RecvOps
WellFormed(t) == LET s == task[t] IN
    \/ s = Idle
    \/ /\ s.pc \in {"called", "parked", "woken"}
       /\ s.op \in Ops
       /\ s.val \in Val \cup {None}
       /\ s.pc = "woken" => s.res \in Result
    \/ s.pc = "done" /\ s.res \in Result

TypeOK == /\ \A i \in DOMAIN buf : buf[i] \in Val
          /\ closed \in BOOLEAN
          /\ Range(sendq) \subseteq Task /\ Range(recvq) \subseteq Task
          /\ \A t \in Task : WellFormed(t)

\* The buffer never holds more than its capacity.
CapacityBound == Len(buf) <= Cap

\* Invariant 1 of chan.go: senders and receivers never wait at the same time.
OneQueueEmpty == sendq = <<>> \/ recvq = <<>>

\* Invariant 2 of chan.go: nobody waits to receive while something is buffered.
BufferedMeansNoReceiver == buf # <<>> => recvq = <<>>

\* Invariant 3 of chan.go: nobody waits to send while there is room.
RoomMeansNoSender == Len(buf) < Cap => sendq = <<>>

\* A closed channel has no waiter.
ClosedLeavesNoWaiter == closed => \A t \in Task : task[t].pc # "parked"

\* The queues hold exactly the parked tasks, each once.
QueuedIffParked ==
    ~Nil => /\ Range(sendq) = {t \in Task : Sending(t)}
            /\ Range(recvq) = {t \in Task : Receiving(t)}
            /\ \A i, j \in DOMAIN sendq : sendq[i] = sendq[j] => i = j
            /\ \A i, j \in DOMAIN recvq : recvq[i] = recvq[j] => i = j

\* Nobody is parked who could proceed.
NobodyParkedCouldProceed ==
    \A t \in Task : /\ Sending(t)   => ~closed /\ SendBlocked
                    /\ Receiving(t) => ~closed /\ RecvBlocked

-----------------------------------------------------------------------------
(* Safety: properties of steps.                                            *)

\* Closed stays closed.
ClosedForGood == [][closed => closed']_vars

\* Nothing enters the buffer of a closed channel, and nothing is sent on it.
NothingSentAfterClose ==
    [][closed => /\ Len(buf') <= Len(buf)
                 /\ \A t \in Task : Calls(t, SendOps) => task'[t] # Done("sent")]_vars

\* A parked task that is served was the first in its queue.
WaitersServedInOrder ==
    [][/\ \A i \in DOMAIN recvq :
            (task'[recvq[i]].pc = "woken" /\ task'[recvq[i]].res \in Val) => i = 1
       /\ \A i \in DOMAIN sendq :
            (task'[sendq[i]].pc = "woken" /\ task'[sendq[i]].res = "sent") => i = 1]_vars

\* Newly parked tasks queue up behind the others.
WaitersJoinAtTheTail ==
    [][/\ Len(recvq') > Len(recvq) => SubSeq(recvq', 1, Len(recvq)) = recvq
       /\ Len(sendq') > Len(sendq) => SubSeq(sendq', 1, Len(sendq)) = sendq]_vars

\* A receive never takes a value past a waiting receiver.
NoBargingReceiver ==
    [][\A t \in Task :
         (Calls(t, RecvOps) /\ task'[t].pc = "done" /\ task'[t].res \in Val) => recvq = <<>>]_vars

\* A send that finds senders waiting is not done before them.
NoBargingSender ==
    [][\A t \in Task :
         (Calls(t, SendOps) /\ task'[t] = Done("sent")) => sendq = <<>>]_vars

\* What was given to a waiting task is what its operation returns: no interrupt, timeout or
\* close takes it away.
OutcomeIsFinal ==
    [][\A t \in Task :
         task[t].pc \in {"woken", "done"} =>
            task'[t] \in {task[t], Done(task[t].res), IF task[t].pc = "done" THEN Idle ELSE task[t]}]_vars

-----------------------------------------------------------------------------
(* Liveness, under Fairness.                                               *)

\* A called operation takes effect or parks.
CalledOperationsAct == \A t \in Task : (task[t].pc = "called") ~> (task[t].pc # "called")

\* A completed waiter returns.
WokenTasksReturn == \A t \in Task : (task[t].pc = "woken") ~> (task[t].pc = "idle")

\* Once somebody is about to close, everybody who waits returns.
CloseReleasesEveryone == \A t \in Task :
    (task[t].pc = "parked" /\ ~Nil /\ \E u \in Task : Calls(u, {"close"})) ~> (task[t].pc = "idle")

\* As long as sends keep succeeding, no receiver waits for ever.
SendsKeepSucceeding == []<><<\E t \in Task : SendHandOff(t) \/ SendBuffer(t)>>_vars
ReceiversAreServed  == SendsKeepSucceeding => \A t \in Task : Receiving(t) ~> ~Receiving(t)

\* As long as receives keep succeeding, no sender waits for ever.
ReceivesKeepSucceeding ==
    []<><<\E t \in Task : RecvBuffer(t) \/ RecvRefill(t) \/ RecvHandOff(t)>>_vars
SendersAreServed == ReceivesKeepSucceeding => \A t \in Task : Sending(t) ~> ~Sending(t)

\* A receiver at the head of the queue returns once there is a sender that is not interrupted;
\* and the other way round.  (For models without interrupts.)
Heads(q, t) == q # <<>> /\ Head(q) = t
ReceiverMeetsSender == \A t \in Task :
    (Heads(recvq, t) /\ \E u \in Task : Calls(u, SendOps)) ~> (task[t].pc = "idle")
SenderMeetsReceiver == \A t \in Task :
    (Heads(sendq, t) /\ \E u \in Task : Calls(u, RecvOps)) ~> (task[t].pc = "idle")

-----------------------------------------------------------------------------
(* Refinement: what a user relies on.  A task that a close has woken is    *)
(* still waiting as far as the user can tell; it takes its effect when it  *)
(* resumes, for closed stays closed.                                       *)

UserView(t) == LET s == task[t] IN
    CASE s.pc = "idle"   -> [pc |-> "idle"]
      [] s.pc = "called" -> [pc |-> "pending", op |-> s.op, val |-> s.val]
      [] s.pc = "parked" -> [pc |-> "waiting", op |-> s.op, val |-> s.val]
      [] s.pc = "woken"  -> IF s.res \in {"closed", SentOnClosed}
                            THEN [pc |-> "waiting", op |-> s.op, val |-> s.val]
                            ELSE [pc |-> "returning", res |-> s.res]
      [] s.pc = "done"   -> [pc |-> "returning", res |-> s.res]

User == INSTANCE ChannelSpec WITH queue <- buf, user <- [t \in Task |-> UserView(t)]

LinearizableChannel == User!Spec

THEOREM Spec => LinearizableChannel
=============================================================================
