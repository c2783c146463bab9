---------------------------- MODULE ChannelLook ----------------------------
(***************************************************************************)
(* How a try learns without the lock that it cannot proceed: it reads two  *)
(* fields, one after the other, while others take their actions.  If both  *)
(* say so, it gives up; otherwise it enters the section, as every other    *)
(* operation does.  Follows the fast path of chansend and chanrecv in Go's *)
(* runtime/chan.go.                                                        *)
(*                                                                         *)
(* Such a try is told "not ready" later than at the moment at which that   *)
(* was true, so it takes no action of module Channel.  What it promises is *)
(* that there was such a moment since it was called.                       *)
(*                                                                         *)
(* Left out: the section in the middle of an action, and stale reads.  The *)
(* implementation argues them where it reads.                              *)
(***************************************************************************)
EXTENDS Channel

VARIABLES
    look,   \* whether the first read of each task's try has found nothing
    right   \* whether it could have given up, in the section, at some moment since

lookVars == <<buf, closed, sendq, recvq, task, look, right>>

\* What is to be read of the buffer, if there is one, or else of the queue of partners.
Nothing(t) ==
    CASE Nil                                -> TRUE
      [] Cap > 0 /\ task[t].op = "trySend"  -> Len(buf) = Cap
      [] Cap > 0 /\ task[t].op = "tryRecv"  -> buf = <<>>
      [] Cap = 0 /\ task[t].op = "trySend"  -> recvq = <<>>
      [] Cap = 0 /\ task[t].op = "tryRecv"  -> sendq = <<>>

\* The first read, and the second.
SeesNothing(t) == Nothing(t)
SeesOpen(t)    == ~closed

\* The section would say now that t's try cannot proceed.
IsBlocked(t) ==
    /\ Calls(t, TryOps) /\ ~closed
    /\ IF task[t].op = "trySend" THEN SendBlocked ELSE RecvBlocked

Watch == right' = [t \in Task |-> look'[t] /\ (right[t] \/ IsBlocked(t)')]

LookInit == Init /\ look = [t \in Task |-> FALSE] /\ right = [t \in Task |-> FALSE]

\* Task t's try reads that there is nothing to do for it.
FindNothing(t) ==
    /\ Calls(t, TryOps) /\ ~look[t] /\ SeesNothing(t)
    /\ look' = [look EXCEPT ![t] = TRUE]
    /\ UNCHANGED vars
    /\ Watch

\* It also reads that the channel is open, and gives up.
GiveUp(t) ==
    /\ look[t] /\ SeesOpen(t)
    /\ Finish(t, "not ready")
    /\ look' = [look EXCEPT ![t] = FALSE]
    /\ UNCHANGED <<buf, closed, sendq, recvq>>
    /\ Watch

\* Task t takes an action of the channel; a try does so if its look has told it nothing.
Act(t) ==
    /\ \/ \E op \in AllOps, v \in Val \cup {None} : Call(t, op, v)
       \/ \E r \in Result : Return(t, r)
       \/ (look[t] => ~SeesOpen(t)) /\ Section(t)
       \/ RefuseInterrupted(t)
       \/ \E why \in {"interrupted", "timed out"} : Withdraw(t, why)
       \/ Resume(t)
    /\ look' = [look EXCEPT ![t] = FALSE]
    /\ Watch

LookNext == \E t \in Task : FindNothing(t) \/ GiveUp(t) \/ Act(t)

LookSpec == LookInit /\ [][LookNext]_lookVars

-----------------------------------------------------------------------------
\* Who gives up was right to do so, at some moment of its call.
GivenUpRightly == \A t \in Task : look[t] /\ SeesOpen(t) => right[t]

\* A look alone, with nobody interfering, refuses a try exactly if the section would.
ALookIsExact ==
    \A t \in Task : Calls(t, TryOps) => ((SeesNothing(t) /\ ~closed) <=> IsBlocked(t))

-----------------------------------------------------------------------------
(* Wrong on purpose: each replaces an operator in one configuration.       *)

\* ClosedReadFirst: the channel is seen open, then drained and closed by others.
\*   SeesNothing <- ReadsOpen, SeesOpen <- Nothing
ReadsOpen(t) == ~closed

\* LooksAtTheBufferOnly: an unbuffered channel is always full, whoever waits.   SeesNothing <- ReadsBuffer
ReadsBuffer(t) == IF task[t].op = "trySend" THEN Len(buf) = Cap ELSE buf = <<>>

\* GivesUpOnClosed: the second read is forgotten.   SeesOpen <- ReadsNoMore
ReadsNoMore(t) == TRUE
=============================================================================
