---------------------------- MODULE ChannelFaults ----------------------------
(***************************************************************************)
(* Wrong on purpose: each operator here replaces an action of module       *)
(* Channel in one configuration (CONSTANT Action <- FaultyAction), which   *)
(* names the one promise that breaks.  Each fault has been seen in a       *)
(* released channel or queue, or is an obvious slip.                       *)
(***************************************************************************)
EXTENDS ChannelHistory

(* LostWakeup needs no operator of its own: a completed waiter is never    *)
(* woken, Resume <- Never, in module MCChannel.                            *)
Never(t) == FALSE

\* BargingReceiver: a send puts its value into the buffer although a receiver waits, so that
\* whoever comes next takes it.   SendHandOff <- Never
BufferPastReceivers(t) ==
    /\ Calls(t, SendOps) /\ ~closed /\ Len(buf) < Cap
    /\ buf' = Append(buf, task[t].val)
    /\ Finish(t, "sent")
    /\ UNCHANGED <<closed, sendq, recvq>>

\* BargingSender: a receive from a full buffer leaves the waiting sender where it is, so that
\* whoever comes next takes the slot.   RecvRefill <- Never
TakeWithoutRefill(t) ==
    /\ Calls(t, RecvOps) /\ buf # <<>>
    /\ buf' = Tail(buf)
    /\ Finish(t, Head(buf))
    /\ UNCHANGED <<closed, sendq, recvq>>

\* ValueDroppedOnInterrupt: an interrupt or timeout wins over a delivery that came first.
WithdrawThoughCompleted(t, why) ==
    /\ task[t].pc \in {"parked", "woken"}
    /\ why = "timed out" => task[t].op \in TimedOps
    /\ LET stays(u) == u # t IN
         /\ sendq' = SelectSeq(sendq, stays)
         /\ recvq' = SelectSeq(recvq, stays)
    /\ Finish(t, why)
    /\ UNCHANGED <<buf, closed>>

\* WaiterLeftInQueue: a task that gives up stays in the queue.
WithdrawWithoutLeaving(t, why) ==
    /\ task[t].pc = "parked"
    /\ why = "timed out" => task[t].op \in TimedOps
    /\ Finish(t, why)
    /\ UNCHANGED <<buf, closed, sendq, recvq>>

\* CloseWakesOne: a close completes only the first waiter of each queue.
CloseFirstOnly(t) ==
    /\ Calls(t, {"close"}) /\ ~Nil /\ ~closed
    /\ closed' = TRUE
    /\ task' = [u \in Task |-> CASE u = t           -> Done("ok")
                                 [] Heads(recvq, u) -> Woken(u, "closed")
                                 [] Heads(sendq, u) -> Woken(u, SentOnClosed)
                                 [] OTHER           -> task[u]]
    /\ recvq' = IF recvq = <<>> THEN recvq ELSE Tail(recvq)
    /\ sendq' = IF sendq = <<>> THEN sendq ELSE Tail(sendq)
    /\ UNCHANGED buf

\* BufferLostAtClose: a close throws away what is buffered.
CloseAndClear(t) ==
    /\ Calls(t, {"close"}) /\ ~Nil /\ ~closed
    /\ closed' = TRUE /\ buf' = <<>>
    /\ task' = [u \in Task |-> CASE u = t             -> Done("ok")
                                 [] u \in Range(recvq) -> Woken(u, "closed")
                                 [] u \in Range(sendq) -> Woken(u, SentOnClosed)
                                 [] OTHER              -> task[u]]
    /\ recvq' = <<>> /\ sendq' = <<>>

\* CloseSaysSent: a close tells the waiting senders that they have succeeded.
CloseSendersOk(t) ==
    /\ Calls(t, {"close"}) /\ ~Nil /\ ~closed
    /\ closed' = TRUE
    /\ task' = [u \in Task |-> CASE u = t             -> Done("ok")
                                 [] u \in Range(recvq) -> Woken(u, "closed")
                                 [] u \in Range(sendq) -> Woken(u, "sent")
                                 [] OTHER              -> task[u]]
    /\ recvq' = <<>> /\ sendq' = <<>>
    /\ UNCHANGED buf

\* DoubleDelivery: one value is given to every receiver that waits.
HandOffToAll(t) ==
    /\ Calls(t, SendOps) /\ ~closed /\ recvq # <<>>
    /\ task' = [u \in Task |-> CASE u = t             -> Done("sent")
                                 [] u \in Range(recvq) -> Woken(u, task[t].val)
                                 [] OTHER              -> task[u]]
    /\ recvq' = <<>>
    /\ UNCHANGED <<buf, closed, sendq>>

\* SendAfterClose: a send looks for room before it looks whether the channel is closed.
\*   SendClosed <- Never
BufferThoughClosed(t) ==
    /\ Calls(t, SendOps) /\ recvq = <<>> /\ Len(buf) < Cap
    /\ buf' = Append(buf, task[t].val)
    /\ Finish(t, "sent")
    /\ UNCHANGED <<closed, sendq, recvq>>

\* NewestFirst: a receiver joins the queue at its head.
ParkInFront(t) ==
    /\ Calls(t, RecvOps \ TryOps) /\ ~closed /\ RecvBlocked
    /\ recvq' = IF Nil THEN recvq ELSE <<t>> \o recvq
    /\ Park(t)
    /\ UNCHANGED <<buf, closed, sendq>>

\* CheckThenPark: a sender parks on what it saw before a receiver came.
ParkThoughReady(t) ==
    /\ Calls(t, SendOps \ TryOps) /\ ~closed /\ Len(buf) >= Cap
    /\ sendq' = IF Nil THEN sendq ELSE Append(sendq, t)
    /\ Park(t)
    /\ UNCHANGED <<buf, closed, recvq>>

\* SpuriousFailure: a try-send on an unbuffered channel fails although a receiver waits.
NotReadyThoughReady(t) ==
    /\ Calls(t, {"trySend"}) /\ ~closed /\ Len(buf) >= Cap
    /\ Finish(t, "not ready")
    /\ UNCHANGED <<buf, closed, sendq, recvq>>

\* InterruptedStillSends: a send that is interrupted on entry leaves its value behind.
RefuseButBuffer(t) ==
    /\ Calls(t, {"send", "sendFor"}) /\ ~closed /\ recvq = <<>> /\ Len(buf) < Cap
    /\ buf' = Append(buf, task[t].val)
    /\ Finish(t, "interrupted")
    /\ UNCHANGED <<closed, sendq, recvq>>

\* LenCountsSenders: len counts the parked senders as well.
LengthWithSenders(t) ==
    /\ Calls(t, {"len"})
    /\ Finish(t, ToString(Len(buf) + Len(sendq)))
    /\ UNCHANGED <<buf, closed, sendq, recvq>>
=============================================================================
