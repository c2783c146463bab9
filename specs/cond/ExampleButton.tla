---------------------------- MODULE ExampleButton ----------------------------
(***************************************************************************)
(* The Button of "Concurrency in Go": subscribers wait for a click, which  *)
(* is a broadcast.  The book's program lets a subscriber report that it    *)
(* runs before it waits:                                                   *)
(*                                                                         *)
(*     subscriber:  running.done();  c.lock();  c.await();  fn();          *)
(*                  c.unlock();                                            *)
(*     main:        subscribe each;  running.await();  c.broadcast();      *)
(*                  handled.await();                                       *)
(*                                                                         *)
(* The click may come before the wait and is lost: signals are not         *)
(* remembered.  The careful program reports while it holds the lock, and   *)
(* clicks with the lock held, so that the subscriber waits by then.        *)
(***************************************************************************)
EXTENDS Cond

CONSTANTS
    Subscriber, \* the tasks that wait for the click; the other one is main
    Careful     \* is running reported, and the button clicked, with the lock held?

ASSUME Task = Subscriber \cup {"main"}

VARIABLES
    at,         \* where each task is in its program
    running,    \* the subscribers that have reported that they run
    handled     \* the subscribers that have handled the click

condVars == <<held, queue, task>>
allVars  == <<condVars, at, running, handled>>

BInit == /\ Init
         /\ at = [t \in Task |-> "top"]
         /\ running = {} /\ handled = {}

Go(t, from, to) == at[t] = from /\ at' = [at EXCEPT ![t] = to]
Same == UNCHANGED <<running, handled>>
Enters(t, from, op, to) == Go(t, from, to) /\ Call(t, op) /\ Same
Leaves(t, from, r, to)  == Go(t, from, to) /\ Return(t, r) /\ Same

Reports(t, from, to) ==
    Go(t, from, to) /\ running' = running \cup {t} /\ UNCHANGED <<condVars, handled>>

Subscribes(t) ==
    \/ ~Careful /\ Reports(t, "top", "reported")
    \/ ~Careful /\ Enters(t, "reported", "lock", "locking")
    \/ ~Careful /\ Leaves(t, "locking", "locked", "ready")
    \/ Careful /\ Enters(t, "top", "lock", "locking")
    \/ Careful /\ Leaves(t, "locking", "locked", "inside")
    \/ Careful /\ Reports(t, "inside", "ready")
    \/ Enters(t, "ready", "await", "waiting")
    \/ Leaves(t, "waiting", "signalled", "clicked")
    \/ Go(t, "clicked", "handled") /\ handled' = handled \cup {t} /\ UNCHANGED <<condVars, running>>
    \/ Enters(t, "handled", "unlock", "unlocking")
    \/ Leaves(t, "unlocking", "unlocked", "end")

Main ==
    \/ /\ Go("main", "top", IF Careful THEN "subscribed" ELSE "click")
       /\ running = Subscriber
       /\ UNCHANGED <<condVars, running, handled>>
    \/ Enters("main", "subscribed", "lock", "locking")
    \/ Leaves("main", "locking", "locked", "click")
    \/ Enters("main", "click", "broadcast", "clicking")
    \/ Leaves("main", "clicking", "ok", IF Careful THEN "inside" ELSE "clicked")
    \/ Enters("main", "inside", "unlock", "unlocking")
    \/ Leaves("main", "unlocking", "unlocked", "clicked")
    \/ Go("main", "clicked", "end") /\ handled = Subscriber /\ UNCHANGED <<condVars, running, handled>>

(* The condition variable does what it was called for.                     *)
CondActs(t) == (Section(t) \/ GoesOn(t) \/ Lock(t)) /\ UNCHANGED <<at, running, handled>>

(* The program is over: the only state that may have no other successor.   *)
Over == (\A t \in Task : at[t] = "end") /\ UNCHANGED allVars

BNext == Main \/ (\E t \in Subscriber : Subscribes(t)) \/ (\E t \in Task : CondActs(t)) \/ Over

BSpec == BInit /\ [][BNext]_allVars /\ WF_allVars(BNext)

-----------------------------------------------------------------------------

\* Every subscriber hears the click.
EverybodyHandles == <>(handled = Subscriber)
=============================================================================
