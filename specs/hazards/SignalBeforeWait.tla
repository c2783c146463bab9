-------------------------- MODULE SignalBeforeWait --------------------------
(***************************************************************************)
(* Lost wake-up: a signal wakes those who wait; nobody remembers it for    *)
(* whoever comes later.  So a task that waits for an event that has        *)
(* already happened waits for ever.  It must look, under the lock, at a    *)
(* fact that the event leaves behind, and wait only if that is not there.  *)
(***************************************************************************)
CONSTANT Looks      \* whether the waiter looks before it waits

VARIABLES
    happened,   \* the fact that the event leaves behind
    waiter,     \* running, waiting (on the condition), or end
    signaller   \* start or end

vars == <<happened, waiter, signaller>>

Init == happened = FALSE /\ waiter = "running" /\ signaller = "start"

\* lock; while (Looks && !happened) cond.await(); unlock.  To wait is to register and to unlock at once.
Wait == /\ waiter = "running" /\ ~(Looks /\ happened)
        /\ waiter' = "waiting"
        /\ UNCHANGED <<happened, signaller>>

Pass == /\ waiter = "running" /\ Looks /\ happened
        /\ waiter' = "end"
        /\ UNCHANGED <<happened, signaller>>

\* lock; happened = true; cond.signal(); unlock.
Signal == /\ signaller = "start"
          /\ happened' = TRUE
          /\ waiter' = IF waiter = "waiting" THEN "end" ELSE waiter
          /\ signaller' = "end"

Over == waiter = "end" /\ signaller = "end" /\ UNCHANGED vars

Next == Wait \/ Pass \/ Signal \/ Over

Spec == Init /\ [][Next]_vars /\ WF_vars(Next)

\* The waiter goes on.
WaiterGoesOn == <>(waiter = "end")
=============================================================================
