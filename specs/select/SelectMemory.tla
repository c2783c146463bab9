---------------------------- MODULE SelectMemory ----------------------------
(***************************************************************************)
(* Happens-before, as a property of module Select.  Every call is an event *)
(* of its task.  A task knows the events that happen before what it does   *)
(* now.  Knowledge flows only where the implementation synchronises:       *)
(* through the locks of the channels of a critical section, and from the   *)
(* partner that completes a waiter to that waiter (a volatile write and    *)
(* its read).  What the Go memory model promises is collected in owed: the *)
(* events that a task must know when its call is done.                     *)
(*                                                                         *)
(*   send -> completion of the corresponding receive (any capacity)        *)
(*   close -> a receive that finds the channel closed                      *)
(*   unbuffered: receive -> completion of the corresponding send           *)
(*   capacity C: k-th receive -> completion of the (k+C)-th send           *)
(*                                                                         *)
(* The default, cases that did not happen and calls that gave up owe       *)
(* nothing.                                                                *)
(***************************************************************************)
EXTENDS MCSelect

CONSTANT MaxCalls   \* how many calls a task makes; keeps the model finite

VARIABLES
    calls,     \* the number of calls that each task has made
    know,      \* the events that each task knows
    asked,     \* what each task knew when it made its call, the call included
    held,      \* what the last owner of each channel's lock knew
    mail,      \* what the partner knew that completed a waiter
    owed,      \* what each task must know when its call is done
    sentBy,    \* for each channel: what the senders of the buffered values knew, oldest first
    received,  \* for each channel: what the receivers knew, in order
    sends,     \* for each channel: the number of sends that have happened
    closedBy   \* for each channel: what its closer knew

memory == <<calls, know, asked, held, mail, owed, sentBy, received, sends, closedBy>>

MemInit ==
    /\ Init
    /\ calls = [t \in Task |-> 0]
    /\ know = [t \in Task |-> {}] /\ asked = [t \in Task |-> {}]
    /\ mail = [t \in Task |-> {}] /\ owed = [t \in Task |-> {}]
    /\ held = [c \in Chan |-> {}] /\ closedBy = [c \in Chan |-> {}]
    /\ sentBy = [c \in Chan |-> <<>>] /\ received = [c \in Chan |-> <<>>]
    /\ sends = [c \in Chan |-> 0]

LockedBy(t) == {CasesOf(t)[i].ch : i \in DOMAIN CasesOf(t)} \ {NilChan}

\* Task t takes an action under the locks of the channels C, and completes the tasks W.
UnderLocks(t, C, W) ==
    LET now == know[t] \cup UNION {held[c] : c \in C} IN
    /\ know' = [know EXCEPT ![t] = now]
    /\ held' = [c \in Chan |-> IF c \in C THEN now ELSE held[c]]
    /\ mail' = [u \in Task |-> IF u \in W THEN now ELSE mail[u]]

\* What the k-th send on c waits for: the receive that made room for it.
RoomFor(c, k) == IF CapOf(c) > 0 /\ k > CapOf(c) THEN received'[c][k - CapOf(c)] ELSE {}

MCall(t, f) ==
    /\ calls[t] < MaxCalls
    /\ Call(t, f)
    /\ calls' = [calls EXCEPT ![t] = @ + 1]
    /\ know' = [know EXCEPT ![t] = @ \cup {<<t, calls[t] + 1>>}]
    /\ asked' = [asked EXCEPT ![t] = know'[t]]
    /\ owed' = [owed EXCEPT ![t] = {}]
    /\ UNCHANGED <<held, mail, sentBy, received, sends, closedBy>>

MSend(t, i) ==      \* a send case happens: t sends, to w if it waits
    Offers(t, i, "send") /\ \E c \in Chan : c = At1(t, i) /\
    \/ /\ SendHandOff(t, i)
       /\ LET w == First(ch[c].recvq)[1] IN
            /\ UnderLocks(t, LockedBy(t), {w})
            /\ received' = [received EXCEPT ![c] = Append(@, asked[w])]
            /\ sends' = [sends EXCEPT ![c] = @ + 1]
            /\ owed' = [owed EXCEPT ![w] = asked[t],
                                    ![t] = IF CapOf(c) = 0 THEN asked[w] ELSE RoomFor(c, sends'[c])]
            /\ UNCHANGED <<calls, asked, sentBy, closedBy>>
    \/ /\ SendBuffer(t, i)
       /\ UnderLocks(t, LockedBy(t), {})
       /\ sentBy' = [sentBy EXCEPT ![c] = Append(@, asked[t])]
       /\ sends' = [sends EXCEPT ![c] = @ + 1]
       /\ UNCHANGED received
       /\ owed' = [owed EXCEPT ![t] = RoomFor(c, sends'[c])]
       /\ UNCHANGED <<calls, asked, closedBy>>

MRecv(t, i) ==      \* a receive case happens: t receives, from w if it waits
    Offers(t, i, "recv") /\ \E c \in Chan : c = At1(t, i) /\
    LET w == First(ch[c].sendq)[1] IN
    \/ /\ RecvBuffer(t, i)
       /\ UnderLocks(t, LockedBy(t), {})
       /\ sentBy' = [sentBy EXCEPT ![c] = Tail(@)]
       /\ received' = [received EXCEPT ![c] = Append(@, asked[t])]
       /\ owed' = [owed EXCEPT ![t] = Head(sentBy[c])]
       /\ UNCHANGED <<calls, asked, sends, closedBy>>
    \/ /\ RecvRefill(t, i)
       /\ UnderLocks(t, LockedBy(t), {w})
       /\ sentBy' = [sentBy EXCEPT ![c] = Append(Tail(@), asked[w])]
       /\ received' = [received EXCEPT ![c] = Append(@, asked[t])]
       /\ sends' = [sends EXCEPT ![c] = @ + 1]
       /\ owed' = [owed EXCEPT ![t] = Head(sentBy[c]), ![w] = RoomFor(c, sends'[c])]
       /\ UNCHANGED <<calls, asked, closedBy>>
    \/ /\ RecvHandOff(t, i)
       /\ UnderLocks(t, LockedBy(t), {w})
       /\ received' = [received EXCEPT ![c] = Append(@, asked[t])]
       /\ sends' = [sends EXCEPT ![c] = @ + 1]
       /\ owed' = [owed EXCEPT ![t] = asked[w], ![w] = asked[t]]
       /\ UNCHANGED <<calls, asked, sentBy, closedBy>>
    \/ /\ RecvClosed(t, i)
       /\ UnderLocks(t, LockedBy(t), {})
       /\ owed' = [owed EXCEPT ![t] = closedBy[c]]
       /\ UNCHANGED <<calls, asked, sentBy, received, sends, closedBy>>

MNotice(t, i) ==
    task[t].pc = "parked" /\ i \in DOMAIN CasesOf(t) /\ \E c \in Chan : c = At1(t, i) /\
    /\ Notice(t, i)
    /\ UnderLocks(t, LockedBy(t), {})
    /\ owed' = [owed EXCEPT ![t] = IF CasesOf(t)[i].dir = "recv" THEN closedBy[c] ELSE {}]
    /\ UNCHANGED <<calls, asked, sentBy, received, sends, closedBy>>

MClose(t) ==
    LET c == Closed1(t)
        woken == {u \in Task : task[u].pc = "parked" /\ task'[u].pc = "woken"}
    IN  /\ Close(t)
        /\ UnderLocks(t, {c}, woken)
        /\ closedBy' = [closedBy EXCEPT ![c] = asked[t]]
        /\ owed' = [u \in Task |-> IF u \in woken /\ task'[u].res = "closed" THEN asked[t] ELSE owed[u]]
        /\ UNCHANGED <<calls, asked, sentBy, received, sends>>

\* Who parks leaves what it knows under the locks.
MPark(t, o) ==
    /\ Park(t, o)
    /\ UnderLocks(t, LockedBy(t), {})
    /\ UNCHANGED <<calls, asked, owed, sentBy, received, sends, closedBy>>

\* A completed waiter reads what its partner has left.
ReadMail(t) == know' = [know EXCEPT ![t] = @ \cup mail[t]] /\ UNCHANGED held
MResume(t) ==
    /\ Resume(t) /\ ReadMail(t)
    /\ UNCHANGED <<calls, asked, mail, owed, sentBy, received, sends, closedBy>>

\* Steps that order nothing; what they learn from locks is left out, which makes the claim stronger.
MOther(t) ==
    /\ \/ \E i \in 0..MaxCases, r \in Result : Return(t, i, r)
       \/ \E i \in Index : SendClosed(t, i)
       \/ Default(t) \/ CloseClosed(t)
       \/ \E why \in {"interrupted", "timed out"} : Withdraw(t, why)
    /\ UNCHANGED memory

MemNext == \E t \in Task :
    \/ \E f \in Form : MCall(t, f)
    \/ \E i \in Index : MSend(t, i) \/ MRecv(t, i) \/ MNotice(t, i)
    \/ \E o \in Orders : MPark(t, o)
    \/ MClose(t) \/ MResume(t) \/ MOther(t)

MemSpec == MemInit /\ [][MemNext]_<<vars, memory>>

\* When a call is done its task knows what the memory model promises.
HappensBefore == \A t \in Task : task[t].pc = "done" => owed[t] \subseteq know[t]

-----------------------------------------------------------------------------
\* Wrong on purpose: a waiter reads its outcome without synchronising with its partner.
ReadNothing(t) == UNCHANGED <<know, held>>

\* Wrong on purpose: a receive takes from the buffer without the lock.
WithoutLocks(t, C, W) == /\ mail' = [u \in Task |-> IF u \in W THEN know[t] ELSE mail[u]]
                         /\ UNCHANGED <<know, held>>
=============================================================================
