----------------------------- MODULE SelectSpec -----------------------------
(***************************************************************************)
(* What a user of select relies on: of all cases exactly one happens, at   *)
(* one moment between call and return; the others have no effect.  The     *)
(* default happens only if at that moment nothing is ready.  There are no  *)
(* queues here and no waiters, only tasks that wait.                       *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS Task, Chan, Val, CapOf(_), Form, Shape(_)

VARIABLES
    queue,  \* for each channel, the values sent and not yet received, oldest first
    closed, \* for each channel, whether it has been closed
    user    \* what each task sees of its call

uvars == <<queue, closed, user>>

Ready == [pc |-> "idle"]
Gets(i, r) == [pc |-> "returning", case |-> i, res |-> r]

UInit == /\ queue = [c \in Chan |-> <<>>]
         /\ closed = [c \in Chan |-> FALSE]
         /\ user = [t \in Task |-> Ready]

Cases(t)   == Shape(user[t].form).cases
Mode(t)    == Shape(user[t].form).mode
Pending(t) == user[t].pc = "pending" /\ Shape(user[t].form).kind = "select"
Waits(t)   == user[t].pc = "waiting"
\* Case i of task t is a send (or receive) on channel c.
Is(t, i, dir, c) == i \in DOMAIN Cases(t) /\ Cases(t)[i].dir = dir /\ Cases(t)[i].ch = c

WaitsTo(dir, c, t) == Waits(t) /\ \E i \in DOMAIN Cases(t) : Is(t, i, dir, c)
CanSend(c, t) == closed[c] \/ Len(queue[c]) < CapOf(c) \/ \E u \in Task \ {t} : WaitsTo("recv", c, u)
CanRecv(c, t) == closed[c] \/ queue[c] # <<>> \/ \E u \in Task \ {t} : WaitsTo("send", c, u)
NothingCan(t) == \A i \in DOMAIN Cases(t) : \A c \in Chan :
    /\ Is(t, i, "send", c) => ~CanSend(c, t)
    /\ Is(t, i, "recv", c) => ~CanRecv(c, t)

Same == UNCHANGED <<queue, closed>>

\* Task t makes a call.
Invoke(t, f) == user[t] = Ready /\ user' = [user EXCEPT ![t] = [pc |-> "pending", form |-> f]] /\ Same

\* Task t's call returns.
UReturn(t) == user[t].pc = "returning" /\ user' = [user EXCEPT ![t] = Ready] /\ Same

\* A send case happens with the buffer.
Put(t, i, c) ==
    /\ Pending(t) /\ Is(t, i, "send", c) /\ ~closed[c] /\ Len(queue[c]) < CapOf(c)
    /\ \A u \in Task : ~WaitsTo("recv", c, u)
    /\ queue' = [queue EXCEPT ![c] = Append(@, Cases(t)[i].val)]
    /\ user' = [user EXCEPT ![t] = Gets(i, "sent")]
    /\ UNCHANGED closed

\* A receive case happens with the buffer.
Take(t, i, c) ==
    /\ Pending(t) /\ Is(t, i, "recv", c) /\ queue[c] # <<>>
    /\ closed[c] \/ \A u \in Task : ~WaitsTo("send", c, u)
    /\ queue' = [queue EXCEPT ![c] = Tail(@)]
    /\ user' = [user EXCEPT ![t] = Gets(i, Head(queue[c]))]
    /\ UNCHANGED closed

\* A send case of one task and a receive case of another happen together.
Meet(s, i, r, j, c) ==
    /\ s # r /\ Is(s, i, "send", c) /\ Is(r, j, "recv", c)
    /\ ~closed[c] /\ queue[c] = <<>>
    /\ user' = [user EXCEPT ![s] = Gets(i, "sent"), ![r] = Gets(j, Cases(s)[i].val)]
    /\ Same

\* A receive case and the send case of a task that waits for room happen together.
Shift(s, i, r, j, c) ==
    /\ s # r /\ Is(s, i, "send", c) /\ Is(r, j, "recv", c)
    /\ ~closed[c] /\ queue[c] # <<>>
    /\ queue' = [queue EXCEPT ![c] = Append(Tail(@), Cases(s)[i].val)]
    /\ user' = [user EXCEPT ![s] = Gets(i, "sent"), ![r] = Gets(j, Head(queue[c]))]
    /\ UNCHANGED closed

\* A call finds a channel closed.
FindClosed(t, i, c) ==
    /\ Pending(t) /\ closed[c]
    /\ \/ /\ Is(t, i, "send", c)
          /\ user' = [user EXCEPT ![t] = Gets(i, "send on closed channel")]
       \/ /\ Is(t, i, "recv", c) /\ queue[c] = <<>>
          /\ user' = [user EXCEPT ![t] = Gets(i, "closed")]
    /\ Same

\* A select waits, or takes its default, at a moment when nothing is ready.
Wait(t) == /\ Pending(t) /\ Mode(t) # "default" /\ NothingCan(t)
           /\ user' = [user EXCEPT ![t].pc = "waiting"] /\ Same
TakeDefault(t) == /\ Pending(t) /\ Mode(t) = "default" /\ NothingCan(t)
                  /\ user' = [user EXCEPT ![t] = Gets(0, "default")] /\ Same

\* An interrupted or expired call has no effect.
GiveUp(t) ==
    /\ \/ Pending(t) /\ Mode(t) # "default" /\ user' = [user EXCEPT ![t] = Gets(0, "interrupted")]
       \/ Waits(t) /\ user' = [user EXCEPT ![t] = Gets(0, "interrupted")]
       \/ Waits(t) /\ Mode(t) = "timed" /\ user' = [user EXCEPT ![t] = Gets(0, "timed out")]
    /\ Same

\* A task that waits notices that a channel has been closed; it receives there if it can.
Notice(t, i, c) ==
    /\ Waits(t) /\ closed[c]
    /\ \/ /\ Is(t, i, "recv", c)
          /\ user' = [user EXCEPT ![t] = Gets(i, "closed")]
       \/ /\ Is(t, i, "send", c) /\ ~\E j \in DOMAIN Cases(t) : Is(t, j, "recv", c)
          /\ user' = [user EXCEPT ![t] = Gets(i, "send on closed channel")]
    /\ Same

\* The first close succeeds, a second one fails.
UClose(t, c) ==
    /\ user[t].pc = "pending" /\ Shape(user[t].form).kind = "close" /\ Shape(user[t].form).ch = c
    /\ user' = [user EXCEPT ![t] = Gets(0, IF closed[c] THEN "close of closed channel" ELSE "ok")]
    /\ closed' = [closed EXCEPT ![c] = TRUE]
    /\ UNCHANGED queue

UNext ==
    \/ \E t \in Task : \/ \E f \in Form : Invoke(t, f)
                       \/ UReturn(t) \/ Wait(t) \/ TakeDefault(t) \/ GiveUp(t)
                       \/ \E c \in Chan : UClose(t, c)
    \/ \E t \in Task : Pending(t) /\ \E i \in DOMAIN Cases(t), c \in Chan :
                       Put(t, i, c) \/ Take(t, i, c) \/ FindClosed(t, i, c)
    \/ \E t \in Task : Waits(t) /\ \E i \in DOMAIN Cases(t), c \in Chan : Notice(t, i, c)
    \/ \E s, r \in Task :
         /\ (Pending(s) /\ Waits(r)) \/ (Waits(s) /\ Pending(r))
         /\ \E i \in DOMAIN Cases(s), j \in DOMAIN Cases(r), c \in Chan :
                Meet(s, i, r, j, c) \/ (Waits(s) /\ Shift(s, i, r, j, c))

Spec == UInit /\ [][UNext]_uvars
=============================================================================
