--------------------------- MODULE ChannelLookTSO ---------------------------
(***************************************************************************)
(* Why a try fences before it looks (module ChannelLook): stores wait in a *)
(* buffer of the processor until others see them, and later reads need not *)
(* wait for them.  Total store order, as on x86.                           *)
(*                                                                         *)
(* Each task sends a value on a buffered channel of its own, inside the    *)
(* section of that, and then tries to receive from the others, as a worker *)
(* that says "idle" and then asks for a job, and a client that leaves a    *)
(* job and then asks who is idle.  Of two such tasks one has to see the    *)
(* other, for in any order one sends first.  To enter a section is a       *)
(* locked instruction; to leave it is a plain store, so that nothing but   *)
(* the fence empties the buffer before the look.                           *)
(*                                                                         *)
(*     enter   put   leave   fence   look                                  *)
(*              |      |                                                   *)
(*              +------+-- drain, any time later                           *)
(*                                                                         *)
(* Left out: what the look does not read; a look that goes on to enter.    *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANT Task   \* the tasks; each has a channel

VARIABLES
    count,  \* how many values each channel holds, as the others see it
    held,   \* whether somebody is inside its section, as the others see it
    stores, \* the stores of each task that nobody else sees yet, oldest first
    pc,     \* what each task is about to do
    sees    \* in whose channels it has found something

vars == <<count, held, stores, pc, sees>>

TypeOK ==
    /\ count \in [Task -> 0..1]
    /\ held \in [Task -> BOOLEAN]
    /\ stores \in [Task -> Seq({"count", "left"})]
    /\ pc \in [Task -> {"enter", "put", "leave", "fence", "look", "done"}]
    /\ sees \in [Task -> SUBSET Task]

Init ==
    /\ count = [t \in Task |-> 0]
    /\ held = [t \in Task |-> FALSE]
    /\ stores = [t \in Task |-> <<>>]
    /\ pc = [t \in Task |-> "enter"]
    /\ sees = [t \in Task |-> {}]

Go(t, from, to) == pc[t] = from /\ pc' = [pc EXCEPT ![t] = to]

Store(t, what) == stores' = [stores EXCEPT ![t] = Append(@, what)]

\* Task t compares and sets the word of its channel's section.  That empties its buffer first.
Enter(t) ==
    /\ Go(t, "enter", "put")
    /\ stores[t] = <<>> /\ ~held[t]
    /\ held' = [held EXCEPT ![t] = TRUE]
    /\ UNCHANGED <<count, stores, sees>>

\* It puts a value into the buffer of the channel.
Put(t) ==
    /\ Go(t, "put", "leave")
    /\ Store(t, "count")
    /\ UNCHANGED <<count, held, sees>>

\* It leaves the section.
Leave(t) ==
    /\ Go(t, "leave", "fence")
    /\ Store(t, "left")
    /\ UNCHANGED <<count, held, sees>>

\* What the fence waits for: everybody sees all that the task has stored.
SeenByAll(t) == stores[t] = <<>>

\* It comes past the fence.
Fence(t) ==
    /\ Go(t, "fence", "look")
    /\ SeenByAll(t)
    /\ UNCHANGED <<count, held, stores, sees>>

\* It looks at the channels of all others.
Look(t) ==
    /\ Go(t, "look", "done")
    /\ sees' = [sees EXCEPT ![t] = {u \in Task \ {t} : count[u] > 0}]
    /\ UNCHANGED <<count, held, stores>>

\* The others come to see the oldest of its stores.
Drain(t) ==
    /\ stores[t] # <<>>
    /\ stores' = [stores EXCEPT ![t] = Tail(@)]
    /\ count' = IF Head(stores[t]) = "count" THEN [count EXCEPT ![t] = 1] ELSE count
    /\ held' = IF Head(stores[t]) = "left" THEN [held EXCEPT ![t] = FALSE] ELSE held
    /\ UNCHANGED <<pc, sees>>

Next == \E t \in Task : Enter(t) \/ Put(t) \/ Leave(t) \/ Fence(t) \/ Look(t) \/ Drain(t)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
\* Of two who have sent and then looked, one has seen the other.
OneSeesTheOther ==
    \A t, u \in Task : t # u /\ pc[t] = "done" /\ pc[u] = "done" => u \in sees[t] \/ t \in sees[u]

-----------------------------------------------------------------------------
\* Wrong on purpose, LooksPastItsStores: there is no fence.   SeenByAll <- NoFence
NoFence(t) == TRUE
=============================================================================
