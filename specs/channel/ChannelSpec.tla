---------------------------- MODULE ChannelSpec ----------------------------
(***************************************************************************)
(* What a user of a channel relies on: operations are invoked, take effect *)
(* at one moment, and return.  An unbuffered send and its receive take     *)
(* effect at the same moment, so do a receive from a full buffer and the   *)
(* send that was waiting for room.                                         *)
(*                                                                         *)
(* There is no queue of waiters here: Go promises no order among them      *)
(* (the machine, module Channel, keeps one).  But waiting is visible: a    *)
(* try-operation fails only if no partner is waiting.                      *)
(***************************************************************************)
EXTENDS Naturals, Sequences, TLC

CONSTANTS Task, Val, Cap, Nil, Ops

VARIABLES
    queue,  \* the values sent and not yet received, oldest first
    closed, \* whether the channel has been closed
    user    \* what each task sees of its operation

uvars == <<queue, closed, user>>

Sends    == {"send", "sendFor", "trySend"}
Receives == {"recv", "recvFor", "tryRecv"}
Blocking == {"send", "sendFor", "recv", "recvFor"}
Timed    == {"sendFor", "recvFor"}

Ready == [pc |-> "idle"]
Gets(r) == [pc |-> "returning", res |-> r]

UInit == /\ queue = <<>> /\ closed = FALSE
         /\ user = [t \in Task |-> Ready]

Pending(t, ops) == user[t].pc = "pending" /\ user[t].op \in ops
Waiting(t, ops) == user[t].pc = "waiting" /\ user[t].op \in ops
Either(t, ops)  == Pending(t, ops) \/ Waiting(t, ops)
Same == UNCHANGED <<queue, closed>>

\* Task t invokes operation op.
Invoke(t, op, v) ==
    /\ user[t] = Ready /\ op \in Ops
    /\ user' = [user EXCEPT ![t] = [pc |-> "pending", op |-> op, val |-> v]]
    /\ Same

\* Task t's operation returns.
UReturn(t) == /\ user[t].pc = "returning"
              /\ user' = [user EXCEPT ![t] = Ready]
              /\ Same

SendersWait   == \E t \in Task : Waiting(t, Sends)
ReceiversWait == \E t \in Task : Waiting(t, Receives)
CanSend    == ~Nil /\ ~closed /\ (Len(queue) < Cap \/ ReceiversWait)
CanReceive == ~Nil /\ (queue # <<>> \/ SendersWait)

\* A send puts its value into the buffer.
Put(t) == /\ Pending(t, Sends) /\ ~closed /\ Len(queue) < Cap /\ ~ReceiversWait
          /\ queue' = Append(queue, user[t].val)
          /\ user' = [user EXCEPT ![t] = Gets("sent")]
          /\ UNCHANGED closed

\* A receive takes the oldest value; no open send waits for the room it makes.
Take(t) == /\ Pending(t, Receives) /\ queue # <<>>
           /\ SendersWait => closed
           /\ queue' = Tail(queue)
           /\ user' = [user EXCEPT ![t] = Gets(Head(queue))]
           /\ UNCHANGED closed

\* Sender s and receiver r meet, one of them waiting for the other.
Meet(s, r) == /\ \/ Pending(s, Sends) /\ Waiting(r, Receives)
                 \/ Waiting(s, Sends) /\ Pending(r, Receives)
              /\ ~closed /\ queue = <<>>
              /\ user' = [user EXCEPT ![s] = Gets("sent"), ![r] = Gets(user[s].val)]
              /\ Same

\* Receiver r takes the oldest value and makes room for the waiting sender s.
Shift(s, r) == /\ Waiting(s, Sends) /\ Pending(r, Receives)
               /\ ~closed /\ queue # <<>>
               /\ queue' = Append(Tail(queue), user[s].val)
               /\ user' = [user EXCEPT ![s] = Gets("sent"), ![r] = Gets(Head(queue))]
               /\ UNCHANGED closed

\* A blocking operation that cannot proceed waits.
Wait(t) == /\ \/ Pending(t, Blocking \cap Sends) /\ ~CanSend
              \/ Pending(t, Blocking \cap Receives) /\ ~CanReceive
           /\ ~closed
           /\ user' = [user EXCEPT ![t].pc = "waiting"]
           /\ Same

\* A try-operation fails only at a moment when it cannot proceed.
NotReady(t) == /\ \/ Pending(t, {"trySend"}) /\ ~CanSend
                  \/ Pending(t, {"tryRecv"}) /\ ~CanReceive
               /\ ~closed
               /\ user' = [user EXCEPT ![t] = Gets("not ready")]
               /\ Same

\* On a closed channel a send fails, and a receive that finds it drained says so.
FindClosed(t) == /\ closed
                 /\ \/ /\ Either(t, Sends)
                       /\ user' = [user EXCEPT ![t] = Gets("send on closed channel")]
                    \/ /\ Either(t, Receives) /\ queue = <<>>
                       /\ user' = [user EXCEPT ![t] = Gets("closed")]
                 /\ Same

\* The first close succeeds; a second one, or one of the nil channel, fails.
UClose(t) == /\ Pending(t, {"close"})
             /\ \/ /\ ~Nil /\ ~closed /\ closed' = TRUE
                   /\ user' = [user EXCEPT ![t] = Gets("ok")]
                \/ /\ closed /\ UNCHANGED closed
                   /\ user' = [user EXCEPT ![t] = Gets("close of closed channel")]
                \/ /\ Nil /\ UNCHANGED closed
                   /\ user' = [user EXCEPT ![t] = Gets("close of nil channel")]
             /\ UNCHANGED queue

\* len is the number of buffered values at one moment of the call.
ULength(t) == /\ Pending(t, {"len"})
              /\ user' = [user EXCEPT ![t] = Gets(ToString(Len(queue)))]
              /\ Same

\* An interrupted or expired operation has no effect.
GiveUp(t) == /\ \/ /\ Either(t, Blocking)
                   /\ Waiting(t, Blocking) => ~closed
                   /\ user' = [user EXCEPT ![t] = Gets("interrupted")]
                \/ /\ Waiting(t, Timed) /\ ~closed
                   /\ user' = [user EXCEPT ![t] = Gets("timed out")]
             /\ Same

UNext == \/ \E t \in Task : \/ \E op \in Ops, v \in Val \cup {"-"} : Invoke(t, op, v)
                            \/ UReturn(t) \/ Put(t) \/ Take(t) \/ Wait(t) \/ NotReady(t)
                            \/ FindClosed(t) \/ UClose(t) \/ ULength(t) \/ GiveUp(t)
         \/ \E s, r \in Task : Meet(s, r) \/ Shift(s, r)

Spec == UInit /\ [][UNext]_uvars
=============================================================================
