---------------------------- MODULE SelectFaults ----------------------------
(***************************************************************************)
(* Wrong on purpose: each operator replaces one of module Select in one    *)
(* configuration, which names the promise that breaks.                     *)
(***************************************************************************)
EXTENDS MCSelect

Never1(t, i) == FALSE

\* TwoWinners: a partner does not look whether a waiter has been claimed, and delivers to it.
\* LoserTaken: the same from the other side: the value of a losing send is taken.
AlsoStale(q) == SelectSeq(q, LAMBDA e : task[e[1]].pc \in {"parked", "woken"})

\* StaleSwallowsWakeup: a stale entry at the head of the queue counts as a receiver; the value is
\* given to nobody.
HandOffToStale(t, i) ==
    /\ Offers(t, i, "send")
    /\ LET c == At1(t, i) IN
         /\ ~ch[c].closed /\ ch[c].recvq # <<>>
         /\ IF task[Head(ch[c].recvq)[1]].pc = "parked"
            THEN Complete(t, i, "sent", Head(ch[c].recvq), CasesOf(t)[i].val)
            ELSE Finish(t, i, "sent")
         /\ ch' = [ch EXCEPT ![c].recvq = Tail(@)]

\* StaleBlocksTheQueue: a stale entry at the head hides those who wait behind it.
FirstIfLive(q) == IF q # <<>> /\ task[Head(q)[1]].pc = "parked" THEN q ELSE <<>>

\* MeetsItself: a select takes its own value.
TakeOwn(t, i) ==
    /\ Offers(t, i, "recv") /\ ~ch[At1(t, i)].closed
    /\ \E j \in DOMAIN CasesOf(t) :
         /\ CasesOf(t)[j].dir = "send" /\ At1(t, j) = At1(t, i)
         /\ Finish(t, i, CasesOf(t)[j].val)
    /\ UNCHANGED ch

\* Smear: the cases are looked at one after the other without the locks of all.  A default is taken
\* although at every moment something was ready.
DefaultOnOneLook(t) ==
    /\ Selects(t) /\ ModeOf(t) = "default"
    /\ \E i \in DOMAIN CasesOf(t) : ~IsReady(t, i)
    /\ Finish(t, 0, "default")
    /\ UNCHANGED ch

\* ValueLostOnTimeout: a timeout or interrupt wins over a delivery that came first.
WithdrawThoughClaimed(t, why) ==
    /\ task[t].pc \in {"parked", "woken"}
    /\ why = "timed out" => ModeOf(t) = "timed"
    /\ ch' = Dequeued(t)
    /\ Finish(t, 0, why)

\* ClosedSendIgnored: a send on a closed channel does not count as ready.
SendIsReadyIfOpen(c) == ~ch[c].closed /\ ~At(c)!SendBlocked

\* LosersLeft: a claimed task does not take its losing waiters out.
ResumeOnly(t) ==
    /\ task[t].pc = "woken"
    /\ Finish(t, task[t].case, task[t].res)
    /\ UNCHANGED ch

\* CloseForgetsSelects: a close does not tell those who wait on other channels as well.
\*   Notice <- Never1

\* PanicOnClose: a select that waits to send and to receive on one channel may fail when it is closed.
NoticeAny(t, i) ==
    /\ task[t].pc = "parked" /\ ~Solo(t) /\ i \in DOMAIN CasesOf(t)
    /\ At1(t, i) # NilChan /\ ch[At1(t, i)].closed
    /\ Finish(t, i, IF CasesOf(t)[i].dir = "recv" THEN "closed" ELSE SentOnClosed)
    /\ ch' = Dequeued(t)
=============================================================================
