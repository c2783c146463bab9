---------------------------- MODULE SelectLeave ----------------------------
(***************************************************************************)
(* Pass 3 in pieces: a claimed task takes its losing waiters out of one    *)
(* channel after the other, each under the lock of that channel alone, and *)
(* goes on when none is left.  Module Select does all that at one moment,  *)
(* under all locks.  From the claim on the losers are stale, and no action *)
(* but pass 3 can tell a stale entry from none: so the promises are the    *)
(* same, and they are checked here for the pieces.  The winner left its    *)
(* queue with the claim.                                                   *)
(*                                                                         *)
(* Left out: everything that module Select leaves out.                     *)
(***************************************************************************)
EXTENDS MCSelect

Entries(t, c) == {e \in Range(ch[c].sendq) \cup Range(ch[c].recvq) : e[1] = t}

\* The channels in which task t still has to look for its waiters.
ToLeave(t) == Chan

\* The claimed task t takes its losing waiters out of the queues of channel c.
Leave(t, c) ==
    /\ task[t].pc = "woken"
    /\ c \in ToLeave(t) /\ Entries(t, c) # {}
    /\ ch' = [ch EXCEPT ![c].sendq = Without(@, t), ![c].recvq = Without(@, t)]
    /\ UNCHANGED task

\* It has none left and goes on with the outcome.  In place of Resume.
ResumeWhenGone(t) ==
    /\ task[t].pc = "woken"
    /\ \A c \in ToLeave(t) : Entries(t, c) = {}
    /\ Finish(t, task[t].case, task[t].res)
    /\ UNCHANGED ch

LeaveNext == Next \/ \E t \in Task, c \in Chan : Leave(t, c)

LeaveSpec == Init /\ [][LeaveNext]_vars

LeaveFairSpec == LeaveSpec /\ Fairness /\ \A t \in Task : WF_vars(\E c \in Chan : Leave(t, c))

-----------------------------------------------------------------------------
(* Wrong on purpose.                                                       *)

\* LosersBesideWinner: the channel of the winner is left alone, although the task may wait there
\* in other cases as well.   ToLeave <- OtherChannels
OtherChannels(t) == Chan \ {CasesOf(t)[task[t].case].ch}
=============================================================================
